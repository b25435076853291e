"""The command `compile`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import print_answer, progress

__all__ = ["COMPILE"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".nt, .nq, .ttl, .trig or .rdf")
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="where to write")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.store.compiling import compile_files

    folder = arguments.output
    with progress() as show:
        show("compiling")
        count = compile_files(folder, arguments.files)
    line = f"{count:,} triples in {folder}; to ask them: SOVLEADER_GRAPH={folder}"
    print_answer({"folder": str(folder), "triples": count}, [line], as_json=arguments.json)
    return 0


COMPILE = Command(
    "compile",
    "Compile RDF of any size into a folder for SOVLEADER_GRAPH to name.",
    "sovleader compile mine.ttl -o mine",
    _add,
    _run,
)
