"""Comparison: somebody's table against the graph, end by end, with who stands on whose side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.findings import WHOLE, Comparison, Finding, Matched, Told, Verdict, both
from sovleader_kg.compare.matching import match_records, relevant
from sovleader_kg.compare.records import Progress, WrittenDate, read_records
from sovleader_kg.compare.register import LIVES, SIDES, End, Period, Register, Side
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import Days, compare_days
from sovleader_kg.errors import DataError, Problem, UsageError, did_you_mean
from sovleader_kg.names import compact, sl
from sovleader_kg.store.testimony import Testimony

__all__ = ["compare_table", "description_of", "row_findings"]


def description_of(table: Path) -> Path:
    """Return the description beside a table: `x.toml` for `x.csv`.

    Raises:
        UsageError: There is none, or no such table.
    """
    if not table.is_file():
        raise UsageError(f"{table} cannot be read: there is no such file")
    beside = table.with_suffix(".toml")
    if not beside.is_file():
        raise UsageError(
            f"{table} has no description: write {beside.name} beside it (docs/new-source.md shows how), "
            "or name another file",
            remedy="columns",
        )
    return beside


def compare_table(register: Register, table: Path, columns: Path | None, say: Progress) -> Comparison:
    """Compare a table with the graph.

    Args:
        register: What the graph knows.
        table: The table, CSV.
        columns: Its description; the one beside it unless given.
        say: Called with how far the reading is.

    Raises:
        UsageError: There is no description.
        DataError: Mistakes in the description or in rows; nothing is compared then.
    """
    description = read_description(columns or description_of(table))
    _known_things(register, description)
    records = read_records(table, description, say)
    rows = tuple(map(Matched, records, match_records(register, description, records)))
    findings = (*row_findings(register, description, rows), *_lacking(register, description, rows))
    return Comparison(str(table), description, rows, findings)


def row_findings(register: Register, description: Description, rows: Iterable[Matched]) -> Iterator[Finding]:
    """Yield how each end of each row stands to what the row is about, in the order of the rows."""
    sides = _Sides(register, description)
    for row in rows:
        yield from sides.findings(row)


def _known_things(register: Register, description: Description) -> None:
    """Refuse a description that names things which are not in the graph."""
    unknown = [(key, compact(iri)) for key, iri in _named(description) if iri not in register.labels]
    if unknown:
        names = [compact(iri) for iri in register.labels]
        raise DataError(
            Problem(
                f"{description.name}: {key}",
                f"{name} is not in the graph.{did_you_mean(name, names)}",
                rule="description",
            )
            for key, name in unknown
        )


def _named(description: Description) -> Iterator[tuple[str, str]]:
    """Yield the things that a description names, each with its key."""
    yield from (("target", iri) for iri in description.targets)
    yield from ((f"posts.{cell}", iri) for cell, iri in description.posts.items())
    for mode, concepts in description.modes.items():
        yield from ((f"{mode}.{cell}", iri) for cell, iri in concepts.items())
    if description.source:
        yield "source.kind", description.source.kind
        yield from (("source.derives-from", iri) for iri in description.source.derives_from)


class _Sides:
    """Who says what about an end, seen from a table: other sources, and the table's own family."""

    def __init__(self, register: Register, description: Description) -> None:
        self.register, self.columns, self.of_lives = register, description.columns, description.of_lives
        source = description.source
        self.family = register.family((source.iri, *source.derives_from)) if source else frozenset()

    def findings(self, row: Matched) -> Iterator[Finding]:
        match = row.match
        if match.period:
            for side in SIDES:
                yield from self._side(row, match.period, side)
        elif not (match.person and self.of_lives):
            yield _unmatched(row)
        for other in match.beside:
            for side in match.sides:
                if side in row.record.dates and other.ends[side].days:
                    yield from self._end(row, other.iri, side, other.ends[side], beside=True)
        if match.person:
            life = self.register.persons[match.person].life
            for role in LIVES:
                yield from self._end(row, match.person, role, life[role])

    def _side(self, row: Matched, period: Period, side: Side) -> Iterator[Finding]:
        told = row.record.dates.get(side)
        if side in row.match.sides or (told and not told.days & period.days):
            yield from self._end(row, period.iri, side, period.ends[side])
        elif told:
            found = _finding(row, period.iri, side, "inside", file=told.edtf, graph=both(period.span))
            yield replace(found, graph_ends=period.span)

    def _end(self, row: Matched, thing: str, role: Told, end: End, *, beside: bool = False) -> Iterator[Finding]:
        """Yield how a date of a row stands to an end; a column that the table does not have lacks nothing."""
        told = row.record.dates.get(role)
        verdict = _verdict(told, end)
        if verdict is None or role not in self.columns:
            return
        claims = self.register.claims.on(thing, sl(role))
        others = [one for one in claims if not self.register.family([one.source]) & self.family]
        found = _finding(row, thing, role, verdict, file=told.edtf if told else None, graph=end.text)
        yield replace(
            found,
            beside=beside,
            with_file=_on(others, told.days, told.edtf) if told else (),
            with_graph=_on(others, end.days, end.text if end.agreed else None),
            same_family=tuple(one.claim for one in claims if one not in others),
        )


def _finding(
    row: Matched, thing: str | None, end: Told, verdict: Verdict, *, file: str | None, graph: str | None = None
) -> Finding:
    return Finding(
        line=row.record.line,
        locator=row.record.locator,
        name=row.record.name,
        person=row.match.person,
        match=row.match.how,
        reason=row.match.reason,
        thing=thing,
        end=end,
        file=file,
        graph=graph,
        verdict=verdict,
        repeats=row.match.repeats,
    )


def _unmatched(row: Matched) -> Finding:
    verdict: Verdict = "ambiguous" if row.match.how == "ambiguous" else "missing-in-graph"
    ends = tuple(row.record.dates[side].edtf if side in row.record.dates else None for side in SIDES)
    return replace(_finding(row, None, WHOLE, verdict, file=both(ends)), file_ends=ends)


def _verdict(told: WrittenDate | None, end: End) -> Verdict | None:
    if told and end.days:
        same = end.agreed and told.edtf == end.text  # in whatever calendar the table counts
        return "agrees" if same else compare_days(told.days, end.days)
    if told:
        return "missing-in-graph"
    return "missing-in-file" if end.days else None


def _on(claims: Iterable[Testimony], days: Days | None, text: str | None) -> tuple[str, ...]:
    """Return the claims of a date: of the same days, or spelled alike in whatever calendar each counts."""
    return tuple(one.claim for one in claims if days and (days_claimed(one.evidence) == days or one.value == text))


def _lacking(register: Register, description: Description, rows: Sequence[Matched]) -> Iterator[Finding]:
    """Yield what the graph has of the described posts or bodies in the years of the file, and the file lacks."""
    dates = [row.record.dates[side].days.ranges for row in rows for side in SIDES if side in row.record.dates]
    if not dates:
        return
    first, last = min(ranges[-1][1] for ranges in dates), max(ranges[0][0] for ranges in dates)
    targets = {row.record.target for row in rows if row.record.target} or set(description.targets)
    met, unclear = _met(register, rows), {person for row in rows for person in row.match.candidates}
    for one in register.periods:
        if one.person in unclear or met & {one.iri, one.tenure}:
            continue
        if _is_expected(register, targets, one) and _falls_in(one, first, last):
            yield _missing(register, one)


def _met(register: Register, rows: Iterable[Matched]) -> set[str]:
    """Return the periods that rows are about or stand beside, and the tenures of those that are terms."""
    met = {one.iri for row in rows for one in (row.match.period, *row.match.beside) if one}
    return met | {one.tenure for one in register.periods if one.iri in met and one.tenure}


def _is_expected(register: Register, targets: set[str], one: Period) -> bool:
    """Return whether a file on these targets should list a period: a tenure for an office, a term for a post."""
    if targets & set(one.held):
        return True
    return one.kind != "tenure" and one.tenure is None and relevant(register, targets, one)


def _falls_in(one: Period, first: int, last: int) -> bool:
    """Return whether a period surely meets the days that a file covers, by the ends that are known.

    One of which only the end is known counts by that alone: it may have begun at any time. What ends on the first day
    that the file has may be over in it.

    Args:
        one: The period.
        first: The day by which the file has surely begun: the last that its first date allows.
        last: The day up to which it surely goes: the first that its last date allows.
    """
    start, end = (one.ends[side] for side in SIDES)
    known = start.days or end.days
    if known is None:
        return False
    begun = known.ranges[-1][1]
    over = end.days.ranges[0][0] if end.days else end.last
    return begun <= last and first < over


def _missing(register: Register, one: Period) -> Finding:
    return Finding(
        line=None,
        locator=None,
        name=register.persons[one.person].label,
        person=one.person,
        match="none",
        reason="no row is about it",
        thing=one.iri,
        end=WHOLE,
        file=None,
        graph=both(one.span),
        verdict="missing-in-file",
        graph_ends=one.span,
    )
