"""Posts: the list of posts and bodies as a tree: the party and its organs, the republics' parties, the state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.finding.things import Thing, Things
from sovleader_kg.names import expand
from sovleader_kg.prose.briefs import years
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Branch", "Leaf", "read"]

PARTY = expand("body:cpsu")
# The sections, by the kind of body; the party itself stands apart from those of the republics.
SECTIONS = ("cpsu", "party-congress", "party-organ", "apparatus", "party", "state", "state-organ", "other")


@dataclass(frozen=True, slots=True)
class Leaf:
    """A post or office: IRI, label, years, and how many held it."""

    iri: str
    name: str
    years: str
    count: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A body, its posts, and the bodies that are part of it."""

    iri: str
    name: str
    years: str
    posts: Sequence[Leaf]
    parts: Sequence[Branch]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the page."""
    words, tree = WORDS[links.language], _Tree(library.kg.things, links.language)
    lead = words["list_posts_lead"].format(posts=len(tree.of_kind("post")), bodies=len(tree.of_kind("body")))
    values = {"lead": lead, "offices": tree.offices(), "sections": tree.sections()}
    return Page("posts.html", words["list_posts"], "posts", values, description=lead)


class _Tree:
    """Bodies and posts by what they belong to."""

    def __init__(self, things: Things, language: str) -> None:
        self._things, self._language = things, language
        self._posts, self._parts = self._below("post", "postIn"), self._below("body", "partOf")
        self._titles = self._below("post", "incarnationOf")

    def of_kind(self, kind: str) -> list[Thing]:
        return [thing for thing in self._things.values() if thing.kind == kind]

    def _below(self, kind: str, link: str) -> Mapping[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for thing in self.of_kind(kind):
            for above in thing.links.get(link, ())[:1]:
                found[above].append(thing)
        return found

    def offices(self) -> list[tuple[Leaf, list[Leaf]]]:
        """Return the offices with several titles, the most of them first, each with its posts in time."""
        several = sorted(self._titles.items(), key=lambda one: (-len(one[1]), one[0]))
        return [
            (self._leaf(self._things[office]), self._leaves(posts))
            for office, posts in several
            if len(posts) > 1 and office in self._things
        ]

    def sections(self) -> dict[str, list[Branch]]:
        """Return the bodies that are no part of one in their own section, the most filled first."""
        found: dict[str, list[Thing]] = {section: [] for section in SECTIONS}
        for body in self.of_kind("body"):
            above = body.links.get("partOf", ())
            if not any(_section(self._things[one]) == _section(body) for one in above if one in self._things):
                found[_section(body)].append(body)
        return {section: self._branches(bodies) for section, bodies in found.items() if bodies}

    def _branches(self, bodies: Iterable[Thing]) -> list[Branch]:
        made = sorted(bodies, key=lambda body: (-self._holders(body), body.label(self._language)))
        return [self._branch(body) for body in made]

    def _holders(self, body: Thing) -> int:
        return sum(post.count for post in self._posts.get(body.iri, ()))

    def _branch(self, body: Thing) -> Branch:
        parts = [one for one in self._parts.get(body.iri, ()) if _section(one) == _section(body)]
        posts = self._leaves(self._posts.get(body.iri, ()))
        return Branch(body.iri, body.label(self._language), years(body, self._language), posts, self._branches(parts))

    def _leaves(self, posts: Iterable[Thing]) -> list[Leaf]:
        in_time = sorted(posts, key=lambda post: (post.days.get("firstHeld", "9999"), post.iri))
        return [self._leaf(post) for post in in_time]

    def _leaf(self, thing: Thing) -> Leaf:
        return Leaf(thing.iri, thing.label(self._language), years(thing, self._language), thing.count)


def _section(body: Thing) -> str:
    """Return the section that a body belongs to."""
    if body.iri == PARTY:
        return "cpsu"
    kind = next((one.rpartition("/")[2] for one in body.links.get("bodyKind", ())), "other")
    return kind if kind in SECTIONS else "other"
