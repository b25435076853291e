"""Matching: which person and which term, tenure or leadership of the graph a row is about, and how sure that is.

Nothing is chosen silently: where several persons or periods fit equally, or identifiers and names disagree,
the match is "ambiguous" and names them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal as OneOf

from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import SIDES, Period, Person, Register, folded
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import compact, kind_of

__all__ = ["Match", "Sureness", "match_records", "relevant"]

Sureness = OneOf["sure", "likely", "guess", "ambiguous", "none"]
UNKNOWN = LAST


@dataclass(frozen=True, slots=True)
class Match:
    """What a row is about.

    Attributes:
        person: IRI of the person, or None.
        period: The term, tenure or leadership, or None.
        how: How sure the match is; "none" where the graph has nothing of the kind.
        reason: Why, in words.
        beside: Other leaderships of the same person over the same body; none for posts.
    """

    person: str | None
    period: Period | None
    how: Sureness
    reason: str
    beside: tuple[Period, ...] = ()


def match_records(register: Register, description: Description, records: Sequence[Record]) -> list[Match]:
    """Return what each record is about. No two records share a period, nor a tenure and a term of it."""
    people = _People(register)
    found = [people.match(record) for record in records]
    by_person: dict[str, list[int]] = defaultdict(list)
    for number, match in enumerate(found):
        if match.person and match.how != "ambiguous":
            by_person[match.person].append(number)
    for person, numbers in by_person.items():
        periods = [one for one in register.periods if one.person == person]
        rows = {number: records[number] for number in numbers}
        for number, match in _assigned(register, description, periods, rows, found).items():
            found[number] = match
    return found


class _People:
    """The persons of the graph by identifier, name and surname."""

    def __init__(self, register: Register) -> None:
        self.persons = register.persons
        self.marks: dict[tuple[str, str], set[str]] = defaultdict(set)
        self.names: dict[str, set[str]] = defaultdict(set)
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self.periods: dict[str, list[Period]] = defaultdict(list)
        for person in register.persons.values():
            self._enter(person)
        for period in register.periods:
            self.periods[period.person].append(period)

    def _enter(self, person: Person) -> None:
        for kind, marks in person.identifiers.items():
            for mark in marks:
                self.marks[kind, mark].add(person.iri)
        for name in person.names:
            self.names[name].add(person.iri)
        for name in person.surnames:
            self.surnames[name].add(person.iri)

    def match(self, record: Record) -> Match:
        marked = {kind: self.marks.get((kind, mark), set()) for kind, mark in record.identifiers.items()}
        known = set[str]().union(*marked.values())
        named = set[str]().union(*(self.names.get(form, set()) for form in _forms(record.name)))
        if len(known) > 1:
            return self._ambiguous(known, "identifiers of several persons")
        if known and named and not known & named:
            return self._ambiguous(known | named, "identifier and name are of different persons")
        if known:
            scheme = next(name for name, persons in marked.items() if persons)
            return Match(min(known), None, "sure", f"by {SCHEMES[scheme].title} {record.identifiers[scheme]}")
        return self._by_name(record, named) if named else self._by_surname(record)

    def _by_name(self, record: Record, named: set[str]) -> Match:
        if len(named) > 1:
            return self._ambiguous(named, "several persons of that name")
        person = min(named)
        other = self._another(record, person)
        if other:
            return self._ambiguous(named, f"by name, but with another identifier of {other}")
        return Match(person, None, "likely", "by name")

    def _by_surname(self, record: Record) -> Match:
        """Match by surname alone: only a name of one word, and only persons who held something in those years."""
        forms = [form for form in _forms(record.name) if " " not in form]
        persons = set[str]().union(*(self.surnames.get(form, set()) for form in forms))
        fitting = {one for one in persons if any(_within(record, period) for period in self.periods[one])}
        fitting = {one for one in fitting if not self._another(record, one)}
        if len(fitting) > 1:
            return self._ambiguous(fitting, "several holders of that surname in those years")
        if not fitting:
            return Match(None, None, "none", "no such person in the graph")
        return Match(min(fitting), None, "guess", "by surname, one holder in those years")

    def _another(self, record: Record, person: str) -> str | None:
        """Return which identifier says that the row is about somebody else, and whether it is only mistyped."""
        own = self.persons[person].identifiers
        for name, mark in record.identifiers.items():
            if name in own and mark not in own[name]:
                scheme = SCHEMES[name]
                return f"{scheme.title} (mistyped)" if scheme.is_mistyped(mark) else scheme.title
        return None

    def _ambiguous(self, persons: Iterable[str], why: str) -> Match:
        return Match(None, None, "ambiguous", f"{why}: {', '.join(compact(one) for one in sorted(persons))}")


def _forms(name: str) -> list[str]:
    """Return a name as it is compared, and turned round where it is written "Surname, Given"."""
    form = folded(name)
    surname, comma, given = form.partition(",")
    return [f"{given.strip()} {surname.strip()}".strip()] if comma else [form]


def relevant(register: Register, targets: Iterable[str], period: Period) -> bool:
    """Return whether a period is of one of the posts, offices or bodies, or a tenure of such a post's office."""
    wanted = set(targets)
    if wanted & set(period.held):
        return True
    if period.kind == "term":
        return any(register.offices.get(post) in wanted for post in period.held)
    offices = {register.offices[post] for post in wanted if post in register.offices}
    return period.kind == "tenure" and bool(offices & set(period.held))


def _assigned(
    register: Register,
    description: Description,
    periods: Sequence[Period],
    rows: Mapping[int, Record],
    found: Sequence[Match],
) -> dict[int, Match]:
    """Give each row of one person the period that fits best, the best fit of all first."""
    fits = {number: list(_fits(register, description, periods, row)) for number, row in rows.items()}
    pairs = sorted((key, number, period.iri, period) for number, some in fits.items() for key, period in some)
    given: dict[int, Match] = {}
    taken: set[str] = set()
    for key, number, _, period in pairs:
        if number in given or period.iri in taken:
            continue
        rivals = [one for other, one in fits[number] if other == key and one != period and one.iri not in taken]
        given[number] = _matched(found[number], rows[number], period, rivals, fits[number])
        if not rivals:
            taken |= _blocked(period, periods)
    why = {number: "another row took it" if fits[number] else "nothing of the kind in the graph" for number in rows}
    rest = {number: Match(found[number].person, None, "none", why[number]) for number in rows if number not in given}
    return {**given, **rest}


_Key = tuple[bool, int, Fraction, int, bool]


def _fits(
    register: Register, description: Description, periods: Sequence[Period], row: Record
) -> Iterator[tuple[_Key, Period]]:
    targets = [row.target] if row.target else description.targets
    for_office = any(kind_of(target) == "office" for target in targets)
    for period in periods:
        if relevant(register, targets, period):
            looser = (period.kind == "term") if for_office else (period.kind == "tenure")
            apart = not _overlap(row, period)
            yield (apart, period.undated, -_shared(row, period), _distance(row, period), looser), period


def _matched(
    match: Match, row: Record, period: Period, rivals: Sequence[Period], fits: Sequence[tuple[_Key, Period]]
) -> Match:
    if rivals:
        names = ", ".join(sorted(compact(one.iri) for one in (period, *rivals)))
        return Match(match.person, None, "ambiguous", f"{match.reason}; fits equally: {names}")
    if not _overlap(row, period):
        return Match(match.person, period, "guess", f"{match.reason}; the nearest, at another time")
    beside = tuple(one for _, one in fits if one.kind == "leadership" and one != period and _overlap(row, one))
    return Match(match.person, period, match.how, match.reason, beside)


def _blocked(period: Period, periods: Sequence[Period]) -> set[str]:
    """Return what no other row may take then: the period, and a tenure's terms or a term's tenure."""
    terms = {one.iri for one in periods if one.tenure == period.iri}
    return {period.iri, *terms, *([period.tenure] if period.tenure else [])}


def _extent(row: Record) -> tuple[int, int] | None:
    """Return the first and last day that a row may cover; of a row with one date, the days of that date."""
    dates = [row.dates[side].days for side in SIDES if side in row.dates]
    return (dates[0].earliest or FIRST, dates[-1].latest or LAST) if dates else None


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
    pairs = [(row.dates[side].days.ranges[0][0], edges[side]) for side in SIDES if side in row.dates]
    return sum(UNKNOWN if theirs in {FIRST, LAST} else abs(mine - theirs) for mine, theirs in pairs)
