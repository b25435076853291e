"""Start: the question that the site begins with: who held a post on a day, how sure that is, what sources say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from sovleader_kg.answers.chronology.happenings import Happening
from sovleader_kg.answers.explanation.grounds import Bound, Grounds
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Answer
from sovleader_kg.names import HEADSHIPS, OFFICE
from sovleader_kg.prose.dates import spoken
from sovleader_kg.prose.sentences import Prose
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.day import HEADS, read_days, timed
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Evidence", "read"]

FIRST_DAY = "1953-09-10"  # what the start page shows before anything is asked
EXAMPLES = {
    "secretary": "1922-04-03",
    "lenin": "1924-01-21",
    "stalin": "1952-12-01",
    "march": "1953-03-06",
    "september": "1953-09-10",
    "october": "1964-10-14",
    "vacant": "1982-11-11",
    "end": "1991-08-24",
}
ABOUT = {"lenin": HEADSHIPS[1]}  # of the examples that are not about the secretaryship
FEW = 3  # holders of whom all that is said of start and end is shown
CLAIMS = 8  # shown of one value
REMEMBERED, AHEAD = 5, 7  # how many events of these days are told, of how many days


@dataclass(frozen=True, slots=True)
class Value:
    """A date that sources give.

    Attributes:
        date: The date, EDTF.
        sources: How many independent sources there are for it, where it excludes another one; else None.
        claims: Who says so, each passage once.
    """

    date: str
    sources: int | None
    claims: Sequence[Testimony]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What sources say of the start or the end of a holder's term.

    Attributes:
        person: IRI of the holder.
        term: IRI of the term.
        side: "start" or "end".
        said: What they say, value by value; those that exclude each other first, by date.
        dispute: IRI of the dispute on it, if there is one.
    """

    person: str
    term: str
    side: str
    said: Sequence[Value]
    dispute: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is shown: in sentences, with the evidence."""

    told: Prose
    evidence: Sequence[Evidence]


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the start page, with the answer for a `day` and a `post`; 400, with the form, for what is not one.

    What happened on these days of other years is told where it is said which day is `today`.
    """
    language = links.language
    asked, post = parameters.get("day") or FIRST_DAY, parameters.get("post") or OFFICE
    days, error = read_days([asked], language)
    shown, on = None, days[0] if days else None
    if on:
        try:
            shown = _shown(library, links, library.kg.who(post, on=on))
        except UsageError:
            error = WORDS[language]["unknown_post"].format(post=post)
    values = {
        "asked": asked if error else spoken(on or "", language),
        "post": post,
        "error": error,
        "on": on,
        "example": "day" not in parameters,
        "shown": shown,
        "most": CLAIMS,
        "posts": _posts(library, links),
        "examples": list(_examples(links)),
        "remembered": timed(_remembered(library.kg, parameters.get("today")), language),
    }
    given = {name: parameters[name] for name in ("day", "post") if name in parameters}
    description = str(shown.told) if shown and given else ""
    title = WORDS[language]["start_title"]
    return Page("start.html", title, "", values, given, 400 if error else 200, description)


def _shown(library: Library, links: Links, answer: Answer) -> Shown:
    evidence = list(_evidence(library, library.kg.grounds(answer)))
    return Shown(library.tellings[links.language].tell(answer), evidence)


def _evidence(library: Library, found: Sequence[Grounds]) -> Iterator[Evidence]:
    claims = dict.fromkeys(claim for one in found for end in one.ends for claim in end.claims)
    said = {one.claim: one for one in library.testimony(tuple(claims))}
    for holder in found:
        for end in (one for one in holder.ends if one.decides or one.positions or len(found) <= FEW):
            rivals = (claim for position in end.positions for claim in position.claims if claim in library.disputed)
            dispute = next((library.disputed[claim].dispute for claim in rivals), None)
            values = [*_rivals(end, said), *_others(end, said)]
            yield Evidence(holder.holding.person, end.term, end.side, values, dispute)


def _rivals(end: Bound, said: Mapping[str, Testimony]) -> Iterator[Value]:
    """Yield the values that exclude each other."""
    for one in end.positions:
        yield Value(one.value, one.sources, _passages(said[claim] for claim in one.claims))


def _others(end: Bound, said: Mapping[str, Testimony]) -> Iterator[Value]:
    """Yield the values that exclude no other, the most often given first."""
    rivals = {claim for one in end.positions for claim in one.claims}
    by_value: dict[str, list[Testimony]] = defaultdict(list)
    for claim in end.claims:
        if claim not in rivals:
            by_value[said[claim].value].append(said[claim])
    for value, claims in sorted(by_value.items(), key=lambda one: (-len(one[1]), one[0])):
        yield Value(value, None, _passages(claims))


def _passages(claims: Iterable[Testimony]) -> Sequence[Testimony]:
    """Return claims, of those in one passage the first."""
    return list({one.passage: one for one in reversed(list(claims))}.values())[::-1]


def _posts(library: Library, links: Links) -> Mapping[str, Sequence[str]]:
    """Return the offices at the head and the posts, by whether they are of party, government or state, by label."""
    grouped: dict[str, list[str]] = {name: [office] for office, name in HEADS.items()}
    for post, head, side in sorted(library.posts, key=lambda one: library.labels.of(one[0], links.language)):
        grouped[HEADS.get(head or "", side)].append(post)
    return grouped


def _examples(links: Links) -> Iterator[tuple[str, str | None]]:
    """Yield the words and the address of each example; in a static site that of the whole day, if it has a page."""
    for name, day in EXAMPLES.items():
        asked = {"day": day, **({"post": ABOUT[name]} if name in ABOUT else {})}
        yield WORDS[links.language][f"example_{name}"], links.day(day) if links.static else links.page("", **asked)


def _remembered(kg: KnowledgeGraph, today: str | None) -> Sequence[Happening]:
    """Return what happened on this day of some year, then on the days after; nothing where the day is not known."""
    if today is None:
        return ()
    days = (date.fromisoformat(today) + timedelta(ahead) for ahead in range(AHEAD))
    return list(islice((one for day in days for one in kg.anniversaries(day.month, day.day)), REMEMBERED))
