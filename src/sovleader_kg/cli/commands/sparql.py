"""The command `sparql`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine, add_format
from sovleader_kg.cli.output import print_result
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["SPARQL"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("query", help="the query, or - to read it from standard input")
    add_format(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    text = _standard_input() if arguments.query == "-" else arguments.query
    result = KnowledgeGraph.open(engine=arguments.engine).sparql(text)
    print_result(result, arguments)
    return 0


def _standard_input() -> str:
    """Return the query that stands in standard input.

    Raises:
        UsageError: It is not UTF-8; the line is told.
    """
    try:
        text = sys.stdin.read()
        text.encode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].count(b"\n")
    except UnicodeEncodeError as error:
        before = text.count("\n", 0, error.start)
    else:
        return text
    raise UsageError(f"standard input, line {before + 1}: not UTF-8; save the query as UTF-8")


SPARQL = Command(
    "sparql", "Run a SPARQL query of your own.", "sovleader sparql 'SELECT ?p WHERE { ?p a foaf:Person }'", _add, _run
)
