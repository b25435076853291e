"""Completion: what a shell offers while one types a call; argcomplete speaks with bash, zsh and fish.

It is imported only where a shell asks, so that a plain call does not pay for it.
"""

from __future__ import annotations

import os
from argparse import Action, ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from argcomplete import autocomplete
from argcomplete.completers import FilesCompleter
from argcomplete.lexers import split_line
from argcomplete.shell_integration import shellcode

from sovleader_kg.answers.finding.finder import SOUGHT
from sovleader_kg.errors import SovleaderError
from sovleader_kg.facade.naming import DATED
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import LANGUAGES, VOCABULARY
from sovleader_kg.store.queries import Parameter, catalogue
from sovleader_kg.store.tables import FORMATS

__all__ = ["complete", "script", "typed_words"]

SHELLS = ("bash", "zsh", "fish")
_Offered = Mapping[str, str]
# What kinds of thing an argument of a command names.
THINGS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("who", "post"): ("post", "office"),
    ("who", "person"): ("person",),
    ("who", "of"): ("body",),
    ("relate", "first"): DATED,
    ("relate", "second"): DATED,
    ("explain", "thing"): SOUGHT,
    ("explain", "predicate"): (VOCABULARY,),
    ("disputes", "about"): (*SOUGHT, "term", "tenure", VOCABULARY),
}


def typed_words() -> Sequence[str]:
    """Return the words of the call that a shell asks to complete, without the program's name."""
    line, at = os.environ.get("COMP_LINE", ""), os.environ.get("COMP_POINT", "0")
    words: list[str] = split_line(line, int(at))[3]
    return words[1:]


def complete(whole: ArgumentParser, commands: Mapping[str, ArgumentParser]) -> None:
    """Answer the shell and end the process."""
    for name, parser in commands.items():
        for action in parser._actions:
            action.completer = _completer(name, action)  # type: ignore[attr-defined]
    autocomplete(whole, always_complete_options=False)


def script(shell: str) -> str:
    """Return what a shell reads to complete this program's calls."""
    written: str = shellcode(["sovleader"], use_defaults=False, shell=shell)
    return written


def _completer(command: str, action: Action) -> Callable[..., Iterable[str]]:
    if action.type is Path:
        return FilesCompleter()
    return partial(_offer, command, action.dest)


def _offer(command: str, dest: str, prefix: str, parsed_args: Any, **_: object) -> _Offered:
    """Return what may stand there, each with what it is."""
    try:
        query = (getattr(parsed_args, "query", None) or "").replace("-", "_")
        parameter = _parameter(query, dest) if command == "ask" else None
        if kinds := parameter.kinds[:1] if parameter else THINGS.get((command, dest), ()):
            return KnowledgeGraph.open().beginnings(prefix, kinds)
        if parameter:
            return dict.fromkeys(KnowledgeGraph.open().choices(query, dest), "")
        return _words(command, dest)
    except SovleaderError:
        return {}


def _parameter(query: str, name: str) -> Parameter | None:
    """Return a parameter of a stored query, if it has one of this name."""
    found = catalogue().get(query)
    return next((one for one in found.parameters if one.name == name), None) if found else None


def _words(command: str, dest: str) -> _Offered:
    match command, dest:
        case "ask", "query":
            return {one.name: one.summary for one in catalogue().values()}
        case "export", "format":
            from sovleader_kg.export import formats

            return {one.name: one.summary for one in formats().values()}
        case "export", "only":
            from sovleader_kg.export.layers import LAYERS

            return dict.fromkeys(LAYERS, "")
        case "explain", "format":
            return dict.fromkeys(("text", "json", "ttl"), "")
        case _, "format":
            return dict.fromkeys(FORMATS, "")
        case _, "engine":
            return dict.fromkeys(("oxigraph", "rdflib"), "")
        case _, "language":
            return dict.fromkeys(LANGUAGES, "")
        case "completion", "shell":
            return dict.fromkeys(SHELLS, "")
        case _:
            return {}
