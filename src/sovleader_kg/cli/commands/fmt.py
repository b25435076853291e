"""The command `fmt`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import print_answer

__all__ = ["FMT"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle files (the graph's own)")
    parser.add_argument("--check", action="store_true", help="change nothing, only list what would change")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.corpus.fmt import format_files

    changed = format_files(arguments.files, check=arguments.check)
    state = "not in the house order; run: sovleader fmt" if arguments.check else "formatted"
    print_answer([str(path) for path in changed], [f"{path}: {state}" for path in changed], as_json=arguments.json)
    return 1 if changed and arguments.check else 0


FMT = Command("fmt", "Keep fact files in the house order.", "sovleader fmt --check", _add, _run)
