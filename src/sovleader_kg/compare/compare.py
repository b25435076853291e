"""Compare: somebody's table against the graph, end by end, with who stands on whose side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.findings import WHOLE, Comparison, Finding, Matched, Side, Verdict
from sovleader_kg.compare.matching import match_records, relevant
from sovleader_kg.compare.records import Dated, Record, Say, read_records
from sovleader_kg.compare.register import SIDES, End, Holding, Register
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import EVER, Days, stand
from sovleader_kg.errors import DataError, Problem, UsageError, did_you_mean
from sovleader_kg.names import compact, sl
from sovleader_kg.store.testimony import Testimony

__all__ = ["compare_table", "description_of"]


def description_of(table: Path) -> Path:
    """Return the description beside a table: `x.toml`, `x.csv-metadata.json` or `csv-metadata.json`.

    Raises:
        UsageError: There is none, or no such table.
    """
    if not table.is_file():
        raise UsageError(f"{table} cannot be read: there is no such file")
    beside = [table.with_suffix(".toml"), table.with_name(f"{table.name}-metadata.json")]
    beside.append(table.with_name("csv-metadata.json"))
    found = next((path for path in beside if path.is_file()), None)
    if found is None:
        raise UsageError(
            f"{table} has no description: write {beside[0].name} beside it, or name another file", remedy="columns"
        )
    return found


def compare_table(register: Register, table: Path, columns: Path | None, say: Say) -> Comparison:
    """Compare a table with the graph.

    Args:
        register: What the graph knows.
        table: The table, CSV.
        columns: Its description; the one beside it unless told otherwise.
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
    named = [("target", iri) for iri in description.targets]
    named += [(f"posts.{cell}", iri) for cell, iri in description.posts.items()]
    for mode, concepts in description.modes.items():
        named += [(f"{mode}.{cell}", iri) for cell, iri in concepts.items()]
    if description.source:
        named += [("source.kind", description.source.kind)]
        named += [("source.derives-from", iri) for iri in description.source.derives_from]
    unknown = [(key, iri) for key, iri in named if iri not in register.labels]
    if unknown:
        names = [compact(iri) for iri in register.labels]
        raise DataError(
            Problem(
                f"{description.name}: {key}",
                f"the graph knows no {compact(iri)}.{did_you_mean(compact(iri), names)}",
                rule="description",
            )
            for key, iri in unknown
        )


class _Sides:
    """Who says what about an end, seen from a table: other sources, and the table's own family."""

    def __init__(self, register: Register, description: Description) -> None:
        self.register = register
        source = description.source
        self.family = register.family((source.iri, *source.derives_from)) if source else frozenset()

    def findings(self, row: Matched) -> Iterator[Finding]:
        match = row.match
        if match.holding is None:
            yield self._finding(row, None, WHOLE, "ambiguous" if match.how == "ambiguous" else "missing-in-graph")
            return
        for side in SIDES:
            yield from self._end(row, match.holding, side, beside=False)
        for other in match.beside:
            for side in SIDES:
                yield from self._end(row, other, side, beside=True)

    def _end(self, row: Matched, holding: Holding, side: Side, *, beside: bool) -> Iterator[Finding]:
        told, end = row.record.dates.get(side), holding.ends[side]
        verdict = _verdict(told, end)
        if verdict and not (beside and (told is None or end.days is None)):
            yield self._finding(row, holding, side, verdict, beside=beside)

    def _finding(
        self,
        row: Matched,
        holding: Holding | None,
        side: Side,
        verdict: Verdict,
        *,
        beside: bool = False,
    ) -> Finding:
        told = row.record.dates.get(side)
        end = holding.ends[side] if holding else None
        claims = self.register.claims.on(holding.iri, sl(side)) if holding else []
        others = [one for one in claims if not self.register.family([one.source]) & self.family]
        return Finding(
            line=row.record.line,
            locator=row.record.locator,
            name=row.record.name,
            person=row.match.person,
            match=row.match.how,
            reason=row.match.reason,
            thing=holding.iri if holding else None,
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


def _verdict(told: Dated | None, end: End) -> Verdict | None:
    if told and end.days:
        return stand(told.days, end.days)
    if told:
        return "missing-in-graph"
    return "missing-in-file" if end.days else None


def _on(claims: Iterable[Testimony], days: Days | None) -> tuple[str, ...]:
    return tuple(one.claim for one in claims if days and days_claimed(one.evidence) == days)


def _lacking(register: Register, description: Description, rows: Sequence[Matched]) -> Iterator[Finding]:
    """Yield what the graph has of the described posts or bodies in the years of the file, and the file lacks."""
    met = {row.match.holding.iri for row in rows if row.match.holding}
    met |= {one.iri for row in rows for one in row.match.beside}
    met |= {one.tenure for one in register.holdings if one.iri in met and one.tenure}
    targets = {row.record.target for row in rows if row.record.target} or set(description.targets)
    spans = [row.record.dates[side].days for row in rows for side in SIDES if side in row.record.dates]
    if not spans:
        return
    first, last = min(days.ranges[0][0] for days in spans), max(days.ranges[-1][1] for days in spans)
    for one in register.holdings:
        if one.iri in met or one.tenure in met or not _of(register, targets, one):
            continue
        start, end = (one.ends[side].days for side in SIDES)
        if (start or end) and (start or EVER).ranges[0][0] <= last and first < (end or EVER).ranges[-1][1]:
            yield _missing(register, one)


def _of(register: Register, targets: set[str], one: Holding) -> bool:
    """Tell whether a file on these targets should list a holding: a tenure counts for an office, a term for a post."""
    if one.kind == "tenure":
        return bool(targets & set(one.whats))
    return relevant(register, targets, one) and not (one.kind == "term" and one.tenure and not targets & set(one.whats))


def _missing(register: Register, one: Holding) -> Finding:
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
