"""The leadership of the Communist Party of the Soviet Union, 1917-1991, as a knowledge graph that can be cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sovleader_kg.errors import DataError, DateError, QueryError, SovleaderError, StoreError, UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Answer, Holding, Nobody
from sovleader_kg.names import VERSION
from sovleader_kg.store.tables import Table

if TYPE_CHECKING:
    from sovleader_kg.compare.differences import Difference, diff
    from sovleader_kg.compare.findings import Comparison

__all__ = [
    "Answer",
    "Comparison",
    "DataError",
    "DateError",
    "Difference",
    "Holding",
    "KnowledgeGraph",
    "Nobody",
    "QueryError",
    "SovleaderError",
    "StoreError",
    "Table",
    "UsageError",
    "__version__",
    "diff",
]

__version__ = VERSION


def __getattr__(name: str) -> object:
    """Import what a start does not need when it is asked for."""
    if name == "Comparison":
        from sovleader_kg.compare.findings import Comparison

        return Comparison
    if name in {"Difference", "diff"}:
        from sovleader_kg.compare import differences

        return differences.__dict__[name]
    raise AttributeError(f"module {__name__} has no attribute {name}")
