"""Identifiers: the schemes in which other datasets name the things of the graph, one record each.

Tables are compared and exports written by these records; the tests hold shapes and stored queries to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from sovleader_kg.names import PREFIXES, SL

__all__ = ["EXACT_MATCH", "PAGE", "SCHEMES", "Scheme", "scheme_of"]

EXACT_MATCH = PREFIXES["skos"] + "exactMatch"
PAGE = PREFIXES["foaf"] + "isPrimaryTopicOf"


@dataclass(frozen=True, slots=True)
class Scheme:
    """A scheme of identifiers.

    Attributes:
        name: What it is called in a table's description: "wikidata".
        title: What it is called in a sentence.
        property: The IRI of the property that has its identifiers as values.
        pattern: What a whole value in the graph matches, in the regular expressions that Python and SPARQL share.
        space: What stands before the identifier in an IRI; empty where the graph has plain text.
        prefix: The prefix for `space` in compact names, if there is one.
        homepage: The dataset's address.
        surplus: What an IRI may have beside the identifier: the parts to leave out.
        written: Returns a cell as the graph spells it, of forms that people write besides; None where there are none.
        check: Returns whether the check digit of an identifier fits; None for a scheme without one.
    """

    name: str
    title: str
    property: str
    pattern: str
    space: str = ""
    prefix: str = ""
    homepage: str = ""
    surplus: str = ""
    written: Callable[[str], str] | None = None
    check: Callable[[str], bool] | None = None

    def identifier(self, text: str) -> str:
        """Return the identifier in a value of the graph or a cell of a table, as address, compact name or bare.

        A cell may have it in small letters or capitals, the title of a page with spaces, and an address as any browser
        shows it: http or https, for small screens, percent-encoded, with a query or a fragment.

        >>> [SCHEMES["wikidata"].identifier(cell) for cell in ("wd:Q855", "q855", "https://www.wikidata.org/wiki/Q855")]
        ['Q855', 'Q855', 'Q855']
        """
        text = _plain(text)
        text = re.sub(f"^({self.prefix or self.name}|{self.name}):(?!//)", "", text)
        text = self.written(text) if self.written else text
        forms = (text, text.upper(), text.lower(), text.replace(" ", "_"))
        text = next((form for form in forms if re.fullmatch(self.pattern, self.space + form)), text)
        address, space = text.partition("://")[2], self.space.partition("://")[2]
        if space and address.startswith(space):
            text = address.removeprefix(space)
        elif space and address and not re.fullmatch(self.pattern, text):
            text = address.rstrip("/").rpartition("/")[2]
        return re.sub(self.surplus, "", text)

    def is_formed(self, identifier: str) -> bool:
        """Return whether a text may be an identifier; where addresses hold more than that, its form does not tell."""
        return bool(self.surplus) or any(re.fullmatch(self.pattern, space + identifier) for space in ("", self.space))

    def is_mistyped(self, identifier: str) -> bool:
        """Return whether an identifier has a check digit that does not fit."""
        return self.check is not None and not self.check(identifier)


def _plain(text: str) -> str:
    """Return an address without brackets, query, fragment and the mark for small screens; any other text as it is.

    >>> _plain("<https://en.m.wikipedia.org/wiki/Joseph_Stalin?action=raw#Death>"), _plain("Q855")
    ('https://en.wikipedia.org/wiki/Joseph_Stalin', 'Q855')
    """
    text = re.sub(r"^<(.*)>$|^\[\[(.*)\]\]$", r"\1\2", text.strip())
    if re.match(r"(www\.|[a-z-]+\.(m\.)?wiki(data|pedia)\.org/|wikidata\.org/)", text):
        text = f"https://{text}"
    if not re.match("https?://", text):
        return text
    text = re.sub(r"/w/index\.php\?(?:.*&)?title=([^&#]+).*", r"/wiki/\1", text)
    text = re.sub("[?#].*", "", text).rstrip("/")
    return re.sub(r"^(https?://)(?:www\.)?([a-z-]+\.)?m\.(?=wiki)", r"\1\2", text)


def _item(text: str) -> str:
    """Return an item of Wikidata by its number, whatever stands before it and whatever page it is."""
    found = re.fullmatch(r"(?:.*[:/])?\s*q\s*([1-9][0-9]*)(?:\.[a-z]+)?", text, re.IGNORECASE | re.ASCII)
    return f"Q{found[1]}" if found else text


def _page(text: str) -> str:
    """Return the title of a page of Wikipedia, or its address in another language, percent-encoded as the graph has it.

    >>> _page("http://en.wikipedia.org/wiki/J%C4%81nis Rudzutaks"), _page("jānis Rudzutaks")
    ('J%C4%81nis_Rudzutaks', 'J%C4%81nis_Rudzutaks')
    """
    address = re.fullmatch(r"https?://([a-z-]+)\.wikipedia\.org/(?:wiki|[a-z]{2}(?:-[a-z]+)?)/(.+)", text)
    named = re.fullmatch("([a-z]{2,3}|simple):(?!//)(.+)", text)
    found = address or named
    language, title = found.groups() if found else ("en", text)
    title = re.sub("[ _]+", "_", unquote(title).strip())
    title = quote(title[:1].upper() + title[1:], safe="_()',:!*.~-/")
    return title if language == "en" else f"https://{language}.wikipedia.org/wiki/{title}"


def _gnd(text: str) -> str:
    """Return a GND without the sign of the library that gives it: `(DE-588)118642499`."""
    return re.sub(r"^\(DE-588\)", "", text)


def _in_blocks(text: str) -> str:
    """Return an ISNI without the spaces between its blocks."""
    return re.sub(r"(?<=[0-9])\s(?=[0-9X])", "", text)


def _gnd_check(identifier: str) -> bool:
    """Return whether the digits, weighted 2, 3, 4 … from the right, and the check digit make a multiple of 11.

    In older numbers, which have a hyphen, the check digit is the remainder itself.

    >>> _gnd_check("118642499"), _gnd_check("118642489"), _gnd_check("4037949-8")
    (True, False, True)
    """
    match = re.fullmatch(r"([0-9]+)(-?)([0-9X])", identifier)
    if match is None:
        return False
    stem, hyphen, last = match.groups()
    weighted = sum(weight * int(digit) for weight, digit in enumerate(reversed(stem), 2))
    digit = 10 if last == "X" else int(last)
    return (weighted - digit if hyphen else weighted + digit) % 11 == 0


_RECORDS = (
    Scheme(
        name="wikidata",
        title="Wikidata",
        property=EXACT_MATCH,
        pattern=r"http://www\.wikidata\.org/entity/Q[1-9][0-9]*",
        space=PREFIXES["wd"],
        prefix="wd",
        homepage="http://www.wikidata.org/",
        written=_item,
    ),
    Scheme(
        name="gnd",
        title="GND",
        property=EXACT_MATCH,
        pattern=r"https://d-nb\.info/gnd/([1-9][0-9]{7,8}[0-9X]|[1-9][0-9]{0,7}-[0-9X])",
        space="https://d-nb.info/gnd/",
        prefix="gnd",
        homepage="https://d-nb.info/",
        written=_gnd,
        check=_gnd_check,
    ),
    Scheme(
        name="viaf",
        title="VIAF",
        property=EXACT_MATCH,
        pattern=r"https?://viaf\.org/viaf/[1-9][0-9]{0,21}",
        space="https://viaf.org/viaf/",
        prefix="viaf",
        homepage="https://viaf.org/",
    ),
    Scheme(
        name="isni",
        title="ISNI",
        property=EXACT_MATCH,
        pattern=r"https://isni\.org/isni/[0-9]{15}[0-9X]",
        space="https://isni.org/isni/",
        prefix="isni",
        homepage="https://isni.org/",
        written=_in_blocks,
    ),
    Scheme(
        name="lccn",
        title="Library of Congress Name Authority File",
        property=EXACT_MATCH,
        pattern=r"http://id\.loc\.gov/authorities/names/n[a-z]?[0-9]{8,10}",
        space="http://id.loc.gov/authorities/names/",
        prefix="lcnaf",
        homepage="http://id.loc.gov/",
    ),
    Scheme(
        name="dbpedia",
        title="DBpedia",
        property=EXACT_MATCH,
        pattern=r"http://dbpedia\.org/resource/[^ ]+",
        space="http://dbpedia.org/resource/",
        prefix="dbr",
        homepage="http://dbpedia.org/",
    ),
    Scheme(
        name="pm20",
        title="Pressearchiv 20. Jahrhundert",
        property=EXACT_MATCH,
        pattern=(
            r"https://pm20\.zbw\.eu/folder/((pe|co)/[0-9]{4}xx/[0-9]{6}|(sh|wa)/[0-9,/]+)(/about(\.[a-z]{2})?\.html)?"
        ),
        space="https://pm20.zbw.eu/folder/",
        prefix="pm20",
        homepage="https://pm20.zbw.eu/",
        surplus=r"(?<=^(pe|co)/)[0-9]{4}xx/|/about(\.[a-z]{2})?\.html$",
    ),
    Scheme(
        name="pmb",
        title="Personen der Moderne Basis",
        property=EXACT_MATCH,
        pattern=r"https://pmb\.acdh\.oeaw\.ac\.at/entity/[1-9][0-9]*/?",
        space="https://pmb.acdh.oeaw.ac.at/entity/",
        prefix="pmb",
        homepage="https://pmb.acdh.oeaw.ac.at/",
        surplus="/$",
    ),
    Scheme(
        name="wikipedia",
        title="the page of Wikipedia",
        property=PAGE,
        pattern=r"https://[a-z-]+\.wikipedia\.org/wiki/[^ ]+",
        space="https://en.wikipedia.org/wiki/",
        written=_page,
    ),
    Scheme(
        name="archigos",
        title="Archigos",
        property=SL + "archigosId",
        pattern=r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    ),
    Scheme(
        name="history-state-gov",
        title="history.state.gov",
        property=SL + "historyStateGovId",
        pattern="[0-9]+",
    ),
    Scheme(
        name="freebase",
        title="Freebase",
        property=SL + "freebaseId",
        pattern="/m/[0-9a-z_]+",
    ),
)
SCHEMES: Mapping[str, Scheme] = {one.name: one for one in _RECORDS}


def scheme_of(property_: str, value: str) -> Scheme | None:
    """Return the scheme of an identifier in the graph, by the property that has it and by its form."""
    fitting = (one for one in _RECORDS if one.property == property_ and re.fullmatch(one.pattern, value))
    return next(fitting, None)
