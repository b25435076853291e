"""The command `diff`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg import files
from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import note, print_answer, progress
from sovleader_kg.errors import UsageError

__all__ = ["DIFF"]

MOST = 20


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", type=Path, help="a published Turtle file, or a compiled folder")
    parser.add_argument("new", metavar="NEW", type=Path, nargs="?", help="another one (the compiled graph)")
    parser.add_argument("--all", action="store_true", help=f"list every change, not {MOST} of each sort")
    parser.add_argument("--patch", metavar="FILE.ru", type=Path, help="also write it as a SPARQL Update")
    parser.add_argument("--graph", metavar="IRI", help="the named graph that --patch changes (the default graph)")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.cli.differences import difference_lines
    from sovleader_kg.compare.differences import diff
    from sovleader_kg.compare.patches import patch

    if arguments.graph and not arguments.patch:
        raise UsageError("it names the graph that a patch changes; add --patch FILE.ru", parameter="graph")
    with progress() as show:
        show("reading both")
        found = diff(arguments.old, arguments.new or files.compiled())
        show("comparing")
        text = patch(found, arguments.graph) if arguments.patch else ""
        document = found.as_json()
    print_answer(
        document, difference_lines(found, None if arguments.all else MOST), as_json=arguments.json, wide=arguments.wide
    )
    if arguments.patch:
        with files.replacing(arguments.patch) as scratch:
            size = scratch.write_text(text, encoding="utf-8")
        note(f"{arguments.patch}: {size:,} characters of SPARQL Update")
    return 0 if found.same else 1


DIFF = Command(
    "diff",
    "Tell what changed between two versions of the graph.",
    "sovleader diff old.ttl --patch changes.ru",
    _add,
    _run,
)
