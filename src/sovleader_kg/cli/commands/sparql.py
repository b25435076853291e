"""The command `sparql`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine, add_format
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.store.tables import write_result

__all__ = ["SPARQL"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("query", help="the query, or - to read it from standard input")
    add_format(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    text = sys.stdin.read() if arguments.query == "-" else arguments.query
    result = KnowledgeGraph.open(engine=arguments.engine).sparql(text)
    sys.stdout.write(write_result(result, "json" if arguments.json else arguments.format))
    return 0


SPARQL = Command(
    "sparql", "Run a SPARQL query of your own.", "sovleader sparql 'SELECT ?p WHERE { ?p a foaf:Person }'", _add, _run
)
