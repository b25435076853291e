"""Facade: what `KnowledgeGraph` answers, in layers, each of which uses those before it.

Reading, naming, relations, chronology, asking, evidence. `queries` and `overview` are what the graph shows of itself.
"""
