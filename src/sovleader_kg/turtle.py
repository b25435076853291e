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

__all__ = ["Document", "read", "render", "render_graphs", "term_text"]

RDF_1_2 = "triple terms and text directions belong to RDF 1.2; write plain Turtle 1.1"
ALIKE = 0.8
MAX_BYTES = 64 * 1024 * 1024
TYPE = NamedNode(RDF + "type")
FIRST_WRITTEN = (TYPE, *(NamedNode(RDF + name) for name in ("subject", "predicate", "object")))
FIRST, REST, NIL = NamedNode(RDF + "first"), NamedNode(RDF + "rest"), NamedNode(RDF + "nil")
Node = NamedNode | BlankNode | Literal

_PREFIX_LINE = re.compile(r"^\s*@?prefix\s+([A-Za-z][\w-]*|):\s*<([^>]*)>\s*\.?", re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
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
    text = _text(path, label)
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
    if any(_beyond(triple.object) for triple in triples):
        raise DataError([Problem(label, RDF_1_2, rule="syntax")])
    return Document(label, text, triples, prefixes)


def _beyond(node: Node | Triple) -> bool:
    return isinstance(node, Triple) or (isinstance(node, Literal) and node.direction is not None)


def _reason(error: SyntaxError) -> str:
    message = re.sub(r"^Parser error at line.*?: ", "", str(error.msg))
    return re.sub(r"\s+", " ", message)[:200]


def _text(path: Path, label: str) -> str:
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
    if term.datatype.value == XSD + "integer" and _INTEGER.fullmatch(term.value):
        return term.value
    if term.datatype.value == XSD + "boolean" and term.value in {"true", "false"}:
        return term.value
    quoted = _quoted(term.value)
    if term.language:
        return f"{quoted}@{term.language}"
    if term.datatype.value == XSD + "string":
        return quoted
    return f"{quoted}^^{compact(term.datatype.value)}"


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
        name = writer.graph_name(iri)
        bodies.append(f"{name} {{\n\n{chr(10).join(writer.subjects())}}}\n")
        names |= writer.names
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in used_prefixes(names).items())
    return "\n".join([prefixes, *bodies])


def _natural(iri: str) -> tuple[tuple[str, int], ...]:
    """Return a key that sorts numbers in names by their value: `24.2` before `24.10`."""
    parts = re.split(r"(\d+)", iri)
    return tuple((text, int(number)) for text, number in zip(parts[::2], [*parts[1::2], "0"], strict=True))


def _rank(predicate: Node) -> int:
    """Return where a predicate stands: type, then a claim's statement in the order it is read, then the rest."""
    return FIRST_WRITTEN.index(predicate) if predicate in FIRST_WRITTEN else len(FIRST_WRITTEN)


class _Writer:
    """The triples by subject, and the compact names written so far."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.names: set[str] = set()
        self._by_subject: dict[Node, dict[Node, set[Node]]] = defaultdict(lambda: defaultdict(set))
        for triple in triples:
            if isinstance(triple.subject, Triple) or isinstance(triple.object, Triple):
                raise DataError([Problem("triple term", RDF_1_2, rule="format")])
            self._by_subject[triple.subject][triple.predicate].add(triple.object)
        blanks = [node for subject in self._by_subject for node in self._below(subject)]
        self._nested = set(blanks)
        self._inline: dict[BlankNode, str] = {}
        if len(blanks) > len(self._nested) or self._reachable() != self._nested:
            message = "several triples name it, or it names itself, which brackets cannot say; give it an IRI"
            raise DataError([Problem("blank node", message, rule="format")])

    def _below(self, subject: Node) -> list[BlankNode]:
        rows = self._by_subject.get(subject, {})
        return [node for values in rows.values() for node in values if isinstance(node, BlankNode)]

    def _reachable(self) -> set[BlankNode]:
        """Return the blank nodes that are found from a subject which no triple names."""
        found: set[BlankNode] = set()
        pending = [node for subject in self._by_subject if subject not in self._nested for node in self._below(subject)]
        while pending:
            node = pending.pop()
            found.add(node)
            pending += self._below(node)
        return found

    def graph_name(self, iri: str) -> str:
        """Return a graph's name as it is written."""
        return self._text(NamedNode(iri))

    def subjects(self) -> Iterator[str]:
        named = [s for s in self._by_subject if isinstance(s, NamedNode)]
        for subject in sorted(named, key=lambda node: (_natural(node.value), node.value)):
            rows = "\n".join(f"    {p} {o} ;" for p, o in self._rows(subject))
            yield f"{self._text(subject)}\n{rows}\n.\n"
        roots = [s for s in self._by_subject if isinstance(s, BlankNode) and s not in self._nested]
        yield from sorted(f"[] {'; '.join(f'{p} {o}' for p, o in self._rows(root))} .\n" for root in roots)

    def _rows(self, subject: Node) -> Iterator[tuple[str, str]]:
        predicates = self._by_subject[subject]
        for predicate in sorted(predicates, key=lambda node: (_rank(node), node.value)):
            name = "a" if predicate == TYPE else self._text(predicate)
            for text in sorted(map(self._object, predicates[predicate])):
                yield name, text

    def _text(self, term: Node) -> str:
        text = term_text(term)
        if not isinstance(term, Literal):
            self.names.add(text)
        elif text.startswith('"') and text.rpartition('"')[2].startswith("^^"):
            self.names.add(text.rpartition("^^")[2])
        return text

    def _object(self, term: Node) -> str:
        if not isinstance(term, BlankNode):
            return self._text(term)
        if term not in self._inline:
            items = self._list(term)
            if items is not None:
                self._inline[term] = f"( {' '.join(items)} )"
            else:
                self._inline[term] = f"[ {' ; '.join(f'{p} {o}' for p, o in self._rows(term))} ]"
        return self._inline[term]

    def _list(self, node: Node) -> list[str] | None:
        """Return the items of a well-formed RDF list, or None for any other blank node."""
        items: list[str] = []
        while node != NIL:
            if not isinstance(node, BlankNode):
                return None
            rows = self._by_subject.get(node, {})
            if set(rows) != {FIRST, REST} or any(len(values) != 1 for values in rows.values()):
                return None
            items.append(self._object(next(iter(rows[FIRST]))))
            node = next(iter(rows[REST]))
        return items
