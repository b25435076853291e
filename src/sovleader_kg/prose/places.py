"""Places in words: where a passage stands in its source, in English or Russian; addresses in it as what leads there.

Locators are written in English. What names a section, a row or an article of a source stays as the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sovleader_kg.prose.locators import RussianLocators

__all__ = ["Part", "spoken_place"]

PLAIN = RussianLocators({}, {})
LONGEST = 70  # characters of an address that are told
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_VERSION = re.compile(r"(?P<file>\S+|\(grep over HEAD\)) @ (?P<version>[0-9a-f]{7})[0-9a-f]*(?:: )?")
_VERSIONED = {"en": "{}, version {}", "ru": "{}, версия {}"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a place: what is said, and the address that it leads to, if any."""

    text: str
    address: str | None = None


def spoken_place(locator: str, language: str, russian: RussianLocators = PLAIN) -> tuple[Part, ...]:
    """Return where a passage stands in its source, in words.

    Args:
        locator: The place, in English.
        language: "en" or "ru".
        russian: What tells places in Russian, with the names that it knows.

    >>> [part.text for part in spoken_place("lead, paragraph 2, sentence 1", "ru")]
    ['преамбула, абзац 2, предложение 1']
    >>> spoken_place("https://example.org/wiki/Georgy_Malenkov", "en")[0].text
    'example.org: Georgy Malenkov'
    """
    return tuple(_parts(russian.of(locator) if language == "ru" else locator, language))


def _parts(place: str, language: str) -> Iterator[Part]:
    at = 0
    for found in _ADDRESS.finditer(place):
        if before := place[at : found.start()]:
            yield Part(before)
        yield Part(_told(found[0]), found[0])
        at = found.end()
    if rest := place[at:]:
        yield Part(rest if at else _shortened(rest, language))


def _shortened(text: str, language: str) -> str:
    """Return a place without an address; of a file's version, as much as tells it from others."""
    file = _VERSION.match(text)
    if not file:
        return text
    told = _VERSIONED[language].format(file["file"], file["version"])
    return ", ".join((told, *filter(None, [text[file.end() :]])))


def _told(address: str) -> str:
    """Return an address as its host and the last part of its path, which mostly names the page."""
    parts = urlsplit(address)
    path = [unquote(one) for one in parts.path.split("/") if one]
    last = path[-1].replace("_", " ") if path else ""
    host = parts.netloc.removeprefix("www.")
    if not last:
        return host
    return f"{host}: {last if len(last) <= LONGEST else last[: LONGEST - 1] + '…'}"
