"""App: the routes of the server, and what every answer carries."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from sovleader_kg import pages
from sovleader_kg.names import BASE, KINDS
from sovleader_kg.pages.pages import PAGES
from sovleader_kg.pages.words import LANGUAGES
from sovleader_kg.server import content, media
from sovleader_kg.server.guard import RefusedError, look
from sovleader_kg.server.log import Logged
from sovleader_kg.server.negotiation import NotAcceptableError, chosen
from sovleader_kg.server.pool import BusyError, GoneError, KilledError, Limits, Pool
from sovleader_kg.server.protocol import Asked, ProtocolError, read
from sovleader_kg.server.worker import Answered
from sovleader_kg.snapshot import MANIFEST, verify
from sovleader_kg.store import TURTLE

__all__ = ["Settings", "make"]

LOG = logging.getLogger("sovleader_kg.server")
DRAIN = 4.0  # seconds that running queries have when the server, or a version of the graph, goes
WATCH = 2.0  # seconds between looks at the compiled folder
AGAIN = {"Retry-After": "2"}
KEPT = 512  # pages and descriptions that are remembered
LONGEST = 2_000  # characters of an address
STATIC = Path(pages.__file__).parent / "static"
DUMPS = {TURTLE: "text/turtle", f"{TURTLE}.sha256": "text/plain", "sovleader-queries.ttl": "text/turtle"}
GUARDED = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link, Retry-After"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server serves, and within which limits.

    Attributes:
        folder: The compiled folder.
        base: The address that the server is known by, without a slash at the end; empty for that of the request.
        limits: What a query may take.
    """

    folder: Path
    base: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(slots=True)
class Version:
    """One version of the graph: its tag, the processes that hold it, and what they made already."""

    tag: str
    pool: Pool
    made: OrderedDict[tuple[object, ...], Answered] = field(default_factory=OrderedDict)

    async def make(self, function: Callable[..., Answered], *arguments: object) -> Answered:
        """Return what a function of `content` makes, remembered."""
        key = (function.__name__, *(tuple(sorted(one.items())) if isinstance(one, dict) else one for one in arguments))
        if key not in self.made:
            self.made[key] = await self.pool.make(function, *arguments)
        self.made.move_to_end(key)
        while len(self.made) > KEPT:
            self.made.popitem(last=False)
        return self.made[key]


async def _version(settings: Settings) -> Version:
    """Start the processes for what the folder holds now; every file of it is held against its hash first."""
    await asyncio.to_thread(verify, settings.folder)
    manifest = (settings.folder / MANIFEST).read_bytes()
    pool = await asyncio.to_thread(Pool, settings.folder, settings.limits)
    await pool.warm()
    return Version(hashlib.sha256(manifest).hexdigest()[:16], pool)


def make(settings: Settings) -> Starlette:
    """Return the application for some settings.

    Raises:
        StoreError: At its start, if the folder holds no sound graph.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.settings, app.state.version = settings, await _version(settings)
        watching = asyncio.create_task(_watch(app))
        try:
            yield
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
            await app.state.version.pool.drain(DRAIN)

    read_only = ["GET", "HEAD"]
    routes = [
        Route("/sparql", _sparql, methods=["GET", "HEAD", "POST", "OPTIONS"]),
        Route("/sparql/", _sparql, methods=["GET", "HEAD", "POST", "OPTIONS"]),
        Route("/queries/{name}", _query, methods=read_only),
        Route("/openapi.json", _openapi, methods=read_only),
        Route("/.well-known/void", _void, methods=read_only),
        Route("/id/{kind}/{slug}", _identified, methods=read_only),
        Route("/data/{kind}/{slug}.{suffix}", _data, methods=read_only),
        Route("/page/{kind}/{slug}", _thing, methods=read_only),
        Route("/ontology.{suffix}", _ontology, methods=read_only),
        Route("/ontology", _vocabulary, methods=read_only),
        Route("/timeline.svg", _picture, methods=read_only),
        Route("/dumps/{name}", _dump, methods=read_only),
        Route("/healthz", _health, methods=read_only),
        *(
            Route(f"/{name}", _page, methods=read_only, name=name)
            for name in PAGES
            if name not in {"sparql", "ontology"}
        ),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]
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
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=errors)
    app.add_middleware(Logged, headers={**GUARDED, **OPEN}, longest=LONGEST)
    return app


async def _watch(app: Starlette) -> None:
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
            new = await _version(app.state.settings)
        except Exception as error:
            LOG.error("the new graph cannot be taken up: %s", error)
            continue
        old, app.state.version = app.state.version, new
        LOG.info("serving version %s", new.tag)
        await old.pool.drain(DRAIN)


# What machines ask


async def _sparql(request: Request) -> Response:
    if request.method == "OPTIONS":
        allowed = {"Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "Accept, Content-Type"}
        return Response(status_code=204, headers=allowed)
    asked = await read(request)
    if asked is None:
        kinds = [*media.GRAPHS.values(), media.HTML]
        kind = chosen(request.headers.get("accept"), kinds)
        if kind == media.HTML:
            return _answered(request, await _now(request).make(content.page, "sparql", _language(request), {}))
        return _answered(request, await _now(request).make(content.service, _base(request) + "/sparql", kind))
    return await _evaluated(request, asked)


async def _evaluated(request: Request, asked: Asked) -> Response:
    """Evaluate a foreign query and answer it whole, or with an error status."""
    seen, version = look(asked.query), _now(request)
    kind = chosen(request.headers.get("accept"), [*media.TABLES.values(), *media.GRAPHS.values()], asked.format)
    offered = (
        kind if kind in media.TABLES.values() else media.TABLES["json"],
        kind if kind in media.GRAPHS.values() else media.GRAPHS["ttl"],
    )
    if request.method != "POST" and _is_known(request):
        return _unchanged(request)
    client = request.client.host if request.client else "?"
    arguments = (asked.query, f"{_base(request)}/sparql", offered, asked.default_graphs, asked.named_graphs)
    return _answered(request, await version.pool.ask(client, arguments, lambda: _gone(request), cheap=seen.cheap))


async def _gone(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _query(request: Request) -> Response:
    name = str(request.path_params["name"]).replace("-", "_")
    parameters = dict(request.query_params)
    kind = chosen(request.headers.get("accept"), [*media.TABLES.values(), media.HTML], parameters.get("format"))
    return _answered(request, await _now(request).make(content.query, name, _language(request), parameters, kind))


async def _openapi(request: Request) -> Response:
    return _answered(request, await _now(request).make(content.openapi, _base(request)))


async def _void(request: Request) -> Response:
    kind = chosen(request.headers.get("accept"), list(media.GRAPHS.values()), request.query_params.get("format"))
    return _answered(request, await _now(request).make(content.description, kind))


async def _identified(request: Request) -> Response:
    """Lead from the name of a thing to a document about it: 303, chosen by Accept or by a suffix."""
    kind, slug = str(request.path_params["kind"]), str(request.path_params["slug"])
    stem, _, suffix = slug.rpartition(".")
    if stem and suffix in media.SUFFIXES:
        slug = stem
    else:
        suffix = _suffix(chosen(request.headers.get("accept"), [media.HTML, *media.GRAPHS.values()]))
    _iri(kind, slug)
    place = f"/page/{kind}/{slug}" if suffix == "html" else f"/data/{kind}/{slug}.{suffix}"
    return RedirectResponse(_root(request) + place, 303, {"Vary": "Accept", **_links(request, kind, slug)})


async def _data(request: Request) -> Response:
    kind, slug, suffix = (str(request.path_params[name]) for name in ("kind", "slug", "suffix"))
    if suffix not in media.GRAPHS:
        raise HTTPException(404, f"no data with the suffix .{suffix}; there are {', '.join(media.GRAPHS)}")
    made = await _now(request).make(content.data, _iri(kind, slug), media.GRAPHS[suffix])
    return _answered(request, made, _links(request, kind, slug))


async def _ontology(request: Request) -> Response:
    suffix = str(request.path_params["suffix"])
    if suffix not in media.GRAPHS:
        raise HTTPException(404, f"no vocabulary with the suffix .{suffix}; there are {', '.join(media.GRAPHS)}")
    return _answered(request, await _now(request).make(content.ontology, media.GRAPHS[suffix]))


async def _vocabulary(request: Request) -> Response:
    kind = chosen(
        request.headers.get("accept"), [media.HTML, *media.GRAPHS.values()], request.query_params.get("format")
    )
    if kind == media.HTML:
        return _answered(request, await _now(request).make(content.page, "ontology", _language(request), {}))
    return RedirectResponse(f"{_root(request)}/ontology.{_suffix(kind)}", 303, {"Vary": "Accept"})


async def _dump(request: Request) -> Response:
    name = str(request.path_params["name"])
    path = request.app.state.settings.folder / name
    if name not in DUMPS or not path.is_file():
        raise HTTPException(404, f"no dump {name}; there are {', '.join(DUMPS)}")
    return FileResponse(path, media_type=DUMPS[name])


async def _health(request: Request) -> Response:
    return PlainTextResponse(f"ok {_now(request).tag}\n", headers={"Cache-Control": "no-store"})


# What people read


async def _page(request: Request) -> Response:
    name = request.url.path.removeprefix(_root(request)).strip("/")
    parameters = {key: value for key, value in request.query_params.items() if key in {"day", "post"}}
    return _answered(request, await _now(request).make(content.page, name, _language(request), parameters))


async def _thing(request: Request) -> Response:
    kind, slug = str(request.path_params["kind"]), str(request.path_params["slug"])
    made = await _now(request).make(content.thing, _iri(kind, slug), _language(request))
    return _answered(request, made, _links(request, kind, slug))


async def _picture(request: Request) -> Response:
    return _answered(request, await _now(request).make(content.picture, _language(request)))


# What every answer carries


def _now(request: Request) -> Version:
    version: Version = request.app.state.version
    return version


def _iri(kind: str, slug: str) -> str:
    """Return the IRI of a thing, if the parts can be one's."""
    if kind not in KINDS or not all(letter.isalnum() or letter in "-._~" for letter in slug) or not slug.isascii():
        raise HTTPException(404, "there is no such thing")
    return f"{BASE}{kind}/{slug}"


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", "")).rstrip("/")


def _base(request: Request) -> str:
    return request.app.state.settings.base or str(request.base_url).rstrip("/")


def _suffix(kind: str) -> str:
    return next(suffix for suffix, name in media.SUFFIXES.items() if name == kind)


def _links(request: Request, kind: str, slug: str) -> dict[str, str]:
    """Return a Link header with every form of a thing's description."""
    root = _root(request)
    forms = [
        f'<{root}/data/{kind}/{slug}.{suffix}>; rel="alternate"; type="{name}"' for suffix, name in media.GRAPHS.items()
    ]
    page = f'<{root}/page/{kind}/{slug}>; rel="alternate"; type="text/html"'
    return {"Link": ", ".join([page, *forms, f'<{BASE}{kind}/{slug}>; rel="describes"'])}


def _language(request: Request) -> str:
    asked = request.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    accepted = parse_accept_header(request.headers.get("accept-language"), LanguageAccept)
    return accepted.best_match(LANGUAGES, LANGUAGES[0]) or LANGUAGES[0]


def _tag(request: Request) -> str:
    """Return the tag of what is answered: of the graph's version, the form and the language."""
    told = "|".join(request.headers.get(name, "") for name in ("accept", "accept-language"))
    return f'"{_now(request).tag}-{hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:8]}"'


def _is_known(request: Request) -> bool:
    known = request.headers.get("if-none-match", "")
    return _tag(request) in [one.strip().removeprefix("W/") for one in known.split(",")]


def _unchanged(request: Request) -> Response:
    return Response(status_code=304, headers={"ETag": _tag(request), "Vary": "Accept, Accept-Language"})


def _answered(request: Request, made: Answered, headers: dict[str, str] | None = None) -> Response:
    told = {"Vary": "Accept, Accept-Language", **(headers or {})}
    if made.status == 200:
        if request.method != "POST" and _is_known(request):
            return _unchanged(request)
        told |= {"ETag": _tag(request), "Cache-Control": "public, max-age=300, must-revalidate"}
    else:
        told |= {"Cache-Control": "no-store"}
    if made.status == 503:
        told |= AGAIN
    kind = f"{made.media_type}; charset=utf-8" if made.media_type.startswith("text/") else made.media_type
    return Response(made.body, made.status, told, kind)


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
