"""Replies: what a tool answers: in a text, how sure, with which sources and links, and as data."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sovleader_kg.model import Holding, Nobody
from sovleader_kg.names import LANGUAGES
from sovleader_kg.web.pages.links import split

__all__ = ["SAID", "Reply", "as_text", "holding_told", "links_to", "sure_of"]

_WORDING: Mapping[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_name("wording.toml").read_text(encoding="utf-8")
)
SAID = {language: {key: said[language] for key, said in _WORDING.items()} for language in LANGUAGES}
LINKED = 12  # things that are linked to


@dataclass(frozen=True, slots=True)
class Reply:
    """What a tool answers.

    Attributes:
        text: The answer in words.
        certainty: How sure it is, in words.
        answer: The answer as data.
        claims: IRIs of the claims behind it, those that decide first.
        things: IRIs of what it names.
        left_out: What is left out, and how to get it; empty where nothing is.
    """

    text: str
    certainty: str
    answer: object
    claims: Sequence[str] = ()
    things: Sequence[str] = ()
    left_out: str = ""


def sure_of(
    answers: Iterable[tuple[str, str]], nobody: Nobody | None, language: str, words: str = "{certainty}"
) -> str:
    """Return how sure it is of each of several, given by name and certainty, and that it was nobody.

    Args:
        answers: Name and certainty of each.
        nobody: That nobody held it, if that may be.
        language: "en" or "ru".
        words: Which words tell a certainty: those that explain it, or "is_{certainty}" for one alone.
    """
    said = SAID[language]
    told: dict[str, list[str]] = {}
    for name, certainty in (*answers, *([(said["nobody"], nobody.certainty)] if nobody else [])):
        told.setdefault(certainty, []).append(name)
    parts = (
        f"{said[words.format(certainty=certainty)]}: {', '.join(dict.fromkeys(names))}"
        for certainty, names in sorted(told.items())
    )
    return "; ".join(parts) or said["nothing"]


def holding_told(one: Holding, name: Callable[[str], str]) -> dict[str, object]:
    """Return who held a post, as the commands tell it, claims counted, names in the language of the answer."""
    return one.as_json() | {"name": name(one.person), "claims": len(one.claims)}


def links_to(things: Iterable[str], name: Callable[[str], str], pages: str) -> list[dict[str, str]]:
    """Return what leads to things: the IRI, the resource here, and the page of a server whose address is known."""
    found = []
    for iri in list(dict.fromkeys(things))[:LINKED]:
        link = {"name": name(iri), "iri": iri}
        if parts := split(iri):
            link["resource"] = f"sovleader://{parts[0]}/{parts[1]}"
            if pages:
                link["page"] = f"{pages}/page/{parts[0]}/{parts[1]}"
        found.append(link)
    return found


def as_text(
    reply: Reply, sources: Sequence[Mapping[str, object]], links: Iterable[Mapping[str, str]], language: str
) -> str:
    """Return a reply as a text that stands without the data beside it."""
    said = SAID[language]
    parts = [reply.text, f"{said['how_sure']}: {reply.certainty}."]
    if sources:
        heading = said["sources"].format(shown=len(sources), all=len(set(reply.claims)))
        parts.append("\n".join([f"{heading}:", *map(_source_line, sources)]))
    if told := [f"{one['name']} <{one.get('page') or one['iri']}>" for one in links]:
        parts.append(f"{said['links']}: {'; '.join(told)}")
    return "\n\n".join([*parts, *([reply.left_out] if reply.left_out else [])])


def _source_line(one: Mapping[str, object]) -> str:
    stands = f" [{one['stands']}]" if one["stands"] else ""
    address = f" <{one['address']}>" if one["address"] else ""
    return f"- {one['title']} ({one['kind']}), {one['place']}: {one['says']}{stands}{address}"
