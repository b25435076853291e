"""Arguments: the commands of the command line, with their options and help."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from sovleader_kg.errors import UsageError, did_you_mean

__all__ = ["COMMANDS", "parser"]

COMMANDS = (
    "build",
    "compile",
    "check",
    "fmt",
    "who",
    "relate",
    "ask",
    "sparql",
    "explain",
    "disputes",
    "compare",
    "export",
    "load",
    "serve",
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        if "invalid choice" in message:
            word = message.partition("invalid choice: '")[2].partition("'")[0]
            message = f'no command "{word}".{did_you_mean(word, COMMANDS)} Commands: {", ".join(COMMANDS)}'
        raise UsageError(f"{message} (see: {self.prog} --help)")


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[_Parser]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    found = _Parser(
        prog="sovleader",
        description="The leadership of the Communist Party of the Soviet Union, 1917-1991, with its sources.",
        epilog="example: sovleader who --on 1964-10-14",
    )
    commands = found.add_subparsers(dest="command", required=True, metavar="command")
    _add_build(commands)
    _add_compile(commands)
    _add_check(commands)
    _add_fmt(commands)
    _add_who(commands)
    _add_relate(commands)
    _add_ask(commands)
    _add_sparql(commands)
    _add_explain(commands)
    _add_disputes(commands)
    _add_compare(commands)
    _add_export(commands)
    _add_load(commands)
    _add_serve(commands)
    return found


def _add(commands: Commands, name: str, summary: str, example: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=summary, epilog=f"example: {example}", allow_abbrev=False
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _add_build(commands: Commands) -> None:
    command = _add(commands, "build", "Check, derive and write the graph.", "sovleader build -o dist")
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where to write (dist/)")
    command.add_argument("--profile", action="store_true", help="tell what each stage takes, in time and memory")


def _add_compile(commands: Commands) -> None:
    summary = "Compile RDF files of any size into a folder that SOVLEADER_GRAPH can name."
    command = _add(commands, "compile", summary, "sovleader compile mine.ttl -o mine")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".nt, .nq, .ttl, .trig or .rdf")
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER", required=True, help="where to write")


def _add_check(commands: Commands) -> None:
    command = _add(commands, "check", "Check the graph, your own Turtle, or an article.", "sovleader check mine.ttl")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle to check together with the graph")
    command.add_argument("--coverage", action="store_true", help="count passages, claims and supported facts")
    command.add_argument("--passages", type=Path, metavar="ARTICLE", help="list an article's passages")
    command.add_argument("--article", type=Path, metavar="FILE", help="compare an article with what the graph cites")


def _add_fmt(commands: Commands) -> None:
    command = _add(commands, "fmt", "Keep fact files in the house order.", "sovleader fmt --check")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="Turtle files (the graph's own)")
    command.add_argument("--check", action="store_true", help="change nothing, only tell")


def _add_who(commands: Commands) -> None:
    summary = "Tell who held the office or a post on a day, or in a period."
    command = _add(commands, "who", summary, "sovleader who --on 1923-05-01")
    command.add_argument("post", nargs="?", help="a post or an office; the office under all its titles if left out")
    _add_when(command)
    command.add_argument("--person", metavar="PERSON", help="tell only how certain it is of this person")
    command.add_argument("--effective", action="store_true", help="tell who led in effect, whatever post was held")
    command.add_argument("--of", metavar="BODY", help="with --effective: the body led; any if left out")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")


def _add_when(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", metavar="DAY", help="an ISO day (today)")
    command.add_argument("--during", metavar="PERIOD", help="some day of a period: 1953-09, 1953, 195X, 1953-01/1954")
    command.add_argument("--through", metavar="PERIOD", help="every day of a period")


def _add_relate(commands: Commands) -> None:
    summary = "Tell how two dated things lie to each other: before, meets, overlaps, during …"
    example = "sovleader relate term:nikita-khrushchev.1 term:leonid-brezhnev.1"
    command = _add(commands, "relate", summary, example)
    command.add_argument("first", help="a term, tenure, post, lapse, event, leadership, collective or person")
    command.add_argument("second", help="another one")


def _add_ask(commands: Commands) -> None:
    command = _add(commands, "ask", "List the stored queries, or run one.", "sovleader ask holders_on --day 1964-10-14")
    command.add_argument("query", nargs="?", help="the query's name")
    command.add_argument("--format", default="table", help="table, json, csv, tsv or ttl")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")


def _add_sparql(commands: Commands) -> None:
    example = "sovleader sparql 'SELECT ?p WHERE { ?p a foaf:Person }'"
    command = _add(commands, "sparql", "Run a SPARQL query of your own.", example)
    command.add_argument("query", help="the query, or - to read it from standard input")
    command.add_argument("--format", default="table", help="table, json, csv, tsv or ttl")
    command.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")


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


def _add_disputes(commands: Commands) -> None:
    example = "sovleader disputes --about term:nikita-khrushchev.1"
    command = _add(commands, "disputes", "List the points on which sources disagree, side by side.", example)
    command.add_argument("--about", metavar="THING", help="a term, person, post, event, property or source")


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
    command.add_argument("--columns", type=Path, metavar="FILE", help="what its columns mean, in TOML")
    command.add_argument("--example", metavar="NAME", help="a shipped table: archigos or wikidata-p39")
    command.add_argument("--as-claims", type=Path, metavar="OUT.ttl", help="write the rows as a new source's claims")
    command.add_argument("--force", action="store_true", help="let --as-claims replace a file")


def _add_load(commands: Commands) -> None:
    summary = "Put the graph into a store, in place of an earlier load; then count it there."
    example = "sovleader load http://127.0.0.1:7878/store"
    command = _add(commands, "load", summary, example)
    command.add_argument("url", metavar="URL", help="the store's address for the Graph Store Protocol")
    command.add_argument("--update", action="store_true", help="URL takes SPARQL Update instead")
    command.add_argument("--query", metavar="URL", help="its address for queries, to count there (reads URL back)")
    command.add_argument("--graph", metavar="IRI", help="a named graph (the default graph)")
    command.add_argument("--force", action="store_true", help="replace a graph that holds something else")
    command.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="how long to wait (300)")


def _add_serve(commands: Commands) -> None:
    summary = "Serve the graph, read-only: a SPARQL endpoint, linked data, pages."
    command = _add(commands, "serve", summary, "sovleader serve --port 8080")
    command.add_argument("--host", default="127.0.0.1", metavar="HOST", help="the address to listen at (127.0.0.1)")
    command.add_argument("--port", type=int, default=8080, metavar="N", help="the port, 0 for a free one (8080)")
    command.add_argument(
        "--base", default="", metavar="URL", help="the address that readers know (that of the request)"
    )
    command.add_argument("--processes", type=int, default=2, metavar="N", help="queries that run at once (2)")
    command.add_argument("--seconds", type=float, default=10, metavar="N", help="what a query may take (10)")
    command.add_argument("--memory", type=int, default=1024, metavar="MIB", help="what a query may take (1024)")


def _add_export(commands: Commands) -> None:
    summary = "Write the graph in another format, and tell what each format loses."
    command = _add(commands, "export", summary, "sovleader export turtle --only facts -o facts.ttl")
    command.add_argument("format", nargs="?", metavar="FORMAT", help="the format's name")
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write (standard output)")
    command.add_argument("--only", metavar="LAYER", help="facts, claims, ontology or derived alone")
    command.add_argument("--list", action="store_true", help="list the formats, and what each cannot carry")
