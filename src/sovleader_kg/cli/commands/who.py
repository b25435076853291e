"""The command `who`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from typing import TYPE_CHECKING

from sovleader_kg.cli.command import Command, add_engine, add_saying
from sovleader_kg.cli.holders import answer_lines, certainty_line, leader_lines
from sovleader_kg.cli.legend import answer_codes, leader_codes
from sovleader_kg.cli.lookup import looked_up, one_day, opened
from sovleader_kg.cli.output import fitted, print_answer, print_told, said
from sovleader_kg.cli.times import time_first
from sovleader_kg.errors import UsageError
from sovleader_kg.names import OFFICE

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.daybook import Document
    from sovleader_kg.answers.chronology.when import Mode

__all__ = ["WHO"]

MODES: tuple[Mode, ...] = ("on", "during", "through")


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("post", nargs="*", help="a post or an office, by any name; the office at the head if left out")
    parser.add_argument(
        "--on", nargs="+", metavar="DAY", help='a day: 1964-10-14, 14.10.1964, "14 October 1964" (today)'
    )
    parser.add_argument(
        "--during",
        nargs="+",
        metavar="PERIOD",
        help='some day of a period: 1953-09, "March 1953", 195X, "1953 to 1955"',
    )
    parser.add_argument("--through", nargs="+", metavar="PERIOD", help="every day of a period")
    parser.add_argument("--person", metavar="PERSON", help="show only how certain it is of this person, by any name")
    parser.add_argument("--effective", action="store_true", help="show who led in effect, whatever post was held")
    parser.add_argument("--of", metavar="BODY", help="with --effective: the body led; country and party if left out")
    add_saying(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    _take_words(arguments)
    if arguments.effective:
        return _led(arguments)
    if arguments.of:
        raise UsageError("--of names the body led; it goes with --effective")
    if arguments.person:
        return _person(arguments)
    document, told = _held(arguments)
    lines = answer_lines(document, spoken=fitted(arguments))
    nobody = document["nobody"]
    if nobody and "outside" in nobody["reasons"] and fitted(arguments) and not _asked(arguments):
        lines.append("  that is today; ask of another day: sovleader who --on 1964-10-14")
    print_told(document, lines, arguments, answer_codes(document), told)
    return _status(document)


def _held(arguments: Namespace) -> tuple[Document, str | None]:
    """Return who held a post, looked up or else worked out, and the sentences that are asked for."""
    day, daybook = _day(arguments), looked_up(arguments)
    if day and daybook and (found := daybook.who(arguments.post or OFFICE, day)):
        return found, None
    kg = opened(arguments)
    answer = kg.who(arguments.post, **_when(arguments))
    return answer.as_json(), said(kg, answer, arguments)


def _take_words(arguments: Namespace) -> None:
    """Put the words of a time, and those of the post, together; the post may stand behind the time."""
    for mode in MODES:
        if words := getattr(arguments, mode):
            time, others = time_first(words, mode)
            setattr(arguments, mode, time)
            arguments.post += others
    arguments.post = " ".join(arguments.post) or None


def _when(arguments: Namespace) -> dict[str, str | None]:
    """Return the time asked about: today unless told otherwise."""
    given: dict[str, str | None] = {name: getattr(arguments, name) for name in MODES}
    return given if _asked(arguments) else {**given, "on": date.today().isoformat()}


def _day(arguments: Namespace) -> str | None:
    """Return the day asked about, ISO; None for a period, and for what is not a day."""
    given = _when(arguments)
    return None if given["during"] or given["through"] else one_day(given["on"] or "")


def _asked(arguments: Namespace) -> bool:
    """Return whether a time is asked about."""
    return any(getattr(arguments, name) is not None for name in MODES)


def _person(arguments: Namespace) -> int:
    certainty = opened(arguments).certainty(arguments.person, arguments.post, **_when(arguments))
    print_answer({"certainty": certainty}, [certainty_line(certainty)], as_json=arguments.json, wide=arguments.wide)
    return 1 if certainty == "impossible" else 0


def _led(arguments: Namespace) -> int:
    if arguments.post or arguments.person:
        raise UsageError("--effective goes with no post and no --person; name the body led: --of body:soviet-union")
    document, told = _leaders(arguments)
    lines = leader_lines(document, spoken=fitted(arguments))
    print_told(document, lines, arguments, leader_codes(document), told)
    return _status(document)


def _leaders(arguments: Namespace) -> tuple[Document, str | None]:
    """Return who led in effect, looked up or else worked out, and the sentences that are asked for."""
    day, daybook = _day(arguments), looked_up(arguments)
    if day and daybook and arguments.of is None:
        return daybook.leaders(day), None
    kg = opened(arguments)
    found = kg.leaders(arguments.of, **_when(arguments))
    return found.as_json(), said(kg, found, arguments)


def _status(document: Document) -> int:
    return 1 if document["nobody"] and document["nobody"]["certainty"] == "certain" else 0


WHO = Command(
    "who", "Show who held the office or a post on a day, or in a period.", "sovleader who --on 1923-05-01", _add, _run
)
