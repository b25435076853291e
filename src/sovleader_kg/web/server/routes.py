"""Routes: what each address answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sovleader_kg.store.engines import TURTLE
from sovleader_kg.web import media, pages
from sovleader_kg.web.pages.day import ASKED, read_days
from sovleader_kg.web.pages.pages import PAGES
from sovleader_kg.web.server.guard import look
from sovleader_kg.web.server.negotiation import chosen, chosen_or
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
    now,
    root_of,
    suffix_of,
    unchanged,
)
from sovleader_kg.web.workers.content import Content

__all__ = ["routes"]

STATIC = Path(pages.__file__).parent / "static"
DUMPS = {TURTLE: "text/turtle", f"{TURTLE}.sha256": "text/plain", "sovleader-queries.ttl": "text/turtle"}
READ = ["GET", "HEAD"]
LED = {"sparql", "ontology", "on"}  # pages with a route of their own


def routes() -> list[BaseRoute]:
    """Return every route."""
    asked = [*READ, "POST", "OPTIONS"]
    return [
        Route("/sparql", _sparql, methods=asked),
        Route("/sparql/", _sparql, methods=asked),
        Route("/queries/{name}", _query, methods=READ),
        Route("/on", _asked_on, methods=READ),
        Route("/on/{day}", _on, methods=READ),
        Route("/on/{first}/{last}", _on, methods=READ),
        Route("/openapi.json", _openapi, methods=READ),
        Route("/.well-known/void", _void, methods=READ),
        Route("/id/{kind}/{slug}", _identified, methods=READ),
        Route("/data/{kind}/{slug}.{suffix}", _data, methods=READ),
        Route("/page/{kind}/{slug}", _thing, methods=READ),
        Route("/ontology.{suffix}", _ontology, methods=READ),
        Route("/ontology", _vocabulary, methods=READ),
        Route("/timeline.svg", _picture, methods=READ),
        Route("/seats.svg", _strips, methods=READ),
        Route("/seats", _seats, methods=READ),
        Route("/dumps/{name}", _dump, methods=READ),
        Route("/healthz", _health, methods=READ),
        *(Route(f"/{name}", _page, methods=READ, name=name) for name in PAGES if name not in LED),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


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
            return answered(request, await made_for(request, Content.page, "sparql", language_of(request), {}))
        return answered(request, await made_for(request, Content.service, base_of(request) + "/sparql", kind))
    return await _evaluated(request, asked)


async def _evaluated(request: Request, asked: Asked) -> Response:
    """Evaluate an untrusted query and answer it whole, or with an error status."""
    seen, version = look(asked.query), now(request)
    accept = request.headers.get("accept")
    chosen(accept, [*media.TABLES.values(), *media.GRAPHS.values()], asked.format)
    offered = (
        chosen_or(media.TABLES["json"], accept, list(media.TABLES.values()), asked.format),
        chosen_or(media.GRAPHS["ttl"], accept, list(media.GRAPHS.values()), asked.format),
    )
    if request.method != "POST" and is_known(request):
        return unchanged(request)
    arguments = (asked.query, f"{base_of(request)}/sparql", offered, asked.default_graphs, asked.named_graphs)
    return answered(
        request, await version.pool.ask(client_of(request), arguments, lambda: _gone(request), cheap=seen.cheap)
    )


async def _gone(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _query(request: Request) -> Response:
    name = str(request.path_params["name"]).replace("-", "_")
    parameters = dict(request.query_params)
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
    return answered(request, made, links_of(request, kind, slug))


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
    path = request.app.state.settings.folder / name
    if name not in DUMPS or not path.is_file():
        raise HTTPException(404, f"no dump {name}; there are {', '.join(DUMPS)}")
    return FileResponse(path, media_type=DUMPS[name])


async def _health(request: Request) -> Response:
    return PlainTextResponse(f"ok {now(request).tag}\n", headers={"Cache-Control": "no-store"})


# What people read


async def _page(request: Request) -> Response:
    name = request.url.path.removeprefix(root_of(request)).strip("/")
    parameters = {key: value for key, value in request.query_params.items() if key in {"day", "post"}}
    if not name:
        parameters["today"] = date.today().isoformat()  # the start page tells what happened on this day of the year
    return answered(request, await made_for(request, Content.page, name, language_of(request), parameters))


async def _strips(request: Request) -> Response:
    return answered(request, await made_for(request, Content.strips, language_of(request)))


async def _thing(request: Request) -> Response:
    kind, slug = str(request.path_params["kind"]), str(request.path_params["slug"])
    made = await made_for(request, Content.thing, iri_of(kind, slug), language_of(request))
    return answered(request, made, links_of(request, kind, slug))


async def _picture(request: Request) -> Response:
    return answered(request, await made_for(request, Content.picture, language_of(request)))
