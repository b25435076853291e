"""Content: pages and linked data, made in a process of their own by the project's own queries with checked values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg import files
from sovleader_kg.corpus.articles import wordings_of
from sovleader_kg.corpus.corpus import read_named, triples_of
from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.export.context import FILE
from sovleader_kg.export.strips import draw_strips
from sovleader_kg.names import BASE, GRAPHS
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.markup import results_xml, sound
from sovleader_kg.store.queries import catalogue
from sovleader_kg.web import media
from sovleader_kg.web.errors import RefusedError
from sovleader_kg.web.pages import preview, sparql, timeline
from sovleader_kg.web.pages.day import ASKED
from sovleader_kg.web.pages.feed import feed
from sovleader_kg.web.pages.links import ServerLinks, split
from sovleader_kg.web.pages.missing import gone, misspelt
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import PAGES, Pages
from sovleader_kg.web.pages.queries import NOT_VALUES
from sovleader_kg.web.pages.search import address, suggested
from sovleader_kg.web.pages.sitemap import PAGES_LIST, sitemap, sitemap_index, things
from sovleader_kg.web.pages.triples import about, replacements, written
from sovleader_kg.web.pages.words import LANGUAGES, WORDS
from sovleader_kg.web.reconciliation.service import PARTS, Service
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.evaluation import RESULTS, TRIPLES
from sovleader_kg.web.workers.process import Answered
from sovleader_kg.web.workers.service import describe_endpoint, openapi

__all__ = ["ANYWHERE", "Content"]

ANYWHERE = "https://anywhere.invalid"  # stands for the address that readers know

_ONTOLOGY = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{GRAPHS}ontology> {{ ?s ?p ?o }} }}"
_DESCRIPTION = f"""
CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ VALUES ?s {{ <{DATASET.value}> }} ?s ?p ?o }}
  UNION {{
    <{DATASET.value}> ?link ?s . ?s ?p ?o .
    FILTER(STRSTARTS(STR(?s), "{BASE}dataset/") || STRSTARTS(STR(?s), "{GRAPHS}"))
  }}
}}
"""
_NAMED = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"
_SIZE = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


class Content:
    """Pages and linked data, made of one graph."""

    def __init__(self, backing: Backing, articles: Iterable[Path], dumps: Path | None) -> None:
        """Open the graph and read its labels.

        Args:
            backing: What holds it.
            articles: Copies of articles, for the passages' own words.
            dumps: The folder of the published files, if the server has them.
        """
        self._kg, self._dumps = backing.open(), dumps is not None
        self._pages = Pages(self._kg, wordings_of(articles))

    def page(self, name: str, language: str, parameters: Mapping[str, str]) -> Answered:
        """Return a page by its name."""
        links = self._links(language)
        return self._html(self._pages.named(name, links, parameters), links)

    def member(self, family: str, name: str, language: str, parameters: Mapping[str, str]) -> Answered:
        """Return a page below another by its name; 404 where there is none."""
        links = self._links(language)
        page = self._pages.member(family, name, links, parameters)
        return self._html(page, links) if page else self.misspelt(f"{family}/{name}", language)

    def misspelt(self, place: str, language: str) -> Answered:
        """Return the page for an address that is not there, with what it may have meant."""
        links = self._links(language)
        return self._html(misspelt(self._pages.library, links, place), links)

    def suggested(self, text: str, kinds: tuple[str, ...], language: str) -> Answered:
        """Return what the search box shows for a text as one types, as JSON."""
        hits = suggested(self._pages.library, self._links(language), text, kinds)
        return _json({"asked": text, "hits": hits})

    def meant(self, text: str, language: str) -> Answered:
        """Return the address of the one thing that a text names, as text; 404 where it names none, or several."""
        found = self._kg.find(text, language=language)
        exact = [hit for hit in found.hits if hit.fit == "exact"]
        return _text(200, address(exact[0], self._links(language))) if len(exact) == 1 else _text(404, text)

    def json(self, name: str, language: str) -> Answered:
        """Return a JSON document that scripts of pages read, by its name."""
        return Answered(200, media.JSON, self._pages.json(name, self._links(language)).encode())

    def thing(self, iri: str, language: str, parameters: Mapping[str, str]) -> Answered:
        """Return the page of a thing; 404 for one that is not in the graph, 410 for one that was withdrawn."""
        links = self._links(language)
        if not self._exists(iri):
            return self.misspelt("/".join(split(iri) or (iri,)), language)
        if replaced := replacements(self._kg, iri):
            return self._html(gone(links, iri, replaced), links)
        return self._html(self._pages.thing(iri, links, parameters), links)

    def term(self, name: str, language: str) -> Answered:
        """Return the page of a class or property of the vocabulary; 404 for one that there is not."""
        links = self._links(language)
        return self._html(self._pages.term(name, links), links)

    def data(self, iri: str, media_type: str) -> Answered:
        """Return the triples about a thing: its own, its claims', and those that name it.

        JSON-LD is compact, with the context that the graph has below `ANYWHERE`.
        """
        if not self._exists(iri):
            return _text(404, f"{iri} is not in the graph")
        if replaced := replacements(self._kg, iri):
            return _text(410, f"{iri} was withdrawn; replaced by {', '.join(replaced)}")
        if media_type == media.GRAPHS["jsonld"]:
            context = self._pages.library.context
            return Answered(200, media_type, context.describe(about(self._kg, iri), iri, f"{ANYWHERE}/{FILE}"))
        return _triples(about(self._kg, iri), media_type)

    def context(self) -> Answered:
        """Return the context of that JSON-LD."""
        return Answered(200, media.GRAPHS["jsonld"], self._pages.library.context.document())

    def _exists(self, iri: str) -> bool:
        return bool(self._kg.sparql(f"ASK {{ <{iri}> ?property ?value }}"))

    def _column(self, text: str) -> list[NamedNode]:
        return [node for (node,) in self._kg.select(text).rows if isinstance(node, NamedNode)]

    def ontology(self, media_type: str) -> Answered:
        """Return the vocabulary; where the graph's layers are not kept apart, the one that is installed."""
        found = self._kg.triples(_ONTOLOGY) or triples_of(map(read_named, files.ontology_files()))
        return _triples(found, media_type)

    def description(self, media_type: str) -> Answered:
        """Return what the published file says of itself, in VoID and DCAT."""
        return _triples(self._kg.triples(_DESCRIPTION), media_type)

    def service(self, endpoint: str, media_type: str) -> Answered:
        """Return the SPARQL 1.1 Service Description of an endpoint."""
        ((size,),) = self._kg.select(_SIZE).rows
        assert isinstance(size, Literal)
        return _triples(describe_endpoint(endpoint, int(size.value), self._column(_NAMED)), media_type)

    def openapi(self, base: str) -> Answered:
        """Return what is answered at addresses of its own as an OpenAPI 3.1 document."""
        return _json(openapi(base, catalogue().values()))

    def query(self, name: str, language: str, parameters: Mapping[str, str], media_type: str) -> Answered:
        """Run a stored query; 404 for one that there is not."""
        if media_type == media.HTML:
            return self.member("queries", name, language, parameters)
        if name not in catalogue():
            return _text(404, f'no stored query "{name}".{did_you_mean(name, catalogue())} List them: /queries')
        given = {key: value for key, value in parameters.items() if key not in NOT_VALUES and value}
        found = self._kg.solutions(name, **given)
        if media_type != media.TABLES["xml"]:
            return Answered(200, media_type, found.serialize(format=RESULTS[media_type]) or b"")
        return _marked_up(media_type, lambda: results_xml(found))

    def answer(self, query: str, found: Answered, language: str) -> Answered:
        """Return the page of what an untrusted query was answered: JSON, Turtle, or a line that says why nothing."""
        links, status, body = self._links(language), found.status, found.body
        if len(body) > sparql.LARGEST:
            status, body = 400, WORDS[language]["sparql_large"].format(f"{len(body):,}").encode()
        outcome = sparql.outcome_of(query, status, found.media_type, body)
        return self._html(sparql.answer(links, query, outcome, status), links)

    def on(self, days: tuple[str, ...], language: str, media_type: str) -> Answered:
        """Return the whole leadership of a day, or what changed between two."""
        if media_type == media.HTML:
            return self.page("on", language, dict(zip(ASKED, days, strict=False)))
        found = self._kg.on(*days) if len(days) == 1 else self._kg.changes(*days)
        return _json(found.as_json())

    def _links(self, language: str) -> ServerLinks:
        return ServerLinks(language, dumps=self._dumps)

    def _html(self, page: Page, links: ServerLinks) -> Answered:
        return Answered(page.status, media.HTML, self._pages.written(page, links).encode())

    def sitemap(self, name: str) -> Answered:
        """Return the list of the pages of a kind, below `ANYWHERE`; "" is the index of the lists."""
        day = self._kg.edition.day
        modified = day.isoformat() if day else None
        if not name:
            return _xml(sitemap_index([PAGES_LIST, *things(self._kg)], f"{ANYWHERE}/sitemaps/", modified))
        if name == PAGES_LIST:
            places = [place for place in PAGES if place != "search"]
            pages = [{one: ANYWHERE + self._links(one).page(place) for one in LANGUAGES} for place in places]
        else:
            found = things(self._kg).get(name, [])
            pages = [{one: ANYWHERE + self._links(one).thing(iri) for one in LANGUAGES} for iri in found]
        return _xml(sitemap(pages, modified)) if pages else _text(404, f"there is no list {name}")

    def feed(self) -> Answered:
        """Return the versions of the graph and what changed as an Atom feed, below `ANYWHERE`."""
        made = feed(files.changelog(), self._kg.edition, f"{ANYWHERE}/", f"{ANYWHERE}/feed.atom")
        return _marked_up("application/atom+xml", lambda: sound(made))

    def picture(self, language: str, parameters: Mapping[str, str]) -> Answered:
        """Return a part of the timeline, or that of one person, as SVG."""
        svg = timeline.drawing(self._pages.library, language, parameters)
        return _marked_up(media.SVG, lambda: sound(svg.encode()))

    def strips(self, language: str) -> Answered:
        """Return the seats and members of posts as SVG."""
        svg = draw_strips(self._kg.rolls(language=language), language)
        return _marked_up(media.SVG, lambda: sound(svg.encode()))

    def seats(self, post: str | None, day: str | None) -> Answered:
        """Return stated seats against members as JSON."""
        return _json([one.as_json() for one in self._kg.seats(post, on=day)])

    def reconciliation(self, part: str, language: str, asked: Mapping[str, str]) -> Answered:
        """Return what a part of the reconciliation service answers, as JSON; 400 or 413 with the reason."""
        try:
            return _json(PARTS[part](Service(self._pages.library, language), asked))
        except (UsageError, RefusedError) as error:
            status = error.status if isinstance(error, RefusedError) else 400
            return replace(_json({"status": "error", "message": " ".join(str(error).split())[:300]}), status=status)

    def preview(self, iri: str, language: str) -> Answered:
        """Return a small page of a thing, to be shown within others; 404 for one that is not in the graph."""
        links = ServerLinks(language)
        page = preview.read(self._pages.library, links, iri)
        return self._html(page, links) if page else _text(404, f"{iri} is not in the graph")


def _triples(found: Iterable[Triple], media_type: str) -> Answered:
    return _marked_up(media_type, lambda: written(found, TRIPLES[media_type]))


def _marked_up(media_type: str, write: Callable[[], bytes]) -> Answered:
    """Return what is written; 406 where XML cannot carry it."""
    try:
        return Answered(200, media_type, write())
    except UsageError as error:
        return _text(406, str(error))


def _xml(made: bytes) -> Answered:
    return _marked_up("application/xml", lambda: sound(made))


def _json(document: object) -> Answered:
    return Answered(200, media.JSON, json.dumps(document, ensure_ascii=False, indent=1).encode())


def _text(status: int, text: str) -> Answered:
    return Answered(status, "text/plain", f"{text}\n".encode())
