"""Evidence: how templates tell who says what: values, places and glosses in words, rivals side by side, disputes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal

from sovleader_kg.answers.explanation.disputes import Decision, Dispute
from sovleader_kg.answers.explanation.rivals import Rivalry, Side, opposed, witnesses
from sovleader_kg.names import TYPE, sl
from sovleader_kg.nodes import Node
from sovleader_kg.prose.disputes import dated, differing, kept, spoken_side, standing
from sovleader_kg.prose.numbers import counted
from sovleader_kg.prose.places import Part, spoken_place
from sovleader_kg.prose.terms import without_number
from sovleader_kg.prose.values import spoken_value
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.library import Library

__all__ = ["Evidence"]

OPENED = 3  # claims that are shown unfolded
DENIED = {"en": "not {}", "ru": "не {}"}
DATING = frozenset(map(sl, ("start", "end", "heldOn")))


@dataclass(frozen=True, slots=True)
class Told:
    """A text in the language that it is in: the page's where there is one, else English."""

    text: str
    language: str


class Evidence:
    """What claims and disputes say, in one language; templates know it as `says`."""

    opened = OPENED

    def __init__(self, library: Library, language: str) -> None:
        """Speak of one graph in one language."""
        self._library, self._language = library, language
        self._rivalries: dict[str, Rivalry] = {}

    def name(self, iri: str) -> str:
        """Return what a thing is called."""
        return self._library.labels.of(iri, self._language)

    def dates(self, term: str) -> str:
        """Return the dates of a term, in words."""
        return self._library.labels.dates(term, self._language)

    def value(self, node: Node, calendar: str | None = None) -> str:
        """Return a value in words."""
        return spoken_value(node, self.name, self._language, calendar)

    def claimed(self, said: Testimony) -> str:
        """Return the value of a claim in words."""
        return self.value(said.evidence.value, said.evidence.calendar)

    def all_claimed(self, claims: Sequence[Testimony]) -> str:
        """Return the values of several claims in words, each once."""
        told = (DENIED[self._language].format(self.claimed(one)) if one.denied else self.claimed(one) for one in claims)
        return "; ".join(dict.fromkeys(told))

    def unsaid(self, said: Testimony) -> str:
        """Return the date or number of a claim where its gloss does not tell it; else nothing."""
        gloss, value = self.gloss(said), self.claimed(said)
        return value if isinstance(said.evidence.value, Literal) and gloss and value not in gloss.text else ""

    def count(self, number: int, thing: str) -> str:
        """Return a number of things in words."""
        return counted(number, thing, self._language)

    def place(self, locator: str) -> tuple[Part, ...]:
        """Return where a passage stands in its source, in words."""
        return spoken_place(locator, self._language)

    def gloss(self, said: Testimony) -> Told | None:
        """Return what a claim says, in the editors' words; where those only name its parts, the parts in words."""
        subject = self._library.labels.of(said.subject, "en", numbered=True)
        if (said.gloss or "").startswith(f"{subject}: "):
            return Told(self.parts(said), self._language)
        told = self.in_language(said.glosses)
        return told and Told(self._library.labels.told(told.text, said.subject, told.language), told.language)

    def parts(self, said: Testimony) -> str:
        """Return what a claim says by its parts; a term whose dates it speaks of is called without them."""
        numbered = self._library.labels.of(said.subject, self._language, numbered=True)
        subject = without_number(numbered) if said.predicate in DATING else self.name(said.subject)
        return f"{subject}: {self.name(said.predicate)} — {self.claimed(said)}."

    def reason(self, decision: Decision) -> Told | None:
        """Return why the editors decided so."""
        return self.in_language(decision.rationales)

    def in_language(self, texts: Sequence[tuple[str, str]]) -> Told | None:
        """Return a text in the page's language, or else in English."""
        known = dict(texts)
        chosen = self._language if self._language in known else "en"
        return Told(known[chosen], chosen) if chosen in known else None

    def rivals(self, claims: Sequence[Testimony]) -> Rivalry:
        """Return claims on one point as sides that exclude each other."""
        return opposed(claims, self._library.lineage)

    def side(self, side: Side) -> str:
        """Return the value of a side in words."""
        return spoken_side(side, self.name, self._language)

    def sources(self, claims: Sequence[Testimony]) -> str:
        """Return how many independent sources make some claims."""
        return self.count(witnesses((one.source for one in claims), self._library.lineage), "witness")

    def disputed(self, said: Testimony) -> Dispute | None:
        """Return the dispute that a claim takes part in, if any."""
        return self._library.disputed.get(said.claim)

    def disputes(self, claims: Sequence[Testimony]) -> Sequence[Dispute]:
        """Return the disputes that claims take part in."""
        found = {one.dispute: one for said in claims if (one := self.disputed(said))}
        return tuple(found.values())

    def claims_of(self, dispute: Dispute) -> Sequence[Testimony]:
        """Return the claims that take part in a dispute."""
        return [said for rival in dispute.values for said in rival.claims]

    def rivals_of(self, dispute: Dispute) -> Rivalry:
        """Return the rivals of a dispute."""
        if dispute.dispute not in self._rivalries:
            self._rivalries[dispute.dispute] = self.rivals(self.claims_of(dispute))
        return self._rivalries[dispute.dispute]

    def differing(self, dispute: Dispute) -> str:
        """Return a sentence that says what stands against what."""
        return differing(dispute, self.rivals_of(dispute), self.name, self._language)

    def standing(self, dispute: Dispute) -> str:
        """Return a sentence that says how a dispute stands."""
        return standing(dispute, self.rivals_of(dispute), self.name, self._language)

    def stands(self, side: Side, dispute: Dispute | None) -> str:
        """Return how a side of a dispute stands, as the key of a phrase; none where nothing is disputed."""
        if dispute is None:
            return ""
        if side.rejected:
            return "side_rejected"
        rivalry = self.rivals_of(dispute)
        taken = kept(dispute, rivalry)
        chosen = any(one.value == side.value for one in taken)
        if not taken:
            return "side_undecided"
        if len(taken) > 1 and chosen:
            return "side_possible"
        decided = "settled" if dispute.status == "settled" else "open"
        if chosen:
            return f"side_taken_{decided}"
        return "side_left" if dated(rivalry) else f"side_not_taken_{decided}"

    def existence(self, dispute: Dispute) -> bool:
        """Return whether a dispute is about whether something was at all: its claims tell one story, no rivals."""
        return dispute.properties == (TYPE,)

    def fitting(self, values: Iterable[Node]) -> list[Node]:
        """Return values without the texts that stand among them in the page's language too."""
        found = list(values)
        own = any(isinstance(node, Literal) and node.language == self._language for node in found)
        return [
            node
            for node in found
            if not own or not isinstance(node, Literal) or node.language in {None, self._language}
        ]

    def start(self, text: str) -> str:
        """Return a text as a sentence begins."""
        return text[:1].upper() + text[1:]

    def meaning(self, concept: str) -> str:
        """Return the definition of a concept, in the page's language if there is one."""
        told = self.in_language(self._library.definitions.get(concept, ()))
        return told.text if told else ""
