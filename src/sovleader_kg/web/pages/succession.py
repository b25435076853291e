"""Succession: who held something in order, as lanes of bars: a lane for each holder, or for each post."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.ribbons import Ribbons, draw_ribbons
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.telling import Telling, bar_of, tips

__all__ = ["LANES", "by_holder", "by_post"]

LANES = 40  # more than these are shown by their number


def by_holder(
    library: Library, links: Links, tellings: Sequence[Telling], before: Sequence[Lane] = (), name: str = "holders"
) -> Ribbons | None:
    """Return a lane for each holder, in the order in which they came; None without holders.

    Args:
        library: The graph.
        links: Where its things are.
        tellings: Who held what and when.
        before: Lanes that stand above.
        name: What the ids of the picture begin with.
    """
    lanes = _lanes(library, links.language, tellings, lambda one: one.spell.who[0], lambda one: one.spell.of[0])
    return draw_ribbons([*before, *lanes], name, tips(tellings), links.thing) if lanes else None


def by_post(library: Library, links: Links, tellings: Sequence[Telling]) -> Ribbons | None:
    """Return a lane for each post, in the order in which they were first held; None without any."""
    lanes = _lanes(library, links.language, tellings, lambda one: one.spell.of[0], lambda one: one.spell.of[0])
    return draw_ribbons(lanes, "posts", tips(tellings), links.thing) if lanes else None


def _lanes(
    library: Library,
    language: str,
    tellings: Sequence[Telling],
    lane_of: Callable[[Telling], str],
    called: Callable[[Telling], str],
) -> list[Lane]:
    label = partial(library.labels.of, language=language)
    by_lane: dict[str, list[Bar]] = {}
    for one in tellings:
        by_lane.setdefault(lane_of(one), []).append(bar_of(one.spell, label(called(one))))
    return [Lane(thing, label(thing), (), tuple(bars)) for thing, bars in by_lane.items()]
