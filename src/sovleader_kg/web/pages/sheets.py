"""Sheets: a long list cut into pages, and where the others are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sovleader_kg.web.pages.links import Links

__all__ = ["Sheet", "cut", "further"]

NEAR = 3  # pages before and after that are named
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Item]):
    """One page of a list.

    Attributes:
        items: What is on it.
        number: Which it is, from 1.
        count: How many there are.
        total: How many items there are on all.
        first: The number of its first item, from 1.
        addresses: Where each is, in order.
    """

    items: Sequence[Item]
    number: int
    count: int
    total: int
    first: int
    addresses: Sequence[str]

    @property
    def near(self) -> Sequence[tuple[int, str]]:
        """The first page, the last one and those around this one, each with its address."""
        shown = {1, self.count, *range(self.number - NEAR, self.number + NEAR + 1)}
        return [(number, address) for number, address in enumerate(self.addresses, 1) if number in shown]


def cut(items: Sequence[Item], size: int, place: str, asked: Mapping[str, str], links: Links) -> Sheet[Item] | None:
    """Return the page of a list that is asked for; None for one that there is not.

    Args:
        items: The list.
        size: How many items a page has.
        place: Where the list is.
        asked: What it is asked with: "page" and perhaps more.
        links: Makes the addresses.
    """
    count = max(1, -(-len(items) // size))
    text = asked.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    if not 1 <= number <= count:
        return None
    rest = {key: value for key, value in asked.items() if key != "page"}
    addresses = [links.asked(place, {**rest, **_numbered(one)}) for one in range(1, count + 1)]
    before = (number - 1) * size
    return Sheet(items[before : before + size], number, count, len(items), before + 1, addresses)


def further(total: int, size: int, asked: Mapping[str, str]) -> list[Mapping[str, str]]:
    """Return what the pages of a list after the first are asked with."""
    return [{**asked, **_numbered(number)} for number in range(2, max(1, -(-total // size)) + 1)]


def _numbered(number: int) -> dict[str, str]:
    """Return what a page of a list is asked with; the first needs nothing."""
    return {"page": str(number)} if number > 1 else {}
