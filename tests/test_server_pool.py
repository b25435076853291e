"""Pool: what one client may have on its way at once, counted without a process and without a clock."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from sovleader_kg.store.compiling import compile_files
from sovleader_kg.web.errors import BusyError, GoneError, KilledError
from sovleader_kg.web.workers.backing import Compiled
from sovleader_kg.web.workers.content import Content
from sovleader_kg.web.workers.crew import Crew
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.pool import AT_ONCE, RUNNING, WAITING, Pool
from sovleader_kg.web.workers.process import Answered

DONE = Answered(200, "text/plain", b"done")


class Held(Crew):
    """A crew whose tasks last until they are let go, or are killed at once."""

    def __init__(self, *, kills: bool = False) -> None:
        self.running, self.kills, self.go = 0, kills, asyncio.Event()

    async def run(self, function: Callable[..., Answered], arguments: tuple[object, ...], seconds: float) -> Answered:
        if self.kills:
            raise KilledError("it took more than 1 s")
        self.running += 1
        await self.go.wait()
        self.running -= 1
        return DONE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pool")
    (place / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(place / "graph", [place / "data.nt"])
    return place / "graph"


def with_pool(folder: Path, use: Callable[[Pool, Held], Awaitable[None]], *, cheap: Held | None = None) -> None:
    async def run() -> None:
        pool, held = Pool(Compiled(folder), Limits(), Content), Held()
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
        with pytest.raises(BusyError, match=r"^2 queries of yours run and 30 wait; ask again later$"):
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


def test_more_cheap_queries_than_others_run_at_once(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        asked = [query(pool, "greedy", cheap=True) for _ in range(AT_ONCE["cheap"] + 1)]
        await turn()
        assert held.running == AT_ONCE["cheap"] == 16
        held.go.set()
        await asyncio.gather(*asked)

    with_pool(folder, use)


def test_query_that_was_not_cheap_after_all_runs_with_the_others(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        held.go.set()
        assert await query(pool, "somebody", cheap=True) == DONE

    with_pool(folder, use, cheap=Held(kills=True))


def test_query_of_a_client_that_hangs_up_is_cancelled(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        async def hangs_up() -> None:
            await turn()

        with pytest.raises(GoneError):
            await pool.ask("somebody", ("ASK {}",), hangs_up, cheap=False)
        await turn()
        assert pool._waiting == {}

    with_pool(folder, use)


def test_killed_task_says_what_was_killed(folder: Path) -> None:
    async def use(pool: Pool, held: Held) -> None:
        pool._many = pool._own = Held(kills=True)
        with pytest.raises(KilledError, match=r"^the query was ended: it took more than 1 s$"):
            await query(pool, "somebody")
        with pytest.raises(KilledError, match=r"^the page was not made: it took more than 1 s$"):
            await page(pool, "somebody")

    with_pool(folder, use)
