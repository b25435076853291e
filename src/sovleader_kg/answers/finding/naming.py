"""Naming: what is wrong with a text that should name one thing, and names none, several, or one of another kind."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from sovleader_kg.errors import UsageError
from sovleader_kg.model import Found, Hit
from sovleader_kg.names import compact

__all__ = ["WrongNameError"]

LISTED = 6  # things that a message lists; of more it tells the number


class WrongNameError(UsageError):
    """A text names nothing, or several things.

    Attributes:
        found: What it may mean, the likeliest first.
    """

    def __init__(self, found: Found, *, parameter: str | None = None) -> None:
        super().__init__(_told(found), parameter=parameter)
        self.found = found


def _told(found: Found) -> str:
    best = [hit for hit in found.hits if hit.fit == found.hits[0].fit]
    if not best:
        return f'"{found.asked}" is not in the graph.'
    if best[0].fit == "near":
        return f'"{found.asked}" is not in the graph. Did you mean "{compact(_nearest(found.asked, best))}"?'
    return f'"{found.asked}" may be {_listed(best)}; name one of them'


def _nearest(asked: str, hits: Sequence[Hit]) -> str:
    """Return the likeliest; of a slug with a slip the one that is spelled most like it."""
    slugs = {hit.iri.rpartition("/")[2]: hit.iri for hit in hits}
    close = get_close_matches(asked, slugs, n=1) if "-" in asked else []
    return slugs[close[0]] if close else hits[0].iri


def _listed(hits: Sequence[Hit]) -> str:
    more = len(hits) - LISTED
    return " or ".join([*(compact(hit.iri) for hit in hits[:LISTED]), *([f"one of {more} others"] if more > 0 else [])])
