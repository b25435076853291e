"""The leadership of the Communist Party of the Soviet Union, 1917-1991, as a knowledge graph that can be cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sovleader_kg.names import VERSION

if TYPE_CHECKING:
    from sovleader_kg.compare.differences import Difference, diff
    from sovleader_kg.compare.findings import Comparison
    from sovleader_kg.errors import DataError, DateError, QueryError, SovleaderError, StoreError, UsageError
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.model import Answer, Holding, Nobody
    from sovleader_kg.store.tables import Table

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

_HOMES = {
    "compare.differences": ("Difference", "diff"),
    "compare.findings": ("Comparison",),
    "errors": ("DataError", "DateError", "QueryError", "SovleaderError", "StoreError", "UsageError"),
    "graph": ("KnowledgeGraph",),
    "model": ("Answer", "Holding", "Nobody"),
    "store.tables": ("Table",),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: a start pays for what it uses alone."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from importlib import import_module

    found: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names, also those that are not imported yet."""
    return sorted({*globals(), *__all__})
