"""Assisting: `sovleader mcp` in a process of its own, asked by the client of the protocol's own SDK."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.types import CallToolResult, TextContent

from serving import PATIENCE

__all__ = ["COMMAND", "Assisted", "Replied", "assisted"]

COMMAND = str(Path(sys.executable).with_name("sovleader"))


@dataclass(frozen=True)
class Replied:
    """What a tool answered."""

    failed: bool
    text: str
    data: dict[str, Any]


class Assisted:
    """A client that is connected, asked from a thread without a loop."""

    def __init__(self, client: Client, loop: asyncio.AbstractEventLoop) -> None:
        self._client, self._loop = client, loop

    def do(self, ask: Callable[[Client], Awaitable[Any]]) -> Any:
        """Do something with the client."""

        async def done() -> Any:
            return await ask(self._client)

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result(PATIENCE)

    def call(self, tool: str, **given: object) -> Replied:
        """Call a tool."""
        found = self.do(lambda client: client.call_tool(tool, given))
        assert isinstance(found, CallToolResult)
        (content,) = found.content
        assert isinstance(content, TextContent)
        return Replied(bool(found.is_error), content.text, found.structured_content or {})


@contextmanager
def assisted(folder: Path | None, *options: str, url: str = "") -> Iterator[Assisted]:
    """Start `sovleader mcp` for a compiled folder, or connect to one that runs at an address, and end it."""
    environment = {"SOVLEADER_GRAPH": str(folder)} if folder else {}
    started = StdioServerParameters(command=COMMAND, args=["mcp", *options], env={**os.environ, **environment})
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    found: list[Client] = []

    async def stay() -> None:
        async with Client(url or stdio_client(started)) as client:
            found.append(client)
            ready.set()
            await over.wait()

    def run() -> None:
        try:
            loop.run_until_complete(stay())
        finally:
            ready.set()
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        assert found, "the server did not answer"
        yield Assisted(found[0], loop)
    finally:
        if found:
            loop.call_soon_threadsafe(over.set)
        thread.join(PATIENCE)
