"""Disputes, as answers: each point with its rival values side by side, who says them, and what the editors decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from sovleader_kg.cards import Card, Cells, Link, Sheet, link
from sovleader_kg.names import compact
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.testimony import Testimony, among

__all__ = ["Decision", "Dispute", "RivalValue", "disputes_about", "read_decisions", "read_disputes"]

_LINKS = """
SELECT ?dispute ?link ?value WHERE {
  ?dispute a sl:Dispute ; ?link ?value .
  VALUES ?link {
    sl:disputedSubject sl:disputedProperty sl:rivalClaim sl:disputeStatus sl:disputeScope sl:contradictsItself
    sl:consideredBy sl:agreedValue rdfs:label
  }
}
"""
_DECISIONS = """
SELECT ?resolution ?link ?value WHERE {
  ?resolution a sl:Resolution ; ?link ?value .
  VALUES ?link { sl:rationale sl:decidedOn sl:decidedBy sl:prefers sl:rejects sl:leavesOpen }
}
"""
_COUNTS = """
SELECT ?claim ?value WHERE { ?verdict sl:countedValue ?value ; sl:verdictOn ?claim } ORDER BY ?claim ?value
"""
_BEHIND = """
SELECT DISTINCT ?thing WHERE {{
  ?thing sl:holder|sl:tenureHolder|sl:post|sl:office|sl:leader|sl:actor|sl:affected|sl:concerns|sl:changes
         |sl:lapseOf|sl:derivesFrom+ <{thing}>
}} ORDER BY ?thing
"""
_DECIDED = ("resolution", "rationale", "rationale_ru", "decided_on", "decided_by", "prefers", "rejects", "leaves_open")
Links = dict[str, dict[str, list[Node]]]


@dataclass(frozen=True, slots=True, repr=False)
class RivalValue(Card):
    """One of the values that exclude each other.

    Attributes:
        value: The value, as a person reads it; "not …" where it is denied.
        stands: "with" the agreed value, "against" it, "none" where nothing is agreed, "rejected" where a
            resolution shows every claim of it wrong.
        claims: Who says so; none for a value that only counting gives.
    """

    value: str
    stands: str
    claims: tuple[Testimony, ...]

    def _cells(self) -> Cells:
        return {
            "value": link(self.value),
            "stands": self.stands,
            "claims": len(self.claims),
            "sources": [Link(iri, title) for iri, title in {one.source: one.title for one in self.claims}.items()],
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        yield Sheet.of([one._cells() for one in self.claims], "who says so")


@dataclass(frozen=True, slots=True, repr=False)
class Decision(Card):
    """A resolution: what it prefers, rejects and leaves open, and why, in English and in Russian."""

    resolution: str
    rationale: str
    rationale_ru: str
    decided_on: str
    decided_by: str
    prefers: tuple[str, ...]
    rejects: tuple[str, ...]
    leaves_open: tuple[str, ...]

    @property
    def rationales(self) -> tuple[tuple[str, str], ...]:
        """Why, by language."""
        return (("en", self.rationale), ("ru", self.rationale_ru))

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: _plain(getattr(self, name)) for name in _DECIDED}

    def _cells(self) -> Cells:
        return {
            "resolution": Link(self.resolution),
            "prefers": len(self.prefers) or None,
            "rejects": len(self.rejects) or None,
            "leaves open": len(self.leaves_open) or None,
            "decided": f"{self.decided_on}, {self.decided_by}",
            "because": self.rationale,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Dispute(Card):
    """A disputed point, with everything that was said of it.

    Attributes:
        dispute: IRI of the dispute.
        label: Its English label.
        subjects: The things that it is about; several where they share the day of one event.
        properties: The properties whose value is disputed.
        status: "settled" where a resolution prefers or rejects, else "open".
        scopes: "within-one-source", "between-sources" or both.
        contradicts_itself: The sources that contradict themselves.
        agreed: The agreed values.
        values: The rival values, side by side.
        decisions: The resolutions on the point.
    """

    dispute: str
    label: str
    subjects: tuple[str, ...]
    properties: tuple[str, ...]
    status: str
    scopes: tuple[str, ...]
    contradicts_itself: tuple[str, ...]
    agreed: tuple[str, ...]
    values: tuple[RivalValue, ...]
    decisions: tuple[Decision, ...]

    def concerns(self, thing: str) -> bool:
        """Return whether it is about a thing: its subject, a rival or agreed value, or somebody's whom it names."""
        named = {*self.subjects, *self.contradicts_itself, *self.properties, self.dispute}
        said = {said.source for rival in self.values for said in rival.claims}
        return thing in named | said or compact(thing) in {rival.value for rival in self.values} | {*self.agreed}

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        simple = {name: _plain(getattr(self, name)) for name in self.__slots__}
        values = [
            {"value": rival.value, "stands": rival.stands, "claims": [said.as_json() for said in rival.claims]}
            for rival in self.values
        ]
        return {**simple, "values": values, "decisions": [one.as_json() for one in self.decisions]}

    def _cells(self) -> Cells:
        return {
            "dispute": Link(self.dispute, self.label),
            "status": self.status,
            "values": [link(one.value) for one in self.values],
            "agreed": [link(one) for one in self.agreed],
        }

    def _sheets(self) -> Iterable[Sheet]:
        heading = (Link(self.dispute, self.label), self.status, f"agreed: {'; '.join(self.agreed) or 'nothing'}")
        yield Sheet.of([one._cells() for one in self.values], heading)
        if self.decisions:
            yield Sheet.of([one._cells() for one in self.decisions], "decided")


def read_disputes(engine: Engine) -> list[Dispute]:
    """Return every dispute of the graph, by IRI."""
    found = _links(engine, _LINKS, "dispute")
    decided = read_decisions(engine)
    counts = {row["claim"].value: row["value"].value for row in rows(engine, _COUNTS)}
    rivals = {claim.value for links in found.values() for claim in links["rivalClaim"]}
    said = {one.claim: one for one in among(engine, rivals)}
    return [_dispute(iri, links, decided, said, counts) for iri, links in sorted(found.items())]


def read_decisions(engine: Engine) -> dict[str, Decision]:
    """Return every resolution of the graph by IRI."""
    return {iri: _decision(iri, links) for iri, links in _links(engine, _DECISIONS, "resolution").items()}


def disputes_about(engine: Engine, thing: str) -> list[Dispute]:
    """Return the disputes about a thing, or about what stands behind it: a person's terms, a family's sources."""
    behind = [thing, *(row["thing"].value for row in rows(engine, _BEHIND.format(thing=thing)))]
    return [dispute for dispute in read_disputes(engine) if any(dispute.concerns(one) for one in behind)]


def _links(engine: Engine, query: str, name: str) -> Links:
    found: Links = defaultdict(lambda: defaultdict(list))
    for row in rows(engine, query, by=(name, "link", "value")):
        found[row[name].value][row["link"].value.rpartition("#")[2]].append(row["value"])
    return found


def _dispute(
    iri: str,
    links: Mapping[str, list[Node]],
    decided: Mapping[str, Decision],
    said: Mapping[str, Testimony],
    counts: Mapping[str, str],
) -> Dispute:
    agreed = tuple(shown(node) for node in links.get("agreedValue", ()))
    claims = [said[node.value] for node in links["rivalClaim"]]
    return Dispute(
        dispute=iri,
        label=_text(links, "label", "en"),
        subjects=_iris(links, "disputedSubject"),
        properties=_iris(links, "disputedProperty"),
        status=_slugs(links, "disputeStatus")[0],
        scopes=_slugs(links, "disputeScope"),
        contradicts_itself=_iris(links, "contradictsItself"),
        agreed=agreed,
        values=tuple(_rivals(claims, counts, bool(agreed))),
        decisions=tuple(decided[one] for one in _iris(links, "consideredBy")),
    )


def _rivals(claims: Sequence[Testimony], counts: Mapping[str, str], agreed: bool) -> list[RivalValue]:
    """Return the rival values in order, each with its claims, and what counting says beside them."""
    by_value: dict[str, list[Testimony]] = defaultdict(list)
    for said in claims:
        by_value[f"not {said.value}" if said.denied else said.value].append(said)
    counted = {counts[said.claim] for said in claims if said.claim in counts}
    rivals = [RivalValue(value, _stands(by_value[value], agreed), tuple(by_value[value])) for value in sorted(by_value)]
    return [*rivals, *(RivalValue(value, "against", ()) for value in sorted(counted))]


def _stands(claims: Sequence[Testimony], agreed: bool) -> str:
    if all(said.rejected for said in claims):
        return "rejected"
    if not agreed:
        return "none"
    return "against" if any(said.verdict == "contradicts" for said in claims) else "with"


def _decision(iri: str, links: Mapping[str, list[Node]]) -> Decision:
    return Decision(
        resolution=iri,
        rationale=_text(links, "rationale", "en"),
        rationale_ru=_text(links, "rationale", "ru"),
        decided_on=_first(links, "decidedOn"),
        decided_by=_first(links, "decidedBy"),
        prefers=_iris(links, "prefers"),
        rejects=_iris(links, "rejects"),
        leaves_open=_iris(links, "leavesOpen"),
    )


def _first(links: Mapping[str, list[Node]], name: str) -> str:
    return next((node.value for node in links.get(name, ())), "")


def _text(links: Mapping[str, list[Node]], name: str, language: str) -> str:
    literals = (node for node in links.get(name, ()) if isinstance(node, Literal))
    return next((literal.value for literal in literals if literal.language == language), "")


def _plain(value: object) -> object:
    """Return a tuple as a list, for JSON."""
    return list(value) if isinstance(value, tuple) else value


def _iris(links: Mapping[str, list[Node]], name: str) -> tuple[str, ...]:
    return tuple(node.value for node in links.get(name, ()))


def _slugs(links: Mapping[str, list[Node]], name: str) -> tuple[str, ...]:
    return tuple(iri.rpartition("/")[2] for iri in _iris(links, name))
