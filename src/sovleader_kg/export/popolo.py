"""Popolo: the graph as one JSON file of persons, organizations, posts, memberships, events and areas.

Ids are the graph's own IRIs. A membership is a term. Popolo's dates are days, months or years, so each date is
the finest of these that holds every day which the agreed value allows: an end on one of the days from 24 to
29 August 1991 is `1991-08`. A value that no year holds, an open or approximate one and one in doubt are left out;
a membership without `end_date` need not be going on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pyoxigraph import NamedNode

from sovleader_kg.export.facts import Facts, read_facts
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.holdings import Holding, holdings
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

Json = dict[str, object]
LOSSES = (
    Loss("claims", "each object lists the passages that support it; stance, spelling and rival claims are left out"),
    Loss("disputes", "one agreed value each; terms that are at most possible are left out"),
    Loss("bounds", "no first and last days"),
    Loss(
        "imprecision", "a day, month or year, never finer than the value; others are left out, also where a term ended"
    ),
    Loss("languages", "areas and events have English names only; other_label of a post has no language"),
    Loss("identifiers", "those of posts are links; events have none"),
    Loss("events", "name, class, dates and what they are part of; no participants, reasons, decisions or results"),
    Loss("offices", "posts and terms only"),
    Loss("leadership", "posts and terms only"),
    Loss("powers", "Popolo has no place for what a post may do"),
    Loss("layers", "one file; sources are named object by object"),
    Loss("ontology", "Popolo's own classes and properties"),
)


def _object(**members: object) -> Json:
    """Return an object without its empty members."""
    return {name: value for name, value in members.items() if value not in (None, [])}


def _other_names(facts: Facts, thing: str) -> list[Json]:
    return [
        _object(name=one.value, lang=one.language)
        for one in facts.names.get(thing, ())
        if one.value != facts.labels[thing]
    ]


def _identifiers(facts: Facts, thing: str) -> list[Json]:
    return [{"identifier": one.value, "scheme": one.scheme} for one in facts.identifiers.get(thing, ())]


def _pages(facts: Facts, thing: str) -> list[Json]:
    return [{"url": page, "note": "Wikipedia"} for page in facts.links.get((thing, "isPrimaryTopicOf"), ())]


def _person(facts: Facts, iri: str) -> Json:
    return _object(
        id=iri,
        name=facts.labels[iri],
        other_names=_other_names(facts, iri),
        identifiers=_identifiers(facts, iri),
        birth_date=facts.date(iri, "birth"),
        death_date=facts.date(iri, "death"),
        links=_pages(facts, iri),
        sources=_sources(facts.dated(iri, "birth", "death")),
    )


def _organization(facts: Facts, iri: str) -> Json:
    kind = facts.only(iri, "bodyKind")
    return _object(
        id=iri,
        name=facts.labels[iri],
        other_names=_other_names(facts, iri),
        identifiers=_identifiers(facts, iri),
        classification=facts.labels[kind] if kind else None,
        parent_id=facts.only(iri, "partOf"),
        founding_date=facts.date(iri, "start"),
        dissolution_date=facts.date(iri, "end"),
        links=_pages(facts, iri),
        sources=_sources(facts.dated(iri, "start", "end")),
    )


def _post(facts: Facts, iri: str) -> Json:
    label = facts.labels[iri]
    items = [one.value for one in facts.identifiers.get(iri, ()) if one.scheme == "wikidata"]
    return _object(
        id=iri,
        label=label,
        other_label=sorted({one.value for one in facts.names[iri]} - {label}),
        role=label,
        organization_id=facts.only(iri, "postIn"),
        area_id=facts.only(iri, "seat"),
        start_date=facts.date(iri, "start"),
        end_date=facts.date(iri, "end"),
        links=[{"url": f"http://www.wikidata.org/entity/{item}", "note": "Wikidata"} for item in items],
        sources=_sources(facts.dated(iri, "start", "end")),
    )


def _membership(facts: Facts, held: Holding) -> Json:
    post = facts.labels[held.post]
    values: dict[str, Node | None] = {name: facts.agreed(held.term, name) for name in ("start", "end")}
    values |= {"holder": NamedNode(held.person), "post": NamedNode(held.post)}
    return _object(
        id=held.term,
        label=held.label,
        role=f"{post} (acting)" if held.acting else post,
        person_id=held.person,
        organization_id=facts.only(held.post, "postIn"),
        post_id=held.post,
        start_date=facts.date(held.term, "start"),
        end_date=facts.date(held.term, "end"),
        sources=_sources(facts.cited(held.term, values)),
    )


def _event(facts: Facts, iri: str) -> Json:
    kind, whole = facts.only(iri, "type"), facts.only(iri, "during")
    return _object(
        id=iri,
        name=facts.labels[iri],
        classification=facts.labels[kind] if kind else None,
        start_date=facts.date(iri, "start") or facts.date(iri, "date"),
        end_date=facts.date(iri, "end") or facts.date(iri, "date"),
        parent_id=whole if whole in facts.kinds["Event"] else None,
        sources=_sources(facts.dated(iri, "date", "start", "end")),
    )


def _area(facts: Facts, iri: str) -> Json:
    items = [one.value for one in facts.identifiers.get(iri, ()) if one.scheme == "wikidata"]
    return _object(
        id=iri, name=facts.labels[iri], identifier=min(items, default=None), parent_id=facts.only(iri, "partOf")
    )


def _sources(cited: Iterable[tuple[str, str]]) -> list[Json]:
    return [{"url": url, "note": note} for url, note in cited]


def _popolo(engine: Engine) -> Mapping[str, bytes]:
    facts = read_facts(engine)
    document = {
        "persons": [_person(facts, iri) for iri in facts.kinds["Person"]],
        "organizations": [_organization(facts, iri) for iri in facts.kinds["Body"]],
        "posts": [_post(facts, iri) for iri in facts.kinds["Post"]],
        "memberships": [_membership(facts, held) for held in holdings(engine) if not held.doubtful],
        "events": [_event(facts, iri) for iri in facts.kinds["Event"]],
        "areas": [_area(facts, iri) for iri in facts.kinds["Place"]],
    }
    return {"": (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()}


FORMATS = (
    Format(
        "popolo",
        "Popolo JSON: persons, organizations, posts, memberships, events, areas",
        "application/json",
        ".json",
        _popolo,
        LOSSES,
    ),
)
