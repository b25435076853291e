"""Runs: rows that follow one another without a gap, such as a row a year, and tell one stretch together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sovleader_kg.compare.records import Record
from sovleader_kg.dates import Days

__all__ = ["joined", "runs"]


def runs(rows: Mapping[int, Record], goes_on: Callable[[int, int], bool]) -> Iterator[list[int]]:
    """Yield the numbers of rows on one target that adjoin, in the order of their days; only runs of several.

    Args:
        rows: Rows by their numbers.
        goes_on: Says whether the second of two rows that tell years alone goes on with the first, though years lie
            between.
    """

    def alone(*numbers: int) -> bool:
        return all(_is_year_alone(rows[one]) for one in numbers) and len({rows[one].target for one in numbers}) == 1

    dated = [number for number, row in rows.items() if "start" in row.dates]
    run: list[int] = []
    for number in sorted(dated, key=lambda one: (rows[one].target or "", *_order(rows[one]), one)):
        if run and not (_adjoin(rows[run[-1]], rows[number]) or (alone(run[-1], number) and goes_on(run[-1], number))):
            yield from [run] if len(run) > 1 else []
            run = []
        run.append(number)
    yield from [run] if len(run) > 1 else []


def joined(rows: Iterable[Record]) -> Record:
    """Return a run as one row: from the start of its first row to the end of its last, if that has one."""
    first, *_, last = rows
    ends = {"end": last.dates["end"]} if "end" in last.dates else {}
    return replace(first, dates={**first.dates, "start": first.dates["start"], **ends})


def _order(row: Record) -> tuple[int, int]:
    start, close = row.dates["start"].days.ranges[0][0], _close(row)
    return start, close.ranges[-1][1] if close else start


def _close(row: Record) -> Days | None:
    """Return the days of which one is a row's last: its end, or the end of the year or month that is its only date."""
    if "end" in row.dates:
        return row.dates["end"].days
    first, last = row.dates["start"].days.ranges[0][0], row.dates["start"].days.ranges[-1][1]
    return Days(((last, last),)) if first < last else None


def _is_year_alone(row: Record) -> bool:
    """Return whether a row tells only a year or month in which somebody was in office."""
    first, last = row.dates["start"].days.ranges[0][0], row.dates["start"].days.ranges[-1][1]
    return "end" not in row.dates and first < last


def _adjoin(row: Record, other: Record) -> bool:
    """Return whether the other row may begin on the last day of a row or on the day after, without an overlap."""
    close, start = _close(row), other.dates["start"].days
    if row.target != other.target or close is None:
        return False
    return start.ranges[0][0] <= close.ranges[-1][1] + 1 and close.ranges[0][0] <= start.ranges[-1][1]
