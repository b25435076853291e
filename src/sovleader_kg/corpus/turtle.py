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

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import PREFIXES, RDF, XSD, compact, used_prefixes

__all__ = ["Document", "read", "render", "render_graphs", "term_text"]

RDF_1_2 = "triple terms and text directions belong to RDF 1.2; write plain Turtle 1.1"
ALIKE = 0.8
MAX_BYTES = 64 * 1024 * 1024
FIRST_WRITTEN = {f"<{RDF}{name}>": rank for rank, name in enumerate(("type", "subject", "predicate", "object"))}
TYPE, FIRST, REST, NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
INTEGER, BOOLEAN = f"<{XSD}integer>", f"<{XSD}boolean>"
Node = NamedNode | BlankNode | Literal

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
        names.update(writer.names)
    prefixes = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in used_prefixes(names).items())
    return "\n".join([prefixes, *bodies])


def _natural(iri: str) -> list[str | int]:
    """Return a key that sorts numbers in names by their value: `24.2` before `24.10`."""
    parts: list[str | int] = list(_DIGITS.split(iri))
    parts[1::2] = map(int, parts[1::2])
    return parts


class _Writer:
    """The triples by subject, each term as N-Triples spell it, and the house's spellings of the IRIs written so far.

    N-Triples come from the engine at once; most terms are then written without making an object of each.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._spelled: dict[str, str] = {}
        self._rows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._inline: dict[str, str] = {}
        text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
        for line in dict.fromkeys(text.split(" .\n")):
            if line:
                subject, predicate, value = line.split(" ", 2)
                self._rows[subject].append((predicate, value))
        self._nested = self._below_others() if "_:" in text else set()
        if " <<(" in text and any(value.startswith("<<(") for rows in self._rows.values() for _, value in rows):
            raise DataError([Problem("triple term", RDF_1_2, rule="format")])
        predicates = {predicate for rows in self._rows.values() for predicate, _ in rows}
        ordered = sorted(predicates, key=lambda name: (FIRST_WRITTEN.get(name, len(FIRST_WRITTEN)), name))
        self._order = {name: number for number, name in enumerate(ordered)}
        self._verbs = ["a" if name == TYPE else self._text(name) for name in ordered]

    @property
    def names(self) -> Iterable[str]:
        """The compact names written so far."""
        return self._spelled.values()

    def _below_others(self) -> set[str]:
        """Return the blank nodes that triples name."""
        blanks = [node for subject in self._rows for node in self._below(subject)]
        nested = set(blanks)
        if len(blanks) > len(nested) or self._reachable(nested) != nested:
            message = "several triples name it, or it names itself, which brackets cannot say; give it an IRI"
            raise DataError([Problem("blank node", message, rule="format")])
        return nested

    def _below(self, subject: str) -> list[str]:
        return [node for _, node in self._rows.get(subject, ()) if node.startswith("_:")]

    def _reachable(self, nested: set[str]) -> set[str]:
        """Return the blank nodes that are found from a subject which no triple names."""
        found: set[str] = set()
        pending = [node for subject in self._rows if subject not in nested for node in self._below(subject)]
        while pending:
            node = pending.pop()
            found.add(node)
            pending += self._below(node)
        return found

    def graph_name(self, iri: str) -> str:
        """Return a graph's name as it is written."""
        return self._text(f"<{iri}>")

    def subjects(self) -> Iterator[str]:
        named = [subject for subject in self._rows if subject.startswith("<")]
        for subject in sorted(named, key=lambda name: (_natural(name[1:-1]), name)):
            rows = "\n".join(f"    {p} {o} ;" for p, o in self._told(subject))
            yield f"{self._text(subject)}\n{rows}\n.\n"
        roots = [subject for subject in self._rows if subject.startswith("_:") and subject not in self._nested]
        yield from sorted(f"[] {'; '.join(f'{p} {o}' for p, o in self._told(root))} .\n" for root in roots)

    def _told(self, subject: str) -> Iterator[tuple[str, str]]:
        order, spelled = self._order, self._spelled
        rows = sorted(
            [(order[predicate], spelled.get(value) or self._object(value)) for predicate, value in self._rows[subject]]
        )
        return ((self._verbs[number], text) for number, text in rows)

    def _text(self, term: str) -> str:
        if term[0] == "<":
            if term not in self._spelled:
                self._spelled[term] = compact(term[1:-1])
            return self._spelled[term]
        if "\\" in term:
            return self._spelled_out(term)
        if term[-1] != ">":
            return term
        lexical, _, datatype = term.rpartition("^^")
        bare = lexical[1:-1]
        if (datatype == INTEGER and _INTEGER.fullmatch(bare)) or (datatype == BOOLEAN and bare in {"true", "false"}):
            return bare
        return f"{lexical}^^{self._text(datatype)}"

    def _spelled_out(self, literal: str) -> str:
        """Return a literal in which N-Triples escape something."""
        term = next(iter(parse(f"<x:x> <x:x> {literal} .".encode(), RdfFormat.N_TRIPLES))).object
        assert isinstance(term, Literal)
        if not term.language:
            self._text(f"<{term.datatype.value}>")
        return term_text(term)

    def _object(self, term: str) -> str:
        if not term.startswith("_:"):
            return self._text(term)
        if term not in self._inline:
            items = self._list(term)
            if items is not None:
                self._inline[term] = f"( {' '.join(items)} )"
            else:
                self._inline[term] = f"[ {' ; '.join(f'{p} {o}' for p, o in self._told(term))} ]"
        return self._inline[term]

    def _list(self, node: str) -> list[str] | None:
        """Return the items of a well-formed RDF list, or None for any other blank node."""
        items: list[str] = []
        while node != NIL:
            rows = dict(self._rows.get(node, ())) if node.startswith("_:") else {}
            if set(rows) != {FIRST, REST} or len(self._rows[node]) != 2:
                return None
            items.append(self._object(rows[FIRST]))
            node = rows[REST]
        return items
