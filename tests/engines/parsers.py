"""Parsers: each foreign one, as a function from a Turtle file to its triples."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from engines.server import BIN

__all__ = ["PARSERS", "rdf4j_refuses"]

HERE = Path(__file__).parent
RDF4J = HERE / "rdf4j_reader.py"
RDFLIB = (
    "import sys, rdflib; rdflib.NORMALIZE_LITERALS = False; "
    "graph = rdflib.Graph().parse(sys.argv[1], format='turtle'); "
    "sys.stdout.buffer.write(graph.serialize(format='nt', encoding='utf-8'))"
)


def _from(command: Sequence[str | Path]) -> list[Triple]:
    """Return the N-Triples that a command writes."""
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, cwd=BIN.parent)
    return [quad.triple for quad in parse(done.stdout, RdfFormat.N_TRIPLES)]


def pyoxigraph(turtle: Path) -> list[Triple]:
    """Read with pyoxigraph."""
    return [quad.triple for quad in parse(path=str(turtle), format=RdfFormat.TURTLE)]


def rdflib(turtle: Path) -> list[Triple]:
    """Read with rdflib, literals as they are spelled."""
    return _from([sys.executable, "-c", RDFLIB, turtle])


def rapper(turtle: Path) -> list[Triple]:
    """Read with Raptor's command."""
    return _from(["rapper", "-q", "-i", "turtle", "-o", "ntriples", turtle])


def serdi(turtle: Path) -> list[Triple]:
    """Read with Serd's command."""
    return _from(["serdi", "-i", "turtle", "-o", "ntriples", turtle])


def jena(turtle: Path) -> list[Triple]:
    """Read with Jena's RIOT."""
    return _from([BIN / "python", HERE / "jena_server.py", turtle])


def rdf4j(turtle: Path) -> list[Triple]:
    """Read with RDF4J's Rio."""
    return _from([BIN / "python", RDF4J, turtle])


PARSERS: Mapping[str, Callable[[Path], list[Triple]]] = {
    "pyoxigraph": pyoxigraph,
    "rdflib": rdflib,
    "rapper (Raptor)": rapper,
    "serdi (Serd)": serdi,
    "Jena RIOT": jena,
    "RDF4J Rio": rdf4j,
}


def rdf4j_refuses(queries: Mapping[str, str]) -> dict[str, str]:
    """Return the queries that RDF4J's SPARQL parser refuses, with the reason."""
    command = [str(BIN / "python"), str(RDF4J)]
    done = subprocess.run(command, input=json.dumps(queries), check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))
