"""The command line: arguments in, answers out. It holds no logic.

Exit status: 0 answered, 1 answered "nobody" or findings, 2 misuse or data that cannot be built.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, TextIO

from sovleader_kg.cli.arguments import parser
from sovleader_kg.errors import Accepted, DataError, Problem, SovleaderError, UsageError

if TYPE_CHECKING:
    from sovleader_kg.export.format import Format
    from sovleader_kg.graph import KnowledgeGraph

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    try:
        arguments, rest = parser().parse_known_args(argv)
        if rest and arguments.command != "ask":
            raise UsageError(f"unknown argument {rest[0]} (see: sovleader {arguments.command} --help)")
        arguments.rest = rest
        status = RUN[arguments.command](arguments)
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


def _when(arguments: argparse.Namespace) -> dict[str, str | None]:
    """Return the time asked about: today unless told otherwise."""
    given = {name: getattr(arguments, name) for name in ("on", "during", "through")}
    return {**given, "on": date.today().isoformat()} if set(given.values()) == {None} else given


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
    from sovleader_kg.cli.profile import Profile

    profile = Profile()

    def say(stage: str) -> None:
        profile(stage)
        _say(stage)

    try:
        published = build(arguments.output, say)
    finally:
        _said()
    profile("done")
    digest = published.with_name(f"{published.name}.sha256").read_text(encoding="utf-8").split()[0]
    if arguments.json:
        stages = {"stages": [asdict(one) for one in profile.stages]} if arguments.profile else {}
        _dump({"file": str(published), "sha256": digest, **stages})
    else:
        print(
            "\n".join(
                [*(profile.lines() if arguments.profile else []), f"{os.path.relpath(published)}  sha256 {digest}"]
            )
        )
    return 0


def _compile(arguments: argparse.Namespace) -> int:
    from sovleader_kg.store.compiling import compile_files

    _say("compiling")
    try:
        count = compile_files(arguments.output, arguments.files)
    finally:
        _said()
    if arguments.json:
        _dump({"folder": str(arguments.output), "triples": count})
    else:
        print(f"{count:,} triples in {arguments.output}; to ask them: SOVLEADER_GRAPH={arguments.output}")
    return 0


def _check(arguments: argparse.Namespace) -> int:
    if arguments.passages:
        return _passages(arguments)
    if arguments.article:
        return _article(arguments)
    if arguments.coverage:
        return _coverage(arguments)
    from sovleader_kg.build import check
    from sovleader_kg.cli.display import accepted_lines, summary

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
    from sovleader_kg.corpus.articles import read_article
    from sovleader_kg.corpus.passages import passages_of

    found = passages_of(read_article(arguments.passages))
    if arguments.json:
        names = ("locator", "start", "end", "footnotes", "sha256")
        _dump([{name: getattr(passage, name) for name in names} for passage in found])
        return 0
    for number, passage in enumerate(found, 1):
        print(f"{number:4}  {passage.start:6}-{passage.end:<6}  {passage.sha256}  {passage.locator}")
    return 0


def _article(arguments: argparse.Namespace) -> int:
    from sovleader_kg.corpus.articles import check_article, read_article
    from sovleader_kg.corpus.corpus import read_corpus
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
    from sovleader_kg.build import measure
    from sovleader_kg.cli.display import coverage_lines
    from sovleader_kg.corpus.corpus import read_corpus

    found = measure(read_corpus())
    if arguments.json:
        _dump(found.as_json())
    else:
        print("\n".join(coverage_lines(found)))
    complete = found.supported == found.needing_claims and not any(one.open for one in found.sources)
    return 0 if complete else 1


def _fmt(arguments: argparse.Namespace) -> int:
    from sovleader_kg.corpus.fmt import format_files

    changed = format_files(arguments.files, check=arguments.check)
    if arguments.json:
        _dump([str(path) for path in changed])
    else:
        for path in changed:
            print(f"{path}: {'not in the house order; run: sovleader fmt' if arguments.check else 'formatted'}")
    return 1 if changed and arguments.check else 0


def _who(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import answer_lines, certainty_line
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
    from sovleader_kg.cli.display import leader_lines

    if arguments.post or arguments.person:
        raise UsageError("--effective goes with no post and no --person; name the body led: --of body:soviet-union")
    found = kg.leaders(arguments.of, **_when(arguments))
    if arguments.json:
        _dump(found.as_json())
    else:
        print("\n".join(leader_lines(found)))
    return 1 if found.nobody and found.nobody.certainty == "certain" else 0


def _relate(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import relation_lines
    from sovleader_kg.graph import KnowledgeGraph

    kg, pair = KnowledgeGraph.open(), (arguments.first, arguments.second)
    relation, overlap, gap = kg.relate(*pair), kg.overlap(*pair), kg.gap(*pair)
    if arguments.json:
        _dump(relation.as_json() | {"overlap": overlap, "gap": gap})
    else:
        print("\n".join(relation_lines(relation, overlap, gap)))
    return 0


def _ask(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import query_lines
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.store.queries import bind, catalogue, stored
    from sovleader_kg.store.tables import write_result

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
    from sovleader_kg.store.tables import write_result

    text = sys.stdin.read() if arguments.query == "-" else arguments.query
    result = KnowledgeGraph.open(engine=arguments.engine).sparql(text)
    sys.stdout.write(write_result(result, "json" if arguments.json else arguments.format))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import explanation_lines
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
        from sovleader_kg.answers.explanation.provenance import provenance
        from sovleader_kg.corpus.turtle import render

        sys.stdout.write(render(provenance(explanation)))
    else:
        print("\n".join(explanation_lines(explanation, deep=arguments.predicate is not None)))
    return 1 if explanation.absent else 0


def _disputes(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import dispute_lines
    from sovleader_kg.graph import KnowledgeGraph

    found = KnowledgeGraph.open().disputes(arguments.about)
    if arguments.json:
        _dump([dispute.as_json() for dispute in found])
    else:
        print("\n".join(dispute_lines(found)) or f"no dispute about {arguments.about}")
    return 0 if found else 1


def _compare(arguments: argparse.Namespace) -> int:
    from sovleader_kg.cli.display import comparison_lines
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


def _export(arguments: argparse.Namespace) -> int:
    from sovleader_kg.export import export_format, formats

    if arguments.list or not arguments.format:
        return _formats(list(formats().values()), arguments.json)
    arguments.format = export_format(arguments.format, arguments.output).name
    from sovleader_kg.graph import KnowledgeGraph

    _say(f"exporting {arguments.format}")
    try:
        exported = KnowledgeGraph.open().export(arguments.format, only=arguments.only)
    finally:
        _said()
    if arguments.output is None:
        sys.stdout.buffer.write(exported.content)
        return 0
    exported.write(arguments.output)
    if arguments.json:
        sizes = {name: len(content) for name, content in exported.files.items()}
        _dump({"format": arguments.format, "output": str(arguments.output), "bytes": sum(sizes.values())})
    return 0


def _load(arguments: argparse.Namespace) -> int:
    from sovleader_kg import files
    from sovleader_kg.store.client import Client, credentials
    from sovleader_kg.store.loading import load, published

    client = Client(timeout=arguments.timeout, headers=credentials(os.environ))
    where = {"query": arguments.query, "graph": arguments.graph, "force": arguments.force}
    try:
        done = load(
            published(files.compiled()),
            arguments.url,
            client,
            way="update" if arguments.update else "graph-store",
            say=_say,
            **where,
        )
    finally:
        _said()
    if arguments.json:
        _dump({"url": done.url, "graph": done.graph, "way": done.way, "triples": done.triples})
    else:
        print(f"{done.triples:,} triples in {f'<{done.graph}>' if done.graph else 'the default graph'} of {done.url}")
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from sovleader_kg import files
    from sovleader_kg.web.server.run import serve

    limits = {"processes": arguments.processes, "seconds": arguments.seconds, "memory": arguments.memory}
    serve(files.compiled(), arguments.host, arguments.port, arguments.base, limits, as_json=arguments.json)
    return 0


def _formats(listed: Sequence[Format], as_json: bool) -> int:
    from sovleader_kg.cli.display import format_lines

    if as_json:
        _dump([one.as_json() for one in listed])
    else:
        print("\n".join(format_lines(listed)))
    return 0


RUN: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "compile": _compile,
    "check": _check,
    "fmt": _fmt,
    "who": _who,
    "relate": _relate,
    "ask": _ask,
    "sparql": _sparql,
    "explain": _explain,
    "disputes": _disputes,
    "compare": _compare,
    "export": _export,
    "load": _load,
    "serve": _serve,
}
