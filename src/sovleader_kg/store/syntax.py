"""Syntax: where a query stops being SPARQL: the line, the column, and what stands there.

The engine's parser tells how far it looked, which is past the mistake by as much as the word that it compared. So the
mistake is found by its first words alone: they may go on if the parser, given blanks behind them, reads all of those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property

from pyoxigraph import Store

from sovleader_kg.errors import did_you_mean
from sovleader_kg.names import PREFIXES

__all__ = ["Reader", "mistake", "too_much"]

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
    |<[^<>"{}|^`\\\s]*>
    |\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'
    |[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\w*:(?:[\w%\\:-]|\.(?=[\w%:-]))*|\w+(?:[.-]\w+)*
    |&&|\|\||!=|<=|>=|\^\^|\S""",
    re.DOTALL | re.VERBOSE,
)
_PLACE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b[A-Z][A-Za-z]* [a-zA-Z]{2,}(?: [a-zA-Z]+)+")
_BRACKETS = {"{": "}", "(": ")", "[": "]"}
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
_WORDS = (
    "SELECT ASK CONSTRUCT DESCRIBE PREFIX BASE WHERE FROM NAMED DISTINCT REDUCED AS ORDER GROUP BY HAVING LIMIT "
    "OFFSET ASC DESC OPTIONAL UNION MINUS FILTER BIND VALUES UNDEF GRAPH SERVICE EXISTS NOT IN COUNT SUM MIN MAX "
    "AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND "
    "CONCAT STRLEN UCASE LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS "
    "MINUTES SECONDS TIMEZONE TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM "
    "ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE TRUE FALSE"
)
_KEYWORDS = _WORDS.split()
_BLANKS = "\n" + " " * 80  # more than the parser looks ahead for a word
LONGEST = 40  # characters of what stands there that are told
DEEPEST, MOST = 250, 2_500  # brackets in brackets, and parts in a row; with more, the parser ends the process
_PARTS = {"UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "!", "+", "-", "*", "/", "||", "&&", ".", ";"}
LARGEST = 20_000  # characters of a query in which the place is looked for


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int


class Reader:
    """A parser that is asked about beginnings of a query; its store is empty, and no other one is asked."""

    def __init__(self, text: str, base: str | None) -> None:
        self._text, self._store, self._base = text, Store(), base

    @cached_property
    def tokens(self) -> Sequence[_Token]:
        """The words and signs of the query, without comments."""
        found = (match for match in _TOKEN.finditer(self._text) if not match["comment"])
        return [_Token(match[0], match.start(), match.end()) for match in found]

    def parse(self, text: str) -> None:
        """Read a text as a query."""
        self._store.query(_alone(text), prefixes=PREFIXES, base_iri=self._base)

    def complaint(self, text: str) -> tuple[bool, str]:
        """Return whether a text may go on, and what the parser expects behind it, or in its place."""
        try:
            self.parse(text + _BLANKS)
        except SyntaxError as error:
            found = _PLACE.match(str(error.msg))
            if found is None:
                return True, ""
            lines = text.count("\n") + 2
            return (int(found[1]), int(found[2])) >= (lines, len(_BLANKS)), found[3]
        except (ValueError, RuntimeError, OSError):
            return True, ""
        return True, ""

    def goes_on(self, number: int) -> bool:
        """Return whether the first tokens of the query, as many as are told, may go on."""
        if not number:
            return True
        last = self.tokens[number - 1]
        begun = self._text[: last.end]
        # Of some functions the parser reads no blanks before the bracket.
        return self.complaint(begun)[0] or (last.text.isalpha() and self.complaint(f"{begun}(")[0])

    def would_go_on(self, number: int, word: str) -> bool:
        """Return whether the tokens before one may go on with a word in its place."""
        begun = f"{self._text[: self.tokens[number].start]}{word}"
        return self.complaint(begun)[0] or self.complaint(f"{begun}(")[0]

    def first_wrong(self) -> int | None:
        """Return the number of the token with which no query goes on, or None where it only ends too early."""
        low, high = 0, len(self.tokens)
        if self.goes_on(high):
            return None
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.goes_on(middle) else (low, middle)
        return low


def too_much(text: str) -> str | None:
    r"""Return in a line why a query is not given to a parser, which would end the process; None for most queries.

    >>> too_much("ASK " + "{" * 10_000 + "}" * 10_000)
    'line 1, column 255: brackets stand more than 250 deep; take the query apart'
    """
    if len(text) <= MOST and sum(map(text.count, _BRACKETS)) <= DEEPEST:
        return None
    depth = parts = 0
    for token in _TOKEN.finditer(text):
        if token[0] in _BRACKETS:
            depth += 1
        elif token[0] in _BRACKETS.values():
            depth -= 1
        elif token[0].upper() in _PARTS:
            parts += 1
        if depth > DEEPEST:
            return f"{_place(text, token.start())}: brackets stand more than {DEEPEST} deep; take the query apart"
        if parts > MOST:
            return f"{_place(text, token.start())}: more than {MOST:,} parts; take the query apart, or use VALUES"
    return None


def _alone(text: str) -> str:
    """Return a query with GRAPH for SERVICE, which reads alike and asks nobody, every other word in its place.

    Raises:
        ValueError: The word may still be there, in a text, a name or a comment.
    """
    if "service" not in text.casefold():
        return text
    words = list(_TOKEN.finditer(text))
    for one, following in zip(words, [*words[1:], None], strict=True):
        if one[0].upper() == "SERVICE":
            silent = following if following and following[0].upper() == "SILENT" else None
            for word, other in ((one, "GRAPH"), (silent, "")):
                if word:
                    text = f"{text[: word.start()]}{other.ljust(len(word[0]))}{text[word.end() :]}"
    if "service" in text.casefold():
        raise ValueError("another store may be asked")
    return text


def mistake(text: str, base: str | None = None) -> str | None:
    r"""Return in a line where a query stops being SPARQL and what stands there; None where it is SPARQL, or too long.

    Lines and columns are counted from 1, columns in characters. Relative IRIs need a base.

    >>> mistake("SELECT ?x\nWHRE { ?x a sl:Term }")
    'line 2, column 1: "WHRE" cannot stand here. Did you mean "WHERE"?'
    """
    if len(text) > LARGEST:
        return None
    reader = Reader(text, base)
    wrong = reader.first_wrong()
    if wrong is None:
        return _at_the_end(text, reader)
    return _told(text, reader, wrong)


def _told(text: str, reader: Reader, wrong: int) -> str:
    token = reader.tokens[wrong]
    opened = next((one for one in reversed(reader.tokens[:wrong]) if one.text == "<"), None)
    said = reader.complaint(text[: token.end])[1]
    if "IRI parsing failed" in said and opened:
        return f'{_place(text, opened.start)}: "{_shown(text[opened.start : token.end])}" is not an IRI'
    if token.text in {'"', "'"}:
        return _unended(text, token)
    return f'{_place(text, token.start)}: "{_shown(token.text)}" {_why(token, said, reader, wrong)}'


def _unended(text: str, token: _Token) -> str:
    return f"{_place(text, token.start)}: a text begins with {token.text} here and does not end"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _at_the_end(text: str, reader: Reader) -> str | None:
    """Return what a query lacks that may go on; None where it is whole."""
    try:
        reader.parse(text)
    except SyntaxError as error:
        opened = next((one for one in reversed(reader.tokens) if one.text in {'"', "'"}), None)
        if opened:
            return _unended(text, opened)
        sentence = _SENTENCE.search(str(error.msg))
        reason = sentence[0] if sentence else f"the query ends too early{_missing(reader)}"
        return f"{_place(text, len(text.rstrip()))}: {reason}"
    except (ValueError, RuntimeError, OSError):
        return None
    return None


def _missing(reader: Reader) -> str:
    """Return which brackets are still open."""
    opened: list[str] = []
    for token in reader.tokens:
        if token.text in _BRACKETS:
            opened.append(_BRACKETS[token.text])
        elif opened and token.text == opened[-1]:
            opened.pop()
    return f'; "{"".join(reversed(opened))}" is missing' if opened else ""


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    return f"line {line}, column {at - text.rfind(chr(10), 0, at)}"


def _opens(before: Sequence[_Token]) -> bool:
    """Return whether nothing stands before a word but what declares prefixes and a base."""
    return all(one.text.upper() in {"PREFIX", "BASE"} or one.text[-1] in ":>" for one in before)


def _why(token: _Token, said: str, reader: Reader, wrong: int) -> str:
    """Return what is wrong with a token: an undeclared prefix, a slip in a word, or that nothing like it goes here."""
    if "Prefix not found" in said:
        prefix = token.text.partition(":")[0]
        return f'has the prefix "{prefix}", which is not declared.{did_you_mean(prefix, PREFIXES)}'.removesuffix(".")
    if token.text.upper() in _UPDATES and _opens(reader.tokens[:wrong]):
        return "begins an update, and the graph is read-only; ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if sentence := _SENTENCE.search(said):
        return f"cannot stand here: {sentence[0]}"
    near = get_close_matches(token.text.upper(), _KEYWORDS, n=3, cutoff=0.7)
    meant = next((word for word in near if reader.would_go_on(wrong, word)), None)
    return f'cannot stand here. Did you mean "{meant}"?' if meant else "cannot stand here"
