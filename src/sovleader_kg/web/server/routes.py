"""Routes: what each address answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sovleader_kg.export.context import FILE
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.web import media, pages
from sovleader_kg.web.errors import BusyError, KilledError, RefusedError
from sovleader_kg.web.pages.day import ASKED, read_days
from sovleader_kg.web.pages.pages import FAMILIES, JSONS, PAGES, PARAMETERS
from sovleader_kg.web.pages.sitemap import robots
from sovleader_kg.web.server import reconciliation
from sovleader_kg.web.server.guard import Seen, look
from sovleader_kg.web.server.negotiation import chosen, chosen_or
from sovleader_kg.web.server.parameters import Endpoint, asked_of, takes
from sovleader_kg.web.server.protocol import Asked, read
from sovleader_kg.web.server.replies import (
    answered,
    base_of,
    client_of,
    iri_of,
    is_known,
    language_of,
    links_of,
    made_for,
    made_once,
    now,
    path_of,
    root_of,
    suffix_of,
    unchanged,
)
from sovleader_kg.web.workers.content import ANYWHERE, Content
from sovleader_kg.web.workers.process import Answered

__all__ = ["routes"]

STATIC = Path(pages.__file__).parent / "static"
DUMPS = {TURTLE: "text/turtle", f"{TURTLE}.sha256": "text/plain", "sovleader-queries.ttl": "text/turtle"}
READ = ["GET", "HEAD"]
LED = {"sparql", "ontology", "on", "seats", "search"}  # pages with a route of their own


def routes() -> list[BaseRoute]:
    """Return every route."""
    asked = [*READ, "POST", "OPTIONS"]
    return [
        Route("/sparql", _sparql, methods=asked),
        Route("/sparql/", _sparql, methods=asked),
        Route("/queries/{name}", takes(_query, others=True), methods=READ),
        _route("/on", _asked_on, *ASKED),
        *(_route(f"/{one}/{{name}}", _member, name=one) for one in FAMILIES if one != "queries"),
        _route("/search", _search, "q", "go"),
        _route("/suggest", _suggest, "q", "kind"),
        _route("/on/{day}", _on, "format"),
        _route("/on/{first}/{last}", _on, "format"),
        _route("/openapi.json", _openapi),
        _route("/.well-known/void", _void, "format"),
        _route("/id/{kind}/{slug}", _identified),
        _route("/data/{kind}/{slug}.{suffix}", _data),
        _route("/page/{kind}/{slug}", _thing, "page"),
        _route(f"/{FILE}", _context),
        _route("/ontology.{suffix}", _ontology),
        _route("/ontology", _vocabulary, "format"),
        _route("/ontology/{name}", _term),
        _route("/timeline.svg", _picture, *PARAMETERS["timeline"]),
        _route("/seats.svg", _strips),
        _route("/seats", _seats, *PARAMETERS["seats"], "format"),
        _route("/dumps/{name}", _dump),
        _route("/healthz", _health),
        *(_route(f"/{name}.json", _json) for name in JSONS),
        _route("/robots.txt", _robots),
        _route("/sitemap.xml", _sitemap),
        _route("/sitemaps/{name}.xml", _sitemap),
        _route("/feed.atom", _feed),
        *reconciliation.routes(),
        *(_route(f"/{name}", _page, *PARAMETERS.get(name, ()), name=name) for name in PAGES if name not in LED),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _route(path: str, endpoint: Endpoint, *known: str, name: str | None = None) -> Route:
    """Return a route that is read, with the parameters that it knows."""
    return Route(path, takes(endpoint, known), methods=READ, name=name or path)


# What machines ask


async def _sparql(request: Request) -> Response:
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=reconciliation.ALLOWED)
    asked = await read(request)
    if asked is None:
        kinds = [*media.GRAPHS.values(), media.HTML]
        kind = chosen(request.headers.get("accept"), kinds)
        if kind == media.HTML:
            making = made_for(request, Content.page, "sparql", language_of(request), asked_of(request))
            return answered(request, await making)
        return answered(request, await made_for(request, Content.service, base_of(request) + "/sparql", kind))
    return await _evaluated(request, asked)


async def _evaluated(request: Request, asked: Asked) -> Response:
    """Evaluate an untrusted query and answer it whole, or with an error status; on a page where that is preferred."""
    accept, tables, graphs = request.headers.get("accept"), list(media.TABLES.values()), list(media.GRAPHS.values())
    if chosen(accept, [*tables, *graphs, media.HTML], asked.format) == media.HTML:
        return await _shown(request, asked)
    seen = look(asked.query)
    otherwise = ("", "") if asked.format else (media.TABLES["json"], media.GRAPHS["ttl"])
    offered = tuple(
        chosen_or(other, accept, kinds, asked.format) for other, kinds in zip(otherwise, (tables, graphs), strict=True)
    )
    if request.method != "POST" and is_known(request):
        return unchanged(request)
    made = await _found(request, asked, offered, seen)
    suffix = {**media.TABLES, **media.GRAPHS}.get(asked.format or "") and asked.format
    saved = {"Content-Disposition": f'attachment; filename="answer.{suffix}"'} if suffix and made.status == 200 else {}
    return answered(request, made, saved if request.method == "POST" else {})


async def _shown(request: Request, asked: Asked) -> Response:
    """Answer with the page of what a query gave, or of why it gave nothing; it is not kept."""
    try:
        found = await _found(request, asked, (media.TABLES["json"], media.GRAPHS["ttl"]), look(asked.query))
    except (RefusedError, BusyError, KilledError) as error:
        found = Answered(error.status, "text/plain", str(error).encode())
    making = now(request).pool.make(client_of(request), Content.answer, asked.query, found, language_of(request))
    return answered(request, await making)


async def _found(request: Request, asked: Asked, offered: tuple[str, ...], seen: Seen) -> Answered:
    arguments = (asked.query, f"{base_of(request)}/sparql", offered, asked.default_graphs, asked.named_graphs)
    return await now(request).pool.ask(client_of(request), arguments, lambda: _gone(request), cheap=seen.cheap)


async def _gone(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _query(request: Request) -> Response:
    name = str(request.path_params["name"]).replace("-", "_")
    parameters = asked_of(request)
    kind = chosen(request.headers.get("accept"), [*media.TABLES.values(), media.HTML], parameters.get("format"))
    return answered(request, await made_for(request, Content.query, name, language_of(request), parameters, kind))


async def _on(request: Request) -> Response:
    """Answer the whole leadership of a day, or what changed between two."""
    days = tuple(str(request.path_params[name]) for name in ("day", "first", "last") if name in request.path_params)
    asked = request.query_params.get("format", "")
    offered = list(media.DOCUMENTS.values())
    kind = chosen(request.headers.get("accept"), offered, media.DOCUMENTS.get(asked, asked))
    return answered(request, await made_for(request, Content.on, days, language_of(request), kind))


async def _asked_on(request: Request) -> Response:
    """Lead from a form to the page of a day, or of two; answer the form where none is given, or what is wrong."""
    language = language_of(request)
    asked = {name: request.query_params[name] for name in ASKED if request.query_params.get(name, "").strip()}
    days, error = read_days(list(asked.values()), language)
    if error or not days:
        return answered(request, await made_for(request, Content.page, "on", language, asked))
    return RedirectResponse(f"{root_of(request)}/on/{'/'.join(days)}?lang={language}", 303, {"Vary": "Accept-Language"})


async def _seats(request: Request) -> Response:
    """Answer stated seats against members: as a page, or as JSON, where a post and a day may be asked for."""
    parameters = request.query_params
    asked = parameters.get("format", "")
    if chosen(request.headers.get("accept"), [media.HTML, media.JSON], media.DOCUMENTS.get(asked, asked)) == media.HTML:
        return await _page(request)
    return answered(request, await made_for(request, Content.seats, parameters.get("post"), parameters.get("day")))


async def _openapi(request: Request) -> Response:
    return answered(request, await made_for(request, Content.openapi, base_of(request)))


async def _void(request: Request) -> Response:
    kind = chosen(request.headers.get("accept"), list(media.GRAPHS.values()), request.query_params.get("format"))
    return answered(request, await made_for(request, Content.description, kind))


async def _identified(request: Request) -> Response:
    """Lead from the name of a thing to a document about it: 303, chosen by Accept or by a suffix."""
    kind, slug = str(request.path_params["kind"]), str(request.path_params["slug"])
    stem, _, suffix = slug.rpartition(".")
    if stem and suffix in media.SUFFIXES:
        slug = stem
    else:
        suffix = suffix_of(chosen(request.headers.get("accept"), [media.HTML, *media.GRAPHS.values()]))
    iri_of(kind, slug)
    place = f"/page/{kind}/{slug}" if suffix == "html" else f"/data/{kind}/{slug}.{suffix}"
    return RedirectResponse(root_of(request) + place, 303, {"Vary": "Accept", **links_of(request, kind, slug)})


async def _data(request: Request) -> Response:
    kind, slug, suffix = (str(request.path_params[name]) for name in ("kind", "slug", "suffix"))
    if suffix not in media.GRAPHS:
        raise HTTPException(404, f"no data with the suffix .{suffix}; there are {', '.join(media.GRAPHS)}")
    made = await made_for(request, Content.data, iri_of(kind, slug), media.GRAPHS[suffix])
    return answered(request, _based(request, made), links_of(request, kind, slug))


async def _context(request: Request) -> Response:
    return answered(request, await made_for(request, Content.context))


async def _ontology(request: Request) -> Response:
    suffix = str(request.path_params["suffix"])
    if suffix not in media.GRAPHS:
        raise HTTPException(404, f"no vocabulary with the suffix .{suffix}; there are {', '.join(media.GRAPHS)}")
    return answered(request, await made_for(request, Content.ontology, media.GRAPHS[suffix]))


async def _vocabulary(request: Request) -> Response:
    kind = chosen(
        request.headers.get("accept"), [media.HTML, *media.GRAPHS.values()], request.query_params.get("format")
    )
    if kind == media.HTML:
        return answered(request, await made_for(request, Content.page, "ontology", language_of(request), {}))
    return RedirectResponse(f"{root_of(request)}/ontology.{suffix_of(kind)}", 303, {"Vary": "Accept"})


async def _dump(request: Request) -> Response:
    name = str(request.path_params["name"])
    folder = now(request).dumps
    if folder is None:
        raise HTTPException(404, "no dumps here: the graph stands in a store; ask for it at /sparql")
    if name not in DUMPS or not (folder / name).is_file():
        raise HTTPException(404, f"no dump {name}; there are {', '.join(DUMPS)}")
    return FileResponse(folder / name, media_type=DUMPS[name])


async def _health(request: Request) -> Response:
    return PlainTextResponse(f"ok {now(request).tag}\n", headers={"Cache-Control": "no-store"})


async def _robots(request: Request) -> Response:
    return Response(robots(base_of(request)), media_type="text/plain")


async def _sitemap(request: Request) -> Response:
    name = str(request.path_params.get("name", ""))
    return answered(request, _based(request, await made_for(request, Content.sitemap, name)))


async def _feed(request: Request) -> Response:
    return answered(request, _based(request, await made_for(request, Content.feed)))


def _based(request: Request, made: Answered) -> Answered:
    """Return what was made for no address in particular, for the one that readers know."""
    return replace(made, body=made.body.replace(ANYWHERE.encode(), escape(base_of(request)).encode()))


# What people read


async def _page(request: Request) -> Response:
    name = path_of(request).strip("/")
    asked = asked_of(request, "format")
    if not name:
        asked["today"] = date.today().isoformat()  # the start page tells what happened on this day of the year
    return answered(request, await made_for(request, Content.page, name, language_of(request), asked))


async def _member(request: Request) -> Response:
    """Answer a page below another."""
    family, name = path_of(request).strip("/").split("/")
    return answered(request, await made_for(request, Content.member, family, name, language_of(request), {}))


async def _search(request: Request) -> Response:
    """Answer a search; with `go=1` lead to the one thing that the text names."""
    asked = request.query_params.get("q", "").strip()
    if asked and request.query_params.get("go") == "1":
        meant = await made_once(request, Content.meant, asked, language_of(request))
        if meant.status == 200:
            return RedirectResponse(root_of(request) + meant.body.decode().strip(), 303, {"Vary": "Accept-Language"})
    return answered(request, await made_once(request, Content.page, "search", language_of(request), {"q": asked}))


async def _suggest(request: Request) -> Response:
    """Answer what the search box shows as one types; `kind` names the kinds that are looked for."""
    kinds = tuple(one for one in request.query_params.get("kind", "").split(",") if one)
    text = request.query_params.get("q", "").strip()
    return answered(request, await made_once(request, Content.suggested, text, kinds, language_of(request)))


async def _strips(request: Request) -> Response:
    return answered(request, await made_for(request, Content.strips, language_of(request)))


async def _thing(request: Request) -> Response:
    kind, slug = str(request.path_params["kind"]), str(request.path_params["slug"])
    made = await made_for(request, Content.thing, iri_of(kind, slug), language_of(request), asked_of(request))
    return answered(request, made, links_of(request, kind, slug))


async def _term(request: Request) -> Response:
    name = str(request.path_params["name"])
    return answered(request, await made_for(request, Content.term, name, language_of(request)))


async def _picture(request: Request) -> Response:
    return answered(request, await made_for(request, Content.picture, language_of(request), asked_of(request)))


async def _json(request: Request) -> Response:
    name = path_of(request).rpartition("/")[2].removesuffix(".json")
    return answered(request, await made_for(request, Content.json, name, language_of(request)))
