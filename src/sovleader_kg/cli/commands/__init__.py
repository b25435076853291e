"""The commands: one module each, with its name, its arguments and what runs it; in the order of the help."""

from collections.abc import Mapping

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.commands.ask import ASK
from sovleader_kg.cli.commands.build import BUILD
from sovleader_kg.cli.commands.check import CHECK
from sovleader_kg.cli.commands.compare import COMPARE
from sovleader_kg.cli.commands.compile import COMPILE
from sovleader_kg.cli.commands.completion import COMPLETION
from sovleader_kg.cli.commands.diff import DIFF
from sovleader_kg.cli.commands.disputes import DISPUTES
from sovleader_kg.cli.commands.explain import EXPLAIN
from sovleader_kg.cli.commands.export import EXPORT
from sovleader_kg.cli.commands.fmt import FMT
from sovleader_kg.cli.commands.load import LOAD
from sovleader_kg.cli.commands.mcp import MCP
from sovleader_kg.cli.commands.on import ON
from sovleader_kg.cli.commands.relate import RELATE
from sovleader_kg.cli.commands.serve import SERVE
from sovleader_kg.cli.commands.sparql import SPARQL
from sovleader_kg.cli.commands.who import WHO

__all__ = ["COMMANDS"]

COMMANDS: Mapping[str, Command] = {
    command.name: command
    for command in (
        *(WHO, ON, EXPLAIN, DISPUTES, RELATE, ASK, SPARQL),
        *(EXPORT, SERVE, MCP, LOAD, COMPARE, DIFF),
        *(CHECK, FMT, BUILD, COMPILE, COMPLETION),
    )
}
