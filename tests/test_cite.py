"""Citations: the graph and things in it as text, BibTeX and CSL-JSON, with version, date and address."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from sovleader_kg import KnowledgeGraph, __version__
from sovleader_kg.errors import UsageError
from sovleader_kg.export.cite import Citation
from sovleader_kg.names import BASE

# Of CSL 1.0.2's input: the fields that we use, and what each holds.
FIELDS = {
    **dict.fromkeys(("id", "type", "title", "container-title", "version", "URL", "language"), str),
    "author": list,
    "issued": dict,
}
TYPES = {"dataset", "entry"}
HARD = Citation(
    "en",
    "A {title} & 100 % of \\it_, #1 ~ $2 ^",
    ("One, Two", "Three"),
    "1.0",
    date(2027, 2, 3),
    f"{BASE}claim/wikipedia.3.1",
    "Part_1 {x}",
)


def parsed(entry: str) -> dict[str, str]:
    """Read one BibTeX entry: braces are balanced, fields are `name = {…}` or a bare macro."""
    head = re.match(r"@(\w+)\{([^\s,{}]+),\n", entry)
    assert head, entry
    fields = {"": head[1], "key": head[2]}
    at = head.end()
    while entry[at] != "}":
        name = re.compile(r"\s*(\w+) = ").match(entry, at)
        assert name, entry[at:]
        value, at = _value(entry, name.end())
        fields[name[1]] = value
        assert entry[at] == ",", entry[at:]
        at += 2
    assert entry[at:] == "}"
    return fields


def _value(entry: str, at: int) -> tuple[str, int]:
    if entry[at] != "{":
        bare = re.compile(r"[a-z]+").match(entry, at)
        assert bare, entry[at:]
        return bare[0], bare.end()
    depth, first = 0, at
    while True:
        escaped = entry[at - 1] == "\\" and entry[at] in "{}"
        depth += 0 if escaped else (entry[at] == "{") - (entry[at] == "}")
        at += 1
        if depth == 0:
            return entry[first + 1 : at - 1], at


@pytest.mark.parametrize(
    ("thing", "language", "text"),
    [
        (
            None,
            "en",
            "sovleader-kg contributors. The leadership of the Communist Party of the Soviet Union, 1917–1991. "
            "Version {version}, {day}. https://w3id.org/sovleader/id/dataset/sovleader-kg",
        ),
        (
            "person:joseph-stalin",
            "en",
            "“Joseph Stalin”. In: sovleader-kg contributors. "
            "The leadership of the Communist Party of the Soviet Union, 1917–1991. Version {version}, {day}. https://w3id.org/sovleader/id/person/joseph-stalin",
        ),
        (
            "dispute:event.election-of-khrushchev-1953.date",
            "ru",
            "«Никита Хрущёв: Первый секретарь: начало» // sovleader-kg contributors. "
            "Руководство Коммунистической партии Советского Союза, 1917–1991. Версия {version}, {день}. "
            "https://w3id.org/sovleader/id/dispute/event.election-of-khrushchev-1953.date",
        ),
    ],
)
def test_citation_names_what_it_is_the_version_the_day_and_the_address(
    thing: str | None, language: str, text: str, kg: KnowledgeGraph
) -> None:
    day = kg.edition.day
    assert day
    months = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября")
    russian = f"{day.day} {(*months, 'декабря')[day.month - 1]} {day.year} года"
    expected = text.format(version=__version__, day=f"{day.day} {day:%B} {day.year}", день=russian)
    assert kg.cite(thing, language="ru" if language == "ru" else "en") == expected


@pytest.mark.parametrize("thing", [None, "claim:rgani.1.2", "passage:prolewiki.42", "term:joseph-stalin.1"])
def test_csl_has_the_fields_of_its_schema_and_no_others(thing: str | None, kg: KnowledgeGraph) -> None:
    (item,) = json.loads(kg.cite(thing, "csl"))
    assert item.keys() <= FIELDS.keys()
    assert all(isinstance(value, FIELDS[name]) for name, value in item.items())
    assert item["type"] == ("entry" if thing else "dataset")
    assert item["type"] in TYPES
    assert all(author.keys() == {"literal"} for author in item["author"])
    ((year, month, day),) = item["issued"]["date-parts"]
    assert date(year, month, day) == kg.edition.day


@pytest.mark.parametrize("thing", [None, "claim:rgani.1.2", "person:joseph-stalin", "source:prolewiki"])
def test_bibtex_is_read_by_a_parser(thing: str | None, kg: KnowledgeGraph) -> None:
    found = parsed(kg.cite(thing, "bibtex"))
    assert found[""] == "misc"
    assert re.fullmatch(r"[A-Za-z0-9.-]+", found["key"])
    assert {"author", "title", "url", "year", "month", "note"} <= found.keys()
    assert found["author"] == "{sovleader-kg contributors}"
    assert ("howpublished" in found) == (thing is not None)


def test_marks_of_bibtex_in_titles_are_escaped() -> None:
    found = parsed(HARD.bibtex())
    assert found["title"] == r"{Part\_1 \{x\}}"
    assert found["howpublished"] == (
        r"In: A \{title\} \& 100 \% of \textbackslash{}it\_, \#1 \textasciitilde{} \$2 \textasciicircum{}"
    )
    assert found["author"] == "{One, Two} and {Three}"
    assert found["month"] == "feb"


def test_what_is_not_in_the_graph_and_unknown_styles_are_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="is not in the graph"):
        kg.cite("person:nobody")
    with pytest.raises(UsageError, match='no style "bibtx"'):
        kg.cite(None, "bibtx")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match='no labels in "de"'):
        kg.cite(language="de")  # type: ignore[arg-type]


def test_each_thing_has_its_own_key(kg: KnowledgeGraph) -> None:
    keys = [json.loads(kg.cite(one, "csl"))[0]["id"] for one in (None, "person:joseph-stalin", "term:joseph-stalin.1")]
    assert len(set(keys)) == len(keys)
