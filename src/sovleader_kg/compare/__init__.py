"""A table of one's own held against the graph, its rows as claims; and one version of the graph held against another.

A CSV file and its description come in; findings for each row, or a claims file, go out. Two published files come in;
what changed goes out, told by what it means to people, and as a patch.
"""
