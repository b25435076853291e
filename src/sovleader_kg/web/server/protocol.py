"""Protocol: a SPARQL 1.1 Protocol request, read into the query and the dataset that it names."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from sovleader_kg.web.errors import ProtocolError
from sovleader_kg.web.server.parameters import once

__all__ = ["Asked", "asked_in_address", "read", "read_form"]

FORM = "application/x-www-form-urlencoded"
QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
SEVERAL = {"default-graph-uri", "named-graph-uri"}
EDITOR = {"lang", "stored"}  # what the editor's page is asked with, and no query
BYTE_ORDER_MARK = "\ufeff"
LONGEST_BODY = 64 * 1024
BODY_TIMEOUT = 10  # seconds to send a body


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the graphs that the request asks it over; none named means the endpoint's own dataset."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


async def read(request: Request) -> Asked | None:
    """Read a request; None is a bare GET, which asks for the service description or the editor.

    Raises:
        ProtocolError: The method, the media type, the encoding or the parameters are wrong.
    """
    pairs = asked_in_address(request)
    if request.method in {"GET", "HEAD"}:
        return None if {name for name, _ in pairs} <= EDITOR else _asked(pairs)
    body = await _body(request)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == FORM:
        return _asked([*pairs, *_pairs(_decoded(body))])
    if kind == QUERY:
        return _asked([*pairs, ("query", _decoded(body))])
    if kind == UPDATE:
        raise ProtocolError(403, "the graph is read-only: updates are not answered here")
    raise ProtocolError(415, f"Content-Type must be {FORM} or {QUERY}")


def asked_in_address(request: Request) -> list[tuple[str, str]]:
    """Return the names and values that an address ends with.

    Raises:
        ProtocolError: They cannot be read.
    """
    return _pairs(request.scope["query_string"].decode("latin-1"))


async def read_form(request: Request) -> list[tuple[str, str]]:
    """Return the names and values of a form, in the address and in the body if there is one.

    Raises:
        ProtocolError: The body is too long or too slow, or no form.
    """
    pairs = asked_in_address(request)
    if request.method != "POST":
        return pairs
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise ProtocolError(415, f"Content-Type must be {FORM}")
    return [*pairs, *_pairs(_decoded(await _body(request)))]


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_TIMEOUT):
            async for piece in request.stream():
                body += piece
                if len(body) > LONGEST_BODY:
                    raise ProtocolError(413, f"the body has more than {LONGEST_BODY:,} bytes")
    except TimeoutError:
        raise ProtocolError(408, f"the body did not arrive within {BODY_TIMEOUT} s") from None
    return bytes(body)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(400, f"the body is not UTF-8 (byte {error.start})") from None


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except ValueError as error:
        raise ProtocolError(400, f"the parameters cannot be read: {' '.join(str(error).split())[:100]}") from None


def _asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise ProtocolError(403, "the graph is read-only: updates are not answered here")
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise ProtocolError(400, f"exactly one query is answered at a time, not {len(queries)}")
    once(name for name, _ in pairs if name not in SEVERAL)
    return Asked(
        queries[0].removeprefix(BYTE_ORDER_MARK),
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        next((value for name, value in pairs if name == "format"), None),
    )
