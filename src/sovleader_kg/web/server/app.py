"""App: the server as an application: its life, its routes, and how mistakes are told."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sovleader_kg.web.server.crew import KilledError
from sovleader_kg.web.server.guard import RefusedError
from sovleader_kg.web.server.log import Logged
from sovleader_kg.web.server.negotiation import NotAcceptableError
from sovleader_kg.web.server.pool import BusyError, GoneError
from sovleader_kg.web.server.protocol import ProtocolError
from sovleader_kg.web.server.replies import AGAIN
from sovleader_kg.web.server.routes import routes
from sovleader_kg.web.server.version import DRAIN, Settings, load, watch

__all__ = ["make"]

LOG = logging.getLogger("sovleader_kg.web.server")
LONGEST = 2_000  # characters of an address
GUARDED = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
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

    errors = {
        ProtocolError: _told,
        RefusedError: _told,
        NotAcceptableError: _told,
        BusyError: _told,
        KilledError: _told,
        HTTPException: _told,
        GoneError: _left,
        Exception: _broken,
    }
    app = Starlette(routes=routes(), lifespan=lifespan, exception_handlers=errors)
    app.add_middleware(Logged, headers={**GUARDED, **OPEN}, longest=LONGEST)
    return app


async def _told(_: Request, error: Exception) -> Response:
    """Answer a mistake in one line, with its status."""
    statuses = {RefusedError: 400, NotAcceptableError: 406, BusyError: 429, KilledError: 503}
    status = getattr(error, "status", None) or getattr(error, "status_code", None) or statuses[type(error)]
    if isinstance(error, RefusedError) and error.too_long:
        status = 413
    message = getattr(error, "detail", None) or str(error)
    more = AGAIN if status in {429, 503} else dict(getattr(error, "headers", None) or {})
    return PlainTextResponse(f"{message}\n", status, {"Cache-Control": "no-store", **more})


async def _left(_: Request, error: Exception) -> Response:
    """Answer nobody: the client has gone."""
    del error
    return Response(status_code=499)


async def _broken(_: Request, error: Exception) -> Response:
    LOG.error("unexpected: %s: %s", type(error).__name__, error)
    return PlainTextResponse("something went wrong here; it is in the log\n", 500, {"Cache-Control": "no-store"})
