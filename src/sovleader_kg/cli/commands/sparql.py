"""The command `sparql`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine, add_format
from sovleader_kg.cli.output import print_result
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["SPARQL"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("query", help="the query, or - to read it from standard input")
    add_format(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    text = sys.stdin.read() if arguments.query == "-" else arguments.query
    result = KnowledgeGraph.open(engine=arguments.engine).sparql(text)
    print_result(result, arguments)
    return 0


SPARQL = Command(
    "sparql", "Run a SPARQL query of your own.", "sovleader sparql 'SELECT ?p WHERE { ?p a foaf:Person }'", _add, _run
)
