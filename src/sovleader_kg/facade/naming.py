"""Naming: what a text means in a graph: the one thing that it names, or what it may mean, in any spelling."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.facade.reading import Reading
from sovleader_kg.model import Asked, Found, Hit
from sovleader_kg.names import BASE, KINDS, LANGUAGES, PREFIXES, SL, VOCABULARY, compact, expand, kind_of, respelled

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.careers import Career
    from sovleader_kg.answers.chronology.relations import Dated


__all__ = ["DATED", "Naming", "clean", "is_slug", "labelled", "of_kind"]

DATED = ("term", "tenure", "post", "lapse", "event", "leadership", "collective", "person")
_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class Naming(Reading):
    """What names mean in the graph."""

    def _career(self, name: str) -> Career:
        from sovleader_kg.answers.chronology.careers import read_career

        iri = name if name in self._careers else self.named(name, "post", "office")
        if iri not in self._careers:
            asked: Asked = "office" if kind_of(iri) == "office" else "post"
            read = self._directory.career(iri) if "_directory" in self.__dict__ else None
            self._careers[iri] = read or read_career(self._engine, self._timeline, asked, iri)
        return self._careers[iri]

    def _person(self, name: str) -> str:
        called = self._people.called(name) if ":" not in name else {}
        return next(iter(called)) if len(called) == 1 else self.named(name, "person")

    def _post(self, name: str) -> str:
        return self.named(name, "post")

    def _dated(self, name: str) -> Dated:
        from sovleader_kg.answers.chronology.relations import Dated

        iri = self.named(name, *DATED)
        stretch = self._timeline.about([iri]).stretch(iri)
        if stretch is None:
            raise UsageError(f'"{name}" has no dates; name a term, tenure, post, lapse, event, leadership or person')
        return Dated(iri, stretch, iri in self._timeline.doubtful)

    def _of(self, name: str, *links: str) -> str:
        """Return the first value of one of the properties of a thing."""
        iri = self.named(name, "term", "tenure")
        listed = " ".join(f"sl:{link}" for link in links)
        rows = self.select(
            f"SELECT ?value WHERE {{ VALUES ?link {{ {listed} }} <{iri}> ?link ?value }} ORDER BY ?value"
        )
        for (value,) in rows.rows:
            if value is not None:
                return value.value
        raise UsageError(f'"{name}" has no {" or ".join(links)}; name a term{" or tenure" * (len(links) > 1)}')

    def named(self, text: str, *kinds: str) -> str:
        """Return the IRI of the one thing that a text names, in whatever spelling: a name, a slug or an IRI.

        Args:
            text: What somebody wrote.
            kinds: The kinds that can be meant; any unless told otherwise.

        Raises:
            WrongNameError: It names nothing, or several things.
            UsageError: It names one thing of another kind, a day, or cannot be a name.
        """
        from sovleader_kg.answers.finding.naming import WrongNameError

        if iri := self._written_as_iri(text):
            return of_kind(iri, text, kinds)
        if iri := self._slugged(text.strip(), kinds):
            return iri
        found = self._meant(text, kinds)
        if found.one is None:
            raise WrongNameError(found)
        if found.one.kind == "day":
            raise UsageError(f'"{text}" is a day, not a thing; "on" tells of days')
        return found.one.iri

    def _written_as_iri(self, text: str) -> str | None:
        """Return what an IRI names, full or compact; a title may have a colon too, and a kind stand before a name."""
        bare = text.strip()
        bare = bare[1:-1] if bare.startswith("<") and bare.endswith(">") else bare
        clean(bare.replace(" ", ""), text)
        if bare and ":" not in bare:
            return None
        prefix, _, name = bare.partition(":")
        if " " in name and prefix in KINDS:
            return self.named(name, prefix)
        try:
            iri = expand(text)
        except UsageError:
            found = self.find(text).one if " " in bare else None
            if found is None or found.fit != "exact":
                raise
            return found.iri
        self._known(iri, text)
        return iri

    def _slugged(self, slug: str, kinds: Sequence[str]) -> str | None:
        """Return the thing of this slug: of the first kind that has it, or, of any kind, where only one has it."""
        from sovleader_kg.answers.finding.finder import SOUGHT

        if not is_slug(slug):
            return None
        spaces = [SL if kind == VOCABULARY else PREFIXES[kind] for kind in kinds or SOUGHT]
        things = " ".join(f"<{space}{slug}>" for space in spaces)
        rows = self.select(f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {things} }} ?thing a ?kind }}").rows
        have = {row[0].value for row in rows if row[0] is not None}
        found = [space + slug for space in spaces if space + slug in have]
        return found[0] if found and (kinds or len(found) == 1) else None

    def _meant(self, text: str, kinds: Sequence[str]) -> Found:
        """Return what a text may mean, of some kinds, or of those that people look for, or else of any."""
        from sovleader_kg.answers.finding.finder import SOUGHT

        found = self.find(text, kinds=kinds)
        if found.hits and found.hits[0].fit != "near":
            return found
        elsewhere = self.find(
            text, kinds=() if kinds else [kind for kind in (*KINDS, VOCABULARY) if kind not in SOUGHT]
        )
        one = elsewhere.one
        if one and kinds and one.fit == "exact" and one.kind not in kinds:
            raise UsageError(f'"{text}" is {_introduced(one)}, not {_either(kinds)}')
        return elsewhere if one and not kinds else found

    def find(self, text: str, *, language: str = "en", kinds: Collection[str] = (), most: int = 100) -> Found:
        """Return what a text may mean, as people write it: a name in any spelling, order and script, an IRI, a date.

        `find("Khruschev").one` is the thing that is meant, or None where several may be, or none.

        Args:
            text: "Khruschev", "Сталин И. В.", "XX съезд", "post:general-secretary", "1964-10-14" …
            language: "en" or "ru", for the names and the few words beside them.
            kinds: The kinds that can be meant ("person", "post", "term" …); what people look for unless told otherwise.
            most: How many hits at most.

        Raises:
            UsageError: There are no labels in this language, or no such kind.
        """
        from sovleader_kg.prose.briefs import brief
        from sovleader_kg.prose.dates import spoken_day
        from sovleader_kg.written_days import day_meant

        labelled(language)
        _known_kinds(kinds)
        if (not kinds or "day" in kinds) and (day := day_meant(text)):
            return Found(text, (Hit(day.isoformat(), "day", spoken_day(day, language), "", "exact"),))
        hits = tuple(
            Hit(thing.iri, thing.kind, thing.label(language), brief(thing, self.things, language), fit)
            for thing, fit in self.finder.find(text, kinds)[:most]
        )
        return Found(text, hits if hits and hits[0].fit == "exact" else self._nameless(text, language, kinds) or hits)

    def _nameless(self, text: str, language: str, kinds: Collection[str]) -> tuple[Hit, ...]:
        """Return a thing that has no label, such as a claim, by its IRI."""
        from sovleader_kg.prose.briefs import noun

        try:
            iri = clean(expand(text), text)
        except UsageError:
            return ()
        kind = kind_of(iri)
        if not kind or (kinds and kind not in kinds) or not self.sparql(f"ASK {{ <{iri}> ?p ?o }}"):
            return ()
        return (Hit(iri, kind, compact(iri), noun(kind, language), "exact"),)

    def beginnings(self, typed: str, kinds: Collection[str]) -> dict[str, str]:
        """Return the names that begin with a text, each with the label of what it names, as a shell completes them.

        Args:
            typed: What somebody has typed: the beginning of a slug, of a name, of a surname, or `person:jo`.
            kinds: The kinds that may be meant ("person", "post" …).

        Raises:
            UsageError: There is no such kind.
        """
        from sovleader_kg.answers.finding.beginnings import beginnings

        return beginnings(self._engine, typed, _known_kinds(kinds))

    def _known(self, iri: str, name: str) -> None:
        named = f"<{clean(iri, name)}>"
        used = "" if iri.startswith(BASE) else f" UNION {{ ?s {named} ?o }} UNION {{ ?s ?p {named} }}"
        if not self.sparql(f"ASK {{ {{ {named} ?p ?o }}{used} }}"):
            meant = respelled(iri) or iri
            near = did_you_mean(compact(meant), map(compact, self._siblings(meant)))
            raise UsageError(f'"{name}" is not in the graph.{near}')

    def _siblings(self, iri: str) -> list[str]:
        kind = kind_of(iri)
        space = SL if iri.startswith(SL) else f"{BASE}{kind}/" if kind else BASE
        rows = self.select(f'SELECT DISTINCT ?s WHERE {{ ?s a ?c FILTER(STRSTARTS(STR(?s), "{space}")) }}').rows
        return [row[0].value for row in rows if row[0] is not None]


def clean(iri: str, name: str) -> str:
    """Return an IRI that can stand in a query.

    Raises:
        UsageError: It has a character that no IRI has; the name is told as it was given.
    """
    if any(character in iri for character in '<>"{}|^`\\ \n\t'):
        raise UsageError(f'"{name}" is not a valid name of a thing')
    return iri


def of_kind(iri: str, text: str, kinds: Sequence[str]) -> str:
    """Return an IRI that is of one of some kinds, if any are named.

    Raises:
        UsageError: It is of another kind.
    """
    kind = kind_of(iri) or VOCABULARY
    if kinds and kind not in kinds:
        from sovleader_kg.prose.briefs import noun

        told = _with_article(noun(kind, "en")) if iri.startswith((BASE, SL)) else "of another vocabulary"
        raise UsageError(f'"{text}" is {told}, not {_either(kinds)}')
    return iri


def is_slug(text: str) -> bool:
    """Return whether a text may be the last part of an IRI of the project."""
    return bool(_SLUG.fullmatch(text))


def _introduced(hit: Hit) -> str:
    from sovleader_kg.prose.briefs import noun

    return f"{hit.name} ({compact(hit.iri)}), {_with_article(noun(hit.kind, 'en'))}"


def _either(kinds: Sequence[str]) -> str:
    from sovleader_kg.prose.briefs import noun

    *others, last = (_with_article(noun(kind, "en")) for kind in kinds)
    return f"{', '.join(others)} or {last}" if others else last


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def labelled(language: str) -> None:
    """Refuse a language in which there are no labels."""
    if language not in LANGUAGES:
        raise UsageError(f'no labels in "{language}"; use {" or ".join(LANGUAGES)}')


def _known_kinds(kinds: Collection[str]) -> Collection[str]:
    known = (*KINDS, VOCABULARY, "day")
    for kind in kinds:
        if kind not in known:
            raise UsageError(f'no kind "{kind}".{did_you_mean(kind, known)}', parameter="kinds")
    return kinds
