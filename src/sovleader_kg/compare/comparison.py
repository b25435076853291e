"""Comparison: somebody's table against the graph, end by end, with who stands on whose side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.findings import WHOLE, Comparison, Finding, Matched, Side, Verdict
from sovleader_kg.compare.matching import match_records, relevant
from sovleader_kg.compare.records import Progress, Record, WrittenDate, read_records
from sovleader_kg.compare.register import SIDES, End, Period, Register
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import EVER, Days, compare_days
from sovleader_kg.errors import DataError, Problem, UsageError, did_you_mean
from sovleader_kg.names import compact, sl
from sovleader_kg.store.testimony import Testimony

__all__ = ["compare_table", "description_of"]


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
    matches = match_records(register, description, records)
    rows = tuple(map(Matched, records, matches))
    sides = _Sides(register, description)
    findings = [finding for row in rows for finding in sides.findings(row)]
    findings += _lacking(register, description, rows)
    return Comparison(str(table), description, rows, tuple(findings))


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
        self.register = register
        source = description.source
        self.family = register.family((source.iri, *source.derives_from)) if source else frozenset()

    def findings(self, row: Matched) -> Iterator[Finding]:
        match = row.match
        if match.period is None:
            yield self._finding(row, None, WHOLE, "ambiguous" if match.how == "ambiguous" else "missing-in-graph")
            return
        for side in SIDES:
            yield from self._end(row, match.period, side, beside=False)
        for other in match.beside:
            for side in SIDES:
                yield from self._end(row, other, side, beside=True)

    def _end(self, row: Matched, period: Period, side: Side, *, beside: bool) -> Iterator[Finding]:
        told, end = row.record.dates.get(side), period.ends[side]
        verdict = _verdict(told, end)
        if verdict and not (beside and (told is None or end.days is None)):
            yield self._finding(row, period, side, verdict, beside=beside)

    def _finding(
        self,
        row: Matched,
        period: Period | None,
        side: Side,
        verdict: Verdict,
        *,
        beside: bool = False,
    ) -> Finding:
        told = row.record.dates.get(side)
        end = period.ends[side] if period else None
        claims = self.register.claims.on(period.iri, sl(side)) if period else []
        others = [one for one in claims if not self.register.family([one.source]) & self.family]
        return Finding(
            line=row.record.line,
            locator=row.record.locator,
            name=row.record.name,
            person=row.match.person,
            match=row.match.how,
            reason=row.match.reason,
            thing=period.iri if period else None,
            end=side,
            file=_span(row.record) if side == WHOLE else told.edtf if told else None,
            graph=end.text if end else None,
            verdict=verdict,
            beside=beside,
            with_file=_on(others, told.days if told else None),
            with_graph=_on(others, end.days if end else None),
            same_family=tuple(one.claim for one in claims if one not in others),
        )


def _span(record: Record) -> str:
    return "/".join(record.dates[side].edtf if side in record.dates else ".." for side in SIDES)


def _verdict(told: WrittenDate | None, end: End) -> Verdict | None:
    if told and end.days:
        return compare_days(told.days, end.days)
    if told:
        return "missing-in-graph"
    return "missing-in-file" if end.days else None


def _on(claims: Iterable[Testimony], days: Days | None) -> tuple[str, ...]:
    return tuple(one.claim for one in claims if days and days_claimed(one.evidence) == days)


def _lacking(register: Register, description: Description, rows: Sequence[Matched]) -> Iterator[Finding]:
    """Yield what the graph has of the described posts or bodies in the years of the file, and the file lacks."""
    dates = [row.record.dates[side] for row in rows for side in SIDES if side in row.record.dates]
    days = Days.of(extent for one in dates for extent in one.days.ranges)
    if not days:
        return
    targets = {row.record.target for row in rows if row.record.target} or set(description.targets)
    met = _met(register, rows)
    for one in register.periods:
        if not met & {one.iri, one.tenure} and _is_expected(register, targets, one) and _falls_in(one, days):
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


def _falls_in(one: Period, days: Days) -> bool:
    """Return whether a period of which an end is known may fall between the first and the last of some days."""
    start, end = (one.ends[side].days for side in SIDES)
    if start is None and end is None:
        return False
    first, last = days.ranges[0][0], days.ranges[-1][1]
    return (start or EVER).ranges[0][0] <= last and first < (end or EVER).ranges[-1][1]


def _missing(register: Register, one: Period) -> Finding:
    span = "/".join(one.ends[side].text or ".." for side in SIDES)
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
        graph=span,
        verdict="missing-in-file",
    )
