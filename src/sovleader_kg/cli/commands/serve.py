"""The command `serve`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from sovleader_kg import files
from sovleader_kg.cli.command import Command

__all__ = ["SERVE"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="HOST", help="the address to listen at (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8080, metavar="N", help="the port, 0 for a free one (8080)")
    parser.add_argument("--base", default="", metavar="URL", help="the address that readers know (that of the request)")
    parser.add_argument("--processes", type=int, default=2, metavar="N", help="queries that run at once (2)")
    parser.add_argument("--seconds", type=float, default=10, metavar="N", help="what a query may take (10)")
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB", help="what a query may take (1024)")
    articles = "copies of cited articles, whose passages are then shown in their own words"
    parser.add_argument("--article", nargs="+", type=Path, default=[], metavar="FILE", help=articles)


def _run(arguments: Namespace) -> int:
    from sovleader_kg.web.server.run import serve

    limits = {"processes": arguments.processes, "seconds": arguments.seconds, "memory": arguments.memory}
    articles, as_json = arguments.article, arguments.json
    serve(files.compiled(), arguments.host, arguments.port, arguments.base, limits, articles=articles, as_json=as_json)
    return 0


SERVE = Command(
    "serve",
    "Serve the graph, read-only: a SPARQL endpoint, linked data, pages.",
    "sovleader serve --port 8080",
    _add,
    _run,
)
