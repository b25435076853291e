"""Turtle: read files with the place of every mistake, write triples in the house order.

The writer's output depends on the triples alone: subjects by IRI (numbers by their value), `a` first, then
a claim's subject, predicate and object, then the other predicates and objects in order, blank nodes as
brackets or lists below the one triple that names them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import PREFIXES, RDF, XSD, compact, used_prefixes

__all__ = ["Document", "read", "render", "render_graphs", "term_text", "text_of"]

RDF_1_2 = "triple terms and text directions belong to RDF 1.2; write plain Turtle 1.1"
ALIKE = 0.8
MAX_BYTES = 64 * 1024 * 1024
FIRST_WRITTEN = tuple(NamedNode(RDF + name) for name in ("type", "subject", "predicate", "object"))
TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
STRING, LANGUAGE_STRING = XSD + "string", RDF + "langString"
Subject = NamedNode | BlankNode
Node = Subject | Literal

_PREFIX_LINE = re.compile(r"^\s*@?prefix\s+([A-Za-z][\w-]*|):\s*<([^>]*)>\s*\.?", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_DIGITS = re.compile(r"(\d+)")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_LONG_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\r": "\\r", "\t": "\\t"})
_ESCAPES = {**_LONG_ESCAPES, ord("\n"): "\\n"}


@dataclass(frozen=True, slots=True)
class Document:
    """One Turtle file, read.

    Attributes:
        name: The file as messages call it.
        text: Its text.
        triples: Its triples, in the order of the file.
        prefixes: Its prefixes and their namespaces.
    """

    name: str
    text: str
    triples: tuple[Triple, ...] = field(repr=False)
    prefixes: Mapping[str, str]

    def line_of(self, iri: str, after: str | None = None) -> int:
        """Return the first line that names an IRI (below the line that opens `after`), or 1."""
        lines = self.text.split("\n")
        begin = self.line_of(after) - 1 if after else 0
        spellings = {f"<{iri}>"} | {
            f"{prefix}:{iri[len(space) :]}" for prefix, space in self.prefixes.items() if iri.startswith(space)
        }
        for number in range(begin, len(lines)):
            if any(_names(lines[number], spelling) for spelling in spellings):
                return number + 1
        return begin + 1

    def place_of(self, iri: str, after: str | None = None) -> str:
        """Return `file:line` of an IRI, as `line_of` finds it."""
        return f"{self.name}:{self.line_of(iri, after)}"


def _names(line: str, spelling: str) -> bool:
    if spelling not in line or _PREFIX_LINE.match(line) or line.lstrip().startswith("#"):
        return False
    return re.search(rf"(?<![\w:<-]){re.escape(spelling)}(?![\w-]|\.\w)", _QUOTED.sub("", line)) is not None


def read(path: Path, name: str | None = None) -> Document:
    """Read one Turtle file.

    Raises:
        DataError: It cannot be read, is too large, is not UTF-8 or is not Turtle; the place is named.
    """
    label = name or str(path)
    text = text_of(path, label)
    prefixes = {m[1]: m[2] for m in map(_PREFIX_LINE.match, text.split("\n")) if m}
    problems = _wrong_prefixes(label, text, prefixes)
    if problems:
        raise DataError(problems)
    try:
        triples = tuple(quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE, rename_blank_nodes=True))
    except SyntaxError as error:
        raise DataError(
            [Problem(f"{label}:{error.lineno or 1}", f"not Turtle: {_reason(error)}", rule="syntax")]
        ) from None
    if any(_is_beyond(triple.object) for triple in triples):
        raise DataError([Problem(label, RDF_1_2, rule="syntax")])
    return Document(label, text, triples, prefixes)


def _is_beyond(node: Node | Triple) -> bool:
    return isinstance(node, Triple) or (isinstance(node, Literal) and node.direction is not None)


def _reason(error: SyntaxError) -> str:
    message = re.sub(r"^Parser error at line.*?: ", "", str(error.msg))
    return re.sub(r"\s+", " ", message)[:200]


def text_of(path: Path, label: str) -> str:
    """Return the text of a file.

    Raises:
        DataError: It cannot be read, is too large or is not UTF-8; the place is named.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError([Problem(label, f"{size:,} bytes; at most {MAX_BYTES:,} are read: split the file")])
        raw = path.read_bytes()
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        message = f"not UTF-8 (byte {error.start}); save the file as UTF-8"
        raise DataError([Problem(f"{label}:{line}", message, rule="encoding")]) from None
    except OSError as error:
        raise DataError([Problem(label, f"cannot be read: {error.strerror}", rule="file")]) from None


def _wrong_prefixes(label: str, text: str, prefixes: Mapping[str, str]) -> list[Problem]:
    """Find prefixes of the project that the file binds to a namespace which is nearly, but not quite, theirs.

    A wholly different namespace is the author's choice.
    """
    wrong = []
    for prefix, space in prefixes.items():
        if prefix != "schema" and _nearly(space, PREFIXES.get(prefix, space)):
            line = next(
                n for n, row in enumerate(text.split("\n"), 1) if _PREFIX_LINE.match(row) and f"{prefix}:" in row
            )
            message = f'prefix "{prefix}" means <{PREFIXES[prefix]}> here, not <{space}>'
            wrong.append(Problem(f"{label}:{line}", message, rule="prefix"))
    return wrong


def _nearly(space: str, known: str) -> bool:
    return space != known and SequenceMatcher(None, space, known).ratio() > ALIKE


def term_text(term: Node) -> str:
    """Return one term as the house writes it.

    >>> term_text(NamedNode("https://w3id.org/sovleader/id/person/joseph-stalin"))
    'person:joseph-stalin'
    """
    if isinstance(term, NamedNode):
        return compact(term.value)
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if datatype := _written_datatype(term):
        return f"{_quoted(term.value)}^^{compact(datatype.value)}"
    if term.language:
        return f"{_quoted(term.value)}@{term.language}"
    return _quoted(term.value) if term.datatype.value == STRING else term.value


def _written_datatype(literal: Literal) -> NamedNode | None:
    """Return the datatype that has to be written, or None where the literal's form implies it."""
    name, text = literal.datatype.value, literal.value
    is_bare = (name == XSD + "integer" and _INTEGER.fullmatch(text)) or (
        name == XSD + "boolean" and text in {"true", "false"}
    )
    return None if is_bare or name in {STRING, LANGUAGE_STRING} else literal.datatype


def _quoted(text: str) -> str:
    """Return a text in quotes, one of several lines in long quotes."""
    return f'"""{text.translate(_LONG_ESCAPES)}"""' if "\n" in text else f'"{text.translate(_ESCAPES)}"'


def render(triples: Iterable[Triple], header: str = "") -> str:
    """Return triples as Turtle in the house order; the same triples always give the same text.

    Args:
        triples: The triples; each blank node may be the object of at most one of them.
        header: Comment lines for the top, as written.

    Raises:
        DataError: A blank node is named by several triples, or only by itself, so that brackets cannot carry it.
    """
    writer = _Writer(triples)
    body = "\n".join(writer.subjects())
    prefixes = used_prefixes(writer.names)
    lines = [f"PREFIX {prefix}: <{space}>" for prefix, space in prefixes.items()]
    parts = ([header.rstrip("\n")] if header else []) + (["\n".join(lines)] if lines else [])
    return "\n\n".join([*parts, body]) if body else "\n\n".join(parts) + "\n"


def render_graphs(graphs: Mapping[str, Iterable[Triple]]) -> str:
    """Return named graphs as TriG, each in the house order, sorted by name.

    Raises:
        DataError: As `render`, in one of the graphs.
    """
    names: set[str] = set()
    bodies = []
    for iri, triples in sorted(graphs.items()):
        writer = _Writer(triples)
        name = writer.text(NamedNode(iri))
        bodies.append(f"{name} {{\n\n{chr(10).join(writer.subjects())}}}\n")
        names.update(writer.names)
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in used_prefixes(names).items())
    return "\n".join([prefixes, *bodies])


def _natural(iri: str) -> list[str | int]:
    """Return a key that sorts numbers in names by their value: `24.2` before `24.10`."""
    parts: list[str | int] = list(_DIGITS.split(iri))
    parts[1::2] = map(int, parts[1::2])
    return parts


def _rank(predicate: NamedNode) -> tuple[int, str]:
    """Return a key that sorts predicates: the house's first ones, then the others by name."""
    first = FIRST_WRITTEN.index(predicate) if predicate in FIRST_WRITTEN else len(FIRST_WRITTEN)
    return first, str(predicate)


class _Writer:
    """Triples by subject, and the house's spelling of each term written so far."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._rows: dict[Subject, list[tuple[NamedNode, Node]]] = defaultdict(list)
        self._spelled: dict[Node, str] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            if isinstance(subject, Triple) or isinstance(value, Triple) or _is_beyond(value):
                raise DataError([Problem("triple term", RDF_1_2, rule="format")])
            self._rows[subject].append((predicate, value))
        self._nested = self._below_others()
        ordered = sorted({predicate for rows in self._rows.values() for predicate, _ in rows}, key=_rank)
        self._ranks = {predicate: rank for rank, predicate in enumerate(ordered)}
        self._verbs = ["a" if predicate == TYPE else self.text(predicate) for predicate in ordered]

    @property
    def names(self) -> Iterable[str]:
        """The IRIs written so far, as they are written."""
        return [text for term, text in self._spelled.items() if isinstance(term, NamedNode)]

    def text(self, term: Node) -> str:
        """Return a term as it is written here."""
        text = self._spelled.get(term)
        if text is None:
            text = self._spelled[term] = self._bracketed(term) if isinstance(term, BlankNode) else term_text(term)
            if isinstance(term, Literal) and (datatype := _written_datatype(term)):
                self.text(datatype)
        return text

    def subjects(self) -> Iterator[str]:
        """Yield what is said of each subject: those with a name by their name, then those without."""
        named = [subject for subject in self._rows if isinstance(subject, NamedNode)]
        for subject in sorted(named, key=lambda node: (_natural(node.value), str(node))):
            rows = "\n".join(f"    {row} ;" for row in self._sorted(subject))
            yield f"{self.text(subject)}\n{rows}\n.\n"
        roots = [one for one in self._rows if isinstance(one, BlankNode) and one not in self._nested]
        yield from sorted(f"[] {'; '.join(self._sorted(root))} .\n" for root in roots)

    def _sorted(self, subject: Subject) -> list[str]:
        """Return the predicates and objects of a subject in order."""
        rows = sorted((self._ranks[predicate], self.text(value)) for predicate, value in self._rows[subject])
        return [f"{self._verbs[rank]} {text}" for rank, text in rows]

    def _bracketed(self, node: BlankNode) -> str:
        items = self._list(node)
        return f"[ {' ; '.join(self._sorted(node))} ]" if items is None else f"( {' '.join(items)} )"

    def _list(self, node: Node) -> list[str] | None:
        """Return the items of a well-formed RDF list, or None for any other blank node."""
        items: list[str] = []
        while node != NIL:
            rows = self._rows.get(node, []) if isinstance(node, BlankNode) else []
            found = dict(rows)
            if len(rows) != 2 or set(found) != {FIRST, REST}:
                return None
            items.append(self.text(found[FIRST]))
            node = found[REST]
        return items

    def _below_others(self) -> set[BlankNode]:
        """Return the blank nodes that triples name."""
        blanks = [node for subject in self._rows for node in self._below(subject)]
        nested = set(blanks)
        if len(blanks) > len(nested) or self._reachable(nested) != nested:
            message = "several triples name it, or it names itself, which brackets cannot say; give it an IRI"
            raise DataError([Problem("blank node", message, rule="format")])
        return nested

    def _below(self, subject: Subject) -> list[BlankNode]:
        return [node for _, node in self._rows.get(subject, ()) if isinstance(node, BlankNode)]

    def _reachable(self, nested: set[BlankNode]) -> set[BlankNode]:
        """Return the blank nodes that are found from a subject which no triple names."""
        found: set[BlankNode] = set()
        pending = [node for subject in self._rows if subject not in nested for node in self._below(subject)]
        while pending:
            node = pending.pop()
            found.add(node)
            pending += self._below(node)
        return found
