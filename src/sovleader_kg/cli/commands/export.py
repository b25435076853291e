"""The command `export`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.listings import format_lines, names_and_summaries
from sovleader_kg.cli.output import fitted, print_answer, progress
from sovleader_kg.graph import KnowledgeGraph

if TYPE_CHECKING:
    from sovleader_kg.export.format import Format

__all__ = ["EXPORT"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="the format's name")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (standard output)")
    parser.add_argument("--only", metavar="LAYER", help="facts, claims, ontology or derived alone")
    parser.add_argument("--list", action="store_true", help="list the formats, or what the one named cannot carry")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.export import export_format, formats

    if arguments.list or not arguments.format:
        named = [export_format(arguments.format)] if arguments.format else list(formats().values())
        return _list(named, arguments, short=fitted(arguments) and not arguments.format)
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


def _list(listed: Sequence[Format], arguments: Namespace, *, short: bool) -> int:
    """List formats with what each cannot carry; short, so that it fits a screen, without that."""
    if short:
        from sovleader_kg.cli.terminal import show_briefly

        show_briefly(names_and_summaries(listed), "what one of them cannot carry: sovleader export FORMAT --list")
        return 0
    document = [one.as_json() for one in listed]
    print_answer(document, format_lines(listed), as_json=arguments.json, wide=arguments.wide)
    return 0


EXPORT = Command(
    "export",
    "Write the graph in another format, or list what each loses.",
    "sovleader export turtle --only facts -o facts.ttl",
    _add,
    _run,
)
