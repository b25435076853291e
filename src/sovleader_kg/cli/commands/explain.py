"""The command `explain`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.evidence import explanation_lines
from sovleader_kg.cli.legend import explanation_codes
from sovleader_kg.cli.output import note, print_answer
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["EXPLAIN"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("thing", help="a thing, by any name, slug or IRI")
    parser.add_argument(
        "predicate", nargs="?", help="one property of it (start, sl:end), to see where its values come from"
    )
    parser.add_argument("value", nargs="?", help="one value of that property")
    parser.add_argument("--article", type=Path, metavar="FILE", help="your copy of an article, for its own words")
    parser.add_argument("--format", default="text", help="text, json or ttl (PROV-O)")


def _run(arguments: Namespace) -> int:
    form = "json" if arguments.json else arguments.format
    if form not in {"text", "json", "ttl"}:
        raise UsageError(f'no format "{form}"; use text, json or ttl')
    asked = (arguments.thing, arguments.predicate, arguments.value)
    found = KnowledgeGraph.open().explain(*asked, article=arguments.article)
    if arguments.article and not found.quoted:
        note(f"sovleader: no passage behind this stands in {arguments.article}")
    if form == "ttl":
        from sovleader_kg.answers.explanation.provenance import provenance
        from sovleader_kg.corpus.turtle import render

        sys.stdout.write(render(provenance(found)))
    else:
        lines = explanation_lines(found, deep=arguments.predicate is not None)
        as_json, codes = form == "json", explanation_codes(found)
        print_answer(found.as_json(), lines, as_json=as_json, wide=arguments.wide, codes=codes)
    return 1 if found.absent else 0


EXPLAIN = Command(
    "explain",
    "Show what the graph says of a thing, and who says so.",
    "sovleader explain term:joseph-stalin.1",
    _add,
    _run,
)
