"""People, read from a store: the persons of the graph by all their names."""

from __future__ import annotations

from sovleader_kg.names import PREFIXES
from sovleader_kg.spellings import People
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.testimony import listed

__all__ = ["NAMES", "read_people"]

NAMES = (PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["foaf"] + "name")
_PERSONS = f"""
SELECT ?person ?name WHERE {{
  VALUES ?link {{ {listed(NAMES)} }}
  ?person a foaf:Person ; ?link ?name .
}}
"""


def read_people(engine: Engine) -> People:
    """Read the names of all persons."""
    return People(sorted((row["person"].value, row["name"].value) for row in rows(engine, _PERSONS)))
