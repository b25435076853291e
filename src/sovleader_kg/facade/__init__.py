"""Facade: what `KnowledgeGraph` answers, in layers: reading, chronology, evidence; each uses those before it."""
