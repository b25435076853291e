"""Testimony: what claims say, who says it, in which passage, found where, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from sovleader_kg.names import compact
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Said", "about", "among", "plain", "quoting", "shown"]

_CLAIMS = """
SELECT ?claim ?subject ?predicate ?value ?passage ?source ?title ?sourceKind ?locator ?sha256 ?written ?gloss
       ?polarity ?rejection WHERE {{
  {which}
  ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?value ;
         sl:passage ?passage ; sl:polarity ?polarity .
  ?passage sl:source ?source ; sl:locator ?locator .
  OPTIONAL {{ ?passage sl:sha256 ?sha256 }}
  OPTIONAL {{ ?source rdfs:label ?title . FILTER(LANGMATCHES(LANG(?title), "en")) }}
  OPTIONAL {{ ?source sl:sourceKind ?sourceKind }}
  OPTIONAL {{ ?claim sl:asWritten ?written }}
  OPTIONAL {{ ?claim sl:gloss ?gloss }}
  OPTIONAL {{ ?rejection sl:rejects ?claim }}
}} ORDER BY ?predicate ?claim
"""
# Apart from the claims: joined to them as something optional, the verdicts on all claims are read.
_VERDICTS = """
SELECT ?claim ?kind ?rule ?only WHERE {{
  {which} ?verdict sl:verdictOn ?claim ; sl:onlySource ?only ; sl:verdictKind ?kind ; sl:byRule ?rule .
}} ORDER BY ?claim
"""
_STANCES = "SELECT ?claim ?stance WHERE {{ {which} ?claim sl:stance ?stance }} ORDER BY ?claim ?stance"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: who says it (source), in which passage, found where (locator), how, and how it stands.

    Attributes:
        claim: IRI of the claim.
        subject: IRI of what it is about.
        predicate: IRI of the property.
        value: The value, as a person reads it.
        source: IRI of the source.
        title: English label of the source.
        source_kind: What the source is: "archive-record", "official-text", "dataset", "encyclopedia", "mirror" …
        passage: IRI of the passage.
        locator: Where the passage stands in its source.
        sha256: Hash of the passage's normalised wording, where it is known.
        as_written: The date or name as the passage spells it.
        gloss: What it says, in the editors' words.
        stances: "stated", "implied", "hedged", "reported", "judging".
        denied: True where the passage denies it.
        rejected: True where a resolution shows it wrong.
        verdict: How it stands to the agreed or derived value.
        rule: The rule that gives the verdict.
        only_source: True where no independent source gives the value.
        wording: The passage's own words, from a reader's copy of the source.
    """

    claim: str
    subject: str
    predicate: str
    value: str
    source: str
    title: str
    source_kind: str | None
    passage: str
    locator: str
    sha256: str | None
    as_written: str | None
    gloss: str | None
    stances: tuple[str, ...]
    denied: bool
    rejected: bool
    verdict: str | None
    rule: str | None
    only_source: bool
    wording: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: plain(getattr(self, name)) for name in self.__slots__}


def about(engine: Engine, subject: str) -> list[Said]:
    """Return every claim about a thing, by property and claim."""
    return _said(engine, f"?claim rdf:subject <{subject}> .")


def among(engine: Engine, claims: Iterable[str]) -> list[Said]:
    """Return the claims of a list, by property and claim."""
    listed = " ".join(f"<{iri}>" for iri in sorted(set(claims)))
    return _said(engine, f"VALUES ?claim {{ {listed} }}") if listed else []


def quoting(said: Said, wordings: Mapping[str, str]) -> Said:
    """Return a claim with its passage's own words, where they are known by the hash of the passage."""
    return replace(said, wording=wordings.get(said.sha256 or ""))


def plain(value: object) -> object:
    """Return a tuple as a list, for JSON."""
    return list(value) if isinstance(value, tuple) else value


def shown(node: Node) -> str:
    """Return a term as a person reads it: a compact name, or the bare text."""
    return compact(node.value) if isinstance(node, NamedNode) else node.value


def _said(engine: Engine, which: str) -> list[Said]:
    stances: dict[str, list[str]] = {}
    for row in rows(engine, _STANCES.format(which=which)):
        stances.setdefault(row["claim"].value, []).append(_slug(row["stance"]))
    verdicts = {row["claim"]: row for row in rows(engine, _VERDICTS.format(which=which))}
    found = ({**row, **verdicts.get(row["claim"], {})} for row in rows(engine, _CLAIMS.format(which=which)))
    return [_one(row, tuple(stances.get(row["claim"].value, ()))) for row in found]


def _one(row: Mapping[str, Node], stances: tuple[str, ...]) -> Said:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    def concept(name: str) -> str | None:
        return _slug(row[name]) if name in row else None

    return Said(
        claim=row["claim"].value,
        subject=row["subject"].value,
        predicate=row["predicate"].value,
        value=shown(row["value"]),
        source=row["source"].value,
        title=text("title") or compact(row["source"].value),
        source_kind=concept("sourceKind"),
        passage=row["passage"].value,
        locator=row["locator"].value,
        sha256=text("sha256"),
        as_written=text("written"),
        gloss=text("gloss"),
        stances=stances,
        denied=concept("polarity") == "denied",
        rejected="rejection" in row,
        verdict=concept("kind"),
        rule=concept("rule"),
        only_source=text("only") == "true",
    )


def _slug(node: Node) -> str:
    return node.value.rpartition("/")[2]
