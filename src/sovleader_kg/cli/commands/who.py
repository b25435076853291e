"""The command `who`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date

from sovleader_kg.cli.command import Command, add_engine, add_saying
from sovleader_kg.cli.display import answer_lines, certainty_line, leader_lines
from sovleader_kg.cli.output import print_answer, print_told
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Nobody

__all__ = ["WHO"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("post", nargs="?", help="a post or an office; the office under all its titles if left out")
    parser.add_argument("--on", metavar="DAY", help='a day: 1964-10-14, 14.10.1964, "14 October 1964" (today)')
    parser.add_argument("--during", metavar="PERIOD", help="some day of a period: 1953-09, 1953, 195X, 1953-01/1954")
    parser.add_argument("--through", metavar="PERIOD", help="every day of a period")
    parser.add_argument("--person", metavar="PERSON", help="show only how certain it is of this person")
    parser.add_argument("--effective", action="store_true", help="show who led in effect, whatever post was held")
    parser.add_argument("--of", metavar="BODY", help="with --effective: the body led; country and party if left out")
    add_saying(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    kg = KnowledgeGraph.open(engine=arguments.engine)
    if arguments.effective:
        return _led(arguments, kg)
    if arguments.of:
        raise UsageError("--of names the body led; it goes with --effective")
    if arguments.person:
        return _person(arguments, kg)
    answer = kg.who(arguments.post, **_when(arguments))
    print_told(kg, answer, answer_lines(answer), arguments)
    return _status(answer.nobody)


def _when(arguments: Namespace) -> dict[str, str | None]:
    """Return the time asked about: today unless told otherwise."""
    given = {name: getattr(arguments, name) for name in ("on", "during", "through")}
    return {**given, "on": date.today().isoformat()} if set(given.values()) == {None} else given


def _person(arguments: Namespace, kg: KnowledgeGraph) -> int:
    certainty = kg.certainty(arguments.person, arguments.post, **_when(arguments))
    print_answer({"certainty": certainty}, [certainty_line(certainty)], as_json=arguments.json)
    return 1 if certainty == "impossible" else 0


def _led(arguments: Namespace, kg: KnowledgeGraph) -> int:
    if arguments.post or arguments.person:
        raise UsageError("--effective goes with no post and no --person; name the body led: --of body:soviet-union")
    found = kg.leaders(arguments.of, **_when(arguments))
    print_told(kg, found, leader_lines(found), arguments)
    return _status(found.nobody)


def _status(nobody: Nobody | None) -> int:
    return 1 if nobody and nobody.certainty == "certain" else 0


WHO = Command(
    "who", "Show who held the office or a post on a day, or in a period.", "sovleader who --on 1923-05-01", _add, _run
)
