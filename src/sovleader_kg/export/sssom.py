"""SSSOM: the mappings as one table, with what does not match and what was not found.

The form is SSSOM/TSV: the set's own metadata stand above the table as commented YAML. A thing that a dataset
does not have is mapped to `sssom:NoTermFound`, with the dataset as the object's source. Source:
https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping as Files
from collections.abc import Sequence

import yaml

from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.mappings import NAMESPACES, WITHOUT_IRIS, Mapping, curie, mappings
from sovleader_kg.names import VERSION
from sovleader_kg.store.description import LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

SET = "https://w3id.org/sovleader/mappings"
NOT_FOUND = "sssom:NoTermFound"
CURATED = "semapv:ManualMappingCuration"
BUILT_IN = {"rdf", "rdfs", "owl", "skos", "semapv", "sssom"}
COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "mapping_justification",
    "author_label",
    "object_source",
    "mapping_date",
    "see_also",
    "comment",
)
_NOTHING = "the mappings alone"
LOSSES = (
    Loss("claims", "the claims that give an identifier are named; what else sources say is left out"),
    Loss("disputes", "decisions on matches alone"),
    WITHOUT_IRIS,
    *(
        Loss(feature, _NOTHING)
        for feature in ("bounds", "imprecision", "languages", "events", "offices", "leadership", "powers", "layers")
    ),
    Loss("ontology", "terms with their matches, without definitions and axioms"),
)


def _row(one: Mapping) -> dict[str, str]:
    return {
        "subject_id": curie(one.subject),
        "subject_label": one.label,
        "predicate_id": curie(one.predicate),
        "predicate_modifier": "Not" if one.negated else "",
        "object_id": NOT_FOUND if one.missing_from else curie(one.object),
        "mapping_justification": CURATED,
        "author_label": one.decided_by or "",
        "object_source": curie(one.missing_from) if one.missing_from else "",
        "mapping_date": one.decided_on or "",
        "see_also": "|".join(one.rests_on),
        "comment": one.comment,
    }


def _head(rows: Sequence[dict[str, str]]) -> str:
    """Return the metadata, every line commented."""
    names = Counter(row[column].partition(":")[0] for row in rows for column in COLUMNS if column.endswith("_id"))
    names.update(row["object_source"].partition(":")[0] for row in rows if row["object_source"])
    document = {
        "mapping_set_id": SET,
        "mapping_set_title": "sovleader-kg mappings",
        "mapping_set_description": "Things and terms of sovleader-kg, and what they are or are not elsewhere.",
        "mapping_set_version": VERSION,
        "license": LICENCE,
        "creator_label": ["sovleader-kg contributors"],
        "curie_map": {name: NAMESPACES[name] for name in sorted(set(names) - BUILT_IN)},
    }
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=1000)
    return "".join(f"#{line}\n" for line in text.splitlines())


def _sssom(engine: Engine) -> Files[str, bytes]:
    rows = [_row(one) for one in mappings(engine)]
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return {"": (_head(rows) + table.getvalue()).encode()}


FORMATS = (
    Format(
        "sssom",
        "SSSOM/TSV mapping set: matches, what does not match (Not), what was not found (NoTermFound)",
        "text/tab-separated-values",
        ".sssom.tsv",
        _sssom,
        LOSSES,
    ),
)
