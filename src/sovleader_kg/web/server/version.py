"""Version: what a server serves now: one version of the graph, its processes, and what they made already."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette

from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.content import Content
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.pool import Pool
from sovleader_kg.web.workers.process import Answered

__all__ = ["DRAIN", "Settings", "Version", "load", "watch"]

LOG = logging.getLogger("sovleader_kg.web.server")
DRAIN = 4.0  # seconds that running queries have when the server, or a version of the graph, goes
KEPT = 512  # pages and descriptions that are remembered
PASSING = 500  # the status from which on an answer may be another one the next time


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server serves, and within which limits.

    Attributes:
        backing: What holds the graph.
        base: The address that the server is known by, without a slash at the end; empty for that of the request.
        limits: What a query may take.
        articles: Copies of articles, for the passages' own words.
    """

    backing: Backing
    base: str = ""
    limits: Limits = field(default_factory=Limits)
    articles: tuple[Path, ...] = ()


@dataclass(slots=True)
class Version:
    """One version of the graph: its tag, the folder of its published files, its processes, what they made already."""

    tag: str
    dumps: Path | None
    pool: Pool
    made: OrderedDict[tuple[object, ...], Answered] = field(default_factory=OrderedDict)

    async def make(self, client: str, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Return what a method of `Content` makes for a client, remembered."""
        key = (function.__name__, *(tuple(sorted(one.items())) if isinstance(one, dict) else one for one in arguments))
        if key not in self.made:
            made = await self.pool.make(client, function, *arguments)
            if made.status >= PASSING:
                return made
            self.made[key] = made
        self.made.move_to_end(key)
        while len(self.made) > KEPT:
            self.made.popitem(last=False)
        return self.made[key]


async def load(settings: Settings) -> Version:
    """Start the processes for the graph that there is now, which is checked first."""
    backing = settings.backing
    await asyncio.to_thread(backing.verify)
    tag, dumps = await asyncio.to_thread(backing.tag), await asyncio.to_thread(backing.dumps)
    pool = Pool(backing, settings.limits, Content, (settings.articles, dumps))
    try:
        await pool.start()
    except BaseException:
        await pool.drain(0)
        raise
    return Version(tag, dumps, pool)


async def watch(app: Starlette) -> None:
    """Take up a new version of the graph when there is one."""
    backing: Backing = app.state.settings.backing
    known = app.state.version.tag
    while True:
        await asyncio.sleep(backing.watch)
        try:
            tag = await asyncio.to_thread(backing.tag)
            if tag == known:
                continue
            known = tag
            new = await load(app.state.settings)
        except Exception as error:
            LOG.error("the new graph cannot be loaded: %s", error)
            continue
        old, app.state.version = app.state.version, new
        LOG.info("serving version %s", new.tag)
        await old.pool.drain(DRAIN)
