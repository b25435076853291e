"""What is written by hand, read: Turtle files with their places, claims and passages, articles, the vocabulary's terms.

Files come in; triples, each with its file and line, and the claims among them go out.
"""
