"""Facts: agreed dates, and the claims and sources behind them, by thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sovleader_kg.export.citations import Citations, Source, citations, sources
from sovleader_kg.export.holdings import Dates, dates
from sovleader_kg.store.engines import Engine

__all__ = ["Facts", "read_facts"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What statements about terms are made of, by thing."""

    dates: Dates
    citations: Citations
    sources: Mapping[str, Source]


def read_facts(engine: Engine) -> Facts:
    """Read what statements about terms are made of."""
    return Facts(dates=dates(engine), citations=citations(engine), sources=sources(engine))
