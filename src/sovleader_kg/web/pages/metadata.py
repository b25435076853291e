"""Metadata: what each page says of its subject to machines, in schema.org's terms, as JSON-LD.

The classes and properties are those of the view in schema.org (`queries/views/schema.rq`). A date is told as the day,
month or year that it is; one of another form is left out, and so is a term that is at most possible.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sovleader_kg.names import kind_of
from sovleader_kg.nodes import Node, language_of
from sovleader_kg.store.description import DATASET, LICENCE
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.values import read_values
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["metadata"]

MOST = 40  # terms that a person's page tells
CLASSES = {
    "person": "Person",
    "body": "Organization",
    "post": "Occupation",
    "office": "CategoryCode",
    "event": "Event",
    "term": "OrganizationRole",
    "place": "Place",
    "source": "CreativeWork",
    "passage": "Quotation",
    "claim": "Claim",
}
DATES = {
    ("person", "birth"): "birthDate",
    ("person", "death"): "deathDate",
    ("body", "start"): "foundingDate",
    ("body", "end"): "dissolutionDate",
    ("event", "start"): "startDate",
    ("event", "end"): "endDate",
    ("event", "date"): "startDate",
    ("term", "start"): "startDate",
    ("term", "end"): "endDate",
}
# What leads from a thing to another one, by the kind of the thing.
LINKS = {
    ("body", "partOf"): "parentOrganization",
    ("post", "incarnationOf"): "occupationalCategory",
    ("event", "during"): "superEvent",
    ("event", "venue"): "location",
    ("event", "affected"): "about",
    ("event", "concerns"): "about",
    ("event", "changes"): "about",
    ("event", "actor"): "contributor",
    ("event", "proposer"): "contributor",
    ("event", "spokesperson"): "contributor",
    ("event", "opponent"): "contributor",
    ("term", "holder"): "member",
    ("term", "post"): "hasOccupation",
    ("source", "derivesFrom"): "isBasedOn",
    ("passage", "source"): "isPartOf",
    ("claim", "passage"): "appearance",
}
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_TERMS = """
SELECT ?term ?post ?organization ?start ?end WHERE {{
  ?term sl:holder <{iri}> ; sl:post ?post . OPTIONAL {{ ?post sl:postIn ?organization }}
  OPTIONAL {{ ?term sl:start ?start }} OPTIONAL {{ ?term sl:end ?end }} OPTIONAL {{ ?term sl:earliestStart ?first }}
  FILTER NOT EXISTS {{ ?term sl:atMostPossible true }}
}} ORDER BY ?first ?term ?organization
"""
Described = dict[str, object]


def metadata(library: Library, page: Page, links: Links) -> Described:
    """Return what a page says of its subject."""
    language = links.language
    if not page.place and page.status == 200:
        return {"@context": "https://schema.org", "@graph": [_site(links), _dataset(library, links)]}
    if page.about is None:
        return {"@context": "https://schema.org", **_page(page, language)}
    found = _thing(library, page.about, language)
    return {
        "@context": "https://schema.org",
        **found,
        **({"description": page.description} if page.description else {}),
    }


def _site(links: Links) -> Described:
    words, found = WORDS[links.language], links.page("search")
    target = f"{found}{'&' if '?' in found else '?'}q={{search_term_string}}"
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {
        "@type": "WebSite",
        "name": words["title"],
        "description": words["motto"],
        "url": links.page(""),
        "inLanguage": list(LANGUAGES),
        "potentialAction": action,
    }


def _dataset(library: Library, links: Links) -> Described:
    edition, language = library.kg.edition, links.language
    files = {"text/turtle": "/dumps/sovleader-kg.ttl"} if links.dumps else {}
    return {
        "@type": "Dataset",
        "@id": DATASET.value,
        "name": edition.titles.get(language) or WORDS[language]["title"],
        "description": WORDS[language]["motto"],
        "creator": [{"@type": "Organization", "name": one} for one in edition.authors],
        "license": LICENCE,
        "version": edition.version,
        "temporalCoverage": "1917/1991",
        "inLanguage": list(LANGUAGES),
        "isAccessibleForFree": True,
        **({"dateModified": edition.day.isoformat()} if edition.day else {}),
        **({"distribution": [_download(kind, address) for kind, address in files.items()]} if files else {}),
    }


def _download(kind: str, address: str) -> Described:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}


def _page(page: Page, language: str) -> Described:
    site = {"@type": "WebSite", "name": WORDS[language]["title"]}
    described = {"description": page.description} if page.description else {}
    return {"@type": "WebPage", "name": page.title, "inLanguage": language, "isPartOf": site, **described}


def _thing(library: Library, iri: str, language: str) -> Described:
    values: dict[str, list[Node]] = defaultdict(list)
    for name, nodes in read_values(library.kg, iri).items():
        values[_short(name)] += nodes
    kind = kind_of(iri) or ""
    found: Described = {
        "@type": _class(kind, values),
        "@id": iri,
        "name": library.labels.of(iri, language),
        **_names(values, language),
        **_dates(kind, values),
        **_linked(library, kind, values, language),
        **_elsewhere(values),
    }
    return {**found, **OWN[kind](library, iri, values, language)} if kind in OWN else found


def _class(kind: str, values: Mapping[str, Sequence[Node]]) -> str:
    classes = {_short(node.value) for node in values["type"]}
    return "GovernmentOrganization" if "StateBody" in classes else CLASSES.get(kind, "Thing")


def _names(values: Mapping[str, Sequence[Node]], language: str) -> Described:
    """Return what a thing is called in other languages and besides."""
    labels = [node.value for node in values.get("label", ()) if language_of(node) != language]
    others = list(dict.fromkeys([*labels, *(node.value for node in values.get("altLabel", ()))]))
    return {"alternateName": others} if others else {}


def _dates(kind: str, values: Mapping[str, Sequence[Node]]) -> Described:
    found: Described = {}
    for (of, name), dating in DATES.items():
        told = [node.value for node in values.get(name, ()) if of == kind and _DATE.fullmatch(node.value)]
        if told:
            found.setdefault(dating, told[0])
    return found


def _linked(library: Library, kind: str, values: Mapping[str, Sequence[Node]], language: str) -> Described:
    found: dict[str, list[Described]] = defaultdict(list)
    for (of, name), link in LINKS.items():
        found[link] += [_named(library, node.value, language) for node in values.get(name, ()) if of == kind]
    return {link: things[0] if len(things) == 1 else things for link, things in found.items() if things}


def _named(library: Library, iri: str, language: str) -> Described:
    return {"@type": CLASSES.get(kind_of(iri) or "", "Thing"), "@id": iri, "name": library.labels.of(iri, language)}


def _elsewhere(values: Mapping[str, Sequence[Node]]) -> Described:
    same = [node.value for name in ("exactMatch", "isPrimaryTopicOf") for node in values.get(name, ())]
    return {"sameAs": same} if same else {}


def _person(library: Library, iri: str, _: Mapping[str, Sequence[Node]], language: str) -> Described:
    """Return the posts that a person held, each with the dates."""
    roles: dict[str, Described] = {}
    for term, post, organization, start, end in library.kg.select(_TERMS.format(iri=iri)).rows:
        if term and post and term.value not in roles:
            dates = {"startDate": start, "endDate": end}
            roles[term.value] = {
                "@type": "OrganizationRole",
                "@id": term.value,
                "roleName": library.labels.of(post.value, language),
                **({"memberOf": _named(library, organization.value, language)} if organization else {}),
                **{name: node.value for name, node in dates.items() if node and _DATE.fullmatch(node.value)},
            }
    return {"hasOccupation": list(roles.values())[:MOST]} if roles else {}


def _source(_: Library, __: str, values: Mapping[str, Sequence[Node]], language: str) -> Described:
    found: Described = {}
    for name, link in (("creator", "author"), ("publisher", "publisher")):
        if told := [node.value for node in values.get(name, ()) if language_of(node) in {language, "en"}]:
            found[link] = [{"@type": "Thing", "name": one} for one in told]
    for name, link in (("license", "license"), ("page", "url")):
        if told := [node.value for node in values.get(name, ())]:
            found[link] = told[0]
    return found


def _claim(library: Library, iri: str, values: Mapping[str, Sequence[Node]], language: str) -> Described:
    glosses = {language_of(node): node.value for node in values.get("gloss", ())}
    about = [_named(library, node.value, language) for node in values.get("subject", ())]
    text = glosses.get(language) or glosses.get("en") or library.labels.of(iri, language)
    return {"text": text, "inLanguage": language if language in glosses else "en", "about": about}


def _short(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


OWN: Mapping[str, Callable[[Library, str, Mapping[str, Sequence[Node]], str], Described]] = {
    "person": _person,
    "source": _source,
    "claim": _claim,
}
