"""App: the server as an application: its life, its routes, and how errors are answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sovleader_kg.web import media
from sovleader_kg.web.errors import WebError
from sovleader_kg.web.server import policy
from sovleader_kg.web.server.log import Logged
from sovleader_kg.web.server.replies import AGAIN, answered, language_of, made_once, path_of
from sovleader_kg.web.server.routes import routes
from sovleader_kg.web.server.version import DRAIN, Settings, load, watch
from sovleader_kg.web.workers.content import Content

__all__ = ["make"]

LOG = logging.getLogger("sovleader_kg.web.server")
LONGEST = 2_000  # characters of an address
GUARDED = {
    "Content-Security-Policy": policy.PAGES,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, Retry-After"}


def make(settings: Settings) -> Starlette:
    """Return the application for some settings.

    Raises:
        StoreError: At its start, if the folder holds no sound graph.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            app.state.settings, app.state.version = settings, await load(settings)
        except Exception as error:
            app.state.failure = str(error)
            raise
        watching = asyncio.create_task(watch(app))
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await app.state.version.pool.drain(DRAIN)

    handlers = {WebError: _refused, HTTPException: _missed, Exception: _failed}
    app = Starlette(routes=routes(), lifespan=lifespan, exception_handlers=handlers)
    app.add_middleware(Logged, headers={**GUARDED, **OPEN}, longest=LONGEST)
    return app


async def _refused(_: Request, error: Exception) -> Response:
    """Answer an error of the server's own."""
    assert isinstance(error, WebError)
    return _line(error.status, str(error), AGAIN if error.status in {429, 503} else {})


async def _missed(request: Request, error: Exception) -> Response:
    """Answer an address or method that there is not; whoever reads pages gets one, with what may have been meant."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and media.HTML in request.headers.get("accept", ""):
        place = path_of(request)
        return answered(request, await made_once(request, Content.misspelt, place, language_of(request)))
    return _line(error.status_code, error.detail, error.headers or {})


async def _failed(_: Request, error: Exception) -> Response:
    """Answer what nobody thought of; the log says what it was."""
    LOG.error("unexpected: %s: %s", type(error).__name__, error)
    return _line(500, "internal error; see the server's log", {})


def _line(status: int, message: str, headers: Mapping[str, str]) -> Response:
    return PlainTextResponse(f"{message}\n", status, {"Cache-Control": "no-store", **headers})
