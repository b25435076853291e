"""The command `load`."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from sovleader_kg import files
from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import print_answer, progress

__all__ = ["LOAD"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="the store's address for the Graph Store Protocol")
    parser.add_argument("--update", action="store_true", help="URL takes SPARQL Update instead")
    parser.add_argument("--query", metavar="URL", help="its address for queries, to count there (reads URL back)")
    parser.add_argument("--graph", metavar="IRI", help="a named graph (the default graph)")
    parser.add_argument("--force", action="store_true", help="replace a graph that holds something else")
    parser.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="how long to wait (300)")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.store.client import Client, credentials
    from sovleader_kg.store.loading import load, published

    client = Client(timeout=arguments.timeout, headers=credentials(os.environ))
    with progress() as show:
        done = load(
            published(files.compiled()),
            arguments.url,
            client,
            query=arguments.query,
            way="update" if arguments.update else "graph-store",
            graph=arguments.graph,
            force=arguments.force,
            say=show,
        )
    document = {"url": done.url, "graph": done.graph, "way": done.way, "triples": done.triples}
    place = f"<{done.graph}>" if done.graph else "the default graph"
    print_answer(document, [f"{done.triples:,} triples in {place} of {done.url}"], as_json=arguments.json)
    return 0


LOAD = Command(
    "load",
    "Put the graph into a store, in place of an earlier load.",
    "sovleader load http://127.0.0.1:7878/store",
    _add,
    _run,
)
