"""Records: the rows of a described table, one after the other, each cell read as what it means."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sovleader_kg.compare.descriptions import BRACES, MODES, Description
from sovleader_kg.dates import Days, days_of
from sovleader_kg.errors import DataError, DateError, Problem, did_you_mean
from sovleader_kg.identifiers import SCHEMES

__all__ = ["Progress", "Record", "WrittenDate", "read_records", "silent"]

DATES = ("start", "end", "birth", "death")
PRECISIONS = {"day": 10, "11": 10, "month": 7, "10": 7, "year": 4, "9": 4}
EVERY = 5000
_MIDNIGHT = re.compile(r"\+?(\d{4}-\d\d-\d\d)T00:00:00Z?")
Progress = Callable[[str], None]


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date: as the table writes it, as EDTF, and the days that it allows."""

    written: str
    edtf: str
    days: Days


@dataclass(frozen=True, slots=True)
class Record:
    """One row.

    Attributes:
        line: The line of the file that it begins on.
        row: Its number among the rows below the header.
        locator: How it is cited.
        wording: The cells of the described columns in the order of the file, with commas between.
        name: The person's name as written, on one line.
        identifiers: Identifiers by the name of their scheme ("wikidata" …).
        target: What the cell of the column of posts means; None where the description says it for all.
        dates: The dates that the row has, by role: "start", "end", "birth", "death".
        modes: How it started or ended, where the description says what the cell means: as written, and the concept.
    """

    line: int
    row: int
    locator: str
    wording: str
    name: str
    identifiers: Mapping[str, str]
    target: str | None
    dates: Mapping[str, WrittenDate]
    modes: Mapping[str, tuple[str, str]]


def read_records(path: Path, description: Description, say: Progress) -> list[Record]:
    """Read every row that the description is about.

    Args:
        path: The table: CSV in UTF-8, with a header.
        description: What its columns mean.
        say: Called now and then with how far the reading is.

    Raises:
        DataError: The file cannot be read, a column is missing, or rows are bad: every bad row with its line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _Reading(path, description, say).records(lines)
    except UnicodeDecodeError as error:
        raise _wrong(str(path), f"not UTF-8 ({error.reason}); save the table as UTF-8") from None
    except OSError as error:
        raise _wrong(str(path), f"cannot be read: {error.strerror}") from None


def _wrong(where: str, message: str) -> DataError:
    return DataError([Problem(where, message, rule="table")])


class _Reading:
    def __init__(self, path: Path, description: Description, say: Progress) -> None:
        self.path, self.description, self.say = path, description, say
        self.problems: list[Problem] = []

    def records(self, lines: TextIO) -> list[Record]:
        rows = self._rows(lines)
        header = [cell.strip() for cell in next(rows, (0, [""]))[1]]
        self._header(header)
        found = []
        for row, (line, cells) in enumerate(rows, 1):
            if row % EVERY == 0:
                self.say(f"{self.path.name}: {row:,} rows")
            if len(cells) != len(header):
                self._bad(line, f"{len(cells)} cells, but the header has {len(header)}; quote cells that hold a comma")
                continue
            record = self._record(line, row, dict(zip(header, map(str.strip, cells), strict=True)))
            if record:
                found.append(record)
        if self.problems:
            raise DataError(self.problems)
        return found

    def _rows(self, lines: TextIO) -> Iterator[tuple[int, list[str]]]:
        """Yield every row that is not blank, with the line that it begins on."""
        reader = csv.reader(lines, delimiter=self.description.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error as error:
            raise DataError(
                [*self.problems, Problem(f"{self.path}:{line}", f"not CSV: {error}", rule="table")]
            ) from None

    def _bad(self, line: int, message: str) -> None:
        self.problems.append(Problem(f"{self.path}:{line}", message, rule="table"))

    def _header(self, header: list[str]) -> None:
        if header == [""]:
            raise _wrong(str(self.path), "no header; the first line names the columns")
        for name in self.description.wanted():
            if header.count(name) > 1:
                self._bad(1, f'two columns are called "{name}"; rename one')
            if name not in header:
                self._bad(1, f'no column "{name}", which {self.description.name} names.{self._near(name, header)}')
        if self.problems:
            raise DataError(self.problems)

    def _near(self, name: str, header: list[str]) -> str:
        other = next((mark for mark in ";\t|," if len(header) == 1 and mark in header[0]), None)
        if other:
            return f" Are cells divided by {other!r}? Then add to the description: delimiter = {other!r}"
        return did_you_mean(name, header) or f" Columns: {', '.join(header)}"

    def _record(self, line: int, row: int, cells: dict[str, str]) -> Record | None:
        if any(cells[column] != wanted for column, wanted in self.description.where.items()):
            return None
        columns, missing = self.description.columns, self.description.missing
        given = {role: cells[column] for role, column in columns.items() if cells[column] not in missing}
        if "person" not in given:
            self._bad(line, f'no name in column "{columns["person"]}"')
            return None
        return Record(
            line=line,
            row=row,
            locator=self._locator(row, cells),
            wording=",".join(cell for column, cell in cells.items() if column in columns.values()),
            name=_one_line(given["person"]),
            identifiers={name: one.identifier(given[name]) for name, one in SCHEMES.items() if name in given},
            target=self._target(line, given),
            dates=self._dates(line, given),
            modes=self._modes(given),
        )

    def _locator(self, row: int, cells: Mapping[str, str]) -> str:
        filled = {"row": str(row), **cells}
        return _one_line(BRACES.sub(lambda name: filled[name[1]], self.description.locator)) or f"row {row}"

    def _modes(self, given: Mapping[str, str]) -> dict[str, tuple[str, str]]:
        meanings = self.description.modes
        return {mode: (given[mode], meanings[mode][given[mode]]) for mode in MODES if given.get(mode) in meanings[mode]}

    def _target(self, line: int, given: Mapping[str, str]) -> str | None:
        if "post" not in self.description.columns:
            return None
        cell = given.get("post", "")
        if cell not in self.description.posts:
            near = did_you_mean(cell, self.description.posts)
            self._bad(line, f'[posts] of {self.description.name} does not say what "{cell}" means.{near}')
        return self.description.posts.get(cell)

    def _dates(self, line: int, given: Mapping[str, str]) -> dict[str, WrittenDate]:
        found = {role: dated for role in DATES if role in given and (dated := self._dated(line, role, given))}
        if {"start", "end"} <= found.keys() and _reversed(found["start"].days, found["end"].days):
            self._bad(line, f"ends ({given['end']}) before it starts ({given['start']})")
        return found

    def _dated(self, line: int, role: str, given: Mapping[str, str]) -> WrittenDate | None:
        written = given[role]
        try:
            edtf = self._edtf(role, given)
            return WrittenDate(written, edtf, days_of(edtf, self.description.calendar))
        except DateError as error:
            self._bad(line, f'column "{self.description.columns[role]}": {error}')
            return None

    def _edtf(self, role: str, given: Mapping[str, str]) -> str:
        text = given[role]
        midnight = _MIDNIGHT.fullmatch(text)
        if self.description.date_format:
            match = self.description.date_format.fullmatch(text)
            if not match:
                raise DateError(f'"{text}" is not in the date format of the description')
            text = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
        elif midnight:
            text = midnight[1]
        precision = given.get("precision", "day") if role in {"start", "end"} else "day"
        if precision not in PRECISIONS:
            near = did_you_mean(precision, PRECISIONS)
            raise DateError(f'no precision "{precision}".{near} Use day, month or year')
        return text[: PRECISIONS[precision]] if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _reversed(start: Days, end: Days) -> bool:
    return start.earliest is not None and end.latest is not None and start.earliest > end.latest
