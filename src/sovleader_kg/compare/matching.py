"""Matching: which term, tenure or leadership of the graph a row is about, and how sure that is.

Each row meets the period that fits it best, whatever other rows meet. Rows that repeat one another are matched alike.
Rows that adjoin, such as a row a year, and would meet one period are taken together as one stretch of it: the first
speaks of its start, the last of its end. So are rows that tell only years within one period, with gaps or without.
Where several periods fit equally, the match is "ambiguous" and names them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.people import CLEAR, Found, Persons, Sureness
from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import SIDES, Period, Register, Side
from sovleader_kg.compare.runs import joined, runs
from sovleader_kg.dates import FIRST, LAST, Days, compare_days
from sovleader_kg.names import compact, kind_of

__all__ = ["Match", "match_records", "relevant"]

UNKNOWN = LAST
YEAR = 366
STANDS = {
    "agrees": "agrees with",
    "refines": "refines",
    "compatible": "is compatible with",
    "contradicts": "contradicts",
}


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is about.

    Attributes:
        person: IRI of the person, or None.
        period: The term, tenure or leadership, or None.
        how: How sure the match is; "none" where the graph has nothing of the kind.
        reason: Why, in words.
        beside: Other leaderships of the same person over the same body; none for posts.
        sides: The ends of the period that the row speaks of; of rows that are one stretch, the first has the start.
        repeats: The line of an earlier row that says the same.
        candidates: The persons whom the row may be about where that is not clear.
    """

    person: str | None
    period: Period | None
    how: Sureness
    reason: str
    beside: tuple[Period, ...] = ()
    sides: tuple[Side, ...] = SIDES
    repeats: int | None = None
    candidates: tuple[str, ...] = ()


def match_records(register: Register, description: Description, records: Sequence[Record]) -> list[Match]:
    """Return what each record is about."""
    periods: dict[str, list[Period]] = defaultdict(list)
    for period in register.periods:
        periods[period.person].append(period)
    people = Persons(register, lambda row, person: any(_within(row, one) for one in periods[person]))
    firsts: dict[str, int] = {}
    for number, record in enumerate(records):
        firsts.setdefault(record.wording, number)
    found = {number: people.find(records[number]) for number in firsts.values()}
    matches = {
        number: _nobody(one, _Fitting(register, description, periods[min(one.candidates, default="")]), records[number])
        for number, one in found.items()
        if one.person is None
    }
    for person, numbers in _by_person(found).items():
        fitting = _Fitting(register, description, periods[person])
        matches |= fitting.matches({number: records[number] for number in numbers}, found)
    return _repeated(records, [matches[firsts[one.wording]] for one in records])


def _nobody(found: Found, fitting: _Fitting, row: Record) -> Match:
    """Return the match of a row about nobody who is known; of the one who may be meant it tells how the dates stand."""
    asked = found.how == "none" and len(found.candidates) == 1
    told = f" {said}" if asked and (said := fitting.told(row)) else ""
    return Match(None, None, found.how, found.reason + told, candidates=found.candidates)


def _by_person(found: Mapping[int, Found]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, one in found.items():
        if one.person:
            numbers[one.person].append(number)
    return numbers


def _repeated(records: Sequence[Record], matches: Sequence[Match]) -> list[Match]:
    """Tell of each row that says what an earlier one says, in the same words or of the same person, which that is."""
    lines: dict[object, int] = {}
    found = []
    for record, match in zip(records, matches, strict=True):
        first = lines.setdefault(record.wording, record.line)
        if match.person:
            first = min(first, lines.setdefault((match.person, match.how in CLEAR, _meaning(record)), record.line))
        reason = match.reason + _at_odds(record)
        if first < record.line:
            match, reason = replace(match, repeats=first), f"{reason}; repeats line {first}"
        found.append(replace(match, reason=reason))
    return found


def _at_odds(record: Record) -> str:
    """Return how a row contradicts itself: a death before the office, or a birth after it began."""
    told = []
    for life, side, before in (("death", "start", True), ("birth", "start", False), ("birth", "end", False)):
        one, other = record.dates.get(life), record.dates.get(side)
        if one and other and _is_before(*((one.days, other.days) if before else (other.days, one.days))):
            order = "before" if before else "after"
            told.append(f"; the row has its {life} ({one.edtf}) {order} its {side} ({other.edtf})")
    return "".join(told[:1])


def _is_before(days: Days, other: Days) -> bool:
    return days.latest is not None and other.earliest is not None and days.latest < other.earliest


def _meaning(record: Record) -> tuple[object, ...]:
    """Return what a row says of whomever it is about."""
    dates = tuple((role, one.edtf) for role, one in record.dates.items())
    return record.target, dates, tuple((mode, concept) for mode, (_, concept) in record.modes.items())


def relevant(register: Register, targets: Iterable[str], period: Period) -> bool:
    """Return whether a period is of one of the posts, offices or bodies, or a tenure of such a post's office."""
    wanted = set(targets)
    if wanted & set(period.held):
        return True
    if period.kind == "term":
        return any(register.offices.get(post) in wanted for post in period.held)
    offices = {register.offices[post] for post in wanted if post in register.offices}
    return period.kind == "tenure" and bool(offices & set(period.held))


_Key = tuple[bool, bool, int, Fraction, int, bool]


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The periods of one person, and how rows fit them."""

    register: Register
    description: Description
    periods: Sequence[Period]

    def matches(self, rows: Mapping[int, Record], found: Mapping[int, Found]) -> dict[int, Match]:
        alone = {number: self._match(found[number], row) for number, row in rows.items()}
        dated = {number: row for number, row in rows.items() if alone[number].period}
        stretches = list(runs(dated, lambda one, other: _goes_on(alone[one], alone[other], rows[other])))
        for run in stretches:
            met = {period.iri for number in run if (period := alone[number].period)}
            if len(met) < len(run):
                alone |= self._together({number: rows[number] for number in run}, found)
        return alone

    def told(self, row: Record) -> str:
        """Return in words how the dates of a row stand to the period that would fit it best; nothing without one."""
        period = self._match(Found(None, "guess", ""), row).period
        if not period:
            return ""
        ends = [(side, row.dates[side], period.ends[side]) for side in SIDES if side in row.dates]
        verdicts = [
            f"{side} {one.edtf} {STANDS[compare_days(one.days, end.days)]} {end.text}"
            for side, one, end in ends
            if end.days
        ]
        return f"For {compact(period.iri)}: {', '.join(verdicts)}" if verdicts else ""

    def _together(self, run: Mapping[int, Record], found: Mapping[int, Found]) -> dict[int, Match]:
        """Match rows that adjoin as one row; the first speaks of the start, and the last of the end."""
        whole, (first, *_, last) = joined(run.values()), run
        lines = [row.line for row in run.values()]
        sides: dict[int, tuple[Side, ...]] = {first: ("start",), last: ("end",)}
        matches = {}
        for number in run:
            match = self._match(found[number], whole)
            why = f"{match.reason}; in one stretch from line {min(lines)} to line {max(lines)}"
            matches[number] = replace(match, sides=sides.get(number, ()), reason=why)
        return matches

    def _match(self, found: Found, row: Record) -> Match:
        if self.description.of_lives:
            return Match(found.person, None, found.how, f"{found.reason}; the life alone is compared")
        fits = sorted(self._fits(row), key=lambda fit: (fit[0], fit[1].iri))
        if not fits:
            return Match(found.person, None, "none", "nothing of the kind in the graph")
        equal = [period for key, period in fits if key == fits[0][0]]
        period = equal[0]
        if len(equal) > 1:
            names = ", ".join(compact(one.iri) for one in equal)
            why = f"{found.reason}; fits equally: {names}"
            return Match(found.person, None, "ambiguous", why, candidates=(period.person,))
        if not _overlap(row, period):
            return Match(found.person, period, "guess", f"{found.reason}; the nearest, at another time")
        beside = tuple(one for _, one in fits if one.kind == "leadership" and one != period and _overlap(row, one))
        return Match(found.person, period, found.how, found.reason, beside)

    def _fits(self, row: Record) -> Iterator[tuple[_Key, Period]]:
        targets = [row.target] if row.target else self.description.targets
        for_office = any(kind_of(target) == "office" for target in targets)
        for one in self.periods:
            if relevant(self.register, targets, one):
                looser = (one.kind == "term") if for_office else (one.kind == "tenure")
                undated, apart = one.undated == len(SIDES), not _overlap(row, one)
                yield (undated, apart, one.undated, -_shared(row, one), _distance(row, one), looser), one


def _goes_on(before: Match, match: Match, row: Record) -> bool:
    """Return whether a row of a year or month, of a time within a period, goes on with that of the row before it."""
    if not (before.period and match.period):
        return False
    days, period, start = row.dates["start"].days, match.period.days, match.period.ends["start"].days
    return bool(before.period.days & period and days & period) and not (start and days & start)


def _extent(row: Record) -> tuple[int, int] | None:
    """Return the first and last day that a row may cover; of a row with one date, a year to either side of it."""
    dates = [row.dates[side].days for side in SIDES if side in row.dates]
    if not dates:
        return None
    slack = YEAR if len(dates) == 1 else 0
    return dates[0].ranges[0][0] - slack, dates[-1].ranges[-1][1] + slack


def _overlap(row: Record, period: Period) -> int:
    """Return how many days the row and the period may share; an undated row shares one with everything."""
    extent = _extent(row)
    if extent is None:
        return 1
    first, last = extent
    return max(0, min(last, period.ends["end"].last) - max(first, period.ends["start"].first) + 1)


def _within(row: Record, period: Period) -> bool:
    """Return whether a row meets the days that the graph gives a period; an end that it does not know adds none."""
    extent = _extent(row)
    told = [day for side in SIDES for end in [period.ends[side]] if end.days for day in (end.first, end.last)]
    known = [day for day in told if day not in {FIRST, LAST}]
    return bool(known) and (extent is None or (extent[0] <= max(known) and min(known) <= extent[1]))


def _shared(row: Record, period: Period) -> Fraction:
    """Return which part of all days that either covers both may share; of a row with one date, nothing."""
    extent = _extent(row)
    if extent is None or len(row.dates.keys() & set(SIDES)) < 2:
        return Fraction(0)
    first, last = min(extent[0], period.ends["start"].first), max(extent[1], period.ends["end"].last)
    return Fraction(_overlap(row, period), last - first + 1)


def _distance(row: Record, period: Period) -> int:
    """Return how far the ends lie apart, in days; an end that the graph does not know lies far away."""
    edges = {"start": period.ends["start"].first, "end": period.ends["end"].last}
    return sum(
        UNKNOWN if period.ends[side].days is None or edges[side] in {FIRST, LAST} else _gap(row, side, edges[side])
        for side in SIDES
        if side in row.dates
    )


def _gap(row: Record, side: str, day: int) -> int:
    """Return how many days lie between a day and the days of a row's date; none where it is one of them."""
    first, last = row.dates[side].days.ranges[0][0], row.dates[side].days.ranges[-1][1]
    return max(first - day, day - last, 0)
