"""Crew: processes that are ended at their limit, replaced when they die, and never wait for one that is gone."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
import uvloop
from hypothesis import given
from hypothesis import strategies as st

import tasks
from sovleader_kg.web.errors import CrowdedError, KilledError
from sovleader_kg.web.workers import crew as crews
from sovleader_kg.web.workers.crew import Crew
from sovleader_kg.web.workers.process import Answered

LOOPS = [uvloop.new_event_loop, asyncio.new_event_loop]
LONG = 600  # seconds: nothing that is awaited lasts as long
SEARCHED = f"import sys; sys.path.append({str(Path(__file__).parent)!r}); "


@pytest.fixture(autouse=True)
def _of_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes find `tasks`, and give a busy machine time to start them."""
    monkeypatch.setattr(crews, "COMMAND", (sys.executable, "-c", SEARCHED + crews.COMMAND[2]))
    monkeypatch.setattr(crews, "GRACE", LONG)
    monkeypatch.setattr(crews, "PAUSE", 0.01)


def with_crew(
    count: int,
    use: Callable[[Crew], Awaitable[None]],
    loop: Callable[[], asyncio.AbstractEventLoop] = uvloop.new_event_loop,
) -> None:
    async def run() -> None:
        crew = Crew(count, tasks.begin, ("begun",))
        await crew.start()
        try:
            await use(crew)
        finally:
            await crew.stop()

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(run())


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not is_so():
            await asyncio.sleep(0.01)


def test_answer_comes_whole_whatever_its_length() -> None:
    @given(st.binary(max_size=50), st.sampled_from([1, 1_000, 70_000, 2_000_000]), st.text(max_size=30))
    def agree(piece: bytes, times: int, kind: str) -> None:
        body = piece * (times // max(len(piece), 1) + 1)
        found = loop.run_until_complete(crew.run(tasks.answer, (kind, body), LONG))
        assert found == Answered(200, kind, body)

    loop, crew = asyncio.new_event_loop(), Crew(1, tasks.begin, ("begun",))
    try:
        loop.run_until_complete(crew.start())
        agree()
    finally:
        loop.run_until_complete(crew.stop())
        loop.close()


def test_task_is_given_what_its_process_began_with() -> None:
    async def use(crew: Crew) -> None:
        assert await crew.run(tasks.show, (), LONG) == Answered(200, "text/plain", b"begun")

    with_crew(1, use)


def test_task_is_ended_at_its_limit_and_the_next_one_is_done() -> None:
    async def use(crew: Crew) -> None:
        with pytest.raises(KilledError, match=r"^it took more than 0\.3 s$"):
            await crew.run(tasks.rest, (LONG,), 0.3)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE

    with_crew(1, use)


@pytest.mark.parametrize("death", [tasks.crash, tasks.end])
def test_process_that_dies_ends_its_task_and_is_replaced(death: Callable[..., Answered]) -> None:
    async def use(crew: Crew) -> None:
        for _ in range(3):
            with pytest.raises(KilledError, match=r"^out of memory, or the engine crashed$"):
                await crew.run(death, (), LONG)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE

    with_crew(1, use)


def test_what_a_task_raises_is_raised_and_its_process_goes_on() -> None:
    async def use(crew: Crew) -> None:
        (process,) = crew._all
        with pytest.raises(RuntimeError, match=r"^ValueError: not a number$"):
            await crew.run(tasks.fail, (), LONG)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE
        assert crew._all == {process}

    with_crew(1, use)


def test_process_that_dies_while_it_rests_is_never_given_a_task() -> None:
    async def use(crew: Crew) -> None:
        killed = set(crew._all)
        for process in killed:
            process.kill()
        await until(lambda: not killed & crew._all)
        answers = await asyncio.gather(*(crew.run(tasks.do, (), LONG) for _ in range(6)))
        assert answers == [tasks.DONE] * 6

    with_crew(2, use)


def kill_one(crew: Crew) -> set[object]:
    """Kill one of the processes behind the crew's back, and return it."""
    for process in list(crew._all)[:1]:
        if process._transport and (number := process._transport.get_pid()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
            return {process}
    return set()


@pytest.mark.parametrize("loop", LOOPS)
def test_task_is_done_or_ended_whenever_processes_are_killed(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    async def use(crew: Crew) -> None:
        for number in range(30):
            doing = asyncio.ensure_future(crew.run(tasks.do, (), LONG))
            await asyncio.sleep(number % 4 * 0.002)
            killed = kill_one(crew)
            (outcome,) = await asyncio.gather(doing, return_exceptions=True)
            assert outcome == tasks.DONE or isinstance(outcome, KilledError)
        await until(lambda: not killed & crew._all)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE

    with_crew(2, use, loop)


@pytest.mark.parametrize(("brief", "is_ended"), [(LONG, False), (1.0, True)])
def test_task_that_nobody_waits_for_is_ended_and_a_brief_one_left_to_its_end(
    brief: float, is_ended: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crews, "BRIEF", brief)

    async def use(crew: Crew) -> None:
        (process,) = crew._all
        doing = asyncio.ensure_future(crew.run(tasks.rest, (LONG if is_ended else 0.3,), LONG))
        await until(lambda: not process.is_idle)
        doing.cancel()
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE
        assert (process not in crew._all) is is_ended

    with_crew(1, use)


@pytest.mark.parametrize("waits", [True, False])
def test_process_that_is_stopped_is_killed_and_replaced(waits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(crew: Crew) -> None:
        (process,) = crew._all
        assert process._transport
        process._transport.send_signal(signal.SIGSTOP)
        monkeypatch.setattr(crews, "GRACE", 0.3)
        doing = asyncio.ensure_future(crew.run(tasks.do, (), 0.2))
        await until(lambda: not process.is_idle)
        if not waits:
            doing.cancel()
        (outcome,) = await asyncio.gather(doing, return_exceptions=True)
        assert isinstance(outcome, KilledError if waits else asyncio.CancelledError)
        await until(lambda: process not in crew._all)
        monkeypatch.setattr(crews, "GRACE", LONG)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE

    with_crew(1, use)


def test_whoever_waits_longest_is_next() -> None:
    async def use(crew: Crew) -> None:
        order: list[int] = []

        async def one(number: int) -> None:
            for _ in range(20):
                await crew.run(tasks.do, (), LONG)
                order.append(number)

        await asyncio.gather(*(one(number) for number in range(4)))
        assert order == [0, 1, 2, 3] * 20

    with_crew(1, use)


def test_task_without_a_free_process_is_answered_that_the_server_is_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(crew: Crew) -> None:
        (process,) = crew._all
        doing = asyncio.ensure_future(crew.run(tasks.rest, (LONG,), LONG))
        await until(lambda: not process.is_idle)
        with pytest.raises(CrowdedError, match=r"^the server was too busy$"):
            await crew.run(tasks.do, (), LONG, patience=0.1)
        doing.cancel()

    with_crew(1, use)


def test_crew_has_recovered_when_whom_it_lost_is_replaced() -> None:
    async def use(crew: Crew) -> None:
        with pytest.raises(KilledError):
            await crew.run(tasks.end, (), LONG)
        assert not any(process.is_sound for process in crew._all)
        await asyncio.wait_for(crew.recover(), LONG)
        assert [process.is_sound for process in crew._all] == [True]
        doing = asyncio.ensure_future(crew.run(tasks.rest, (LONG,), LONG))
        await until(lambda: not any(process.is_idle for process in crew._all))
        doing.cancel()
        await until(lambda: not any(process.is_sound for process in crew._all))
        await asyncio.wait_for(crew.recover(), LONG)
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE

    with_crew(1, use)


def test_crew_that_stands_back_leaves_a_processor_to_others() -> None:
    async def run() -> None:
        crew = Crew(1, tasks.begin, ("begun",), niceness=5)
        await crew.start()
        (process,) = crew._all
        assert process._transport is not None
        assert os.getpriority(os.PRIO_PROCESS, process._transport.get_pid()) == 5 + os.getpriority(os.PRIO_PROCESS, 0)
        await crew.stop()

    asyncio.run(run())


def test_process_that_cannot_begin_keeps_a_crew_from_starting(tmp_path: Path) -> None:
    async def run() -> None:
        crew = Crew(2, os.rmdir, (tmp_path / "none",))
        with pytest.raises(RuntimeError, match=r"^FileNotFoundError: "):
            await crew.start()
        await crew.stop()

    asyncio.run(run())


def test_replacement_that_cannot_begin_is_logged_and_tried_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "once"
    folder.mkdir()

    async def run() -> None:
        crew = Crew(1, os.rmdir, (folder,))
        await crew.start()
        with pytest.raises(KilledError):
            await crew.run(tasks.end, (), LONG)
        await until(lambda: bool(caplog.messages))
        folder.mkdir()
        assert await crew.run(tasks.do, (), LONG) == tasks.DONE
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
        crew = Crew(2, tasks.begin, ("begun",))
        with pytest.raises(KilledError):
            await crew.start()
        await asyncio.wait_for(crew.stop(), LONG)

    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(run())


def test_stopping_leaves_no_process_though_some_are_busy() -> None:
    left: list[int] = []

    async def use(crew: Crew) -> None:
        doing = [asyncio.ensure_future(crew.run(tasks.rest, (LONG,), LONG)) for _ in range(2)]
        await until(lambda: sum(process.is_idle for process in crew._all) == 1)
        left.extend(process._transport.get_pid() for process in crew._all if process._transport)
        await crew.stop()
        assert [type(error) for error in await asyncio.gather(*doing, return_exceptions=True)] == [KilledError] * 2

    with_crew(3, use)
    assert len(left) == 3
    assert not any(Path(f"/proc/{process}").exists() for process in left)
