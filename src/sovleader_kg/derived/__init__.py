"""What follows from facts and claims: points, bounds, verdicts, disputes, and the OWL 2 RL closure.

The corpus comes in; triples that nobody edits go out.
"""
