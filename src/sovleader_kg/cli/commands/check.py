"""The command `check`: the graph, a user's own files, an article, how far the sources are read, or stated seats."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.findings import accepted_lines, coverage_lines, evidence_line, passage_lines, seat_lines, summary
from sovleader_kg.cli.output import as_typed, print_answer, print_json, print_problems, progress
from sovleader_kg.errors import Accepted, Problem
from sovleader_kg.names import compact

__all__ = ["CHECK"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="Turtle, or tables of claims, to check with the graph"
    )
    parser.add_argument("--accepted", action="store_true", help="list the accepted findings too, with their reasons")
    parser.add_argument("--coverage", action="store_true", help="count passages, claims and supported facts")
    parser.add_argument("--seats", action="store_true", help="hold stated seats against members")
    parser.add_argument("--passages", type=Path, metavar="ARTICLE", help="list an article's passages")
    parser.add_argument("--article", type=Path, metavar="FILE", help="compare an article with what the graph cites")


def _run(arguments: Namespace) -> int:
    if arguments.passages:
        return _passages(arguments)
    if arguments.article:
        return _article(arguments)
    if arguments.seats:
        return _seats(arguments)
    return _coverage(arguments) if arguments.coverage else _findings(arguments)


def _findings(arguments: Namespace) -> int:
    from sovleader_kg.build import check, measure
    from sovleader_kg.corpus.corpus import read_corpus

    with progress() as show:
        found = check(arguments.files, show)
    if arguments.json:
        listed = [_accepted_json(one) for one in found.accepted]
        print_json({"open": [_problem_json(one) for one in found.open], "accepted": listed})
        return 1 if found.open else 0
    print_problems(found.open, sys.stdout)
    lines = accepted_lines(found.accepted) if arguments.accepted else []
    if not arguments.files:
        lines.append(evidence_line(measure(read_corpus())))
    hidden = found.accepted and not arguments.accepted
    listing = f" (to list them: {as_typed('check --accepted')})" if hidden else ""
    print("\n".join([*lines, f"{summary(found.open, found.accepted)}{listing}"]))
    return 1 if found.open else 0


def _problem_json(problem: Problem) -> dict[str, str]:
    return {name: getattr(problem, name) for name in Problem._fields}


def _accepted_json(one: Accepted) -> dict[str, str]:
    return {**_problem_json(one.problem), "accepted_by": one.by, "accepted_on": one.on, "reason": one.reason}


def _passages(arguments: Namespace) -> int:
    from sovleader_kg.corpus.articles import read_article
    from sovleader_kg.corpus.passages import passages_of

    found = passages_of(read_article(arguments.passages))
    names = ("locator", "start", "end", "footnotes", "sha256")
    document = [{name: getattr(passage, name) for name in names} for passage in found]
    print_answer(document, passage_lines(found), as_json=arguments.json, wide=arguments.wide)
    return 0


def _article(arguments: Namespace) -> int:
    from sovleader_kg.corpus.articles import check_article, read_article
    from sovleader_kg.corpus.corpus import read_corpus

    found = check_article(read_corpus().index, read_article(arguments.article))
    if arguments.json:
        numbers = {"passages": found.passages, "verified": found.verified}
        print_json({"source": found.source, **numbers, "problems": [_problem_json(one) for one in found.problems]})
    else:
        print_problems(found.problems, sys.stdout)
        print(f"{compact(found.source)}: {found.verified} of {found.passages} cited passages stand word for word")
    return 1 if found.problems else 0


def _coverage(arguments: Namespace) -> int:
    from sovleader_kg.build import measure
    from sovleader_kg.corpus.corpus import read_corpus

    found = measure(read_corpus())
    print_answer(found.as_json(), coverage_lines(found), as_json=arguments.json, wide=arguments.wide)
    complete = found.supported == found.needing_claims and not any(one.open for one in found.sources)
    return 0 if complete else 1


def _seats(arguments: Namespace) -> int:
    from sovleader_kg.graph import KnowledgeGraph

    found = KnowledgeGraph.open().seats()
    print_answer([one.as_json() for one in found], seat_lines(found), as_json=arguments.json, wide=arguments.wide)
    return 0 if all(one.explained for one in found) else 1


CHECK = Command("check", "Check the graph, your own files, or an article.", "sovleader check mine.ttl", _add, _run)
