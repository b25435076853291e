"""The timeline: what is read around some things answers as the whole does."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.names import BASE

pytestmark = pytest.mark.deep  # each question opens the graph anew
DAYS = ["1919-03-16", "1934-02-10", "1953-03-06", "1953-09-10", "1964-10-14", "1991-08-24"]
MOST = 100  # pairs of terms that are asked about


@pytest.fixture(scope="module")
def whole(kg: KnowledgeGraph) -> KnowledgeGraph:
    """A graph whose timeline has been read whole."""
    other = KnowledgeGraph.open(files.compiled())
    other.leaders(on="1953-03-06")
    assert kg is not other
    return other


def _named(kg: KnowledgeGraph, kind: str) -> list[str]:
    rows = kg.select(f"SELECT DISTINCT ?thing WHERE {{ ?thing a sl:{kind} }} ORDER BY ?thing").rows
    return [row[0].value.removeprefix(BASE).replace("/", ":", 1) for row in rows if row[0] is not None]


@pytest.mark.parametrize("day", DAYS)
def test_the_holders_of_posts_and_offices_are_those_of_the_whole(day: str, whole: KnowledgeGraph) -> None:
    """Each post and office is asked about on one of the days."""
    names = [*_named(whole, "Post"), *_named(whole, "Office")]
    for name in names[DAYS.index(day) :: len(DAYS)]:
        assert KnowledgeGraph.open(files.compiled()).who(name, on=day) == whole.who(name, on=day)


def test_relations_and_deaths_in_office_are_those_of_the_whole(whole: KnowledgeGraph) -> None:
    pairs = list(pairwise(_named(whole, "Term")))
    for one, other in pairs[:: 1 + len(pairs) // MOST]:
        fresh = KnowledgeGraph.open(files.compiled())
        assert fresh.relate(one, other) == whole.relate(one, other)
        assert fresh.died_in_office(one) == whole.died_in_office(one)


def test_only_what_hangs_together_is_read(kg: KnowledgeGraph) -> None:
    post = f"{BASE}post/president-of-russia"
    timeline = Timeline(kg._engine).about([post])
    assert timeline.stretch(post) is not None
    assert timeline.stretch(f"{BASE}term/joseph-stalin.1") != Timeline(kg._engine).whole().stretch(
        f"{BASE}term/joseph-stalin.1"
    )
