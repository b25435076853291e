"""The commands: one module each, with its name, its arguments and what runs it; in the order of the help.

A command is imported when it is looked up: a call pays for its own alone.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from sovleader_kg.cli.command import Command

__all__ = ["COMMANDS"]

NAMES = (
    *("who", "on", "explain", "disputes", "relate", "ask", "sparql"),
    *("export", "serve", "mcp", "load", "compare", "diff"),
    *("check", "fmt", "build", "compile", "completion"),
)


class _Commands(Mapping[str, Command]):
    def __getitem__(self, name: str) -> Command:
        if name not in NAMES:
            raise KeyError(name)
        command: Command = getattr(import_module(f"{__name__}.{name}"), name.upper())
        return command

    def __contains__(self, name: object) -> bool:
        return name in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


COMMANDS: Mapping[str, Command] = _Commands()
