"""Pool: the processes that evaluate foreign queries, started, timed, killed and replaced.

One process is kept for queries that look cheap; it is killed sooner, and the query then runs with the others. A client
has at most two queries running, and a few waiting.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLongError
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pebble
from pebble import ProcessExpired, ProcessPool
from pyoxigraph import RdfFormat

from sovleader_kg.server import content, worker
from sovleader_kg.server.worker import Answered
from sovleader_kg.snapshot import open_store

__all__ = ["BusyError", "GoneError", "KilledError", "Limits", "Pool"]

RUNNING, WAITING = 2, 30  # queries of one client
CHEAP_SECONDS = 0.4
# What one client has on its way; of cheap queries, and of pages, one of all clients' runs at a time.
AT_ONCE = {"query": RUNNING, "page": RUNNING, "cheap": 16}
OWN_SECONDS = 30
GRACE = 5  # seconds that something may wait for a process before it runs
WARMING = 120
pebble.CONSTS.term_timeout = 0.1  # seconds between asking a process to end and killing it


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds of wall time, MiB of memory, MiB of an answer; and how many run at once."""

    seconds: float = 10
    memory: int = 1024
    answer: int = 64
    processes: int = 2


class BusyError(Exception):
    """A client asks too much at once."""


class KilledError(Exception):
    """A query that took too long, or took its process with it."""


class GoneError(Exception):
    """A client that no longer waits for its answer."""


class Pool:
    """Processes for one version of the graph."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        """Start the processes; each reads the graph, which is written for them as what is read fastest."""
        self._limits = limits
        self._scratch = tempfile.TemporaryDirectory(prefix="sovleader-")
        quads = Path(self._scratch.name) / "graph.nq"
        open_store(folder).dump(str(quads), format=RdfFormat.N_QUADS)
        told = (quads, limits.memory * 2**20, limits.answer * 2**20)
        self._many, self._cheap = (_Crew(count, worker.begin, told) for count in (limits.processes, 1))
        self._own = _Crew(1, content.begin, (folder,))
        self._turns: dict[tuple[str, str], asyncio.Semaphore] = {}
        self._waiting: Counter[str] = Counter()

    async def warm(self) -> None:
        """Wait until every process has read the graph."""
        crews = (self._many, self._cheap, self._own)
        futures = [crew.schedule(worker.pause, (0.2,), WARMING) for crew in crews for _ in range(crew.count)]
        await asyncio.gather(*(asyncio.wrap_future(future) for future in futures))

    async def ask(
        self,
        client: str,
        arguments: tuple[object, ...],
        gone: Callable[[], Coroutine[None, None, None]],
        *,
        cheap: bool,
    ) -> Answered:
        """Evaluate a query for a client.

        Args:
            client: Who asks.
            arguments: What `worker.evaluate` takes.
            gone: Returns when the client has gone; the query is killed then.
            cheap: Whether the query may begin in the process that is kept for cheap ones.

        Raises:
            BusyError: The client has too many queries waiting.
            KilledError: The query was killed.
            GoneError: The client went.
        """
        left = asyncio.ensure_future(gone())
        try:
            if cheap:
                async with self._turn(client, "cheap"):
                    with suppress(KilledError):
                        return await self._run(self._cheap, arguments, left, CHEAP_SECONDS)
            async with self._turn(client, "query"):
                return await self._run(self._many, arguments, left, self._limits.seconds)
        finally:
            left.cancel()

    @asynccontextmanager
    async def _turn(self, client: str, what: str) -> AsyncIterator[None]:
        if self._waiting[client] >= RUNNING + WAITING:
            raise BusyError(f"{RUNNING} queries of yours run and {WAITING} wait; ask again later")
        self._waiting[client] += 1
        turns = self._turns.setdefault((client, what), asyncio.Semaphore(AT_ONCE[what]))
        try:
            async with turns:
                yield
        finally:
            self._waiting[client] -= 1
            if not self._waiting[client]:
                del self._waiting[client]
                for one in AT_ONCE:
                    self._turns.pop((client, one), None)

    async def _run(
        self, crew: _Crew, arguments: tuple[object, ...], left: asyncio.Future[None], seconds: float
    ) -> Answered:
        if left.done():
            raise GoneError
        try:
            return await _settled(crew.schedule(worker.evaluate, arguments, seconds), seconds + GRACE, left)
        except TooLongError:
            raise KilledError(f"the query took more than {seconds:g} s") from None
        except (ProcessExpired, RuntimeError):
            raise KilledError("the query took more memory than it may, or brought its process down") from None

    async def make(self, client: str, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Have a function of `content` make a page, or linked data, for a client.

        Raises:
            BusyError: The client has too much waiting.
            KilledError: It took too long.
        """
        try:
            async with self._turn(client, "page"):
                future = self._own.schedule(function, arguments, OWN_SECONDS)
                return await _settled(future, OWN_SECONDS + GRACE)
        except (TooLongError, ProcessExpired, RuntimeError):
            raise KilledError("the page took too long to make") from None

    def stop(self) -> None:
        """End the processes; what runs in them is killed."""
        for crew in (self._many, self._cheap, self._own):
            crew.stop()
        self._scratch.cleanup()

    async def drain(self, seconds: float) -> None:
        """End the processes when nothing runs any more, or after some seconds."""
        until = asyncio.get_running_loop().time() + seconds
        while self._waiting and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
        await asyncio.to_thread(self.stop)


async def _settled(future: Future[Answered], seconds: float, left: asyncio.Future[None] | None = None) -> Answered:
    """Wait for an answer, but not for ever: what waits for a process that dies may never be told."""
    answer: asyncio.Future[Answered] = asyncio.wrap_future(future)
    awaited: set[asyncio.Future[Any]] = {answer, left} if left else {answer}
    try:
        await asyncio.wait(awaited, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if left and left.done() and not answer.done():
            raise GoneError
        if not answer.done() or answer.cancelled():
            raise KilledError("the server was too busy, or lost the process that was to answer")
        return answer.result()
    finally:
        future.cancel()


class _Crew:
    """Some processes that do the same; they are started anew if a death among them leaves the rest stuck."""

    def __init__(self, count: int, begin: Callable[..., None], told: tuple[object, ...]) -> None:
        self.count, self._begin, self._told = count, begin, told
        self._pool = self._started()

    def _started(self) -> ProcessPool:
        context = multiprocessing.get_context("spawn")
        return ProcessPool(max_workers=self.count, initializer=self._begin, initargs=list(self._told), context=context)

    def schedule(self, function: Callable[..., Any], arguments: tuple[object, ...], seconds: float) -> Future[Any]:
        """Have one of them do something within some seconds."""
        try:
            return self._pool.schedule(function, args=arguments, timeout=seconds)
        except RuntimeError:  # pebble gives the pool up when a process dies that held the way to the others
            self.stop()
            self._pool = self._started()
            return self._pool.schedule(function, args=arguments, timeout=seconds)

    def stop(self) -> None:
        """End them all."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
