"""Events: the list of events by year, all or those of a kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sovleader_kg.answers.finding.things import Thing
from sovleader_kg.names import SL
from sovleader_kg.prose.briefs import date_of
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["kinds", "of_kind", "read"]

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the list, of all events or of a `kind`."""
    chosen = of_kind(library, links, parameters.get("kind", ""), {})
    if chosen:
        return chosen
    lead = WORDS[links.language]["list_events_lead"].format(number=len(_events(library)))
    return _page(library, links, "", lead)


def kinds(library: Library) -> Iterator[str]:
    """Yield the names of the pages of kinds of events."""
    yield from _counted(library)


def of_kind(library: Library, links: Links, name: str, _: Mapping[str, str]) -> Page | None:
    """Return the list of the events of a kind: "plenum", "party-conference"; None where there is none."""
    return _page(library, links, name, "") if name in _counted(library) else None


def _page(library: Library, links: Links, kind: str, lead: str) -> Page:
    words, counts = WORDS[links.language], _counted(library)
    named = {name: library.labels.of(iri, links.language) for name, (iri, _) in counts.items()}
    shown = [event for event in _events(library) if not kind or kind in _kinds_of(event)]
    values = {
        "lead": lead,
        "kinds": [(name, named[name], number) for name, (_, number) in counts.items()],
        "kind": kind,
        "total": len(_events(library)),
        "years": _by_year(shown, links.language),
    }
    title = words["list_events_of"].format(kind=named[kind]) if kind else words["list_events"]
    return Page("events.html", title, f"events/{kind}" if kind else "events", values, description=lead)


def _events(library: Library) -> list[Thing]:
    return [thing for thing in library.kg.things.values() if thing.kind == "event"]


def _kinds_of(event: Thing) -> list[str]:
    return [_name(iri) for iri in event.links.get("type", ())]


def _name(kind: str) -> str:
    """Return the name of the page of a kind of events: "party-conference"."""
    return _CAPITAL.sub("-", kind.removeprefix(SL)).lower()


def _counted(library: Library) -> dict[str, tuple[str, int]]:
    """Return the kinds of events by the name of their page: IRI and number, the most frequent first."""
    found = Counter(iri for event in _events(library) for iri in event.links.get("type", ()))
    return {_name(iri): (iri, number) for iri, number in sorted(found.items(), key=lambda one: (-one[1], one[0]))}


def _by_year(events: list[Thing], language: str) -> dict[str, list[tuple[str, str, str]]]:
    """Return IRI, label and date of events by year, in time; under "" those without a date."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for event in sorted(events, key=lambda event: (min(event.days.values(), default="9999"), event.iri)):
        year = min(event.days.values(), default="")[:4]
        found.setdefault(year, []).append((event.iri, event.label(language), date_of(event, language)))
    return found
