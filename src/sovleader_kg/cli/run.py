"""Run: read a command line, run one command, and turn an error into one line and an exit status.

Exit status: 0 answered, 1 answered "nobody" or findings, 2 misuse or data that cannot be built.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NoReturn

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.cli.output import note, print_problems
from sovleader_kg.errors import DataError, SovleaderError, UsageError, did_you_mean
from sovleader_kg.names import VERSION

__all__ = ["main", "parser"]

COLUMNS, MARGIN = 80, 2
COMPLETING = "_ARGCOMPLETE"  # set by a shell that asks what may come next


class _Formatter(argparse.HelpFormatter):
    """A help as wide as the terminal. One is made with each argument too, so nothing is imported to measure it."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - MARGIN)


def _columns() -> int:
    """Return how many columns the terminal has, as `shutil` tells it, which takes long to import."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or COLUMNS  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):
        return COLUMNS


class _Parser(argparse.ArgumentParser):
    """An argument parser whose errors are the project's; that of the whole command line knows those of the commands."""

    commands: Mapping[str, argparse.ArgumentParser]

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
    except UnicodeEncodeError as error:
        half = ascii(error.object[error.start : error.end])
        note(f"sovleader: {half} is half of a character, which neither a file nor its name can have")
    return 2


def _run(words: Sequence[str]) -> int:
    name = words[0] if words else ""
    if COMPLETING in os.environ:
        _complete()
    if not words or name in {"-h", "--help", "help"}:
        from sovleader_kg.cli.overview import overview

        print(overview(COMMANDS.values()), end="")
        return 0
    if words == ["--version"]:
        print(f"sovleader-kg {VERSION}")
        return 0
    if not name.startswith("-") and name not in COMMANDS:
        raise UsageError(f'no command "{name}".{did_you_mean(name, COMMANDS)} Commands: {", ".join(COMMANDS)}')
    helps = bool({"-h", "--help"} & set(words))
    whole = parser(words, named=helps, alone=name in COMMANDS)
    arguments, rest = whole.parse_known_args(words)
    command = COMMANDS[arguments.command]
    _once(whole.commands[command.name], words)
    if rest and not command.takes_more:
        raise UsageError(f"unknown argument {rest[0]} (see: sovleader {command.name} --help)")
    arguments.rest = rest
    return command.run(arguments)


def _once(taken: argparse.ArgumentParser, words: Sequence[str]) -> None:
    """Refuse an option that is given twice, of which argparse would keep the last value in silence."""
    options = {name for one in taken._actions if one.nargs != 0 for name in one.option_strings}
    given = Counter(name for word in words if (name := word.partition("=")[0]) in options)
    for name, number in given.items():
        if number > 1:
            taken.error(f"{name} is given twice")


def _complete() -> None:
    """Answer a shell that asks what may come next, and end the process."""
    from sovleader_kg.cli.completion import complete, typed_words

    words = typed_words()
    try:
        whole = parser(words, named=True)
    except SovleaderError:
        whole = parser()
    complete(whole, whole.commands)


def parser(words: Sequence[str] = (), *, named: bool = False, alone: bool = False) -> _Parser:
    """Return the parser of the whole command line, made from the table of commands.

    Args:
        words: The words of a call.
        named: Whether what belongs to the thing that they name is added, for its help or for completion.
        alone: Whether only the command is added that they begin with.

    Raises:
        UsageError: They name something that there is not.
    """
    whole = _Parser(prog="sovleader", allow_abbrev=False, formatter_class=_Formatter)
    whole.add_argument("--version", action="store_true", help="print the version")
    added = whole.add_subparsers(prog=whole.prog, dest="command", required=True, metavar="command")
    commands = [COMMANDS[words[0]]] if alone else COMMANDS.values()
    whole.commands = {command.name: _add(added, command) for command in commands}
    command = COMMANDS.get(words[0]) if named and words else None
    if command and command.add_named:
        command.add_named(whole.commands[command.name], words[1:])
    return whole


def _add(added: argparse._SubParsersAction[_Parser], command: Command) -> _Parser:
    parser = added.add_parser(
        command.name,
        help=command.summary,
        description=command.summary,
        epilog=f"example: {command.example}",
        allow_abbrev=False,
        formatter_class=_Formatter,
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--wide", action="store_true", help="print whole lines and all columns, as into a pipe")
    command.add(parser)
    return parser
