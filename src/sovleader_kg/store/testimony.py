"""Testimony: what claims say, who says it, in which passage, found where, and how it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sovleader_kg.cards import Card, Cells, Link, link
from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.names import compact
from sovleader_kg.nodes import Node, language_of, shown
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Testimony", "about", "among", "listed", "of_properties", "quoting"]

_CLAIMS = """
SELECT ?claim ?subject ?predicate ?value ?passage ?source ?title ?sourceKind ?locator ?sha256 ?written
       ?polarity ?calendar ?rejection WHERE {{
  {which}
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value ;
         sl:passage ?passage ; sl:polarity ?polarity .
  ?passage sl:source ?source ; sl:locator ?locator .
  OPTIONAL {{ ?passage sl:sha256 ?sha256 }}
  OPTIONAL {{ ?source rdfs:label ?title . FILTER(LANGMATCHES(LANG(?title), "en")) }}
  OPTIONAL {{ ?source sl:sourceKind ?sourceKind }}
  OPTIONAL {{ ?claim sl:asWritten ?written }}
  OPTIONAL {{ ?claim sl:calendar ?named }}
  OPTIONAL {{ ?source sl:usesCalendar ?used }}
  OPTIONAL {{ ?source sl:derivesFrom ?work . ?work sl:usesCalendar ?usedByWork }}
  BIND(COALESCE(?named, ?used, ?usedByWork) AS ?calendar)
  OPTIONAL {{ ?rejection sl:rejects ?claim }}
}}
"""
# Apart from the claims: joined to them as something optional, the verdicts on all claims are read.
_VERDICTS = """
SELECT ?claim ?kind ?rule ?only WHERE {{
  {which} ?verdict sl:verdictOn ?claim ; sl:onlySource ?only ; sl:verdictKind ?kind ; sl:byRule ?rule .
}}
"""
_GLOSSES = "SELECT ?claim ?gloss WHERE {{ {which} ?claim sl:gloss ?gloss }}"
_STANCES = "SELECT ?claim ?stance WHERE {{ {which} ?claim sl:stance ?stance }}"
_JSON = (
    *("claim", "subject", "predicate", "value", "source", "title", "source_kind", "passage", "locator", "sha256"),
    *("as_written", "gloss", "gloss_ru", "stances", "denied", "rejected", "verdict", "rule", "only_source", "wording"),
)


@dataclass(frozen=True, slots=True, repr=False)
class Testimony(Card):
    """One claim: who says it (source), in which passage, found where (locator), how, and how it stands.

    Attributes:
        evidence: The claim as the build reads it: its value as a term, its calendar, whether it counts.
        source: IRI of the source.
        title: English label of the source.
        source_kind: What the source is: "archive-record", "official-text", "dataset", "encyclopedia", "mirror" …
        locator: Where the passage stands in its source.
        sha256: Hash of the passage's normalised wording, where it is known.
        as_written: The date or name as the passage spells it.
        glosses: What it says, in the editors' words, by language.
        verdict: How it stands to the agreed or derived value.
        rule: The rule that gives the verdict.
        only_source: True where no independent source gives the value.
        wording: The passage's own words, from a reader's copy of the source.
    """

    evidence: Claim
    source: str
    title: str
    source_kind: str | None
    locator: str
    sha256: str | None
    as_written: str | None
    glosses: tuple[tuple[str, str], ...]
    verdict: str | None
    rule: str | None
    only_source: bool
    wording: str | None = None

    @property
    def claim(self) -> str:
        """IRI of the claim."""
        return self.evidence.iri

    @property
    def subject(self) -> str:
        """IRI of what it is about."""
        return self.evidence.subject

    @property
    def predicate(self) -> str:
        """IRI of the property."""
        return self.evidence.predicate

    @property
    def value(self) -> str:
        """The value, as a person reads it."""
        return shown(self.evidence.value)

    @property
    def passage(self) -> str:
        """IRI of the passage."""
        return self.evidence.passage

    @property
    def gloss(self) -> str | None:
        """What it says, in the editors' words, in English."""
        return dict(self.glosses).get("en")

    @property
    def gloss_ru(self) -> str | None:
        """What it says, in the editors' words, in Russian."""
        return dict(self.glosses).get("ru")

    @property
    def stances(self) -> tuple[str, ...]:
        """How the passage says it: "stated", "implied", "hedged", "reported", "evaluative"."""
        return tuple(sorted(map(_slug, self.evidence.stances)))

    @property
    def denied(self) -> bool:
        """True where the passage denies it."""
        return self.evidence.denied

    @property
    def rejected(self) -> bool:
        """True where a resolution shows it wrong."""
        return self.evidence.rejected

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {**{name: getattr(self, name) for name in _JSON}, "stances": list(self.stances)}

    def _cells(self) -> Cells:
        return {
            "value": link(self.value),
            "verdict": self.verdict,
            "source": Link(self.source, self.title),
            "where": self.locator,
            "says": self.gloss,
            "as written": self.as_written,
            "stances": [one for one in self.stances if one != "stated"],
            "denied": self.denied,
            "rejected": self.rejected,
            "claim": Link(self.claim),
        }


def about(engine: Engine, subject: str) -> list[Testimony]:
    """Return every claim about a thing, by property and claim."""
    return _read(engine, f"?claim rdf:subject <{subject}> .")


def among(engine: Engine, claims: Iterable[str]) -> list[Testimony]:
    """Return the claims of a list, by property and claim."""
    iris = sorted(set(claims))
    return _read(engine, f"VALUES ?claim {{ {listed(iris)} }}") if iris else []


def of_properties(engine: Engine, properties: Iterable[str]) -> list[Testimony]:
    """Return every claim on one of some properties, by claim."""
    found = _read(engine, f"VALUES ?predicate {{ {listed(properties)} }} ?claim rdf:predicate ?predicate .")
    return sorted(found, key=lambda one: one.claim)


def listed(iris: Iterable[str]) -> str:
    """Return IRIs as SPARQL lists them."""
    return " ".join(f"<{iri}>" for iri in iris)


def quoting(said: Testimony, wordings: Mapping[str, str]) -> Testimony:
    """Return a claim with its passage's own words, where they are known by the hash of the passage."""
    return replace(said, wording=wordings.get(said.sha256 or ""))


def _read(engine: Engine, which: str) -> list[Testimony]:
    """Return some claims by property and claim; sorted here, since the engine sorts thousands of rows slowly."""
    stances: dict[Node, set[str]] = defaultdict(set)
    for row in rows(engine, _STANCES.format(which=which)):
        stances[row["claim"]].add(row["stance"].value)
    glosses: dict[Node, dict[str, str]] = defaultdict(dict)
    for row in rows(engine, _GLOSSES.format(which=which)):
        glosses[row["claim"]][language_of(row["gloss"])] = row["gloss"].value
    verdicts = {row["claim"]: row for row in rows(engine, _VERDICTS.format(which=which))}
    found = {row["claim"]: row for row in rows(engine, _CLAIMS.format(which=which))}
    return [
        _testimony({**row, **verdicts.get(claim, {})}, frozenset(stances[claim]), tuple(sorted(glosses[claim].items())))
        for claim, row in sorted(found.items(), key=lambda one: (one[1]["predicate"].value, one[0].value))
    ]


def _testimony(row: Mapping[str, Node], stances: frozenset[str], glosses: tuple[tuple[str, str], ...]) -> Testimony:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    def concept(name: str) -> str | None:
        return _slug(row[name].value) if name in row else None

    return Testimony(
        evidence=_claim(row, stances),
        source=row["source"].value,
        title=text("title") or compact(row["source"].value),
        source_kind=concept("sourceKind"),
        locator=row["locator"].value,
        sha256=text("sha256"),
        as_written=text("written"),
        glosses=glosses,
        verdict=concept("kind"),
        rule=concept("rule"),
        only_source=text("only") == "true",
    )


def _claim(row: Mapping[str, Node], stances: frozenset[str]) -> Claim:
    return Claim(
        iri=row["claim"].value,
        subject=row["subject"].value,
        predicate=row["predicate"].value,
        value=row["value"],
        passage=row["passage"].value,
        stances=stances,
        denied=_slug(row["polarity"].value) == "denied",
        rejected="rejection" in row,
        calendar=_slug(row["calendar"].value) if "calendar" in row else None,
    )


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]
