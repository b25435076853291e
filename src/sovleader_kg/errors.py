"""The one tree of exceptions.

    SovleaderError
    ├── UsageError          a wrong name, date, parameter or format in a call (exit status 2)
    │   ├── DateError       a text that is not an EDTF or ISO date
    │   ├── QueryError      a query that does not parse, or a parameter that it does not have
    │   └── WrongNameError  a name of no thing, or of several (in `answers.finding.naming`, with what may be meant)
    ├── DataError           files that cannot be built: syntax, unknown terms, contradictions
    └── StoreError          a graph that is missing, cut or made by another version; a server that does not answer

Every message is one line that names the bad thing, where it is, and the way out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = [
    "Accepted",
    "DataError",
    "DateError",
    "Problem",
    "QueryError",
    "SovleaderError",
    "StoreError",
    "UsageError",
    "did_you_mean",
]


class SovleaderError(Exception):
    """The base of all errors that a user can cause and mend."""


class UsageError(SovleaderError):
    """A call names something that does not exist or cannot be read.

    Attributes:
        parameter: The parameter of the call that is wrong.
        remedy: The parameter that would help.
    """

    def __init__(self, message: str, *, parameter: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.parameter, self.remedy = parameter, remedy

    def __str__(self) -> str:
        return self.spelled("")

    def spelled(self, prefix: str) -> str:
        """Return the message, with the names of parameters spelled as the caller writes them: "--day" for a prefix."""
        wrong = f"{prefix}{self.parameter}: " if self.parameter else ""
        helps = f" ({prefix}{self.remedy})" if self.remedy else ""
        return f"{wrong}{self.args[0]}{helps}"


class DateError(UsageError):
    """A text is not a date that the project reads."""


class QueryError(UsageError):
    """A query does not parse, or has no such parameter."""


class StoreError(SovleaderError):
    """The compiled graph cannot be opened, or the server that holds the graph cannot be asked."""


class Problem(NamedTuple):
    """One finding about data.

    Attributes:
        where: File and line (`data/terms.ttl:12`), or the thing itself where no file is known.
        message: What is wrong and what to do.
        severity: "error", "warning" or "info".
        rule: The name of the check that found it.
    """

    where: str
    message: str
    severity: str = "error"
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.message}"


class Accepted(NamedTuple):
    """A finding that an `sl:Acceptance` closes: who reviewed it, when, and why it stays."""

    problem: Problem
    by: str
    on: str
    reason: str


class DataError(SovleaderError):
    """Data that must not be published, with every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?` for the nearest known name, or nothing.

    >>> did_you_mean("general-secretery", ["general-secretary", "first-secretary"])
    ' Did you mean "general-secretary"?'
    """
    from difflib import get_close_matches

    nearest = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{nearest[0]}"?' if nearest else ""
