"""The command `export`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.display import format_lines
from sovleader_kg.cli.output import print_answer, progress
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["EXPORT"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="the format's name")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (standard output)")
    parser.add_argument("--only", metavar="LAYER", help="facts, claims, ontology or derived alone")
    parser.add_argument("--list", action="store_true", help="list the formats, and what each cannot carry")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.export import export_format, formats

    if arguments.list or not arguments.format:
        listed = list(formats().values())
        print_answer([one.as_json() for one in listed], format_lines(listed), as_json=arguments.json)
        return 0
    name = export_format(arguments.format, arguments.output).name
    with progress() as show:
        show(f"exporting {name}")
        exported = KnowledgeGraph.open().export(name, only=arguments.only)
        size = exported.write(arguments.output, show) if arguments.output else 0
    if arguments.output is None:
        sys.stdout.buffer.write(exported.content)
        return 0
    print_answer({"format": name, "output": str(arguments.output), "bytes": size}, [], as_json=arguments.json)
    return 0


EXPORT = Command(
    "export",
    "Write the graph in another format, and list what each format loses.",
    "sovleader export turtle --only facts -o facts.ttl",
    _add,
    _run,
)
