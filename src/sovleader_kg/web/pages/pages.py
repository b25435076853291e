"""Pages: each page, from what is read of the graph to the template; the same on the server and in a static site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from sovleader_kg.answers.chronology.changes import Changes
from sovleader_kg.answers.chronology.rosters import Roster
from sovleader_kg.answers.chronology.seats import Seats
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.errors import SovleaderError
from sovleader_kg.export.picture import draw
from sovleader_kg.export.strips import draw_strips
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import OFFICE
from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.tables import Table
from sovleader_kg.web.pages.day import read_day
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.rendering import Rendering
from sovleader_kg.web.pages.things import ASIDE, Thing
from sovleader_kg.web.pages.vocabulary import read_vocabulary
from sovleader_kg.web.pages.words import WORDS

__all__ = ["PAGES", "Pages"]

PAGES = ("", "timeline", "seats", "disputes", "queries", "sparql", "ontology")
FIRST_DAY = "1953-09-10"  # what the start page shows before anything is asked
MENTIONS = 60
_POSTS = "SELECT DISTINCT ?post WHERE { ?term sl:post ?post } ORDER BY ?post"


class Pages:
    """The pages of one graph."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read every label once."""
        self._kg, self._rendering = kg, Rendering(Labels(kg))
        self._lanes, self._rolls = cache(kg.lanes), cache(kg.rolls)

    @cached_property
    def _disputes(self) -> Sequence[Dispute]:
        return self._kg.disputes()

    @cached_property
    def _seats(self) -> Sequence[Seats]:
        return self._kg.seats()

    def page(self, name: str, links: Links, parameters: Mapping[str, str]) -> str:
        """Return one of `PAGES`; only the start page, "", has parameters."""
        if not name:
            return self._start(links, parameters)
        title = WORDS[links.language][name]
        return self._rendering.page(f"{name}.html", links, title, name, **self._read(name, links))

    def _read(self, name: str, links: Links) -> dict[str, Any]:
        """Return what the template of a page shows."""
        match name:
            case "timeline":
                return {"lanes": self._lanes(links.language), "picture": self._picture(links)}
            case "seats":
                picture = draw_strips(self._rolls(language=links.language), links.language, links.thing)
                return {"seats": self._seats, "picture": Markup(picture)}  # noqa: S704 - drawn and escaped by us
            case "disputes":
                return {"disputes": self._disputes}
            case "ontology":
                vocabulary = read_vocabulary(self._kg)
                return {"classes": vocabulary.classes, "properties": vocabulary.properties}
            case _:
                return {"queries": [query.told_in(links.language) for query in catalogue().values()]}

    def _start(self, links: Links, parameters: Mapping[str, str]) -> str:
        day, post = parameters.get("day", FIRST_DAY), parameters.get("post") or OFFICE
        error, found = None, None
        try:
            found = read_day(self._kg, post, day, self._disputes)
        except SovleaderError as problem:
            error = str(problem)
        posts = [node.value for (node,) in self._kg.select(_POSTS).rows if node is not None]
        return self._rendering.page(
            "start.html", links, WORDS[links.language]["start"], "", {"day": day, "post": post}, day=day, asked=post,
            error=error, found=found, posts=posts, picture=self._picture(links),
        )  # fmt: skip

    def _picture(self, links: Links) -> Markup:
        svg = draw(self._lanes(links.language), WORDS[links.language]["timeline"], links.thing)
        return Markup(svg)  # noqa: S704 - drawn and escaped by us

    def query(self, name: str, links: Links, given: Mapping[str, str], table: Table | None, error: str | None) -> str:
        """Return the page of a stored query, with its form and perhaps its rows."""
        query = catalogue()[name].told_in(links.language)
        return self._rendering.page(
            "query.html", links, query.summary, f"queries/{name}", given, query=query, given=given, table=table,
            error=error,
        )  # fmt: skip

    def thing(self, thing: Thing, links: Links) -> str:
        """Return the page of a thing: what the graph says of it, who says so, and what mentions it."""
        kind, slug = split(thing.iri) or ("", "")
        disputes = [] if kind in ASIDE else [one for one in self._disputes if one.concerns(thing.iri)]
        title = self._rendering.label(thing.iri, links)
        return self._rendering.page(
            "thing.html", links, title, f"page/{kind}/{slug}", thing=thing, most=MENTIONS, disputes=disputes
        )

    def roster(self, found: Roster, links: Links) -> str:
        """Return the page of a day."""
        title = f"{WORDS[links.language]['on_day']} {found.on}"
        return self._rendering.page("roster.html", links, title, f"on/{found.on}", found=found)

    def changes(self, found: Changes, links: Links) -> str:
        """Return the page of what changed between two days."""
        title = f"{WORDS[links.language]['changes_between']}: {found.first} – {found.last}"
        return self._rendering.page("changes.html", links, title, f"on/{found.first}/{found.last}", found=found)

    def missing(self, links: Links, message: str, replacements: Sequence[str] = ()) -> str:
        """Return the page for what is not there, or no longer."""
        title = WORDS[links.language]["gone" if replacements else "not_found"]
        return self._rendering.page("missing.html", links, title, "", message=message, replacements=replacements)
