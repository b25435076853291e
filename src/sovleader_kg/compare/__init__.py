"""A table of one's own, described, read, matched and held against the graph; its rows as claims.

A CSV file and its description come in; findings for each row, or a claims file, go out.
"""
