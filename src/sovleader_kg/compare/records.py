"""Records: the rows of a described table, one after the other, each cell read as what it means."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from sovleader_kg.compare.cells import advice, edtf_of, is_unknown, is_word, quoted
from sovleader_kg.compare.descriptions import BRACES, MODES, Description
from sovleader_kg.dates import Days, days_of
from sovleader_kg.errors import DataError, DateError, Problem, did_you_mean
from sovleader_kg.identifiers import SCHEMES

__all__ = ["Progress", "Record", "WrittenDate", "read_records", "silent"]

DATES = ("start", "end", "birth", "death")
PRECISIONS = {"day": 10, "11": 10, "month": 7, "10": 7, "year": 4, "9": 4}
EVERY = 5000
SHOWN = 8  # cells of a column that a message lists
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
        DataError: The file cannot be read, a column is missing, rows are bad: every bad row with its line; or there
            is no row that the description is about.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _Reading(path, description, say).records(lines)
    except UnicodeDecodeError:
        raise _wrong(f"{path}:{_line_not_utf8(path)}", "not UTF-8; save the table as UTF-8") from None
    except OSError as error:
        raise _wrong(str(path), f"cannot be read: {error.strerror}") from None


def _wrong(where: str, message: str) -> DataError:
    return DataError([Problem(where, message, rule="table")])


def _line_not_utf8(path: Path) -> int:
    """Return the line of a file, which is not UTF-8, on which that begins."""
    raw = path.read_bytes()
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return raw[: error.start].count(b"\n") + 1
    return 1


class _Reading:
    def __init__(self, path: Path, description: Description, say: Progress) -> None:
        self.path, self.description, self.say = path, description, say
        self.problems: list[Problem] = []
        self.filtered: dict[str, Counter[str]] = {column: Counter() for column in description.where}
        self.words = sorted(description.missing - {""})  # what means "not known", or is a word where a date belongs

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
        if not (found or self.problems):
            raise self._nothing()
        if self.problems:
            raise DataError(self.problems)
        return found

    def _nothing(self) -> DataError:
        """Return what to say of a table without rows, or without one that the description is about."""
        where = self.description.where
        if not any(self.filtered.values()):
            return _wrong(str(self.path), "no rows below the header: nothing to compare")
        wanted = " and ".join(f'{column} = "{cell}"' for column, cell in where.items())
        there = "; ".join(f"{column}: {_listed(self.filtered[column], cell)}" for column, cell in where.items())
        return _wrong(str(self.path), f"no row has what [where] of {self.description.name} asks: {wanted}. {there}")

    def _rows(self, lines: TextIO) -> Iterator[tuple[int, list[str]]]:
        """Yield every row of which some cell is not blank, with the line that it begins on."""
        reader = csv.reader(lines, delimiter=self.description.delimiter, strict=True)
        line = 1
        try:
            for cells in reader:
                if any(map(str.strip, cells)):
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
        if other := self._other_delimiter(header):
            told = f"Are cells divided by {quoted(other)}? Then say at the top of the description: "
            raise _wrong(f"{self.path}:1", f"only one column. {told}delimiter = {quoted(other)}")
        for name in self.description.wanted():
            if header.count(name) > 1:
                self._bad(1, f'two columns are called "{name}"; rename one')
            if name not in header:
                near = did_you_mean(name, header) or f" Columns: {', '.join(header)}"
                self._bad(1, f'no column "{name}", which {self.description.name} names.{near}')
        if self.problems:
            raise DataError(self.problems)

    def _other_delimiter(self, header: list[str]) -> str | None:
        """Return what may stand between the cells of a header that is one cell, and not one that is wanted."""
        if len(header) > 1 or header[0] in self.description.wanted():
            return None
        return next((mark for mark in ";\t|," if mark in header[0]), None)

    def _record(self, line: int, row: int, cells: dict[str, str]) -> Record | None:
        if any(cells[column] != wanted for column, wanted in self.description.where.items()):
            for column, seen in self.filtered.items():
                seen[cells[column]] += 1
            return None
        columns, missing = self.description.columns, self.description.missing
        given = {role: cell for role, name in columns.items() if (cell := cells[name]) not in missing}
        given = {role: cell for role, cell in given.items() if not is_unknown(cell)}
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
            edtf = self._edtf(line, role, given)
            return WrittenDate(written, edtf, days_of(edtf, self.description.calendar))
        except DateError as error:
            if is_word(written) and written not in self.words:
                self.words.append(written)
            told = advice(written, self.words)
            self._bad(line, f'column "{self.description.columns[role]}": {error}{told}')
            return None

    def _edtf(self, line: int, role: str, given: Mapping[str, str]) -> str:
        edtf = edtf_of(given[role], self.description.date_format)
        precision = given.get("precision", "day") if role in {"start", "end"} else "day"
        if precision not in PRECISIONS:
            near = did_you_mean(precision, PRECISIONS)
            column = self.description.columns["precision"]
            self._bad(line, f'column "{column}": no precision "{precision}".{near} Use day, month or year')
            return edtf
        return edtf[: PRECISIONS[precision]] if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) else edtf


def _listed(cells: Counter[str], wanted: str) -> str:
    """Return the cells that a column has, the most frequent first, and the nearest to one that is wanted."""
    shown = ", ".join(f'"{_one_line(cell)}"' for cell, _ in cells.most_common(SHOWN))
    more = f" and {len(cells) - SHOWN} more" if len(cells) > SHOWN else ""
    return f"{shown}{more}{'' if wanted in cells else did_you_mean(wanted, cells)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _reversed(start: Days, end: Days) -> bool:
    return start.earliest is not None and end.latest is not None and start.earliest > end.latest
