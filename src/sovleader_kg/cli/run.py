"""Run: read a command line, run one command, and turn an error into one line and an exit status.

Exit status: 0 answered, 1 answered "nobody" or findings, 2 misuse or data that cannot be built.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.cli.output import note, print_problems
from sovleader_kg.errors import DataError, SovleaderError, UsageError, did_you_mean

__all__ = ["main", "parser"]


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are the project's."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message} (see: {self.prog} --help)")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        status = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    except DataError as error:
        print_problems(error.problems, sys.stderr)
    except UsageError as error:
        note(f"sovleader: {error.spelled('--')}")
    except SovleaderError as error:
        note(f"sovleader: {error}")
    except OSError as error:
        note(f"sovleader: {error.filename or 'output'}: {error.strerror}")
    return 2


def _run(words: Sequence[str]) -> int:
    name = words[0] if words else ""
    if name and not name.startswith("-") and name not in COMMANDS:
        raise UsageError(f'no command "{name}".{did_you_mean(name, COMMANDS)} Commands: {", ".join(COMMANDS)}')
    arguments, rest = parser().parse_known_args(words)
    command = COMMANDS[arguments.command]
    if rest and not command.takes_more:
        raise UsageError(f"unknown argument {rest[0]} (see: sovleader {command.name} --help)")
    arguments.rest = rest
    return command.run(arguments)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line, made from the table of commands."""
    whole = _Parser(
        prog="sovleader",
        description="The leadership of the Communist Party of the Soviet Union, 1917-1991, with its sources.",
        epilog="example: sovleader who --on 1964-10-14",
    )
    added = whole.add_subparsers(dest="command", required=True, metavar="command")
    for command in COMMANDS.values():
        _add(added, command)
    return whole


def _add(added: argparse._SubParsersAction[_Parser], command: Command) -> None:
    parser = added.add_parser(
        command.name,
        help=command.summary,
        description=command.summary,
        epilog=f"example: {command.example}",
        allow_abbrev=False,
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    command.add(parser)
