"""Log: one JSON line a request, and the headers that every answer carries."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Logged"]

ACCESS = logging.getLogger("sovleader_kg.access")


class Logged:
    """A layer around the application; it also refuses addresses that are too long or cannot be read."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], longest: int) -> None:
        """Wrap an application.

        Args:
            app: The application.
            headers: What every answer carries.
            longest: Characters of a path, at most.
        """
        self._app, self._headers, self._longest = app, headers, longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and write its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, outcome = time.perf_counter(), {"status": 0, "bytes": 0}

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                outcome["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            elif message["type"] == "http.response.body":
                outcome["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            if len(scope["path"]) > self._longest:
                await PlainTextResponse("the address is too long\n", 414)(scope, receive, sent)
            else:
                await self._app(scope, receive, sent)
        finally:
            if ACCESS.isEnabledFor(logging.INFO):
                line = {
                    "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "client": (scope.get("client") or ("?",))[0],
                    "method": scope["method"],
                    "path": scope["path"][:200],
                    **outcome,
                    "ms": round(1000 * (time.perf_counter() - began), 1),
                }
                ACCESS.info(json.dumps(line, ensure_ascii=True))
