"""Cite: how the graph, or one thing in it, is cited: as text, BibTeX and CSL-JSON, with version, date and address.

What the graph is called, who made it, its version and the day of that come from its own description.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sovleader_kg.cards import Card, Cells, Link
from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.names import BASE, VERSION, kind_of
from sovleader_kg.nodes import Node, language_of
from sovleader_kg.prose.dates import spoken_day
from sovleader_kg.prose.places import spoken_place
from sovleader_kg.prose.terms import without_number
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.engines import Engine, rows

__all__ = ["STYLES", "Citation", "Edition", "read_edition", "title_of"]

STYLES = ("text", "bibtex", "csl")
NAME = "sovleader-kg"
_EDITION = f"""
SELECT ?name ?value WHERE {{
  VALUES (?property ?name) {{
    (dcterms:title "title") (dcterms:creator "author") (dcat:version "version") (dcterms:modified "day")
  }}
  <{DATASET.value}> ?property ?value
}} ORDER BY ?name ?value
"""
_TITLES = """
SELECT ?label ?gloss ?source ?locator WHERE {{
  {{ <{iri}> rdfs:label ?label }} UNION {{ <{iri}> sl:gloss ?gloss }}
  UNION {{ <{iri}> sl:source ?of ; sl:locator ?locator . ?of rdfs:label ?source }}
}} ORDER BY ?label ?gloss ?source
"""
_TEXT = {
    "en": {
        "whole": "{authors}. {title}. {version}. {address}",
        "part": "“{part}”. In: {authors}. {title}. {version}. {address}",
        "version": "Version {version}",
        "dated": "Version {version}, {day}",
    },
    "ru": {
        "whole": "{authors}. {title}. {version}. {address}",
        "part": "«{part}» // {authors}. {title}. {version}. {address}",
        "version": "Версия {version}",
        "dated": "Версия {version}, {day}",
    },
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ESCAPED = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Edition(Card):
    """One version of the graph.

    Attributes:
        titles: What it is called, by language.
        authors: Who made it.
        version: Its version.
        day: The day of the version, if it is told.
    """

    titles: Mapping[str, str]
    authors: tuple[str, ...]
    version: str
    day: date | None

    def cited(self, language: str, part: str = "", iri: str = DATASET.value) -> Citation:
        """Return how it is cited, or a thing in it by its title and IRI."""
        title = self.titles.get(language) or self.titles.get("en") or NAME
        return Citation(language, title, self.authors, self.version, self.day, iri, part)

    def _cells(self) -> Cells:
        title = self.titles.get("en") or NAME
        return {"title": Link(DATASET.value, title), "version": self.version, "day": self.day, "by": self.authors}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation tells.

    Attributes:
        language: The language that it is written in.
        title: What the graph is called.
        authors: Who made it.
        version: Its version.
        day: The day of the version, if it is told.
        address: The IRI of what is cited.
        part: What a thing in the graph is called; empty where the whole is cited.
    """

    language: str
    title: str
    authors: tuple[str, ...]
    version: str
    day: date | None
    address: str
    part: str = ""

    @property
    def key(self) -> str:
        """What it is called in a bibliography: letters, digits, dots and hyphens."""
        if not self.part:
            return f"{NAME}-{self.version}"
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", self.address.removeprefix(BASE)).strip("-")
        return f"{NAME}-{self.version}-{name}"

    def written(self, style: str) -> str:
        """Return it in one of `STYLES`.

        Raises:
            UsageError: There is no such style.
        """
        if style not in STYLES:
            raise UsageError(f'no style "{style}".{did_you_mean(style, STYLES)} Use {", ".join(STYLES)}')
        if style == "csl":
            return json.dumps([self.csl()], ensure_ascii=False, indent=1)
        return self.bibtex() if style == "bibtex" else self.text()

    def text(self) -> str:
        """Return it as a person writes it."""
        words = _TEXT[self.language]
        version = words["dated" if self.day else "version"].format(
            version=self.version, day=spoken_day(self.day, self.language) if self.day else ""
        )
        authors = ", ".join(self.authors) or NAME
        form = words["part" if self.part else "whole"]
        return form.format(part=self.part, authors=authors, title=self.title, version=version, address=self.address)

    def bibtex(self) -> str:
        """Return it as a BibTeX entry."""
        held = {"howpublished": f"In: {_escaped(self.title)}"} if self.part else {}
        fields = {
            "author": " and ".join(f"{{{_escaped(one)}}}" for one in self.authors),
            "title": f"{{{_escaped(self.part or self.title)}}}",
            **held,
            "url": self.address,
            **({"year": str(self.day.year)} if self.day else {}),
            "note": _escaped(f"Version {self.version}"),
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        lines += [f"  month = {_MONTHS[self.day.month - 1]},"] if self.day else []
        return "\n".join([f"@misc{{{self.key},", *lines, "}"])

    def csl(self) -> dict[str, object]:
        """Return it as an item of CSL-JSON."""
        held = {"container-title": self.title} if self.part else {}
        day = {"issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]}} if self.day else {}
        return {
            "id": self.key,
            "type": "entry" if self.part else "dataset",
            "title": self.part or self.title,
            **held,
            "author": [{"literal": one} for one in self.authors],
            **day,
            "version": self.version,
            "URL": self.address,
            "language": self.language,
        }


def read_edition(engine: Engine) -> Edition:
    """Return which version of the graph an engine holds; where it does not say, this project's own."""
    found: dict[str, list[Node]] = defaultdict(list)
    for row in rows(engine, _EDITION):
        found[row["name"].value].append(row["value"])
    day = next((date.fromisoformat(one.value) for one in found["day"]), None)
    version = next((one.value for one in found["version"]), VERSION)
    authors = tuple(one.value for one in found["author"]) or (f"{NAME} contributors",)
    return Edition({language_of(one): one.value for one in found["title"]}, authors, version, day)


def title_of(engine: Engine, iri: str, language: str) -> str:
    """Return what a thing is called in a citation: its label, what a claim says, the place of a passage."""
    titles: dict[str, str] = {}
    for row in rows(engine, _TITLES.format(iri=iri)):
        said = row.get("label") or row.get("gloss") or row["source"]
        text = said.value
        if "locator" in row:
            text = f"{text}, {''.join(part.text for part in spoken_place(row['locator'].value, language_of(said)))}"
        titles.setdefault(language_of(said), text)
    title = titles.get(language) or titles.get("en") or iri.rpartition("/")[2]
    return without_number(title).removesuffix(".") if kind_of(iri) != "person" else title


def _escaped(text: str) -> str:
    """Return a text as BibTeX reads it."""
    return "".join(_ESCAPED.get(letter, letter) for letter in text)
