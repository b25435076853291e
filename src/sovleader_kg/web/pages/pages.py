"""Pages: what people read, made of the facade's answers by templates; the same on the server and in a static site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import Literal, NamedNode

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.errors import SovleaderError
from sovleader_kg.export.lanes import Lane
from sovleader_kg.export.picture import draw
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import OFFICE, PREFIXES, RDF, SL, compact, expand
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.tables import Table
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.things import ASIDE, Thing
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["PAGES", "Pages"]

FIRST_DAY = "1953-09-10"
PAGES = ("", "timeline", "disputes", "queries", "sparql", "ontology")
MENTIONS = 60
_TEMPLATES = Path(__file__).parent / "templates"
_LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"
_POSTS = "SELECT DISTINCT ?post WHERE { ?term sl:post ?post } ORDER BY ?post"
_PASSAGES = "SELECT ?passage ?source ?place { ?passage sl:source ?source ; sl:locator ?place } ORDER BY ?passage ?place"
_GLOSSES = "SELECT ?claim ?gloss WHERE { ?claim a sl:Claim ; sl:gloss ?gloss } ORDER BY ?claim ?gloss"
_VOCABULARY = """
SELECT ?term ?kind ?definition ?domain ?range WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind . FILTER(STRSTARTS(STR(?term), "https://w3id.org/sovleader/ontology#"))
  OPTIONAL { ?term skos:definition ?definition FILTER(LANGMATCHES(LANG(?definition), "en")) }
  OPTIONAL { ?term rdfs:domain ?domain FILTER(ISIRI(?domain)) }
  OPTIONAL { ?term rdfs:range ?range FILTER(ISIRI(?range)) }
} ORDER BY ?kind ?term ?domain ?range
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may have held a post on a day, with what is said of both ends of the term."""

    name: str
    person: str
    post: str
    term: str
    certainty: str
    notes: tuple[str, ...]
    count: int
    said: tuple[tuple[str, tuple[Testimony, ...]], ...]


class Pages:
    """The pages of one graph."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read every label once."""
        self._kg = kg
        self._drawn: dict[str, list[Lane]] = {}
        self._labels: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for thing, label in kg.select(_LABELS).rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                self._labels.get(label.language or "en", {}).setdefault(thing.value, label.value)
        self._name_passages()
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(compact=compact, shown=shown, is_iri=_is_iri, iri_of=_iri_of, span=_span)

    def _name_passages(self) -> None:
        """Call passages by source and place, claims by their gloss, and what makes up a claim by a word."""
        passages, glosses = self._kg.select(_PASSAGES).rows, self._kg.select(_GLOSSES).rows
        for language, labels in self._labels.items():
            for passage, source, place in passages:
                if passage and source and place:
                    labels[passage.value] = f"{self.label(source.value, language)}, {place.value}"
            for claim, gloss in glosses:
                if claim and gloss:
                    labels.setdefault(claim.value, f"“{gloss.value}”")
            labels |= {f"{RDF}{name}": WORDS[language][name] for name in ("subject", "predicate", "object")}

    def exists(self, iri: str) -> bool:
        """Tell whether the graph says anything of a thing."""
        return bool(self._kg.sparql(f"ASK {{ <{iri}> ?property ?value }}"))

    def label(self, iri: str, language: str) -> str:
        """Return what a thing is called, in a language if it has a label there."""
        return self._labels[language].get(iri) or self._labels["en"].get(iri) or compact(iri)

    def page(self, name: str, links: Links, parameters: Mapping[str, str]) -> str:
        """Return one of `PAGES`.

        Raises:
            UsageError: A parameter is wrong.
        """
        make = {
            "": self._start,
            "timeline": self._timeline,
            "disputes": self._disputes,
            "queries": self._queries,
            "sparql": self._sparql,
            "ontology": self._ontology,
        }[name]
        return make(links, parameters)

    def _render(self, template: str, links: Links, title: str, path: str, **values: object) -> str:
        language = links.language

        def label(iri: str) -> str:
            return self.label(iri, language)

        def named(text: str) -> str:
            """Return a value as a person reads it: a thing by its label."""
            try:
                iri = expand(text) if ":" in text and " " not in text else ""
            except SovleaderError:
                iri = ""
            return label(iri) if iri in self._labels["en"] else text

        others = {one: links.other(one, path, dict(values.get("parameters", {}))) for one in LANGUAGES}  # type: ignore[call-overload]
        return self._environment.get_template(template).render(
            links=links, words=WORDS[language], language=language, languages=others, title=title, label=label,
            named=named, **values,
        )  # fmt: skip

    def _start(self, links: Links, parameters: Mapping[str, str]) -> str:
        words, day = WORDS[links.language], parameters.get("day", FIRST_DAY)
        asked, error, found = parameters.get("post") or OFFICE, None, None
        try:
            found = self._answer(asked, day, links.language)
        except SovleaderError as problem:
            error = str(problem)
        posts = [node.value for (node,) in self._kg.select(_POSTS).rows if node is not None]
        return self._render(
            "start.html", links, words["start"], "/" if not links.static else "index.html", day=day, asked=asked,
            error=error, found=found, posts=posts, office=expand(OFFICE), parameters={"day": day, "post": asked},
            picture=self._picture(links),
        )  # fmt: skip

    def _answer(self, post: str, day: str, language: str) -> dict[str, object]:
        answer, leaders = self._kg.who(post, on=day), self._kg.leaders(on=day)
        candidates = []
        for one in answer.answers:
            ends = [one for one in self._kg.explain(one.term).statements if one.predicate in {f"{SL}start", f"{SL}end"}]
            said = tuple((end.predicate, end.claims) for end in reversed(ends) if end.claims)
            notes = tuple(note for note in (one.boundary, "acting" if one.acting else None) if note)
            name = self.label(one.person, language)
            candidates.append(
                Candidate(name, one.person, one.post, one.term, one.certainty, notes, len(one.claims), said)
            )
        about = {dispute.dispute: dispute for one in answer.answers for dispute in self._about(one.term)}
        return {"candidates": candidates, "nobody": answer.nobody, "leaders": leaders, "disputes": list(about.values())}

    def _lanes(self, language: str) -> Sequence[Lane]:
        if language not in self._drawn:
            self._drawn[language] = self._kg.lanes(language)
        return self._drawn[language]

    def _picture(self, links: Links) -> Markup:
        return Markup(draw(self._lanes(links.language), WORDS[links.language]["timeline"], links.thing))  # noqa: S704 - drawn and escaped by us

    def _timeline(self, links: Links, parameters: Mapping[str, str]) -> str:
        del parameters
        path = "/timeline" if not links.static else "timeline.html"
        title = WORDS[links.language]["timeline"]
        return self._render(
            "timeline.html", links, title, path, lanes=self._lanes(links.language), picture=self._picture(links)
        )

    @cached_property
    def _all_disputes(self) -> Sequence[Dispute]:
        return self._kg.disputes()

    def _about(self, thing: str) -> list[Dispute]:
        return [dispute for dispute in self._all_disputes if dispute.concerns(thing)]

    def _disputes(self, links: Links, parameters: Mapping[str, str]) -> str:
        del parameters
        path = "/disputes" if not links.static else "disputes.html"
        return self._render(
            "disputes.html", links, WORDS[links.language]["disputes"], path, disputes=self._all_disputes
        )

    def _queries(self, links: Links, parameters: Mapping[str, str]) -> str:
        del parameters
        path = "/queries" if not links.static else "queries.html"
        found = list(catalogue().values())
        return self._render("queries.html", links, WORDS[links.language]["queries"], path, queries=found)

    def query(self, name: str, links: Links, given: Mapping[str, str], table: Table | None, error: str | None) -> str:
        """Return the page of a stored query, with its form and perhaps its rows."""
        query = catalogue()[name]
        return self._render(
            "query.html", links, query.summary, f"/queries/{name}", query=query, given=given, table=table, error=error,
            parameters=dict(given),
        )  # fmt: skip

    def _sparql(self, links: Links, parameters: Mapping[str, str]) -> str:
        del parameters
        return self._render(
            "sparql.html", links, WORDS[links.language]["sparql"], "/sparql", queries=catalogue().values()
        )

    def _ontology(self, links: Links, parameters: Mapping[str, str]) -> str:
        del parameters
        path = "/ontology" if not links.static else "ontology.html"
        terms: dict[str, dict[str, set[str]]] = {}
        for row in self._kg.select(_VOCABULARY).records():
            one = terms.setdefault(
                str(row["term"]), {"kind": set(), "definition": set(), "domain": set(), "range": set()}
            )
            for key in one:
                if row[key]:
                    one[key].add(str(row[key]))
        classes = {iri: one for iri, one in terms.items() if any(kind.endswith("Class") for kind in one["kind"])}
        properties = {iri: one for iri, one in terms.items() if iri not in classes}
        title = WORDS[links.language]["ontology"]
        return self._render("ontology.html", links, title, path, classes=classes, properties=properties)

    def thing(self, thing: Thing, links: Links) -> str:
        """Return the page of a thing: what the graph says of it, who says so, and what mentions it."""
        kind, slug = split(thing.iri) or ("", "")
        path = f"/page/{kind}/{slug}" if not links.static else f"page/{kind}/{slug}.html"
        disputes = self._about(thing.iri) if kind not in ASIDE else []
        title = self.label(thing.iri, links.language)
        return self._render("thing.html", links, title, path, thing=thing, most=MENTIONS, disputes=disputes)

    def missing(self, links: Links, message: str, replacements: Sequence[str] = ()) -> str:
        """Return the page for what is not there, or no longer."""
        words = WORDS[links.language]
        title = words["gone"] if replacements else words["not_found"]
        return self._render("missing.html", links, title, "/", message=message, replacements=replacements)


def _is_iri(cell: Node | None) -> bool:
    return isinstance(cell, NamedNode)


def _iri_of(text: str) -> str | None:
    """Return the IRI that a value, as a person reads it, stands for, if it can be followed."""
    prefix, _, local = text.partition(":")
    if text.startswith(("<http://", "<https://")):
        return text[1:-1]
    return PREFIXES[prefix] + local if prefix in PREFIXES and local and " " not in text else None


def _span(earliest: date | None, latest: date | None) -> str:
    """Return the first and last day that an end may be on, or the one."""
    if earliest == latest:
        return "?" if earliest is None else earliest.isoformat()
    return f"{earliest or '…'}/{latest or '…'}"
