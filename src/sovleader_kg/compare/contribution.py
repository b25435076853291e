"""Contribution: the rows of somebody's table as a new source's passages and claims, ready for review.

Only rows whose match is sure or likely become claims. A guess never becomes evidence, a row that repeats another says
nothing new, and a row about somebody whom the graph does not know needs an editor, not a made-up entity: these stand in
the comment at the head. Of rows that are one stretch, the first says when it started, and the last when it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg import files
from sovleader_kg.compare.descriptions import Description, NewSource
from sovleader_kg.compare.findings import Comparison, Matched
from sovleader_kg.compare.glosses import Gloss, Glosses
from sovleader_kg.compare.people import CLEAR
from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import LIVES, SIDES, Period, Register
from sovleader_kg.corpus.passages import normalise, sha256_of
from sovleader_kg.corpus.turtle import render
from sovleader_kg.errors import UsageError
from sovleader_kg.names import BASE, EDTF, PREFIXES, RDF, RDFS, SL, compact
from sovleader_kg.nodes import Node

__all__ = ["as_claims", "write_claims"]

HOLDS = {"term": "holder", "tenure": "tenureHolder", "leadership": "leader"}
MODES = {"start-mode": "startMode", "end-mode": "endMode"}
LONGEST_QUOTE = 80


def write_claims(comparison: Comparison, register: Register, target: Path, *, force: bool = False) -> int:
    """Write the rows of a table as a new source's claims, and return how many rows became claims.

    Raises:
        UsageError: The file exists and is not to be replaced, or the source is not described or not new.
    """
    if target.exists() and not force:
        raise UsageError(f"{target} exists; choose another name, or replace it", remedy="force")
    text = as_claims(comparison, register)
    with files.replacing(target) as scratch:
        scratch.write_text(text, encoding="utf-8")
    return sum(_clear(row) for row in comparison.rows)


def as_claims(comparison: Comparison, register: Register) -> str:
    """Return the rows of a table as Turtle in the house order: the source, a passage a row, and its claims.

    Raises:
        UsageError: The description has no [source], or the graph already has that source.
    """
    source = _new_source(comparison.description, register)
    clear = [row for row in comparison.rows if _clear(row)]
    triples = [*_source(source)]
    for row in clear:
        triples += _Passage(comparison.description, register, source, row.record).triples(row)
    return render(triples, _header(comparison, source, len(clear)))


def _clear(row: Matched) -> bool:
    return row.match.period is not None and row.match.how in CLEAR and row.match.repeats is None


def _new_source(description: Description, register: Register) -> NewSource:
    if description.source is None:
        raise UsageError(f"{description.name} has no [source]; claims need iri, title, kind and rights or license")
    if description.source.iri in register.sources:
        raise UsageError(
            f"{compact(description.source.iri)} is already in the graph; give the table a source of its own "
            f"in {description.name}, with derives-from"
        )
    return description.source


def _header(comparison: Comparison, source: NewSource, clear: int) -> str:
    left = [row for row in comparison.rows if not _clear(row)]
    lines = [
        f"# What {compact(source.iri)} says: its source, passages and claims, made from {Path(comparison.file).name}.",
        f"# {clear} of {len(comparison.rows)} rows. Review every claim: glosses and stances are made by rule.",
    ]
    if left:
        lines.append("# Left out: no sure or likely match, or said by another row. Write these by hand or not at all:")
        lines += [f"#   {_left(row)}" for row in left]
    return "\n".join(lines)


def _left(row: Matched) -> str:
    text = f"line {row.record.line}, {row.record.name}, {row.record.locator}: {row.match.how}, {row.match.reason}"
    return " ".join(text.split())


def _iri(iri: str) -> NamedNode:
    return NamedNode(iri)


def _english(text: str) -> Literal:
    return Literal(text, language="en")


def _russian(text: str) -> Literal:
    return Literal(text, language="ru")


def _source(source: NewSource) -> Iterator[Triple]:
    dcterms, foaf = PREFIXES["dcterms"], PREFIXES["foaf"]
    said: list[tuple[str, Node | None]] = [
        (RDF + "type", _iri(SL + "Source")),
        (dcterms + "title", _english(source.title)),
        (RDFS + "label", _english(source.title)),
        (RDFS + "label", _russian(source.label_ru) if source.label_ru else None),
        (SL + "sourceKind", _iri(source.kind)),
        (dcterms + "rights", _english(source.rights) if source.rights else None),
        (dcterms + "rights", _russian(source.rights_ru) if source.rights_ru else None),
        (dcterms + "license", _iri(source.licence) if source.licence else None),
        (foaf + "page", _iri(source.page) if source.page else None),
        (SL + "retrieved", _edtf(source.retrieved) if source.retrieved else None),
        *((SL + "derivesFrom", _iri(mirrored)) for mirrored in source.derives_from),
    ]
    return (Triple(_iri(source.iri), _iri(predicate), value) for predicate, value in said if value is not None)


def _edtf(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(EDTF))


class _Passage:
    """One row as a passage, and the claims on what it was matched with."""

    def __init__(self, description: Description, register: Register, source: NewSource, record: Record) -> None:
        self.description, self.register, self.source, self.record = description, register, source, record
        self.number = f"{source.iri.rpartition('/')[2]}.{record.row}"
        self.iri = _iri(f"{BASE}passage/{self.number}")
        self.claims = 0

    def triples(self, row: Matched) -> Iterator[Triple]:
        digest = sha256_of(normalise(self.record.wording))
        yield Triple(self.iri, _iri(RDF + "type"), _iri(SL + "Passage"))
        yield Triple(self.iri, _iri(SL + "source"), _iri(self.source.iri))
        yield Triple(self.iri, _iri(SL + "locator"), Literal(self.record.locator))
        yield Triple(self.iri, _iri(SL + "sha256"), Literal(digest))
        period = row.match.period
        assert period is not None
        glosses = Glosses(self.register, self.record, period)
        yield from self._held(period, glosses)
        for side in SIDES:
            if side in self.record.dates and side in row.match.sides:
                dated = self.record.dates[side]
                gloss = glosses.date(side, dated.edtf)
                yield from self._claim(period.iri, side, _edtf(dated.edtf), gloss, dated.written)
        for mode, (written, concept) in self.record.modes.items():
            yield from self._claim(period.iri, MODES[mode], _iri(concept), glosses.mode(mode, concept), written)
        for life in LIVES:
            if life in self.record.dates:
                dated = self.record.dates[life]
                gloss = glosses.life(life, dated.edtf)
                yield from self._claim(period.person, life, _edtf(dated.edtf), gloss, dated.written)

    def _held(self, period: Period, glosses: Glosses) -> Iterator[Triple]:
        yield from self._claim(period.iri, HOLDS[period.kind], _iri(period.person), glosses.held(), self.record.name)
        if period.kind == "term":
            yield from self._claim(period.iri, "post", _iri(period.held[0]), glosses.post())
        if period.kind == "leadership":
            for body in [one for one in period.held if one in self.description.targets]:
                yield from self._claim(period.iri, "leads", _iri(body), glosses.leads(body))

    def _claim(
        self, subject: str, predicate: str, value: Node, gloss: Gloss, written: str | None = None
    ) -> Iterator[Triple]:
        self.claims += 1
        said: list[tuple[str, Node]] = [
            (RDF + "type", _iri(SL + "Claim")),
            (RDF + "subject", _iri(subject)),
            (RDF + "predicate", _iri(SL + predicate)),
            (RDF + "object", value),
            (SL + "passage", self.iri),
            (SL + "gloss", _english(gloss.english)),
            (SL + "gloss", _russian(gloss.russian)),
            (SL + "stance", _iri(f"{BASE}concept/stated")),
            (SL + "polarity", _iri(f"{BASE}concept/affirmed")),
            *self._quoted(value, written),
        ]
        claim = _iri(f"{BASE}claim/{self.number}.{self.claims}")
        return (Triple(claim, _iri(name), node) for name, node in said)

    def _quoted(self, value: Node, written: str | None) -> Iterable[tuple[str, Node]]:
        quoted = " ".join(written.split()) if written else ""
        if 0 < len(quoted) <= LONGEST_QUOTE:
            yield SL + "asWritten", Literal(quoted)
        if self.description.calendar and isinstance(value, Literal):
            yield SL + "calendar", _iri(f"{BASE}concept/{self.description.calendar}")
