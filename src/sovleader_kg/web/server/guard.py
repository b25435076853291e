"""Guard: what an untrusted query may look like before an engine reads it.

It is a courtesy: a clear line instead of a killed process. What protects is that queries run in processes of their own,
which cannot open a socket or a file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sovleader_kg.web.errors import RefusedError

__all__ = ["LONGEST", "Seen", "look"]

LONGEST = 16 * 1024  # bytes of a query
DEEPEST = 64  # brackets within brackets
CHAIN = 800  # operators of one query
RUN = 32  # unary operators in a row
CHEAP_TOKENS, CHEAP_VARIABLES = 80, 3
UPDATES = frozenset({"insert", "delete", "load", "clear", "drop", "create", "copy", "move", "add"})
_TOKEN = re.compile(
    r"""
    (?P<blank>\s+|\#[^\r\n]*)
  | (?P<long>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3})
  | (?P<text>"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
  | (?P<iri><[^<>"{}|^`\s]*>)
  | (?P<variable>[?$]\w+)
  | (?P<tag>@[A-Za-z][\w-]*)
  | (?P<name>[^\W\d_]?[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<open>[({\[])
  | (?P<close>[)}\]])
  | (?P<unary>[!+-])
  | (?P<operator>\|\||&&|[*/|^=<>])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at a query found: whether it promises to be cheap."""

    cheap: bool


def look(query: str) -> Seen:
    """Look at a query's tokens without parsing it.

    Raises:
        RefusedError: It is too long or too deep, reaches out of the graph, or would change it.
    """
    if len(query.encode("utf-8", "surrogatepass")) > LONGEST:
        raise RefusedError(f"the query has more than {LONGEST:,} bytes; ask for less at once", status=413)
    depth = chain = run = tokens = 0
    variables: set[str] = set()
    repeats = False
    for token in _TOKEN.finditer(query):
        kind, text = str(token.lastgroup), token[0]
        if kind == "blank":
            continue
        tokens += 1
        run = run + 1 if kind == "unary" else 0
        chain += kind in {"unary", "operator"} or text.lower() in {"union", "optional", "minus"}
        repeats |= text in {"*", "+"} or (text.lower() == "select" and depth > 0)
        depth += (kind == "open") - (kind == "close")
        if kind == "variable":
            variables.add(text[1:])
        if depth > DEEPEST:
            raise RefusedError(f"brackets stand more than {DEEPEST} deep", query, token.start())
        if chain > CHAIN or run > RUN:
            raise RefusedError("too many operators in a row", query, token.start())
        if kind == "word":
            _refuse_word(text.lower(), query, token.start())
        if kind == "other" and text == "\\":
            raise RefusedError("an escape outside of texts and IRIs; write the character itself", query, token.start())
    return Seen(tokens <= CHEAP_TOKENS and len(variables) <= CHEAP_VARIABLES and not repeats)


def _refuse_word(word: str, query: str, at: int) -> None:
    if word == "service":
        raise RefusedError("SERVICE is not answered here: this endpoint asks no other one", query, at)
    if word in UPDATES:
        raise RefusedError(f"{word.upper()} is not answered here: the graph is read-only", query, at)
