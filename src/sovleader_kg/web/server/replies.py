"""Replies: what answers have in common: names, languages, tags, links, and how what was made is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from sovleader_kg.names import BASE, KINDS
from sovleader_kg.web import media
from sovleader_kg.web.pages.words import LANGUAGES
from sovleader_kg.web.server.version import Version
from sovleader_kg.web.workers.process import Answered

__all__ = [
    "AGAIN",
    "answered",
    "base_of",
    "client_of",
    "iri_of",
    "is_known",
    "language_of",
    "links_of",
    "made_for",
    "made_once",
    "now",
    "path_of",
    "root_of",
    "suffix_of",
    "unchanged",
]

AGAIN = {"Retry-After": "2"}


def now(request: Request) -> Version:
    """Return the version that is served."""
    version: Version = request.app.state.version
    return version


def client_of(request: Request) -> str:
    """Return who asks, as far as an address tells."""
    return request.client.host if request.client else "?"


async def made_for(request: Request, function: Callable[..., Answered], *arguments: object) -> Answered:
    """Return what a method of `Content` makes, for whoever asks."""
    return await now(request).make(client_of(request), function, *arguments)


async def made_once(request: Request, function: Callable[..., Answered], *arguments: object) -> Answered:
    """Return what a method of `Content` makes as `made_for`, without remembering it: what anybody may write differs."""
    return await now(request).pool.make(client_of(request), function, *arguments)


def iri_of(kind: str, slug: str) -> str:
    """Return the IRI of a thing, if the parts can be one's."""
    if kind not in KINDS or not all(letter.isalnum() or letter in "-._~" for letter in slug) or not slug.isascii():
        raise HTTPException(404, "not a name of this graph")
    return f"{BASE}{kind}/{slug}"


def root_of(request: Request) -> str:
    """Return the path that the server is served below."""
    return str(request.scope.get("root_path", "")).rstrip("/")


def path_of(request: Request) -> str:
    """Return the path that is asked for, below the server's own; as it is decoded, whatever characters it has."""
    return str(request.scope["path"]).removeprefix(root_of(request))


def base_of(request: Request) -> str:
    """Return the address that readers know."""
    return request.app.state.settings.base or str(request.base_url).rstrip("/")


def suffix_of(kind: str) -> str:
    """Return the suffix of a media type."""
    return next(suffix for suffix, name in media.SUFFIXES.items() if name == kind)


def links_of(request: Request, kind: str, slug: str) -> dict[str, str]:
    """Return a Link header with every form of a thing's description."""
    root = root_of(request)
    forms = [
        f'<{root}/data/{kind}/{slug}.{suffix}>; rel="alternate"; type="{name}"' for suffix, name in media.GRAPHS.items()
    ]
    page = f'<{root}/page/{kind}/{slug}>; rel="alternate"; type="text/html"'
    return {"Link": ", ".join([page, *forms, f'<{BASE}{kind}/{slug}>; rel="describes"'])}


def language_of(request: Request) -> str:
    """Return the language asked for, or else the one that the browser prefers."""
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    accepted = parse_accept_header(request.headers.get("accept-language"), LanguageAccept)
    return accepted.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def _tag(request: Request) -> str:
    """Return the tag of what is answered: of the graph's version, the form, the language, and the day of the year."""
    accepted = "|".join(request.headers.get(name, "") for name in ("accept", "accept-language"))
    asked = f"{accepted}|{date.today()}"
    return f'"{now(request).tag}-{hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()[:8]}"'


def is_known(request: Request) -> bool:
    """Return whether the client has what it would be answered."""
    known = request.headers.get("if-none-match")
    return known is not None and _tag(request) in [one.strip().removeprefix("W/") for one in known.split(",")]


def unchanged(request: Request) -> Response:
    """Answer that nothing has changed."""
    return Response(status_code=304, headers={"ETag": _tag(request), "Vary": "Accept, Accept-Language"})


def answered(request: Request, made: Answered, headers: dict[str, str] | None = None) -> Response:
    """Answer with what was made, and with what every answer carries."""
    sent = {"Vary": "Accept, Accept-Language", **(headers or {})}
    if made.status == 200:
        if request.method != "POST" and is_known(request):
            return unchanged(request)
        sent |= {"ETag": _tag(request), "Cache-Control": "public, max-age=300, must-revalidate"}
    else:
        sent |= {"Cache-Control": "no-store"}
    if made.status == 503:
        sent |= AGAIN
    kind = f"{made.media_type}; charset=utf-8" if made.media_type.startswith("text/") else made.media_type
    return Response(made.body, made.status, sent, kind)
