"""Findings: how somebody's table stands to the graph, frozen, with a stable JSON form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import get_args

from sovleader_kg.cards import Card, Cells, Link, Sheet
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.matching import Match
from sovleader_kg.compare.people import Sureness
from sovleader_kg.compare.records import Record

__all__ = ["WHOLE", "Comparison", "Finding", "Matched", "Told", "Verdict", "both"]

Stands = OneOf["agrees", "refines", "compatible", "inside", "contradicts"]
Lacks = OneOf["missing-in-graph", "missing-in-file", "ambiguous"]
Verdict = Stands | Lacks
VERDICTS: tuple[Verdict, ...] = (*get_args(Stands), *get_args(Lacks))
FINE = {"agrees", "refines", "compatible", "inside"}
Told = OneOf["start", "end", "birth", "death", "whole"]
WHOLE: OneOf["whole"] = "whole"


@dataclass(frozen=True, slots=True, repr=False)
class Finding(Card):
    """How one end of one row stands to the graph; or that a row or a period is missing on one side.

    Attributes:
        line: The line of the file, or None for what the file lacks.
        locator: How the row is cited, or None.
        name: The person as the file writes the name, else as the graph labels the person.
        person: IRI of the person, or None.
        match: How sure the match is.
        reason: Why, in words.
        thing: IRI of the term, tenure or leadership, of the person for birth and death, or None.
        end: "start" or "end", "birth" or "death"; "whole" where a whole row or period is missing.
        file: The file's date as EDTF, or None; both dates where the end is "whole", as `both` joins them.
        graph: The agreed value, else the bounds; None where the graph has neither; both likewise, and where the
            verdict is "inside".
        verdict: How the file's days stand to the graph's, or which side lacks it; "inside" where a row that is part
            of a stretch starts or ends within the period.
        beside: True for another leadership of the same person over the same body: shown, not counted.
        with_file: Claims of other sources on exactly the file's days.
        with_graph: Claims of other sources on exactly the graph's days.
        same_family: Claims of the source itself, or of its mirrors, on this end; they count as one witness with it.
        repeats: The line of an earlier row that says the same, or None.
        file_ends: Where `file` tells both dates, each by itself, None for one that is not known; otherwise nothing.
        graph_ends: The same of `graph`.
    """

    line: int | None
    locator: str | None
    name: str
    person: str | None
    match: Sureness
    reason: str
    thing: str | None
    end: Told
    file: str | None
    graph: str | None
    verdict: Verdict
    beside: bool = False
    with_file: tuple[str, ...] = ()
    with_graph: tuple[str, ...] = ()
    same_family: tuple[str, ...] = ()
    repeats: int | None = None
    file_ends: tuple[str | None, ...] = ()
    graph_ends: tuple[str | None, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        values = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values}

    def _cells(self) -> Cells:
        return {
            "line": str(self.line or ""),
            "name": Link(self.person, self.name) if self.person else self.name,
            "match": self.match,
            "thing": Link(self.thing) if self.thing else None,
            "end": self.end,
            "file": self.file,
            "graph": self.graph,
            "verdict": self.verdict,
            "beside": self.beside,
        }


def both(ends: Iterable[str | None]) -> str:
    """Return two dates in one text: with a stroke between as EDTF has it, unless one of them has strokes itself.

    >>> both(["1964-10-14", None]), both(["1922/1929", "1953-03-05"])
    ('1964-10-14/..', '1922/1929 to 1953-03-05')
    """
    told = [end or ".." for end in ends]
    return (" to " if any("/" in end for end in told) else "/").join(told)


@dataclass(frozen=True, slots=True)
class Matched:
    """A row and what it is about."""

    record: Record
    match: Match


@dataclass(frozen=True, slots=True, repr=False)
class Comparison(Card):
    """What a table says beside the graph.

    Attributes:
        file: The table.
        description: What its columns mean.
        rows: Its rows, each with its match.
        findings: One an end of a row, in the order of the file, then what the file lacks.
    """

    file: str
    description: Description
    rows: tuple[Matched, ...]
    findings: tuple[Finding, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many findings there are of each verdict, without those beside."""
        found = Counter(one.verdict for one in self.findings if not one.beside)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}

    @property
    def fine(self) -> bool:
        """True where something was compared, and nothing contradicts, is missing or ambiguous."""
        return bool(self.counts) and set(self.counts) <= FINE

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "file": self.file,
            "columns": self.description.name,
            "rows": len(self.rows),
            "counts": self.counts,
            "findings": [one.as_json() for one in self.findings],
        }

    def _cells(self) -> Cells:
        counts = [f"{number} {verdict}" for verdict, number in self.counts.items()]
        return {"file": self.file, "rows": len(self.rows), "findings": counts}

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        yield Sheet.of([one._cells() for one in self.findings], "findings")
