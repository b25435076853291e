"""Views: the graph in other vocabularies, each made by a stored CONSTRUCT of `queries/views/`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sovleader_kg import files
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.store import Engine
from sovleader_kg.turtle import render

__all__ = ["FORMATS"]


def _view(name: str) -> Callable[[Engine, str | None], Mapping[str, bytes]]:
    def write(engine: Engine, only: str | None) -> Mapping[str, bytes]:
        del only
        (path,) = (path for path in files.query_files("views") if path.stem == name)
        triples = engine.query(path.read_text(encoding="utf-8"))
        assert isinstance(triples, list)
        return {"": render(triples).encode()}

    return write


def _format(name: str, summary: str, *losses: Loss) -> Format:
    return Format(name, summary, "text/turtle", ".ttl", _view(name), losses)


UNSURE = Loss("disputes", "the agreed view alone; terms that are at most possible are left out")
BOUNDS = Loss("bounds", "the agreed date alone; other days that the sources leave open are left out")
LAYERS = Loss("layers", "one graph of facts alone")
ONTOLOGY = Loss("ontology", "the other vocabulary's terms stand in for ours")

FORMATS = (
    _format(
        "org",
        "bodies, posts and memberships in the W3C Organization Ontology",
        Loss("claims", "a membership cannot say who says so"),
        UNSURE,
        BOUNDS,
        Loss(
            "imprecision",
            "day, month or year; other dates, births, deaths and the dates of posts and bodies are left out",
        ),
        Loss("identifiers", "as rdfs:seeAlso; numbers of Archigos, Freebase and history.state.gov are left out"),
        Loss("events", "left out, and with them how terms began and ended"),
        Loss("offices", "tenures are left out; a membership names its office, not its post"),
        Loss("leadership", "left out"),
        Loss("powers", "left out"),
        LAYERS,
        ONTOLOGY,
    ),
)
