"""Pool: what one client may have on its way at once, counted without a process and without a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sovleader_kg.store.compiling import compile_files
from sovleader_kg.web.errors import BusyError, CrowdedError, GoneError, KilledError
from sovleader_kg.web.workers.backing import Compiled
from sovleader_kg.web.workers.content import Content
from sovleader_kg.web.workers.crew import Crew
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.pool import RUNNING, WAITING, Pool
from sovleader_kg.web.workers.process import Answered

DONE = Answered(200, "text/plain", b"done")


class Held(Crew):
    """A crew whose tasks last until they are let go, or end at once in an error; it recovers when it is told to."""

    def __init__(self, *, error: KilledError | None = None) -> None:
        self.running, self.begun, self.error = 0, 0, error
        self.go, self.whole = asyncio.Event(), asyncio.Event()

    async def run(
        self, function: Callable[..., Answered], arguments: tuple[object, ...], seconds: float, *, patience: float = 1
    ) -> Answered:
        self.begun += 1
        if self.error:
            raise self.error
        self.running += 1
        try:
            await self.go.wait()
        finally:
            self.running -= 1
        return DONE

    async def recover(self) -> None:
        await self.whole.wait()


KILLED, CROWDED = KilledError("it took more than 1 s"), CrowdedError("the server was too busy")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pool")
    (place / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(place / "graph", [place / "data.nt"])
    return place / "graph"


def with_pool(
    folder: Path, use: Callable[[Pool, Held], Awaitable[None]], *, cheap: Held | None = None, processes: int = 3
) -> None:
    async def run() -> None:
        pool, held = Pool(Compiled(folder), Limits(processes=processes), Content), Held()
        pool._many, pool._own, pool._cheap = held, held, cheap or held
        try:
            await use(pool, held)
        finally:
            pool._scratch.cleanup()

    asyncio.run(run())


async def stays() -> None:
    """Wait as long as a client does that stays."""
    await asyncio.Event().wait()


def page(pool: Pool, client: str) -> asyncio.Task[Answered]:
    return asyncio.ensure_future(pool.make(client, Content.page, "", "en", {}))


def query(pool: Pool, client: str, *, cheap: bool = False) -> asyncio.Task[Answered]:
    return asyncio.ensure_future(pool.ask(client, ("ASK {}",), stays, cheap=cheap))


async def turn() -> None:
    """Let everything that can go on go on."""
    for _ in range(20):
        await asyncio.sleep(0)


@pytest.mark.parametrize("ask", [page, query])
def test_two_of_a_client_run_thirty_wait_and_one_more_is_refused(
    ask: Callable[[Pool, str], asyncio.Task[Answered]], folder: Path
) -> None:
    async def use(pool: Pool, held: Held) -> None:
        asked = [ask(pool, "greedy") for _ in range(RUNNING + WAITING)]
        await turn()
        assert held.running == RUNNING
        with pytest.raises(BusyError, match=r"^32 queries of yours run or wait; ask again later$"):
            await ask(pool, "greedy")
        other = ask(pool, "modest")
        held.go.set()
        assert await asyncio.gather(*asked, other) == [DONE] * (RUNNING + WAITING + 1)

    with_pool(folder, use)


def test_what_has_waited_is_counted_no_more(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        held.go.set()
        await asyncio.gather(*(query(pool, "greedy") for _ in range(RUNNING + WAITING)))
        assert await query(pool, "greedy") == DONE
        assert pool._waiting == {}
        assert pool._turns == {}

    with_pool(folder, use)


@pytest.mark.parametrize(("processes", "running"), [(1, 1), (2, 1), (3, 2), (8, 2)])
def test_one_client_never_has_all_of_several_processes(processes: int, running: int, folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        asked = [query(pool, "greedy") for _ in range(10)]
        await turn()
        assert held.running == running
        other = query(pool, "modest")
        await turn()
        assert held.running == running + 1
        held.go.set()
        await asyncio.gather(*asked, other)

    with_pool(folder, use, processes=processes)


def test_one_cheap_query_of_a_client_runs_at_a_time(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        asked = [query(pool, "greedy", cheap=True) for _ in range(10)]
        await turn()
        assert held.running == 1
        other = query(pool, "modest", cheap=True)
        await turn()
        assert held.running == 2
        held.go.set()
        await asyncio.gather(*asked, other)

    with_pool(folder, use)


def test_query_that_was_not_cheap_after_all_runs_with_the_others_and_so_do_the_next_ones(folder: Path) -> None:
    cheap = Held(error=KILLED)

    async def use(pool: Pool, held: Held) -> None:
        held.go.set()
        for _ in range(3):
            assert await query(pool, "somebody", cheap=True) == DONE
        assert (cheap.begun, held.begun) == (1, 3)
        assert await query(pool, "somebody else", cheap=True) == DONE
        assert cheap.begun == 2

    with_pool(folder, use, cheap=cheap)


def test_client_is_kept_out_for_a_while_only(folder: Path) -> None:
    cheap = Held(error=KILLED)

    async def use(pool: Pool, held: Held) -> None:
        held.go.set()
        await query(pool, "somebody", cheap=True)
        pool._kept_out["somebody"] -= 120  # that was a while ago
        await query(pool, "somebody", cheap=True)
        assert cheap.begun == 2
        assert list(pool._kept_out) == ["somebody"]

    with_pool(folder, use, cheap=cheap)


def test_cheap_query_that_would_wait_runs_with_the_others_and_its_client_is_not_kept_out(folder: Path) -> None:
    cheap = Held(error=CROWDED)

    async def use(pool: Pool, held: Held) -> None:
        held.go.set()
        assert await query(pool, "somebody", cheap=True) == DONE
        assert await query(pool, "somebody", cheap=True) == DONE
        assert (cheap.begun, held.begun, pool._kept_out) == (2, 2, {})

    with_pool(folder, use, cheap=cheap)


def test_a_client_takes_no_other_process_before_the_one_that_it_lost_is_replaced(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        held.error = KILLED
        with pytest.raises(KilledError):
            await query(pool, "greedy")
        held.error = None
        asked = query(pool, "greedy")
        await turn()
        assert held.running == 0
        other = query(pool, "modest")
        await turn()
        assert held.running == 1
        held.whole.set()
        await turn()
        assert held.running == 2
        held.go.set()
        assert {*await asyncio.gather(asked, other)} == {DONE}
        assert (pool._waiting, pool._turns) == ({}, {})

    with_pool(folder, use, processes=2)


def test_query_of_a_client_that_hangs_up_is_cancelled(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        async def hangs_up() -> None:
            await turn()

        with pytest.raises(GoneError):
            await pool.ask("somebody", ("ASK {}",), hangs_up, cheap=False)
        await turn()
        assert pool._waiting == {"somebody": 1}  # until its process is replaced
        held.whole.set()
        await turn()
        assert pool._waiting == {}

    with_pool(folder, use)


def test_killed_task_says_what_was_killed(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        pool._many = pool._own = Held(error=KILLED)
        with pytest.raises(KilledError, match=r"^the query was ended: it took more than 1 s$"):
            await query(pool, "somebody")
        with pytest.raises(KilledError, match=r"^the page was not made: it took more than 1 s$"):
            await page(pool, "somebody")

    with_pool(folder, use)
