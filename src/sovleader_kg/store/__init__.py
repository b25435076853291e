"""Where the triples are kept and asked: engines, the compiled snapshot, endpoints, stored queries, tables of rows.

Triples and queries come in; rows and files go out.
"""
