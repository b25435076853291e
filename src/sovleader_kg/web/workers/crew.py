"""Crew: processes that do the same, one task each at a time; one that dies, or is killed, is replaced at once."""

from __future__ import annotations

import asyncio
import logging
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from sovleader_kg.web.errors import CrowdedError, KilledError
from sovleader_kg.web.workers.process import FAILED, HEAD, Answered, Task

__all__ = ["Crew"]

LOG = logging.getLogger("sovleader_kg.web.server")
GRACE = 5  # seconds that a task may wait for a process, and for an answer beyond its limit
STARTING = 120
BRIEF = 1.0  # seconds for which nobody is killed that may as well end
LOOKING = 0.05  # seconds between two looks at whether all live again
PAUSE = 1.0  # seconds before another try to start a process that could not begin
COMMAND = (sys.executable, "-c", "from sovleader_kg.web.workers.process import main; main()")


class Crew:
    """Some processes that do the same; see `start`."""

    def __init__(
        self, count: int, begin: Callable[..., object], arguments: tuple[object, ...], *, niceness: int = 0
    ) -> None:
        """Name what each of them does first.

        Args:
            count: How many there are.
            begin: What makes that which all tasks are given: a class or function of a module.
            arguments: Its arguments.
            niceness: How far they stand back where others need a processor, from 0 to 19.
        """
        self._count, self._begin = count, (begin, arguments, STARTING)
        self._niceness = niceness
        self._idle: deque[_Process] = deque()
        self._ready = asyncio.Semaphore(0)  # as many as are idle; whoever waits longest is next
        self._all: set[_Process] = set()
        self._replacing: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def start(self) -> None:
        """Start the processes, and wait until each is ready.

        Raises:
            KilledError: One of them died before it was ready.
            RuntimeError: One of them could not begin.
        """
        for process in await asyncio.gather(*(self._begun() for _ in range(self._count))):
            self._welcome(process)

    async def run(
        self,
        function: Callable[..., Answered],
        arguments: tuple[object, ...],
        seconds: float,
        *,
        patience: float = GRACE,
    ) -> Answered:
        """Give one of them a task; if nobody waits any more, it is ended, or left to its end if that is near.

        Args:
            function: A function of a module; it is given what `begin` made, then the arguments.
            arguments: Its other arguments.
            seconds: How long it may take.
            patience: How long it may wait for a process, in seconds.

        Raises:
            CrowdedError: No process was free for too long.
            KilledError: It took too long, or brought its process down.
            RuntimeError: The function raised something.
        """
        process = await self._free(patience)
        return await process.do((function, arguments, seconds))

    async def _free(self, patience: float) -> _Process:
        """Return a process that has nothing to do: the one that has rested longest."""
        try:
            async with asyncio.timeout(patience):
                while True:
                    await self._ready.acquire()
                    process = self._idle.popleft()
                    if process.is_idle:
                        return process
        except TimeoutError:
            raise CrowdedError("the server was too busy") from None

    async def _replace(self) -> None:
        """Start a process for one that died; try again if it cannot begin."""
        while not self._stopped:
            try:
                self._welcome(await self._begun())
                return
            except (OSError, KilledError, RuntimeError) as error:
                LOG.error("a process could not begin: %s", error)
                await asyncio.sleep(PAUSE)

    def _welcome(self, process: _Process) -> None:
        process.has_begun = True
        self._rest(process)

    async def _begun(self) -> _Process:
        process = _Process(self._rest, self._gone)
        started = asyncio.get_running_loop().subprocess_exec
        await started(lambda: process, *COMMAND, stderr=None, start_new_session=True)
        process.stand_back(self._niceness)
        self._all.add(process)
        try:
            await process.do(self._begin)
            return process
        except BaseException:
            process.kill()
            raise

    def _rest(self, process: _Process) -> None:
        """Let a process wait for its next task."""
        self._idle.append(process)
        self._ready.release()

    def _gone(self, process: _Process) -> None:
        """Replace a process that has died."""
        self._all.discard(process)
        if process.has_begun and not self._stopped:
            replacing = asyncio.ensure_future(self._replace())
            self._replacing.add(replacing)
            replacing.add_done_callback(self._replacing.discard)

    async def recover(self) -> None:
        """Wait until there are as many as there should be, none of them about to be ended."""
        while not self._stopped and sum(process.is_sound for process in self._all) < self._count:
            await asyncio.sleep(LOOKING)

    async def stop(self) -> None:
        """End them all, with what runs in them."""
        self._stopped = True
        for replacing in self._replacing:
            replacing.cancel()
        while living := [process for process in self._all if not process.is_over]:
            for process in living:
                process.kill()
            await asyncio.sleep(0.01)


class _Process(asyncio.SubprocessProtocol):
    """One of them, as it is seen from here."""

    has_begun, is_over = False, False

    def __init__(self, on_rest: Callable[[_Process], None], on_gone: Callable[[_Process], None]) -> None:
        self._on_rest, self._on_gone = on_rest, on_gone
        self._came, self._seconds = bytearray(), 0.0
        self._answer: asyncio.Future[Answered] | None = None
        self._transport: asyncio.SubprocessTransport | None = None
        self._tasks: asyncio.WriteTransport | None = None

    @property
    def is_idle(self) -> bool:
        """Whether it lives and has nothing to do."""
        return self._answer is None and not self.is_over and self._tasks is not None and not self._tasks.is_closing()

    @property
    def is_sound(self) -> bool:
        """Whether it lives and is to live on: nobody has gone whose task is under way."""
        return self.has_begun and not self.is_over and not (self._answer and self._answer.cancelled())

    async def do(self, task: Task) -> Answered:
        """Give it a task, and wait for the answer."""
        if not self.is_idle or not self._tasks:
            raise KilledError("the process died before it began")
        answer: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
        self._answer, self._seconds = answer, task[2]
        self._tasks.write(pickle.dumps(task))
        try:
            async with asyncio.timeout(self._seconds + GRACE):
                answered = await answer
        except TimeoutError:
            self._end(answer)
            raise KilledError("the process does not answer") from None
        except asyncio.CancelledError:
            patience = self._seconds + GRACE if self._seconds <= BRIEF else 0
            asyncio.get_running_loop().call_later(patience, self._end, answer)
            raise
        if answered.status == FAILED:
            raise RuntimeError(answered.body.decode("utf-8", "replace"))
        return answered

    def _end(self, answer: asyncio.Future[Answered]) -> None:
        """End it if it still has not given an answer."""
        if self._answer is answer:
            self.kill()

    def kill(self) -> None:
        """End it."""
        if self._transport and not self.is_over:
            with suppress(ProcessLookupError):  # it has died, and the loop does not know yet
                self._transport.kill()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the pipe to the process, which runs now."""
        self._transport = cast(asyncio.SubprocessTransport, transport)
        self._tasks = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))

    def stand_back(self, niceness: int) -> None:
        """Let others have a processor first."""
        if self._transport and niceness:
            with suppress(ProcessLookupError):
                own = os.getpriority(os.PRIO_PROCESS, 0)
                os.setpriority(os.PRIO_PROCESS, self._transport.get_pid(), own + niceness)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Take a piece of an answer; with a whole one it has nothing to do any more, whoever still waits for it."""
        del fd
        self._came += data
        if len(self._came) < HEAD.size:
            return
        status, kind, body = HEAD.unpack_from(self._came)
        if len(self._came) < HEAD.size + kind + body:
            return
        with memoryview(self._came) as came:
            came_whole = Answered(
                status, str(came[HEAD.size : HEAD.size + kind], "utf-8"), bytes(came[HEAD.size + kind :])
            )
        self._came.clear()
        answer, self._answer = self._answer, None
        if answer and not answer.done():
            answer.set_result(came_whole)
        if self.has_begun:
            self._on_rest(self)

    def process_exited(self) -> None:
        """Tell whoever waits that the process died."""
        assert self._transport
        self.is_over = True
        if self._answer and not self._answer.done():
            late = self._transport.get_returncode() == -signal.SIGALRM
            reason = f"it took more than {self._seconds:g} s" if late else "out of memory, or the engine crashed"
            self._answer.set_exception(KilledError(reason))
        self._transport.close()
        self._on_gone(self)
