"""Lookup: where a command finds its answer: in the daybook, which tells of days, or else in the graph, opened."""

from __future__ import annotations

import os
from argparse import Namespace
from typing import TYPE_CHECKING

from sovleader_kg import root
from sovleader_kg.answers.chronology.daybook import DAYBOOK, Daybook
from sovleader_kg.errors import DateError
from sovleader_kg.store.snapshot import read_beside
from sovleader_kg.written_days import read_day

if TYPE_CHECKING:
    from sovleader_kg.graph import KnowledgeGraph

__all__ = ["looked_up", "one_day", "opened"]


def opened(arguments: Namespace) -> KnowledgeGraph:
    """Open the compiled graph on the engine that is asked for."""
    from sovleader_kg.graph import KnowledgeGraph

    return KnowledgeGraph.open(engine=arguments.engine)


def one_day(text: str) -> str | None:
    """Return the day that a text means, ISO; None for what is not one."""
    try:
        return read_day(text)
    except DateError:
        return None


def looked_up(arguments: Namespace) -> Daybook | None:
    """Return the daybook; None where there is none, or where sentences or another engine are asked for.

    Raises:
        StoreError: The compiled graph is missing, cut, changed, or made by another version.
    """
    folder = root.compiled()
    if arguments.engine != "oxigraph" or arguments.say or arguments.language or os.path.isfile(folder):
        return None
    written = read_beside(folder, DAYBOOK)
    return None if written is None else Daybook(written)
