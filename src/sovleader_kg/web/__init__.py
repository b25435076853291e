"""The graph on the web: `pages` for people, `server` for pages, linked data and SPARQL. It holds no logic of its own.

Requests come in; pages and results go out. Nothing imports it.
"""
