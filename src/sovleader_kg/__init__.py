"""The leadership of the Communist Party of the Soviet Union, 1917-1991, as a knowledge graph that can be cited."""

from sovleader_kg.comparison.findings import Comparison
from sovleader_kg.errors import DataError, DateError, QueryError, SovleaderError, StoreError, UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Answer, Holding, Nobody, Table

__all__ = [
    "Answer",
    "Comparison",
    "DataError",
    "DateError",
    "Holding",
    "KnowledgeGraph",
    "Nobody",
    "QueryError",
    "SovleaderError",
    "StoreError",
    "Table",
    "UsageError",
    "__version__",
]

__version__ = "0.1.0"
