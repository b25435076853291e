"""The command `relate`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.holders import relation_lines
from sovleader_kg.cli.legend import relation_codes
from sovleader_kg.cli.output import print_answer
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["RELATE"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("first", help="a term, tenure, post, event, leadership or person, by any name")
    parser.add_argument("second", help="another one")


def _run(arguments: Namespace) -> int:
    kg, pair = KnowledgeGraph.open(), (arguments.first, arguments.second)
    relation, overlap, gap = kg.relate(*pair), kg.overlap(*pair), kg.gap(*pair)
    document = relation.as_json() | {"overlap": overlap, "gap": gap}
    lines, codes = relation_lines(relation, overlap, gap), relation_codes(relation, overlap, gap)
    print_answer(document, lines, as_json=arguments.json, wide=arguments.wide, codes=codes)
    return 0


RELATE = Command(
    "relate",
    "Show how two dated things lie in time: before, meets, overlaps …",
    "sovleader relate term:nikita-khrushchev.1 term:leonid-brezhnev.1",
    _add,
    _run,
)
