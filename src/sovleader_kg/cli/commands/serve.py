"""The command `serve`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg.cli.command import Command

__all__ = ["SERVE"]

PASSED_ON = 8  # queries at once where a store evaluates them


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="HOST", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8080, metavar="N", help="the port, 0 for a free one (8080)")
    parser.add_argument("--base", default="", metavar="URL", help="the address that readers know (that of the request)")
    parser.add_argument("--store", metavar="URL", help="a SPARQL endpoint that holds the graph, to ask in its place")
    parser.add_argument("--graph", metavar="IRI", help="with --store: the named graph (the default graph)")
    processes = f"queries that run at once (2; {PASSED_ON} with --store)"
    parser.add_argument("--processes", type=int, metavar="N", help=processes)
    parser.add_argument("--seconds", type=float, default=10, metavar="N", help="what a query may take (10)")
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB", help="what a query may take (1024)")
    articles = "copies of cited articles, whose passages are then shown in their own words"
    parser.add_argument("--article", nargs="+", type=Path, default=[], metavar="FILE", help=articles)


def _run(arguments: Namespace) -> int:
    from sovleader_kg.web.server.run import serve
    from sovleader_kg.web.workers.backing import backing_of
    from sovleader_kg.web.workers.limits import Limits

    processes = arguments.processes if arguments.processes is not None else PASSED_ON if arguments.store else 2
    limits = Limits(seconds=arguments.seconds, memory=arguments.memory, processes=processes)
    backing = backing_of(arguments.store, arguments.graph)
    articles, as_json = arguments.article, arguments.json
    serve(backing, arguments.host, arguments.port, arguments.base, limits, articles=articles, as_json=as_json)
    return 0


SERVE = Command(
    "serve",
    "Serve the graph, read-only: a SPARQL endpoint, linked data, pages.",
    "sovleader serve --port 8080",
    _add,
    _run,
)
