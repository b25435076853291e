"""Pool: who of a server's processes does what for whom: untrusted queries, cheap ones, and pages.

One process is kept for queries that look cheap; it is killed sooner, and the query then runs with the others. A client
has at most two queries running, and a few waiting.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from sovleader_kg.web.errors import BusyError, GoneError, KilledError
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.crew import Crew
from sovleader_kg.web.workers.evaluation import Evaluation
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.process import Answered

__all__ = ["Limits", "Pool"]

RUNNING, WAITING = 2, 30  # queries of one client
CHEAP_SECONDS = 0.4
# What one client has on its way; of cheap queries, and of pages, one of all clients' runs at a time.
AT_ONCE = {"query": RUNNING, "page": RUNNING, "cheap": 16}
OWN_SECONDS = 30


class Pool:
    """Processes for one version of the graph."""

    def __init__(
        self, backing: Backing, limits: Limits, own: Callable[..., object], arguments: tuple[object, ...] = ()
    ) -> None:
        """Name what the processes do; see `start`.

        Args:
            backing: What holds the graph.
            limits: What a query may take.
            own: Makes, of the backing, what the project's own answers are made by: `Content`.
            arguments: Its other arguments.
        """
        self._backing, self._limits = backing, limits
        self._quick = limits.quick if backing.has_quick else 0
        self._scratch = tempfile.TemporaryDirectory(prefix="sovleader-")
        self._many = self._cheap = Crew(0, Evaluation, ())  # those that evaluate queries, once they are started
        self._own = Crew(1, own, (backing, *arguments))
        self._turns: dict[tuple[str, str], asyncio.Semaphore] = {}
        self._waiting: Counter[str] = Counter()

    async def start(self) -> None:
        """Start the processes, and wait until each has read the graph."""
        await asyncio.gather(self.start_own(), self.start_evaluating())

    async def start_own(self) -> None:
        """Start the process that makes the project's own answers; without the others it makes them alone."""
        await self._own.start()

    async def start_evaluating(self) -> None:
        """Start the processes that evaluate untrusted queries."""
        begin, read = await asyncio.to_thread(self._backing.evaluation, self._limits, Path(self._scratch.name))
        self._many, self._cheap = (Crew(count, begin, read) for count in (self._limits.processes, self._quick))
        await asyncio.gather(self._many.start(), self._cheap.start())

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
            arguments: What `Evaluation.evaluate` takes.
            gone: Returns when the client has gone; the query is killed then.
            cheap: Whether the query may begin in the process that is kept for cheap ones.

        Raises:
            BusyError: The client has too many queries waiting.
            KilledError: The query was killed.
            GoneError: The client went.
        """
        answering = asyncio.ensure_future(self._answer(client, arguments, cheap=cheap))
        leaving = asyncio.ensure_future(gone())
        try:
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not answering.done():
                raise GoneError("the client has gone")
            return answering.result()
        except KilledError as error:
            raise KilledError(f"the query was ended: {error}") from None
        finally:
            answering.cancel()
            leaving.cancel()

    async def _answer(self, client: str, arguments: tuple[object, ...], *, cheap: bool) -> Answered:
        if cheap and self._quick:
            async with self._turn(client, "cheap"):
                with suppress(KilledError):
                    return await self._cheap.run(Evaluation.evaluate, arguments, CHEAP_SECONDS)
        async with self._turn(client, "query"):
            return await self._many.run(Evaluation.evaluate, arguments, self._limits.seconds)

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

    async def make(self, client: str, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Let a method of what the pool's own answers are made by make one for a client.

        Raises:
            BusyError: The client has too much waiting.
            KilledError: It took too long.
        """
        try:
            async with self._turn(client, "page"):
                return await self._own.run(function, arguments, OWN_SECONDS)
        except KilledError as error:
            raise KilledError(f"the page was not made: {error}") from None

    async def drain(self, seconds: float) -> None:
        """End the processes when nothing runs any more, or after some seconds."""
        until = asyncio.get_running_loop().time() + seconds
        while self._waiting and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(0.05)
        await asyncio.gather(*(crew.stop() for crew in (self._many, self._cheap, self._own)))
        self._scratch.cleanup()
