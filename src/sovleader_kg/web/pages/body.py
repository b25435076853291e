"""Body: the page of a body: what it was, its posts and who sat in them over time, its powers, names and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.export.ribbons import Ribbons
from sovleader_kg.web.pages.facts import mentions, read_facts
from sovleader_kg.web.pages.institution import institution
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.strength import Year, is_sized, picture_of, years_of_change
from sovleader_kg.web.pages.succession import LANES, by_holder

__all__ = ["Seated", "read"]

PROPERTIES = (
    *("bodyKind", "partOf", "elects", "directs", "implements", "basedOn", "aimsTo", "founder", "suspendedBy"),
    *("staffSize", "hasMembersIn"),
)
POINTING = (
    *("partOf", "elects", "appointedBy", "vestedIn", "exercisedThrough", "governs", "controls", "directs"),
    *("implements", "exOfficioMemberOf", "performedBy", "recognises"),
)


@dataclass(frozen=True, slots=True)
class Seated:
    """A post of a body with its holders.

    Attributes:
        post: IRI of the post.
        terms: How many terms it had.
        people: How many people held it.
        succession: Who held it in order as lanes of bars, where they are few.
        strength: How many held it over the years as SVG, where they are many; else empty.
        years: Who came and went in each year, where they are many.
    """

    post: str
    terms: int
    people: int
    succession: Ribbons | None
    strength: str
    years: Sequence[Year]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a body."""
    kg, language = library.kg, links.language
    facts, spells = read_facts(kg, iri), kg.spells(iri)
    held: dict[str, list[Spell]] = {}
    for one in spells:
        if one.body == iri:
            held.setdefault(one.of[0], []).append(one)
    ordered = sorted(held, key=lambda post: -len(held[post]))
    values = {
        **institution(library, links, iri, facts, spells),
        "rows": facts.rows(PROPERTIES),
        "pointing": mentions(kg, iri, POINTING),
        "posts": [_seated(library, links, post, held[post], number) for number, post in enumerate(ordered)],
        "led": library.chronicle.tellings((one for one in spells if one.body is None), language),
        "sized": {post for post in held if is_sized(library, post)},
    }
    kind, slug = split(iri) or ("", "")
    title = library.labels.of(iri, language)
    posts = ", ".join(library.labels.of(post, language) for post in ordered)
    told = f"{title}: {posts}." if posts else title
    return Page("body.html", title, f"page/{kind}/{slug}", values, description=told, about=iri)


def _seated(library: Library, links: Links, post: str, spells: Sequence[Spell], number: int) -> Seated:
    few = len(spells) <= LANES
    tellings = library.chronicle.tellings(spells, links.language) if few else []
    return Seated(
        post=post,
        terms=len(spells),
        people=len({who for one in spells for who in one.who}),
        succession=by_holder(library, links, tellings, name=f"post{number}"),
        strength="" if few else picture_of(library, links, library.roll(post, links.language)),
        years=[] if few else years_of_change(spells),
    )
