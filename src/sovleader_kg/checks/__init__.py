"""What is wrong with the data: SHACL shapes, stored checks, and the findings that a reviewer has accepted.

Triples come in; findings with file, line and advice go out. Nothing is changed.
"""
