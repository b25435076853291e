"""Crew: processes that are ended at their limit, replaced when they die, and never wait for one that is gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.web.server import crew as crews
from sovleader_kg.web.server.crew import Crew, KilledError
from sovleader_kg.web.server.process import Answered

DONE = (200, "text/plain", b"done")
PLENTY = 240.0  # seconds; what is waited for comes within a few even on a busy machine
LOOPS = [uvloop.new_event_loop, asyncio.new_event_loop]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no task be told that the server is busy where the machine is."""
    monkeypatch.setattr(crews, "GRACE", PLENTY)


async def soon(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(PLENTY):
        while not holds():
            await asyncio.sleep(0.05)


async def begun(process: crews._Process) -> None:
    """Wait until a process has been given its task."""
    while process._answer is None:
        await asyncio.sleep(0)


def with_crew(
    count: int,
    use: Callable[[Crew], Awaitable[None]],
    loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop,
) -> None:
    async def run() -> None:
        crew = Crew(count, time.sleep, (0,))
        await crew.start()
        try:
            await use(crew)
        finally:
            await crew.stop()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(run())


def test_answer_comes_whole_whatever_its_length() -> None:
    @given(st.binary(max_size=50), st.sampled_from([1, 1_000, 70_000, 2_000_000]), st.text(max_size=30))
    def agree(piece: bytes, times: int, kind: str) -> None:
        body = piece * (times // max(len(piece), 1) + 1)
        assert loop.run_until_complete(crew.run(Answered, (200, kind, body), PLENTY)) == Answered(200, kind, body)

    loop, crew = asyncio.new_event_loop(), Crew(1, time.sleep, (0,))
    try:
        loop.run_until_complete(crew.start())
        agree()
    finally:
        loop.run_until_complete(crew.stop())
        loop.close()


def test_task_is_ended_at_its_limit_and_the_next_one_is_done() -> None:
    async def use(crew: Crew) -> None:
        with pytest.raises(KilledError, match=r"^it took more than 0\.3 s$"):
            await crew.run(time.sleep, (3600,), 0.3)  # type: ignore[arg-type]
        assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)

    with_crew(1, use)


@pytest.mark.parametrize("death", [os.abort, os._exit])
def test_process_that_dies_is_told_and_replaced(death: Callable[..., Answered]) -> None:
    async def use(crew: Crew) -> None:
        for _ in range(3):
            with pytest.raises(KilledError, match=r"^it took more memory than it may, or broke its engine$"):
                await crew.run(death, (1,) if death is os._exit else (), PLENTY)
        assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)

    with_crew(1, use)


def test_what_a_task_raises_is_raised_and_its_process_goes_on() -> None:
    async def use(crew: Crew) -> None:
        with pytest.raises(RuntimeError, match=r"^ValueError: invalid literal"):
            await crew.run(int, ("x",), PLENTY)  # type: ignore[arg-type]
        assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)

    with_crew(1, use)


def test_process_that_dies_while_it_rests_is_never_given_a_task() -> None:
    async def use(crew: Crew) -> None:
        resting = list(crew._all)
        for process in resting:
            process.kill()
        await soon(lambda: all(process.is_over for process in resting))
        answers = await asyncio.gather(*(crew.run(Answered, DONE, PLENTY) for _ in range(6)))
        assert answers == [Answered(*DONE)] * 6

    with_crew(2, use)


@pytest.mark.parametrize("loop", LOOPS)
def test_task_is_done_or_told_as_ended_whenever_processes_are_killed(
    loop: Callable[[], asyncio.AbstractEventLoop],
) -> None:
    async def use(crew: Crew) -> None:
        async def kill() -> None:
            for _ in range(60):
                for process in list(crew._all)[:1]:
                    if process._transport and (number := process._transport.get_pid()):
                        with contextlib.suppress(ProcessLookupError):
                            os.kill(number, signal.SIGKILL)
                await asyncio.sleep(0.03)

        killing, came = asyncio.ensure_future(kill()), set[str]()
        while not killing.done() or "Answered" not in came:
            (ended,) = await asyncio.gather(crew.run(Answered, DONE, PLENTY), return_exceptions=True)
            came.add(type(ended).__name__)
        assert came <= {"Answered", "KilledError"}

    with_crew(2, use, loop)


def test_task_that_nobody_waits_for_is_ended_and_a_brief_one_left_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "BRIEF", PLENTY)

    async def use(crew: Crew) -> None:
        (process,) = crew._all
        for sleeps, limit, ended in ((0.5, PLENTY, False), (3600, 3600, True)):
            doing = asyncio.ensure_future(crew.run(time.sleep, (sleeps,), limit))  # type: ignore[arg-type]
            await begun(process)
            doing.cancel()
            assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)
            assert (process not in crew._all) is ended

    with_crew(1, use)


@pytest.mark.parametrize("waits", [True, False])
def test_process_that_is_stopped_is_killed_and_replaced(waits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "GRACE", 0.5)

    async def use(crew: Crew) -> None:
        (process,) = crew._all
        assert process._transport
        process._transport.send_signal(signal.SIGSTOP)
        doing = asyncio.ensure_future(crew.run(Answered, DONE, 0.2))
        await begun(process)
        if not waits:
            doing.cancel()
        (ended,) = await asyncio.gather(doing, return_exceptions=True)
        assert isinstance(ended, KilledError if waits else asyncio.CancelledError)
        await soon(lambda: process not in crew._all)
        monkeypatch.setattr(crews, "GRACE", PLENTY)
        assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)

    with_crew(1, use)


def test_whoever_waits_longest_is_next() -> None:
    async def use(crew: Crew) -> None:
        order: list[int] = []

        async def one(number: int) -> None:
            for _ in range(20):
                await crew.run(Answered, DONE, PLENTY)
                order.append(number)

        await asyncio.gather(*(one(number) for number in range(4)))
        assert order == [0, 1, 2, 3] * 20

    with_crew(1, use)


def test_task_without_a_free_process_is_told_that_the_server_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "GRACE", 0.3)

    async def use(crew: Crew) -> None:
        (process,) = crew._all
        doing = asyncio.ensure_future(crew.run(time.sleep, (3600,), 3600))  # type: ignore[arg-type]
        await begun(process)
        with pytest.raises(KilledError, match=r"^the server was too busy$"):
            await crew.run(Answered, DONE, PLENTY)
        doing.cancel()

    with_crew(1, use)


def test_process_that_cannot_begin_keeps_a_crew_from_starting(tmp_path: Path) -> None:
    async def run() -> None:
        crew = Crew(2, os.rmdir, (tmp_path / "none",))
        with pytest.raises(RuntimeError, match=r"^FileNotFoundError: "):
            await crew.start()
        await crew.stop()

    asyncio.run(run())


def test_replacement_that_cannot_begin_is_told_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "once"
    folder.mkdir()

    async def run() -> None:
        crew = Crew(1, os.rmdir, (folder,))
        await crew.start()
        with pytest.raises(KilledError):
            await crew.run(os._exit, (1,), PLENTY)
        await soon(lambda: bool(caplog.messages))
        folder.mkdir()
        assert await crew.run(Answered, DONE, PLENTY) == Answered(*DONE)
        await crew.stop()

    with caplog.at_level(logging.ERROR):
        asyncio.run(run())
    assert caplog.messages[0].startswith("a process could not begin: FileNotFoundError")


@pytest.mark.parametrize("loop", LOOPS)
def test_process_that_dies_at_once_keeps_nobody_waiting(
    loop: Callable[[], asyncio.AbstractEventLoop], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "COMMAND", ("/bin/false",))

    async def run() -> None:
        crew = Crew(2, time.sleep, (0,))
        with pytest.raises(KilledError):
            await crew.start()
        await asyncio.wait_for(crew.stop(), PLENTY)

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(run())


def test_stopping_leaves_no_process_though_some_are_busy() -> None:
    left: list[int] = []

    async def use(crew: Crew) -> None:
        resting = list(crew._all)
        doing = [asyncio.ensure_future(crew.run(time.sleep, (3600,), 3600)) for _ in range(2)]  # type: ignore[arg-type]
        await soon(lambda: sum(process.is_idle for process in resting) == 1)
        left.extend(process._transport.get_pid() for process in crew._all if process._transport)
        await crew.stop()
        assert [type(error) for error in await asyncio.gather(*doing, return_exceptions=True)] == [KilledError] * 2

    with_crew(3, use)
    assert len(left) == 3
    assert not any(Path(f"/proc/{process}").exists() for process in left)
