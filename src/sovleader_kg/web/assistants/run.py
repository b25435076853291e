"""Run: the tools over standard input and output, as assistants start them, or over HTTP on this machine alone."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from sovleader_kg.errors import UsageError
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.limits import Limits, allowed

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from sovleader_kg.web.assistants.asking import Asking

__all__ = ["run"]

LOOPBACK = "127.0.0.1"
GRACE = 2  # seconds that open requests have when it ends
ENDED = 128  # plus the number of a signal: the exit status of what it ended


def run(backing: Backing, limits: Limits, pages: str, port: int | None, *, as_json: bool = False) -> None:
    """Answer until the client has gone, or a signal ends it.

    Args:
        backing: What holds the graph, which is checked first.
        limits: What a query may take.
        pages: The address of a server with its pages, to link to; none where it is empty.
        port: A port of this machine to answer at over HTTP, 0 for a free one; standard input and output if it is None.
        as_json: Whether the line with the address is JSON.

    Raises:
        StoreError: There is no sound graph.
        UsageError: The extra is not installed, or the port cannot be used.
    """
    try:
        from sovleader_kg.web.assistants.asking import Asking
        from sovleader_kg.web.assistants.server import server_of
        from sovleader_kg.web.server.run import listening, refuse
    except ImportError as error:
        missing = str(error.name).partition(".")[0]
        raise UsageError(f"assistants need {missing}: pip install 'sovleader-kg[mcp]'") from None
    allowed(limits)
    backing.verify()

    async def answer(serve: Callable[[MCPServer[Any]], Awaitable[None]]) -> None:
        asking = Asking(backing, limits, pages)
        if port is None:
            _end_at_signals(asking)
        asking.begin()
        try:
            await serve(server_of(asking))
        finally:
            await asking.end()

    if port is None:
        asyncio.run(answer(lambda server: server.run_stdio_async()))
        return
    refuse(port, "")
    with listening(LOOPBACK, port) as bound:
        address = f"http://{LOOPBACK}:{bound.getsockname()[1]}/mcp"
        print(json.dumps({"url": address}) if as_json else f"answering at {address}; end with Ctrl+C", flush=True)
        asyncio.run(answer(partial(_over_http, bound)))


async def _over_http(bound: socket.socket, server: MCPServer[Any]) -> None:
    """Answer at a socket; requests that name another host than this machine are refused by the protocol's server."""
    import uvicorn

    app = server.streamable_http_app(host=LOOPBACK)
    config = uvicorn.Config(
        app, log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=GRACE
    )
    await uvicorn.Server(config).serve(sockets=[bound])


def _end_at_signals(asking: Asking) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, partial(_begin_to_leave, asking, number))


def _begin_to_leave(asking: Asking, number: signal.Signals) -> None:
    asyncio.ensure_future(_leave(asking, number))  # noqa: RUF006 - the process ends with it


async def _leave(asking: Asking, number: signal.Signals) -> None:
    """End at once: a thread that waits for standard input ends with the process alone."""
    await asking.end()
    os._exit(ENDED + number)
