"""Version: what a server serves now: one version of the graph, its processes, and what they made already."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette

from sovleader_kg.store.snapshot import MANIFEST, verify
from sovleader_kg.web.workers.pool import Limits, Pool
from sovleader_kg.web.workers.process import Answered

__all__ = ["DRAIN", "Settings", "Version", "load", "watch"]

LOG = logging.getLogger("sovleader_kg.web.server")
DRAIN = 4.0  # seconds that running queries have when the server, or a version of the graph, goes
WATCH = 2.0  # seconds between looks at the compiled folder
KEPT = 512  # pages and descriptions that are remembered


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server serves, and within which limits.

    Attributes:
        folder: The compiled folder.
        base: The address that the server is known by, without a slash at the end; empty for that of the request.
        limits: What a query may take.
        articles: Copies of articles, for the passages' own words.
    """

    folder: Path
    base: str = ""
    limits: Limits = field(default_factory=Limits)
    articles: tuple[Path, ...] = ()


@dataclass(slots=True)
class Version:
    """One version of the graph: its tag, the processes that hold it, and what they made already."""

    tag: str
    pool: Pool
    made: OrderedDict[tuple[object, ...], Answered] = field(default_factory=OrderedDict)

    async def make(self, client: str, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Return what a method of `Content` makes for a client, remembered."""
        key = (function.__name__, *(tuple(sorted(one.items())) if isinstance(one, dict) else one for one in arguments))
        if key not in self.made:
            self.made[key] = await self.pool.make(client, function, *arguments)
        self.made.move_to_end(key)
        while len(self.made) > KEPT:
            self.made.popitem(last=False)
        return self.made[key]


async def load(settings: Settings) -> Version:
    """Start the processes for what the folder holds now; every file of it is checked against its hash first."""
    await asyncio.to_thread(verify, settings.folder)
    manifest = (settings.folder / MANIFEST).read_bytes()
    pool = await asyncio.to_thread(Pool, settings.folder, settings.limits, settings.articles)
    try:
        await pool.start()
    except BaseException:
        await pool.drain(0)
        raise
    return Version(hashlib.sha256(manifest).hexdigest()[:16], pool)


async def watch(app: Starlette) -> None:
    """Take up a new version of the graph when the folder holds one."""
    path: Path = app.state.settings.folder / MANIFEST
    known = path.stat().st_mtime_ns
    while True:
        await asyncio.sleep(WATCH)
        try:
            changed = path.stat().st_mtime_ns
            if changed == known:
                continue
            known = changed
            new = await load(app.state.settings)
        except Exception as error:
            LOG.error("the new graph cannot be loaded: %s", error)
            continue
        old, app.state.version = app.state.version, new
        LOG.info("serving version %s", new.tag)
        await old.pool.drain(DRAIN)
