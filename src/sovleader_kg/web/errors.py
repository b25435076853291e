"""The errors of the server.

    WebError
    ├── ProtocolError         a request that is not a SPARQL query (its own status)
    ├── ParameterError        a parameter that an address does not know, or twice (400)
    ├── RefusedError          a query that is not run (400, or 413 where it is too long)
    ├── NotAcceptableError    a request that accepts no format that there is (406)
    ├── BusyError             a client that asks for too much at once (429)
    ├── GoneError             a client that no longer waits for its answer (499)
    └── KilledError           a task that took too long, or took its process with it (503)
        └── CrowdedError      a task that no process was free for in time

Each has the HTTP status that it is answered with; its message is the one line of the answer.
"""

from __future__ import annotations

__all__ = [
    "BusyError",
    "CrowdedError",
    "GoneError",
    "KilledError",
    "NotAcceptableError",
    "ParameterError",
    "ProtocolError",
    "RefusedError",
    "WebError",
]


class WebError(Exception):
    """The base of what a server answers with an error status."""

    status: int


class ProtocolError(WebError):
    """A request that is not a SPARQL query."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class ParameterError(WebError):
    """A parameter that an address does not know, or that it is given twice."""

    status = 400


class RefusedError(WebError):
    """A query that is not run: why, and where."""

    def __init__(self, reason: str, text: str = "", at: int = 0, *, status: int = 400) -> None:
        before = text[:at]
        line, column = before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
        super().__init__(f"{reason} (line {line}, column {column})" if text else reason)
        self.status = status


class NotAcceptableError(WebError):
    """A request that accepts no format that there is."""

    status = 406


class BusyError(WebError):
    """A client that asks for too much at once."""

    status = 429


class GoneError(WebError):
    """A client that no longer waits for its answer."""

    status = 499


class KilledError(WebError):
    """A task that took too long, or took its process with it."""

    status = 503


class CrowdedError(KilledError):
    """A task that no process was free for in time; it has not begun."""
