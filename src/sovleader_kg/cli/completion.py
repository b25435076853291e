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
from sovleader_kg.store.queries import catalogue
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
        if kinds := _kinds(command, dest, getattr(parsed_args, "query", None) or ""):
            return KnowledgeGraph.open().beginnings(prefix, kinds)
        return _words(command, dest)
    except SovleaderError:
        return {}


def _kinds(command: str, dest: str, query: str) -> Sequence[str]:
    """Return the kinds of thing that an argument names, also a parameter of a stored query."""
    if command == "ask" and query in catalogue():
        found = {one.name: one for one in catalogue()[query].parameters if one.type == "iri"}
        return found[dest].kinds[:1] if dest in found else ()
    return THINGS.get((command, dest), ())


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
