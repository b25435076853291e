"""Header timeout: how long a client may take to send the head of a request."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

__all__ = ["HEADER_TIMEOUT", "Protocol"]

HEADER_TIMEOUT = 10.0  # seconds to send the head of a request


class Protocol(HttpToolsProtocol):
    """HTTP as uvicorn speaks it, but the connection of a client that does not send a whole head in time is closed."""

    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(HEADER_TIMEOUT, transport.close)

    def on_message_begin(self) -> None:
        """Wait for the rest of a head on a connection that is used again."""
        super().on_message_begin()
        if self._timer is None:
            self._timer = self.loop.call_later(HEADER_TIMEOUT, self.transport.close)

    def on_headers_complete(self) -> None:
        """Stop waiting: the head is there."""
        self._stop()
        super().on_headers_complete()

    def connection_lost(self, exc: Any) -> None:
        """Stop waiting: the client has gone."""
        self._stop()
        super().connection_lost(exc)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
