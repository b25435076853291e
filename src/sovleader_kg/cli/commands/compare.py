"""The command `compare`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.findings import comparison_lines
from sovleader_kg.cli.legend import comparison_codes
from sovleader_kg.cli.output import note, print_answer, progress
from sovleader_kg.errors import UsageError
from sovleader_kg.files import example_table
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["COMPARE"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument(
        "table", nargs="?", type=Path, metavar="FILE.csv", help="the table, with its description beside"
    )
    parser.add_argument("--columns", type=Path, metavar="FILE", help="what its columns mean, in TOML")
    parser.add_argument("--example", metavar="NAME", help="a shipped table: archigos or wikidata-p39")
    parser.add_argument("--as-claims", type=Path, metavar="OUT.ttl", help="write the rows as a new source's claims")
    parser.add_argument("--force", action="store_true", help="let --as-claims replace a file")


def _run(arguments: Namespace) -> int:
    if bool(arguments.table) == bool(arguments.example):
        raise UsageError("give one table: FILE.csv, or --example NAME (see: sovleader compare --help)")
    table, target = arguments.table or example_table(arguments.example), arguments.as_claims
    kg = KnowledgeGraph.open()
    with progress() as show:
        found = kg.compare(table, arguments.columns, say=show)
    written = kg.write_claims(found, target, force=arguments.force) if target else None
    lines, codes = comparison_lines(found), comparison_codes(found)
    print_answer(found.as_json(), lines, as_json=arguments.json, wide=arguments.wide, codes=codes)
    if written is not None:
        note(f"{target}: {written} of {len(found.rows)} rows as claims; review them")
    return 0 if found.fine else 1


COMPARE = Command(
    "compare", "Compare a table of your own with the graph.", "sovleader compare --example archigos", _add, _run
)
