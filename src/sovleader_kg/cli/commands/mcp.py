"""The command `mcp`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command
from sovleader_kg.errors import UsageError

__all__ = ["MCP"]

ANSWER = 1  # MiB of what a query gives: an assistant reads no more


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, metavar="N", help="answer over HTTP at this port of 127.0.0.1, at /mcp")
    parser.add_argument("--pages", default="", metavar="URL", help="a server with the pages, to link to")
    parser.add_argument("--store", metavar="URL", help="a SPARQL endpoint that holds the graph, to ask in its place")
    parser.add_argument("--graph", metavar="IRI", help="with --store: the named graph (the default graph)")
    parser.add_argument("--seconds", type=float, default=10, metavar="N", help="what a query may take (10)")
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB", help="what a query may take (1024)")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.web.assistants.run import run
    from sovleader_kg.web.workers.backing import backing_of
    from sovleader_kg.web.workers.limits import Limits

    if arguments.pages and not arguments.pages.startswith(("http://", "https://")):
        raise UsageError(f"--pages {arguments.pages} is not a URL; write for example https://example.org")
    limits = Limits(seconds=arguments.seconds, memory=arguments.memory, answer=ANSWER, processes=1, quick=0)
    pages, port = arguments.pages.rstrip("/"), arguments.port
    run(backing_of(arguments.store, arguments.graph), limits, pages, port, as_json=arguments.json)
    return 0


MCP = Command(
    "mcp",
    "Answer assistants over the Model Context Protocol.",
    "sovleader mcp --pages http://127.0.0.1:8080",
    _add,
    _run,
)
