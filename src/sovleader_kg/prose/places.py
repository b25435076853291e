"""Places in words: where a passage stands in its source, in English or Russian; addresses in it as what leads there.

Locators are written in English. What names a section, a row or an article of a source stays as the source has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from sovleader_kg.prose.dates import spoken
from sovleader_kg.written_days import MONTHS

__all__ = ["Part", "spoken_place"]

LONGEST = 70  # characters of an address that are told
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_DATE = re.compile(rf"(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(MONTHS['en'])}) (?P<year>\d{{4}})")
_VERSION = re.compile(r"(?P<file>\S+|\(grep over HEAD\)) @ (?P<version>[0-9a-f]{7})[0-9a-f]*(?:: )?")
_VERSIONED = {"en": "{}, version {}", "ru": "{}, версия {}"}
_RUSSIAN = (
    (r"lead", "вступление"),
    (r"paragraph (\d+)", r"абзац \1"),
    (r"sentence (\d+)", r"предложение \1"),
    (r"item (\d+)", r"пункт \1"),
    (r"item of (.+)", r"запись «\1»"),
    (r"page top", "верх страницы"),
    (r"page top \((\d+)\)", r"верх страницы (\1)"),
    (r"heading: (.+)", r"заголовок «\1»"),
    (r"heading that names (.+)", r"заголовок: \1"),
    (r"infobox", "карточка"),
    (r"infobox and text", "карточка и текст"),
    (r"office (\d+)", r"должность \1"),
    (r"list of congresses.*", "список съездов"),
    (r"list of holders", "список занимавших пост"),
    (r"list of (?:general )?secretaries", "список секретарей"),
    (r"list of plenums", "список пленумов"),
    (r"list", "список"),
    (r"table", "таблица"),
    (r"table (\d+)", r"таблица \1"),
    (r"row of the congress numbered (\d+)", r"строка съезда с номером \1"),
    (r"row of (.+)", r"строка «\1»"),
    (r"(?:first|second) entry", "запись"),
    (r"opening sentence", "первое предложение"),
    (r"abstract", "аннотация"),
    (r"biography", "биография"),
    (r"career", "карьера"),
    (r"entry", "статья"),
    (r"article", "статья"),
    (r"article on (.+)", r"статья «\1»"),
    (r"appendix", "приложение"),
    (r"on (?:the )?(.+)", r"о чём: \1"),
    (r"resolution (.+)", r"постановление \1"),
    (r"point (\d+)", r"пункт \1"),
    (r"dated by the note to (.+)", r"день по примечанию: \1"),
    (r"dates of (?:life|career)", "даты жизни и службы"),
    (r"term and notes", "срок и примечания"),
    (r"names of the post", "названия поста"),
    (r"history of the post", "история поста"),
    (r"position held", "занимаемая должность"),
    (r"description(?: of the item)?", "описание"),
    (r"report from Moscow", "сообщение из Москвы"),
    (r"(?:report|account) (?:of|on) (?:the )?(.+)", r"сообщение: \1"),
    (r"note on (?:the )?(.+)", r"примечание: \1"),
    (r"section on (?:the )?(.+)", r"раздел: \1"),
    (r"chapter on (.+)", r"глава: \1"),
    (r"decree (.+)", r"указ \1"),
    (r"copy without address", "копия без адреса"),
    (r"copy without address: (.+)", r"копия без адреса: «\1»"),
    (r"address of the page: (.+)", r"адрес страницы «\1»"),
    (r"record (?:of )?(.+)", r"запись \1"),
    (r"page (\d+) of (\d+)", r"страница \1 из \2"),
    (r"id (\S+)", r"номер \1"),
    (r"enwiki_title", "название статьи"),
    (r"References", "примечания"),
)
_BETWEEN = {
    "names": "имена",
    "start": "начало",
    "end": "конец",
    "day": "день",
    "list of members": "список членов",
    "also": "также",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a place: what is said, and the address that it leads to, if any."""

    text: str
    address: str | None = None


def spoken_place(locator: str, language: str) -> tuple[Part, ...]:
    """Return where a passage stands in its source, in words.

    >>> [part.text for part in spoken_place("lead, paragraph 2, sentence 1", "ru")]
    ['вступление, абзац 2, предложение 1']
    >>> spoken_place("https://example.org/wiki/Georgy_Malenkov", "en")[0].text
    'example.org: Georgy Malenkov'
    """
    return tuple(_parts(locator, language))


def _parts(locator: str, language: str) -> Iterator[Part]:
    at = 0
    for found in _ADDRESS.finditer(locator):
        if before := locator[at : found.start()]:
            yield Part(_between(before, language))
        yield Part(_told(found[0]), found[0])
        at = found.end()
    if rest := locator[at:]:
        yield Part(_between(rest, language) if at else _whole(rest, language))


def _told(address: str) -> str:
    """Return an address as its host and the last part of its path, which mostly names the page."""
    parts = urlsplit(address)
    path = [unquote(one) for one in parts.path.split("/") if one]
    last = path[-1].replace("_", " ") if path else ""
    host = parts.netloc.removeprefix("www.")
    if not last:
        return host
    return f"{host}: {last if len(last) <= LONGEST else last[: LONGEST - 1] + '…'}"


def _between(text: str, language: str) -> str:
    """Return what stands between addresses: which of them gives what."""
    if language != "ru":
        return text
    return re.sub(r"[a-z]+(?: of members)?", lambda word: _BETWEEN.get(word[0], word[0]), text)


def _whole(text: str, language: str) -> str:
    """Return a place without an address; of a file's version, as much as tells it from others."""
    file = _VERSION.match(text)
    rest = text[file.end() :] if file else text
    pieces = [_VERSIONED[language].format(file["file"], file["version"])] if file else []
    pieces += [_piece(piece) if language == "ru" else piece for piece in rest.split(", ") if piece]
    return ", ".join(pieces)


def _piece(piece: str) -> str:
    dated = _DATE.sub(_spoken_date, piece)
    for pattern, said in _RUSSIAN:
        if found := re.fullmatch(pattern, dated):
            return found.expand(said)
    return f"«{piece}»" if dated == piece and " " in piece else dated


def _spoken_date(found: re.Match[str]) -> str:
    day = f"-{int(found['day']):02}" if found["day"] else ""
    return spoken(f"{found['year']}-{MONTHS['en'].index(found['month']) + 1:02}{day}", "ru")
