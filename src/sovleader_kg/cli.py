"""The command line: arguments in, answers out. It holds no logic.

Exit status: 0 answered, 1 answered "nobody" or findings, 2 misuse or data that cannot be built.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from sovleader_kg.errors import Accepted, DataError, Problem, SovleaderError, UsageError, did_you_mean

__all__ = ["main"]

COMMANDS = ("build", "check", "fmt", "who", "relate", "ask", "sparql", "explain", "disputes", "compare")


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        if "invalid choice" in message:
            word = message.partition("invalid choice: '")[2].partition("'")[0]
            message = f'no command "{word}".{did_you_mean(word, COMMANDS)} Commands: {", ".join(COMMANDS)}'
        raise UsageError(f"{message} (see: {self.prog} --help)")


if TYPE_CHECKING:
    from sovleader_kg.graph import KnowledgeGraph

    Commands = argparse._SubParsersAction[_Parser]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        arguments, rest = _parser().parse_known_args(argv)
        if rest and arguments.command != "ask":
            raise UsageError(f"unknown argument {rest[0]} (see: sovleader {arguments.command} --help)")
        arguments.rest = rest
        status: int = arguments.run(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DataError as error:
        _print_problems(error.problems, sys.stderr.isatty())
        return 2
    except SovleaderError as error:
        print(f"sovleader: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"sovleader: {error.filename or 'output'}: {error.strerror}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="sovleader",
        description="The leadership of the Communist Party of the Soviet Union, 1917-1991, with its sources.",
        epilog="example: sovleader who --on 1964-10-14",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    _add_build(commands)
    _add_check(commands)
    _add_fmt(commands)
    _add_who(commands)
    _add_relate(commands)
    _add_ask(commands)
    _add_sparql(commands)
    _add_explain(commands)
    _add_disputes(commands)
    _add_compare(commands)
    return parser


def _add(commands: Commands, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary, epilog=f"example: {example}", allow_abbrev=False
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _add_build(commands: Commands) -> None:
    command = _add(commands, "build", "Check, derive and write the graph.", "sovleader build -o dist")
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where to write (dist/)")
    command.set_defaults(run=_build)


def _add_check(commands: Commands) -> None:
    command = _add(commands, "check", "Check the graph, your own Turtle, or an article.", "sovleader check mine.ttl")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle to check together with the graph")
    command.add_argument("--coverage", action="store_true", help="count passages, claims and supported facts")
    command.add_argument("--passages", type=Path, metavar="ARTICLE", help="list an article's passages")
    command.add_argument("--article", type=Path, metavar="FILE", help="compare an article with what the graph cites")
    command.set_defaults(run=_check)


def _add_fmt(commands: Commands) -> None:
    command = _add(commands, "fmt", "Keep fact files in the house order.", "sovleader fmt --check")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle files (the graph's own)")
    command.add_argument("--check", action="store_true", help="change nothing, only tell")
    command.set_defaults(run=_fmt)


def _add_who(commands: Commands) -> None:
    summary = "Tell who held the office or a post on a day, or in a period."
    command = _add(commands, "who", summary, "sovleader who --on 1923-05-01")
    command.add_argument("post", nargs="?", help="a post or an office; the office under all its titles if left out")
    _add_when(command)
    command.add_argument("--person", metavar="PERSON", help="tell only how certain it is of this person")
    command.add_argument("--effective", action="store_true", help="tell who led in effect, whatever post was held")
    command.add_argument("--of", metavar="BODY", help="with --effective: the body led; any if left out")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")
    command.set_defaults(run=_who)


def _add_when(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", metavar="DAY", help="an ISO day (today)")
    command.add_argument("--during", metavar="PERIOD", help="some day of a period: 1953-09, 1953, 195X, 1953-01/1954")
    command.add_argument("--through", metavar="PERIOD", help="every day of a period")


def _when(arguments: argparse.Namespace) -> dict[str, str | None]:
    """Return the time asked about: today unless told otherwise."""
    given = {name: getattr(arguments, name) for name in ("on", "during", "through")}
    return {**given, "on": date.today().isoformat()} if set(given.values()) == {None} else given


def _add_relate(commands: Commands) -> None:
    summary = "Tell how two dated things lie to each other: before, meets, overlaps, during …"
    example = "sovleader relate term:nikita-khrushchev.1 term:leonid-brezhnev.1"
    command = _add(commands, "relate", summary, example)
    command.add_argument("first", help="a term, tenure, post, lapse, event, leadership, collective or person")
    command.add_argument("second", help="another one")
    command.set_defaults(run=_relate)


def _add_ask(commands: Commands) -> None:
    command = _add(commands, "ask", "List the stored queries, or run one.", "sovleader ask holders_on --day 1964-10-14")
    command.add_argument("query", nargs="?", help="the query's name")
    command.add_argument("--format", default="table", help="table, json, csv, tsv or ttl")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")
    command.set_defaults(run=_ask)


def _add_sparql(commands: Commands) -> None:
    example = "sovleader sparql 'SELECT ?p WHERE { ?p a foaf:Person }'"
    command = _add(commands, "sparql", "Run a SPARQL query of your own.", example)
    command.add_argument("query", help="the query, or - to read it from standard input")
    command.add_argument("--format", default="table", help="table, json, csv, tsv or ttl")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")
    command.set_defaults(run=_sparql)


def _add_explain(commands: Commands) -> None:
    command = _add(
        commands,
        "explain",
        "Tell what the graph says of a thing, and who says so.",
        "sovleader explain term:joseph-stalin.1",
    )
    command.add_argument("thing", help="an IRI, full or compact")
    command.add_argument("predicate", nargs="?", help="one property of it, to see where its values come from")
    command.add_argument("value", nargs="?", help="one value of that property")
    command.add_argument("--article", type=Path, metavar="FILE", help="your copy of an article, for its own words")
    command.add_argument("--format", default="text", help="text, json or ttl (PROV-O)")
    command.set_defaults(run=_explain)


def _add_disputes(commands: Commands) -> None:
    example = "sovleader disputes --about term:nikita-khrushchev.1"
    command = _add(commands, "disputes", "List the points on which sources disagree, side by side.", example)
    command.add_argument("--about", metavar="THING", help="a term, person, post, event, property or source")
    command.set_defaults(run=_disputes)


def _add_compare(commands: Commands) -> None:
    command = _add(
        commands,
        "compare",
        "Compare a table of your own with the graph.",
        "sovleader compare --example archigos",
    )
    command.add_argument(
        "table", nargs="?", type=Path, metavar="FILE.csv", help="the table, with its description beside"
    )
    command.add_argument("--columns", type=Path, metavar="FILE", help="what its columns mean: TOML, or CSVW in JSON")
    command.add_argument("--example", metavar="NAME", help="a shipped table: archigos or wikidata-p39")
    command.add_argument("--as-claims", type=Path, metavar="OUT.ttl", help="write the rows as a new source's claims")
    command.add_argument("--force", action="store_true", help="let --as-claims replace a file")
    command.set_defaults(run=_compare)


def _say(stage: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{stage} …", end="", file=sys.stderr, flush=True)


def _said() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _dump(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _build(arguments: argparse.Namespace) -> int:
    from sovleader_kg.build import build

    try:
        published = build(arguments.output, _say)
    finally:
        _said()
    digest = published.with_name(f"{published.name}.sha256").read_text(encoding="utf-8").split()[0]
    if arguments.json:
        _dump({"file": str(published), "sha256": digest})
    else:
        print(f"{os.path.relpath(published)}  sha256 {digest}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    if arguments.passages:
        return _passages(arguments)
    if arguments.article:
        return _article(arguments)
    if arguments.coverage:
        return _coverage(arguments)
    from sovleader_kg.build import check
    from sovleader_kg.display import accepted_lines, summary

    try:
        found = check(arguments.files, _say)
    finally:
        _said()
    if arguments.json:
        still_open = [_problem_json(problem) for problem in found.open]
        _dump({"open": still_open, "accepted": [_accepted_json(one) for one in found.accepted]})
    else:
        _print_problems(found.open, sys.stdout.isatty(), sys.stdout)
        for line in accepted_lines(found.accepted):
            print(line)
        print(summary(found.open, found.accepted))
    return 1 if found.open else 0


def _problem_json(problem: Problem) -> dict[str, str]:
    return {name: getattr(problem, name) for name in Problem.__slots__}


def _accepted_json(one: Accepted) -> dict[str, str]:
    return {**_problem_json(one.problem), "accepted_by": one.by, "accepted_on": one.on, "reason": one.reason}


def _print_problems(problems: Iterable[Problem], colour: bool, stream: TextIO | None = None) -> None:
    for problem in problems:
        mark = f"\x1b[31m{problem.severity}\x1b[0m" if colour and problem.severity == "error" else problem.severity
        print(f"{problem.where}: {mark}: {problem.message}", file=stream or sys.stderr)


def _passages(arguments: argparse.Namespace) -> int:
    from sovleader_kg.articles import read_article
    from sovleader_kg.passages import passages_of

    found = passages_of(read_article(arguments.passages))
    if arguments.json:
        names = ("locator", "start", "end", "footnotes", "sha256")
        _dump([{name: getattr(passage, name) for name in names} for passage in found])
        return 0
    for number, passage in enumerate(found, 1):
        print(f"{number:4}  {passage.start:6}-{passage.end:<6}  {passage.sha256}  {passage.locator}")
    return 0


def _article(arguments: argparse.Namespace) -> int:
    from sovleader_kg.articles import check_article, read_article
    from sovleader_kg.build import read_corpus
    from sovleader_kg.names import compact

    result = check_article(read_corpus().index(), read_article(arguments.article))
    if arguments.json:
        problems = [_problem_json(problem) for problem in result.problems]
        numbers = {"passages": result.passages, "verified": result.verified}
        _dump({"source": result.source, **numbers, "problems": problems})
    else:
        _print_problems(result.problems, sys.stdout.isatty(), sys.stdout)
        print(f"{compact(result.source)}: {result.verified} of {result.passages} cited passages stand word for word")
    return 1 if result.problems else 0


def _coverage(arguments: argparse.Namespace) -> int:
    from sovleader_kg.build import measure, read_corpus
    from sovleader_kg.display import coverage_lines

    found = measure(read_corpus())
    if arguments.json:
        _dump(found.as_json())
    else:
        print("\n".join(coverage_lines(found)))
    complete = found.supported == found.needing_claims and not any(one.open for one in found.sources)
    return 0 if complete else 1


def _fmt(arguments: argparse.Namespace) -> int:
    from sovleader_kg.fmt import format_files

    changed = format_files(arguments.files, check=arguments.check)
    if arguments.json:
        _dump([str(path) for path in changed])
    else:
        for path in changed:
            print(f"{path}: {'not in the house order; run: sovleader fmt' if arguments.check else 'formatted'}")
    return 1 if changed and arguments.check else 0


def _who(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import answer_lines, certainty_line
    from sovleader_kg.graph import KnowledgeGraph

    kg = KnowledgeGraph.open(engine=arguments.engine)
    if arguments.effective:
        return _led(arguments, kg)
    if arguments.of:
        raise UsageError("--of names the body led; it goes with --effective")
    if arguments.person:
        certainty = kg.certainty(arguments.person, arguments.post, **_when(arguments))
        _dump({"certainty": certainty}) if arguments.json else print(certainty_line(certainty))
        return 1 if certainty == "impossible" else 0
    answer = kg.who(arguments.post, **_when(arguments))
    if arguments.json:
        _dump(answer.as_json())
    else:
        print("\n".join(answer_lines(answer)))
    return 1 if answer.nobody and answer.nobody.certainty == "certain" else 0


def _led(arguments: argparse.Namespace, kg: KnowledgeGraph) -> int:
    from sovleader_kg.display import leader_lines

    if arguments.post or arguments.person:
        raise UsageError("--effective goes with no post and no --person; name the body led: --of body:soviet-union")
    found = kg.leaders(arguments.of, **_when(arguments))
    if arguments.json:
        _dump(found.as_json())
    else:
        print("\n".join(leader_lines(found)))
    return 1 if found.nobody and found.nobody.certainty == "certain" else 0


def _relate(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import relation_lines
    from sovleader_kg.graph import KnowledgeGraph

    kg, pair = KnowledgeGraph.open(), (arguments.first, arguments.second)
    relation, overlap, gap = kg.relate(*pair), kg.overlap(*pair), kg.gap(*pair)
    if arguments.json:
        _dump(relation.as_json() | {"overlap": overlap, "gap": gap})
    else:
        print("\n".join(relation_lines(relation, overlap, gap)))
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import query_lines
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.queries import bind, catalogue, stored
    from sovleader_kg.tables import write_result

    if not arguments.query:
        queries = list(catalogue().values())
        if arguments.json:
            _dump([query.as_json() for query in queries])
        else:
            print("\n".join(query_lines(queries)))
        return 0
    query = stored(arguments.query)
    values = _parameters(arguments.rest)
    text = bind(query, values)
    graph = KnowledgeGraph.open(engine=arguments.engine)
    table = graph.select(text)
    absent = None if table.rows else graph.why_empty(query.name, **values)
    sys.stdout.write(write_result(table, "json" if arguments.json else arguments.format))
    if absent:
        print(f"sovleader: no rows: {absent}", file=sys.stderr)
    return 1 if absent else 0


def _parameters(rest: Sequence[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value` pairs."""
    values: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise UsageError(f'"{word}" stands where --parameter value should')
        if not equals:
            found = next(words, None)
            if found is None:
                raise UsageError(f"--{name} needs a value")
            value = found
        values[name] = value
    return values


def _sparql(arguments: argparse.Namespace) -> int:
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.tables import write_result

    text = sys.stdin.read() if arguments.query == "-" else arguments.query
    result = KnowledgeGraph.open(engine=arguments.engine).sparql(text)
    sys.stdout.write(write_result(result, "json" if arguments.json else arguments.format))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import explanation_lines
    from sovleader_kg.graph import KnowledgeGraph

    form = "json" if arguments.json else arguments.format
    if form not in {"text", "json", "ttl"}:
        raise UsageError(f'no format "{form}"; use text, json or ttl')
    asked = (arguments.thing, arguments.predicate, arguments.value)
    explanation = KnowledgeGraph.open().explain(*asked, article=arguments.article)
    if arguments.article and not explanation.quoted:
        print(f"sovleader: no passage behind this stands in {arguments.article}", file=sys.stderr)
    if form == "json":
        _dump(explanation.as_json())
    elif form == "ttl":
        from sovleader_kg.explanation.provenance import provenance
        from sovleader_kg.turtle import render

        sys.stdout.write(render(provenance(explanation)))
    else:
        print("\n".join(explanation_lines(explanation, deep=arguments.predicate is not None)))
    return 1 if explanation.absent else 0


def _disputes(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import dispute_lines
    from sovleader_kg.graph import KnowledgeGraph

    found = KnowledgeGraph.open().disputes(arguments.about)
    if arguments.json:
        _dump([dispute.as_json() for dispute in found])
    else:
        print("\n".join(dispute_lines(found)) or f"no dispute about {arguments.about}")
    return 0 if found else 1


def _compare(arguments: argparse.Namespace) -> int:
    from sovleader_kg.display import comparison_lines
    from sovleader_kg.files import example_table
    from sovleader_kg.graph import KnowledgeGraph

    if bool(arguments.table) == bool(arguments.example):
        raise UsageError("give one table: FILE.csv, or --example NAME (see: sovleader compare --help)")
    table = arguments.table or example_table(arguments.example)
    kg = KnowledgeGraph.open()
    try:
        found = kg.compare(table, arguments.columns, say=_say)
    finally:
        _said()
    written = kg.write_claims(found, arguments.as_claims, force=arguments.force) if arguments.as_claims else None
    if arguments.json:
        _dump(found.as_json())
    else:
        print("\n".join(comparison_lines(found)))
    if written is not None:
        print(f"{arguments.as_claims}: {written} of {len(found.rows)} rows as claims; review them", file=sys.stderr)
    return 0 if found.fine else 1


if __name__ == "__main__":
    sys.exit(main())
