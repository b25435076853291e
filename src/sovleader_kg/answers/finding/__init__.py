"""Finding: which things a text means, in whatever spelling, script and order of words somebody writes it."""
