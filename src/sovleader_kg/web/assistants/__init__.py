"""Assistants: the graph as tools for language models, over the Model Context Protocol.

A tool's call comes in, its arguments as people write names and days; an answer goes out as a text and as structure,
with how sure it is, who says so and where. `answers` makes answers in a process of the pool that the web server uses;
`tools` tells the protocol which tools, resources and prompts there are, and is the only module that needs its SDK.
"""
