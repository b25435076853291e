"""Reconciliation: the addresses of the reconciliation service, in each language below `/reconcile`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sovleader_kg.answers.reconciliation.facts import iri_written
from sovleader_kg.names import LANGUAGES
from sovleader_kg.web import media
from sovleader_kg.web.errors import ProtocolError, WebError
from sovleader_kg.web.pages.links import ServerLinks, split
from sovleader_kg.web.reconciliation.manifest import described
from sovleader_kg.web.server import policy
from sovleader_kg.web.server.parameters import once, takes
from sovleader_kg.web.server.protocol import read_form
from sovleader_kg.web.server.replies import answered, base_of, iri_of, made_for, made_once, path_of, root_of
from sovleader_kg.web.workers.content import Content
from sovleader_kg.web.workers.process import Answered

__all__ = ["ALLOWED", "routes"]

ALLOWED = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Accept, Content-Type"}
SERVICE = ("queries", "extend")  # what the address of the service itself is asked with
BELOW = ("suggest/entity", "suggest/property", "suggest/type", "properties")
_FUNCTION = re.compile(r"[A-Za-z_$][\w$.]{0,99}", re.ASCII)


def routes() -> list[BaseRoute]:
    """Return every route of the service."""
    asked = ["GET", "HEAD", "POST", "OPTIONS"]
    root = "/reconcile/{language}"
    return [
        *(Route(place, _service, methods=asked) for place in ("/reconcile", "/reconcile/", root, f"{root}/")),
        *(
            Route(f"{root}/{part}", takes(_part, others=True), methods=asked[:2] + asked[3:], name=part)
            for part in BELOW
        ),
        Route(f"{root}/view", takes(_view, ("id",)), methods=asked[:2]),
        Route(f"{root}/preview", takes(_preview, ("id",)), methods=asked[:2]),
    ]


async def _service(request: Request) -> Response:
    """Answer queries or a wish for data; without either, the manifest."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=ALLOWED)
    language, asked = _language(request), dict[str, str]()
    try:
        pairs = await read_form(request)
        once(name for name, _ in pairs)
        asked = dict(pairs)
        parts = [part for part in SERVICE if part in asked]
        if len(parts) > 1 or (not parts and request.method == "POST"):
            raise ProtocolError(400, f"send either {' or '.join(SERVICE)}, as JSON in a form")
        if not parts:
            return _sent(request, Answered(200, media.JSON, _written(described(base_of(request), language))), asked)
        return await _answered(request, parts[0], language, asked)
    except WebError as error:
        return _sent(request, _told(error), asked)


async def _part(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=ALLOWED)
    language = _language(request)
    part = path_of(request).removeprefix(f"/reconcile/{language}/")
    asked = dict(request.query_params)
    try:
        return await _answered(request, part, language, asked)
    except WebError as error:
        return _sent(request, _told(error), asked)


async def _answered(request: Request, part: str, language: str, asked: Mapping[str, str]) -> Response:
    known = {name: value for name, value in asked.items() if name != "callback"}
    return _sent(request, await made_once(request, Content.reconciliation, part, language, known), asked)


def _told(error: WebError) -> Answered:
    """Return an error as clients of such services read it."""
    return Answered(error.status, media.JSON, _written({"status": "error", "message": str(error)}))


def _written(document: Mapping[str, object]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _sent(request: Request, made: Answered, asked: Mapping[str, str]) -> Response:
    """Answer as JSON, or, where a script asks for it by the name of a function, as a call of that."""
    function = asked.get("callback")
    if function is None:
        return answered(request, made)
    if not _FUNCTION.fullmatch(function):
        return answered(request, _told(ProtocolError(400, "callback is not the name of a function")))
    called = f"/**/{function}({json.dumps(json.loads(made.body))});"
    return answered(request, Answered(made.status, "text/javascript", called.encode()))


async def _view(request: Request) -> Response:
    """Lead to the page of a thing."""
    kind, slug = split(_thing(request)) or ("", "")
    page = ServerLinks(_language(request)).thing(iri_of(kind, slug))
    return RedirectResponse(root_of(request) + page, 303)


async def _preview(request: Request) -> Response:
    kind, slug = split(_thing(request)) or ("", "")
    made = await made_for(request, Content.preview, iri_of(kind, slug), _language(request))
    return answered(request, made, {"Content-Security-Policy": policy.PREVIEWS})


def _thing(request: Request) -> str:
    return iri_written(request.query_params.get("id", ""))


def _language(request: Request) -> str:
    language = str(request.path_params.get("language", LANGUAGES[0]))
    if language not in LANGUAGES:
        raise HTTPException(404, f"the service answers at {', '.join(f'/reconcile/{one}' for one in LANGUAGES)}")
    return language
