"""Things: what can be found and listed, read from a store at once: names, days, and what tells most of each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sovleader_kg.cards import Card, Cells, Link
from sovleader_kg.names import BASE, HEADSHIPS, PREFIXES, RDFS, SL, VOCABULARY, expand, kind_of
from sovleader_kg.store.engines import Engine, rows, texts
from sovleader_kg.store.testimony import listed

__all__ = ["Thing", "Things", "local_name", "read_things"]

NAMES = (
    *(RDFS + "label", PREFIXES["skos"] + "altLabel", PREFIXES["foaf"] + "name", PREFIXES["dcterms"] + "title"),
    *(SL + "officialName", SL + "styledAs"),
)
BOUNDS = tuple(
    f"{SL}{side}{point}" for point in ("Birth", "Start", "Date", "End", "Death") for side in ("earliest", "latest")
)
_NAMED = f"SELECT ?thing ?link ?name WHERE {{ VALUES ?link {{ {listed(NAMES)} }} ?thing ?link ?name }}"
_DAYS = f"SELECT ?thing ?bound ?day WHERE {{ VALUES ?bound {{ {listed(BOUNDS)} }} ?thing ?bound ?day }}"
_LINKS = """
SELECT ?thing ?link ?value WHERE {
  VALUES ?link { sl:postIn sl:incarnationOf sl:bodyKind sl:sourceKind sl:derivesFrom sl:partOf skos:inScheme }
  ?thing ?link ?value .
} ORDER BY ?thing ?value
"""
_EVENTS = """
SELECT ?thing ?value WHERE {
  ?thing a sl:Event , ?value . ?value rdfs:subClassOf sl:Event .
} ORDER BY ?thing ?value
"""
_HELD = """
SELECT ?term ?holder ?post ?acting WHERE {
  ?term sl:holder ?holder ; sl:post ?post . OPTIONAL { ?term a ?acting . FILTER(?acting = sl:ActingTerm) }
} ORDER BY ?term
"""
_CLAIMED = """
SELECT ?source (COUNT(?claim) AS ?n) WHERE {
  ?claim sl:passage ?passage . ?passage sl:source ?source .
} GROUP BY ?source
"""
# After the heads of party, government and state: the seats by which the lists say who somebody was.
SEATS = ("politburo-member", "politburo-candidate-member", "secretariat-member", "orgburo-member")


@dataclass(frozen=True, slots=True, repr=False)
class Thing(Card):
    """A thing as finding and lists show it.

    Attributes:
        iri: Its name.
        kind: The kind in its IRI, or "vocabulary".
        labels: What it is called, by language.
        names: Everything that it is called, the labels too, in any language.
        days: The bounds that it has, by their name: "earliestStart", "latestDeath" …, ISO.
        links: What it is in, of, or a kind of, by property without prefix; of a person the highest posts ("held"),
            and those of them in which they only acted ("acted").
        count: Of a person the terms, of a post the holders, of an office the posts, of a source the claims.
    """

    iri: str
    kind: str
    labels: Mapping[str, str]
    names: frozenset[str]
    days: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    count: int = 0

    def label(self, language: str) -> str:
        """Return what it is called in a language, or else in any."""
        return self.labels.get(language) or self.labels.get("en") or min(self.names)

    def _cells(self) -> Cells:
        return {"thing": Link(self.iri, self.label("en")), "kind": self.kind, "days": [*self.days.values()]}


def local_name(iri: str) -> str:
    """Return the last part of an IRI: the slug of a thing, the name of a property."""
    return re.split("[/#]", iri)[-1]


Things = Mapping[str, Thing]
_Links = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class _Held:
    """A term, as far as it tells of its holder and its post."""

    holder: str
    post: str
    days: Mapping[str, str]
    acting: bool


def read_things(engine: Engine) -> Things:
    """Read every thing that has a label, by IRI, sorted."""
    labels, names = _names(engine)
    days, links = _days(engine), _links(engine)
    terms = [_Held(row["holder"], row["post"], days[row["term"]], "acting" in row) for row in texts(engine, _HELD)]
    counts = _counts(engine, terms, links)
    for post, stretch in _held_days(terms):
        days[post] |= stretch
    for person, highest in _highest(terms, links):
        links[person]["held"] = [term.post for term in highest]
        links[person]["acted"] = [term.post for term in highest if term.acting]
    return {
        iri: Thing(
            iri,
            kind_of(iri) or VOCABULARY,
            labels[iri],
            frozenset(names[iri]),
            days.get(iri, {}),
            {link: tuple(values) for link, values in links[iri].items()} if iri in links else {},
            counts.get(iri, 0),
        )
        for iri in sorted(labels)
    }


def _names(engine: Engine) -> tuple[Mapping[str, dict[str, str]], Mapping[str, set[str]]]:
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows(engine, _NAMED, by=("name",)):
        iri, name = row["thing"].value, row["name"]
        if iri.startswith((BASE, SL)):
            names[iri].add(name.value)
            if row["link"].value == RDFS + "label":
                labels[iri].setdefault(getattr(name, "language", None) or "en", name.value)
    return labels, names


def _days(engine: Engine) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in texts(engine, _DAYS):
        found[row["thing"]][row["bound"].removeprefix(SL)] = row["day"]
    return found


def _links(engine: Engine) -> _Links:
    found: _Links = defaultdict(lambda: defaultdict(list))
    for row in texts(engine, _LINKS):
        found[row["thing"]][local_name(row["link"])].append(row["value"])
    for row in texts(engine, _EVENTS):
        found[row["thing"]]["type"].append(row["value"])
    return found


def _counts(engine: Engine, terms: Iterable[_Held], links: _Links) -> Mapping[str, int]:
    found = {row["source"]: int(row["n"]) for row in texts(engine, _CLAIMED)}
    found |= Counter(term.holder for term in terms)
    found |= Counter(post for post, _ in {(term.post, term.holder) for term in terms})
    return found | Counter(office for values in links.values() for office in values.get("incarnationOf", ()))


def _held_days(terms: Iterable[_Held]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each post with the first and the last day on which somebody surely held it."""
    surely: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        surely[term.post] += [term.days[bound] for bound in ("latestStart", "earliestEnd") if bound in term.days]
    yield from ((post, {"firstHeld": min(days), "lastHeld": max(days)}) for post, days in surely.items() if days)


def _highest(terms: Iterable[_Held], links: _Links) -> Iterator[tuple[str, list[_Held]]]:
    """Yield each person with the terms that tell who it was: each headship by its last title, or else one post."""
    held: dict[str, dict[int, _Held]] = defaultdict(dict)
    for term in sorted(terms, key=lambda term: (not term.acting, term.days.get("earliestStart", ""))):
        held[term.holder][_rank(term.post, links)] = term
    for person, ranked in held.items():
        heads = [ranked[rank] for rank in range(len(HEADSHIPS)) if rank in ranked]
        yield person, heads or [ranked[min(ranked)]]


def _rank(post: str, links: _Links) -> int:
    office = links.get(post, {}).get("incarnationOf", [""])[0]
    ranked = [*map(expand, HEADSHIPS), *(expand(seat, "post") for seat in SEATS)]
    return next((ranked.index(one) for one in (office, post) if one in ranked), len(ranked))
