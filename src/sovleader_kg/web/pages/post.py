"""Post: the pages of posts and of the offices behind them: what each was, who held it in order, how it was filled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.names import compact
from sovleader_kg.prose.periods import spoken_years
from sovleader_kg.web.pages.facts import Facts, mentions, read_facts
from sovleader_kg.web.pages.institution import described, institution
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.strength import is_sized, picture_of
from sovleader_kg.web.pages.succession import LANES, by_holder
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Carried", "Step", "read", "read_office"]

HELD = {"term", "acting"}
PROPERTIES = (
    *("postIn", "incarnationOf", "numberOfHolders", "hasStatus", "styledAs", "appointedBy", "constitutedBy"),
    *("exOfficioMemberOf", "deputyPost", "controls", "directs", "implements", "seat", "residence", "succeededBy"),
)
POINTING = ("succeededBy", "deputyPost", "vestedIn", "governs", "elects", "basis", "lapseOf")
_STEPS = """
SELECT ?step ?by ?elected WHERE {{
  <{post}> sl:filledBy ?procedure . ?step sl:stepOf ?procedure . OPTIONAL {{ ?step sl:stepNumber ?number }}
  OPTIONAL {{ ?step sl:performedBy ?by }} OPTIONAL {{ ?step sl:elects ?elected }}
}} ORDER BY ?number ?step ?by ?elected
"""
_RULES = (
    "SELECT DISTINCT ?rule WHERE {{ <{post}> sl:filledBy ?procedure . ?rule sl:governs ?procedure }} ORDER BY ?rule"
)


@dataclass(frozen=True, slots=True)
class Step:
    """A step by which a post is filled: its IRI, and IRIs of who takes it and of what it elects."""

    step: str
    by: tuple[str, ...]
    elected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """A post that carried an office on: its IRI, how many terms it had, and in which years."""

    post: str
    terms: int
    years: str


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a post."""
    kg, language = library.kg, links.language
    facts, spells = read_facts(kg, iri), [one for one in kg.spells(iri) if one.of == (iri,)]
    tellings = library.chronicle.tellings(spells, language)
    pointing = mentions(kg, iri, POINTING)
    existing = _existing(library, links, facts, iri, pointing.get("lapseOf", ()))
    few = len(spells) <= LANES
    sized = is_sized(library, iri)
    values = {
        **institution(library, links, iri, facts, spells),
        "rows": facts.rows(PROPERTIES),
        "pointing": pointing,
        "holders": tellings,
        "people": len({who for one in spells for who in one.who}),
        "years": _years(spells),
        "few": few,
        "succession": by_holder(library, links, tellings, existing) if few else None,
        "strength": picture_of(library, links, library.roll(iri, language)) if sized or not few else "",
        "sized": sized,
        "steps": _steps(library, iri),
        "rules": [node.value for (node,) in kg.select(_RULES.format(post=iri)).rows if node],
        "asked": compact(iri),
    }
    kind, slug = split(iri) or ("", "")
    title = library.labels.of(iri, language)
    told = described(library, title, tellings, language)
    return Page("post.html", title, f"page/{kind}/{slug}", values, description=told, about=iri)


def read_office(library: Library, links: Links, iri: str) -> Page:
    """Return the page of an office, which several posts may have carried on."""
    kg, language = library.kg, links.language
    facts, spells = read_facts(kg, iri), kg.spells(iri)
    terms = [one for one in spells if one.kind in HELD]
    held = [one for one in spells if one.kind == "tenure"] or terms
    tellings = library.chronicle.tellings(held, language)
    posts = mentions(kg, iri, ["incarnationOf"]).get("incarnationOf", ())
    values = {
        **institution(library, links, iri, facts, spells),
        "posts": _carried(posts, terms),
        "holders": tellings,
        "people": len({who for one in terms for who in one.who}),
        "years": _years(terms),
        "few": len(held) <= LANES,
        "succession": by_holder(library, links, tellings) if len(held) <= LANES else None,
    }
    kind, slug = split(iri) or ("", "")
    title = library.labels.of(iri, language)
    told = described(library, title, tellings, language)
    return Page("office.html", title, f"page/{kind}/{slug}", values, description=told, about=iri)


def _carried(posts: Iterable[str], terms: Sequence[Spell]) -> list[Carried]:
    """Return the posts behind an office, in the order in which they were first held."""
    held = {post: [one for one in terms if one.of == (post,)] for post in posts}
    ordered = sorted(held, key=lambda post: (min((terms.index(one) for one in held[post]), default=len(terms)), post))
    return [Carried(post, len(held[post]), _years(held[post])) for post in ordered]


def _years(terms: Sequence[Spell]) -> str:
    """Return from the year by which the first of some terms had begun to that in which the last one ended."""
    if not terms:
        return ""
    start = min(terms, key=lambda one: one.start.latest or one.may_last[1]).start
    end = max(terms, key=lambda one: one.may_last[1]).end
    return spoken_years((start.said, start.earliest, start.latest), (end.said, end.earliest, end.latest))


def _existing(library: Library, links: Links, facts: Facts, iri: str, lapses: Iterable[str]) -> list[Lane]:
    """Return a lane that shows when a post was, and when it lapsed, if that is told."""
    post = _bar(iri, "", "post", facts)
    if post is None:
        return []
    label = library.labels.of
    found = (_bar(one, label(one, links.language), "lapse", read_facts(library.kg, one)) for one in lapses)
    return [Lane(None, WORDS[links.language]["existed"], (post,), tuple(bar for bar in found if bar))]


def _bar(iri: str, label: str, kind: str, facts: Facts) -> Bar | None:
    start, end = facts.edge("Start"), facts.edge("End")
    if start is None or end is None:
        return None
    return Bar(iri, label, kind, start.earliest, start.latest, end.earliest, end.latest)


def _steps(library: Library, post: str) -> list[Step]:
    found: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for step, by, elected in library.kg.select(_STEPS.format(post=post)).rows:
        if step is not None:
            who, what = found.setdefault(step.value, ({}, {}))
            who.update({by.value: None} if by else {})
            what.update({elected.value: None} if elected else {})
    return [Step(step, tuple(who), tuple(what)) for step, (who, what) in found.items()]
