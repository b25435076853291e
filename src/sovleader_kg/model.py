"""Results: frozen, typed, with a stable JSON form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sovleader_kg.cards import Card, Cells, Link, Sheet

__all__ = [
    "Answer",
    "Asked",
    "Boundary",
    "Certainty",
    "Fit",
    "Found",
    "Hit",
    "Holding",
    "Nobody",
    "Reason",
]

Certainty = Literal["certain", "possible"]
Boundary = Literal["enters", "leaves"]
Asked = Literal["post", "office"]
Fit = Literal["exact", "part", "near"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is so, in English and in Russian."""

    en: str
    ru: str

    def joined(self, mark: str, *others: Reason) -> Reason:
        """Return it with others behind it, a mark between each two."""
        every = (self, *others)
        return Reason(mark.join(one.en for one in every), mark.join(one.ru for one in every))


@dataclass(frozen=True, slots=True, repr=False)
class Holding(Card):
    """One person who held a post or the office on a day, or in a period.

    Attributes:
        person: IRI of the person.
        name: The person's English label.
        post: IRI of the post; across a renaming, the post that the time ends with.
        term: IRI of the term, chosen likewise.
        certainty: "certain" (in every reading of the claims) or "possible" (in some).
        boundary: "enters" or "leaves" where every reading puts the change on this day, else None; for days only.
        acting: True for an acting term.
        claims: IRIs of the claims on the terms behind the answer that no resolution rejects, sorted.
    """

    person: str
    name: str
    post: str
    term: str
    certainty: Certainty
    boundary: Boundary | None
    acting: bool
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__} | {"claims": list(self.claims)}

    def _cells(self) -> Cells:
        return {
            "name": Link(self.person, self.name),
            "post": Link(self.post),
            "certainty": self.certainty,
            "boundary": self.boundary,
            "acting": self.acting,
            "term": Link(self.term),
            "claims": len(self.claims),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Nobody(Card):
    """That nobody held it, how sure that is, and why.

    Attributes:
        certainty: "certain" where nobody can have held it, "possible" where somebody may have: one whom the
            answers name, or, where the sources are silent, one whom the graph does not know.
        reasons: "no-post", "vacant" or "silent", all that hold in some reading, and "changed-hands" where
            nobody held it through a whole period because others followed; "collective" for leadership in
            effect; "outside" beside them where a day lies outside 1917-1991.
    """

    certainty: Certainty
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"certainty": self.certainty, "reasons": list(self.reasons)}

    def _cells(self) -> Cells:
        return {"name": "nobody", "certainty": self.certainty, "reasons": self.reasons}


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Card):
    """Who held a post or an office on a day, or in a period.

    Attributes:
        asked: "post" or "office".
        subject: IRI of the post or office.
        on: The day, ISO; None for a period.
        answers: The holders, the certain ones first; both of a handover day.
        nobody: Why nobody (also) may have held it, or None where somebody certainly did.
        during: The period of which some day was asked about, EDTF.
        through: The period of which every day was asked about, EDTF.
    """

    asked: Asked
    subject: str
    on: str | None
    answers: tuple[Holding, ...]
    nobody: Nobody | None
    during: str | None = None
    through: str | None = None

    @property
    def holder(self) -> Holding | None:
        """The one holder: the newcomer if certain, else the certain one, else None."""
        certain = [one for one in self.answers if one.certainty == "certain"]
        entering = [one for one in certain if one.boundary == "enters"]
        return next(iter(entering or certain), None)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            self.asked: self.subject,
            **{mode: getattr(self, mode) for mode in ("on", "during", "through") if getattr(self, mode)},
            "answers": [one.as_json() for one in self.answers],
            "nobody": self.nobody.as_json() if self.nobody else None,
        }

    def _cells(self) -> Cells:
        holders = [f"{one.name} ({one.certainty})" for one in self.answers]
        nobody = [f"nobody ({self.nobody.certainty}: {', '.join(self.nobody.reasons)})"] if self.nobody else []
        return {"held": Link(self.subject), "when": self._when, "by": (*holders, *nobody)}

    def _sheets(self) -> Iterable[Sheet]:
        shown = [*self.answers, *([self.nobody] if self.nobody else [])]
        yield Sheet.of([one._cells() for one in shown], (Link(self.subject), self._when))

    @property
    def _when(self) -> str:
        return self.on or self.during or f"all through {self.through}"


@dataclass(frozen=True, slots=True, repr=False)
class Hit(Card):
    """A thing that a text may mean.

    Attributes:
        iri: Its IRI; of a day the day itself, ISO.
        kind: "person", "post", "event" …, as in its IRI, or "day".
        name: What it is called, in the language that was asked for.
        about: In a few words what it is: life and post, years, a date.
        fit: "exact" (the text is a name of it), "part" (of a name), or "near" (alike; a suggestion only).
    """

    iri: str
    kind: str
    name: str
    about: str
    fit: Fit

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}

    def _cells(self) -> Cells:
        return {
            "name": Link(self.iri, self.name),
            "kind": self.kind,
            "about": self.about,
            "fit": self.fit,
            "thing": Link(self.iri),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Found(Card):
    """What a text may mean.

    Attributes:
        asked: The text.
        hits: What fits it, the likeliest first; near ones only where nothing else does.
    """

    asked: str
    hits: tuple[Hit, ...]

    @property
    def one(self) -> Hit | None:
        """The thing that is meant: the only one that fits exactly, or else the only one that fits in part."""
        for fit in ("exact", "part"):
            fits = [hit for hit in self.hits if hit.fit == fit]
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"asked": self.asked, "hits": [hit.as_json() for hit in self.hits]}

    def _cells(self) -> Cells:
        return {"asked": self.asked, "meant": [Link(one.iri, one.name) for one in self.hits], "hits": len(self.hits)}

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([one._cells() for one in self.hits], f"{self.asked}: {len(self.hits)} found")
