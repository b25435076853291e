"""Term: the page of a term, a tenure, a leadership or a collective: who, what, from when to when, and who says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.names import RDF, SL
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.facts import read_facts
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.telling import years_of

__all__ = ["Neighbours", "read"]

HELD = {"term", "acting"}
BESIDE = 10  # how many of those who sat beside are named
CROWD = 40  # posts with more terms than these are held by several at once
# What is told of who held or led what, and of sittings; the rest of what is claimed stands with the start and the end.
EXISTENCE = ("holder", "tenureHolder", "leader", "member", "hasMember", "post", "office", "leads", "leadsAs", "basis")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Who held the same before and after, one at a time; or, of a post of several seats, who sat beside.

    Attributes:
        before: The last term before, by anybody.
        after: The first one after.
        beside: Those who certainly sat at the same time, the longest first.
        more: How many there are besides.
    """

    before: Spell | None
    after: Spell | None
    beside: tuple[str, ...]
    more: int


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a term, tenure, leadership, collective leadership or membership of one."""
    kg, language = library.kg, links.language
    spells = [one for one in kg.spells(iri) if one.iri == iri]
    spell, facts = spells[0], read_facts(kg, iri)
    (telling,) = library.chronicle.tellings([spell], language)
    near = _neighbours(kg.spells(spell.office or spell.of[0]), spell) if spell.kind in HELD else None
    values = {
        "iri": iri,
        "this": facts,
        "telling": telling,
        "spell": spell,
        "claims": _claims(library, iri),
        "existence_claims": [said for name in EXISTENCE for said in kg.lookup.said(iri, SL + name)],
        "near": near,
        "before": library.chronicle.tellings([near.before] if near and near.before else [], language),
        "after": library.chronicle.tellings([near.after] if near and near.after else [], language),
        "parts_of_it": library.chronicle.tellings(_parts(library, spell), language),
        "judgements": library.chronicle.judgements([iri]),
        "disputes": library.chronicle.disputes([iri]),
    }
    kind, slug = split(iri) or ("", "")
    title = _title(library, spell, language)
    told = f"{title}: {telling.days}."
    return Page("term.html", title, f"page/{kind}/{slug}", values, description=told, about=iri)


def _title(library: Library, spell: Spell, language: str) -> str:
    """Return who, what and when of a term or tenure; a leadership has a label of its own."""
    label = library.labels.of
    if spell.kind not in {*HELD, "tenure"}:
        return label(spell.iri, language)
    return ", ".join([label(spell.who[0], language), label(spell.of[0], language), years_of(spell)])


def _claims(library: Library, iri: str) -> Mapping[str, Sequence[Testimony]]:
    """Return what sources say of the start, the end, the ways and the sittings, by the name of the property."""
    names = ("start", "end", "startMode", "endMode", "startedBy", "endedBy", "heldOn", "type")
    return {name: library.kg.lookup.said(iri, (RDF if name == "type" else SL) + name) for name in names}


def _parts(library: Library, spell: Spell) -> list[Spell]:
    """Return the terms that a tenure is made of, or the tenure that a term is part of."""
    if spell.office is None:
        return []
    wanted = HELD if spell.kind == "tenure" else {"tenure"}
    own = [one for one in library.kg.spells(spell.office) if one.kind in wanted and one.who == spell.who]
    return [one for one in own if _meet(one.may_last, spell.may_last)]


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _neighbours(spells: Sequence[Spell], spell: Spell) -> Neighbours:
    """Return who held the same before, after or beside.

    Args:
        spells: The terms of the office, or of the post.
        spell: One of them.
    """
    terms = [one for one in spells if one.kind in HELD]
    if _several_at_once(terms):
        beside = _beside([one for one in terms if one.of == spell.of], spell)
        return Neighbours(None, None, tuple(beside[:BESIDE]), max(0, len(beside) - BESIDE))
    place = terms.index(spell)
    before, after = terms[place - 1 : place], terms[place + 1 : place + 2]
    return Neighbours(before[0] if before else None, after[0] if after else None, (), 0)


def _several_at_once(terms: Sequence[Spell]) -> bool:
    """Return whether several people certainly held it on the same days; a day of change does not count."""
    return len(terms) > CROWD or any(
        one.who != other.who and _days(one, other) > 1 for one, other in combinations(terms, 2)
    )


def _days(one: Spell, other: Spell) -> int:
    """Return how many days two terms certainly share."""
    ours, theirs = one.lasts, other.lasts
    return (min(ours[1], theirs[1]) - max(ours[0], theirs[0])).days + 1 if ours and theirs else 0


def _beside(terms: Sequence[Spell], spell: Spell) -> list[str]:
    days: dict[str, int] = {}
    for one in terms:
        if one.who != spell.who and (shared := _days(one, spell)) > 0:
            days[one.who[0]] = days.get(one.who[0], 0) + shared
    return sorted(days, key=lambda who: (-days[who], who))
