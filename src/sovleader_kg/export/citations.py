"""Citations: which claims speak of a date, a holder or a post."""

from __future__ import annotations

from collections.abc import Iterable

from sovleader_kg.derived.points import Points
from sovleader_kg.names import sl
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine
from sovleader_kg.store.points import DATED, joined
from sovleader_kg.store.testimony import Testimony, of_properties

__all__ = ["calendar_of", "citations"]

CITED = (sl("holder"), sl("post"), sl("succeeds"), *DATED)


def citations(engine: Engine) -> Points[Testimony]:
    """Return the claims that affirm something, by point; they may be rejected or evaluative."""
    return joined(engine, (one for one in of_properties(engine, CITED) if not one.denied))


def calendar_of(cited: Iterable[Testimony], value: Node) -> str | None:
    """Return the calendar in which claims give this very value, if they name one and only one."""
    claims = (one.evidence for one in cited)
    named = {claim.calendar for claim in claims if claim.counts and claim.value == value} - {None}
    return next(iter(named)) if len(named) == 1 else None
