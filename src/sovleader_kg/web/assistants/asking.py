"""Asking: one assistant's way to the processes of a pool, which are started when they are first needed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sovleader_kg.web import media
from sovleader_kg.web.assistants.answers import Assistant
from sovleader_kg.web.errors import RefusedError
from sovleader_kg.web.server.guard import look
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.pool import Pool
from sovleader_kg.web.workers.process import Answered

__all__ = ["Asking"]

CLIENT = "assistant"
ENDPOINT = "https://w3id.org/sovleader/"  # what relative IRIs are resolved against
OFFERED = (media.TABLES["json"], media.GRAPHS["nt"])


class Asking:
    """The processes of a pool, as tools ask them."""

    def __init__(self, backing: Backing, limits: Limits, pages: str) -> None:
        """Name what is asked; nothing runs yet.

        Args:
            backing: What holds the graph.
            limits: What a query may take.
            pages: The address of a server with its pages, to link to; none where it is empty.
        """
        self._pool = Pool(backing, limits, Assistant, (pages,))
        self._own: asyncio.Task[None] | None = None
        self._evaluating: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Begin to start the process that most tools are answered by."""
        self._own = asyncio.ensure_future(self._pool.start_own())

    async def make(self, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Return what a method of `Assistant` answers.

        Raises:
            WebError: It took too long, or too much is asked at once.
        """
        if self._own is None:
            self.begin()
        assert self._own
        await asyncio.shield(self._own)
        return await self._pool.make(CLIENT, function, *arguments)

    async def sparql(self, query: str, most: int, language: str) -> Answered:
        """Return what an untrusted query gives, evaluated as the web server does it.

        Raises:
            WebError: It is refused or ended.
        """
        if not query.strip():
            raise RefusedError("the query is empty")
        seen = look(query)
        if self._evaluating is None:
            self._evaluating = asyncio.ensure_future(self._pool.start_evaluating())
        await asyncio.shield(self._evaluating)
        found = await self._pool.ask(CLIENT, (query, ENDPOINT, OFFERED, (), ()), _stays, cheap=seen.cheap)
        return await self.make(Assistant.rows, found, most, language)

    async def end(self) -> None:
        """End the processes, those too that have not begun yet."""
        starting = [one for one in (self._own, self._evaluating) if one]
        for one in starting:
            one.cancel()
        await asyncio.gather(*starting, return_exceptions=True)
        await self._pool.drain(0)


async def _stays() -> None:
    """Return when the assistant has gone, with which this process ends."""
    await asyncio.Event().wait()
