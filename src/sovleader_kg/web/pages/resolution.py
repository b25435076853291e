"""Resolution: the page of what the editors decided on a disputed point, why, and on which claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sovleader_kg.answers.explanation.disputes import Decision
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages import thing
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["Decided", "read"]

_ABOUT = "SELECT ?thing ?point WHERE {{ <{iri}> sl:about ?thing ; sl:onProperty ?point }} ORDER BY ?thing ?point"


@dataclass(frozen=True, slots=True)
class Decided:
    """The claims that a decision treats alike: how ("prefers", "rejects", "leaves_open"), and which they are."""

    how: str
    claims: Sequence[Testimony]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a resolution."""
    decision = library.decisions.get(iri)
    if decision is None:
        return thing.read(library, links, iri)
    says, (kind, slug) = Evidence(library, links.language), split(iri) or ("", "")
    about = [
        (thing.value, point.value) for thing, point in library.kg.select(_ABOUT.format(iri=iri)).rows if thing and point
    ]
    shown = {
        "decision": decision,
        "decided": _decided(library, decision),
        "disputes": [one for one in library.disputes if iri in {each.resolution for each in one.decisions}],
        "about_points": about,
    }
    reason = says.reason(decision)
    title = says.name(iri)
    return Page(
        "resolution.html", title, f"page/{kind}/{slug}", shown, description=reason.text if reason else title, about=iri
    )


def _decided(library: Library, decision: Decision) -> list[Decided]:
    named = {how: getattr(decision, how) for how in ("prefers", "rejects", "leaves_open")}
    return [Decided(how, library.kg.lookup.among(claims)) for how, claims in named.items() if claims]
