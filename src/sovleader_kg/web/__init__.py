"""The graph on the web: `pages` for people, `workers` that make answers, the `server` that gives them over HTTP.

Requests come in; pages and results go out. It holds no logic of its own, and nothing imports it.
"""
