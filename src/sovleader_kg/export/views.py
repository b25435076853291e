"""Views: the graph in other vocabularies, each made by a stored CONSTRUCT of `queries/views/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sovleader_kg import files
from sovleader_kg.corpus.turtle import render
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]


def _view(name: str) -> Callable[[Engine], Mapping[str, bytes]]:
    def write(engine: Engine) -> Mapping[str, bytes]:
        (path,) = (path for path in files.query_files("views") if path.stem == name)
        triples = engine.query(path.read_text(encoding="utf-8"))
        assert isinstance(triples, list)
        return {"": render(triples).encode()}

    return write


def _format(name: str, summary: str, *losses: Loss) -> Format:
    return Format(name, summary, "text/turtle", ".ttl", _view(name), losses)


UNSURE = Loss("disputes", "the agreed view alone; terms that are at most possible are left out")
BOUNDS = Loss("bounds", "the agreed date alone; other days that the sources leave open are left out")
NUMBERS = "numbers of Archigos, Freebase and history.state.gov are left out"
LEADERSHIP = Loss("leadership", "who led in effect is left out")
POWERS = Loss("powers", "all of these are left out")
LAYERS = Loss("layers", "one graph, without saying which layer a triple rests on")
ONTOLOGY = Loss("ontology", "the other vocabulary's terms stand in for ours")

FORMATS = (
    _format(
        "org",
        "bodies, posts and memberships in the W3C Organization Ontology",
        Loss("claims", "a membership cannot say who says so"),
        UNSURE,
        Loss("bounds", "the days that a term surely had, as agreed; others that sources leave open are left out"),
        Loss("imprecision", "days alone: a vague end shortens the interval; lives, posts and bodies have no dates"),
        Loss("identifiers", f"links are rdfs:seeAlso; {NUMBERS}"),
        Loss("events", "all are left out, and with them how terms began and ended"),
        Loss("offices", "tenures are left out; a membership names its office, not its post"),
        LEADERSHIP,
        POWERS,
        LAYERS,
        ONTOLOGY,
    ),
    _format(
        "schema",
        "people, organizations, roles with dates, and events in schema.org",
        Loss("claims", "nothing says who says so"),
        UNSURE,
        BOUNDS,
        Loss("imprecision", "day, month or year; other dates, and those of posts, are left out"),
        Loss("identifiers", f"links are schema:sameAs; {NUMBERS}"),
        Loss("events", "those who act are contributors; reasons, outcomes, votes and what ended a term are left out"),
        Loss("offices", "an office is the category of its posts; tenures are left out"),
        LEADERSHIP,
        POWERS,
        LAYERS,
        ONTOLOGY,
    ),
    _format(
        "prov",
        "claims, passages, sources, decisions and events in PROV-O",
        Loss("claims", "spellings, calendars and times of claims, positions and hashes of passages are left out"),
        Loss("disputes", "decisions use claims, without saying which they prefer; verdicts and disputes are left out"),
        Loss("bounds", "all are left out"),
        Loss("imprecision", "dates of events are kept in EDTF; others stand in the claims alone"),
        Loss("events", "those who act are associated agents; reasons, outcomes and votes are left out"),
        Loss("offices", "posts and terms alone; offices and tenures stand in the claims"),
        Loss("leadership", "who led in effect stands in the claims alone"),
        Loss("powers", "all of these stand in the claims alone"),
        LAYERS,
        ONTOLOGY,
    ),
    _format(
        "cidoc",
        "people, groups, joinings, leavings and events with bounds in CIDOC CRM 7.1",
        Loss("claims", "nothing says who says so"),
        UNSURE,
        Loss("bounds", "those of leadership, lapses and whatever else is left out here"),
        Loss("imprecision", "the first and last moment stand in for the agreed date"),
        Loss("identifiers", f"links are rdfs:seeAlso; {NUMBERS}"),
        Loss("events", "reasons, outcomes, votes and the posts that an event concerns are left out"),
        Loss("offices", "an office is the type of its posts; tenures and lapses are left out"),
        LEADERSHIP,
        POWERS,
        LAYERS,
        ONTOLOGY,
    ),
)
