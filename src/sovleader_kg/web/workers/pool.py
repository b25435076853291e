"""Pool: who of a server's processes does what for whom: untrusted queries, cheap ones, and pages.

One process is kept for queries that look cheap; it is killed sooner, and the query then runs with the others, as do the
next ones of that client for a while. The others stand back where a processor is asked for. A client has one query at
a time in the first, and in the others at most two, but never all of them; a few more may wait.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from sovleader_kg.web.errors import BusyError, CrowdedError, GoneError, KilledError
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.crew import Crew
from sovleader_kg.web.workers.evaluation import Evaluation
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.process import Answered

__all__ = ["Limits", "Pool"]

RUNNING, WAITING = 2, 30  # queries of one client
CHEAP_SECONDS, CHEAP_PATIENCE = 0.1, 0.02  # for which a cheap query may run, and wait, where only such queries run
KEPT_OUT = 60.0  # seconds for which the queries of a client run elsewhere when one of them was not cheap
NICENESS = 5
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
        # What one client has running at once; of queries never as many as there are processes, where there are several.
        self._at_once = {"query": max(1, min(RUNNING, limits.processes - 1)), "page": RUNNING, "cheap": 1}
        self._recovering: set[asyncio.Task[None]] = set()
        self._kept_out: dict[str, float] = {}
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
        self._many = Crew(self._limits.processes, begin, read, niceness=NICENESS)
        self._cheap = Crew(self._quick, begin, read)
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
                if not self._is_kept_out(client) and (answered := await self._answered_quickly(client, arguments)):
                    return answered
        async with self._turn(client, "query"):
            return await self._many.run(Evaluation.evaluate, arguments, self._limits.seconds)

    async def _answered_quickly(self, client: str, arguments: tuple[object, ...]) -> Answered | None:
        """Return the answer to a query where cheap ones run; None where it is not cheap, or would have to wait."""
        evaluate, seconds = Evaluation.evaluate, CHEAP_SECONDS
        try:
            return await self._cheap.run(evaluate, arguments, seconds, patience=CHEAP_PATIENCE)
        except CrowdedError:
            return None
        except KilledError:
            self._kept_out[client] = asyncio.get_running_loop().time() + KEPT_OUT
            return None

    def _is_kept_out(self, client: str) -> bool:
        """Return whether a query of a client was not cheap a while ago; those of long ago are forgotten."""
        now = asyncio.get_running_loop().time()
        self._kept_out = {one: until for one, until in self._kept_out.items() if until > now}
        return client in self._kept_out

    @asynccontextmanager
    async def _turn(self, client: str, what: str) -> AsyncIterator[None]:
        if self._waiting[client] >= RUNNING + WAITING:
            raise BusyError(f"{RUNNING + WAITING} queries of yours run or wait; ask again later")
        self._waiting[client] += 1
        turns = self._turns.setdefault((client, what), asyncio.Semaphore(self._at_once[what]))
        back = partial(self._give_back, client, turns)
        try:
            await turns.acquire()
        except asyncio.CancelledError:
            self._leave(client)
            raise
        try:
            yield
        except BaseException as error:
            if isinstance(error, KilledError | asyncio.CancelledError) and not isinstance(error, CrowdedError):
                self._later(what, back)
            else:
                back()
            raise
        back()

    def _later(self, what: str, back: Callable[[], None]) -> None:
        """Give a turn back when the process that was killed in it is replaced.

        The next query of that client would take another process else, until none is left for others.
        """
        crew = {"query": self._many, "cheap": self._cheap, "page": self._own}[what]
        recovering = asyncio.ensure_future(crew.recover())
        self._recovering.add(recovering)
        recovering.add_done_callback(self._recovering.discard)
        recovering.add_done_callback(lambda _: back())

    def _give_back(self, client: str, turns: asyncio.Semaphore) -> None:
        turns.release()
        self._leave(client)

    def _leave(self, client: str) -> None:
        """Count what a client has on its way down; forget one that has nothing any more."""
        self._waiting[client] -= 1
        if not self._waiting[client]:
            del self._waiting[client]
            for what in self._at_once:
                self._turns.pop((client, what), None)

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
