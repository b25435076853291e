"""Overview: the help of the whole program, which fits a screen."""

from __future__ import annotations

from collections.abc import Collection

from sovleader_kg.cli.command import Command

__all__ = ["overview"]


def overview(commands: Collection[Command]) -> str:
    """Return what the program is, its commands a line each, and where more is told."""
    widest = max(len(one.name) for one in commands)
    listed = [f"  {one.name:{widest}}  {one.summary}" for one in commands]
    lines = [
        "usage: sovleader COMMAND …   (or --help, --version)",
        "Who led the Communist Party of the Soviet Union, 1917-1991, and who says so.",
        "",
        *listed,
        "",
        "sovleader COMMAND --help tells more. Try: sovleader who --on 14.10.1964",
    ]
    return "\n".join(lines) + "\n"
