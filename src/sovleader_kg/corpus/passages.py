"""Cut an article into passages: one sentence, infobox row, heading or reference line each.

A passage is known by where it stands, how long it is and the hash of its wording; the wording itself
stays in the reader's copy of the article.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Passage", "normalise", "passages_of", "sha256_of"]

INFOBOX_LABELS = (
    "Last officeholder",
    "Style",
    "Status",
    "Member of",
    "Residence",
    "Seat",
    "Appointer",
    "Constituting instrument",
    "Formation",
    "First holder",
    "Final holder",
    "Abolished",
    "Deputy",
    "Founded",
    "Dissolved",
    "Succeeded by",
    "Preceded by",
)
SENTENCE_WORDS = 12
LEAD = "lead"

_FOOTNOTE = re.compile(r"\[(\d+)\]")
_EDIT_MARK = re.compile(r"\[edit(?: \| edit source)?\]")
_BULLET = re.compile(r"^\s*(?:•|\d+\.)\s+")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][\"”]?(?:\s?\[\d+\])*(?=\s+[\"“A-Z]|\s*$)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One stretch of an article.

    Attributes:
        locator: Where it stands, for a person: section, paragraph or item, and sentence.
        start: First code point, counted from 0.
        end: Code point after the last one.
        footnotes: The footnote markers inside it, in order.
        sha256: Hash of its normalised wording.
        wording: The normalised wording, from the reader's copy.
    """

    locator: str
    start: int
    end: int
    footnotes: tuple[str, ...]
    sha256: str
    wording: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A run of lines that belong together, before it is cut into sentences."""

    kind: str
    start: int
    end: int


def normalise(text: str) -> str:
    """Return the text as it is hashed: NFC, no footnote or edit marks, single spaces, no bullet.

    >>> normalise("•  Held by  Stasova.[3]")
    'Held by Stasova.'
    """
    before = None
    while text != before:
        before = text
        bare = _EDIT_MARK.sub("", _FOOTNOTE.sub("", unicodedata.normalize("NFC", text)))
        text = _SPACE.sub(" ", _BULLET.sub("", bare)).strip()
    return text


def sha256_of(wording: str) -> str:
    """Return the SHA-256 of a normalised wording, in lower-case hexadecimal digits."""
    return hashlib.sha256(normalise(wording).encode()).hexdigest()


def passages_of(article: str) -> list[Passage]:
    """Cut an article's text into its passages, in the order in which they stand.

    Every character that is neither white space nor a list mark lies in exactly one passage. Positions are
    code points of the text as given, so they hold for one copy; the hashes survive another layout.
    """
    numbered: list[Passage] = []
    seen: dict[str, int] = {}
    for locator, start, end in _located(article):
        seen[locator] = seen.get(locator, 0) + 1
        where = locator if seen[locator] == 1 else f"{locator} ({seen[locator]})"
        numbered.append(_passage(article, where, start, end))
    return numbered


def _passage(article: str, locator: str, start: int, end: int) -> Passage:
    text = article[start:end]
    wording = normalise(text)
    marks = tuple(_FOOTNOTE.findall(text))
    return Passage(locator, start, end, marks, sha256_of(text), wording)


def _located(article: str) -> Iterator[tuple[str, int, int]]:
    section, counts = "", {"paragraph": 0, "item": 0}
    for block in _blocks(article):
        text = article[block.start : block.end]
        if block.kind == "heading":
            section, counts = normalise(text), {"paragraph": 0, "item": 0}
            yield f"heading: {section}", block.start, block.end
        elif block.kind == "row":
            yield f"infobox, {_label(text)}", block.start, block.end
        elif block.kind == "line":
            yield "page top", block.start, block.end
        elif section == "References":
            counts["item"] += 1
            yield f"References, item {counts['item']}", block.start, block.end
        else:
            counts[block.kind] += 1
            place = f"{section or LEAD}, {block.kind} {counts[block.kind]}"
            for number, (start, end) in enumerate(_sentences(article, block), 1):
                yield f"{place}, sentence {number}", start, end


def _blocks(article: str) -> Iterator[_Block]:
    """Group the lines into headings, infobox rows, page lines, list items and paragraphs."""
    lines = list(_lines(article))
    body_start = _body_start(article, lines)
    row = None
    for start, end in lines:
        line, in_body = article[start:end], start >= body_start
        if in_body:
            if row:
                yield row
                row = None
            yield _Block(_body_kind(line), start, end)
        elif _label(line) or (row and _BULLET.match(line)):
            if row:
                yield row
            row = _Block("row", start, end)
        elif row:
            row = _Block("row", row.start, end)
        else:
            yield _Block("line", start, end)
    if row:
        yield row


def _body_start(article: str, lines: list[tuple[int, int]]) -> int:
    """Return where the running text begins: the first full sentence after the infobox has begun."""
    rows = (start for start, end in lines if _label(article[start:end]))
    infobox = next(rows, 0)
    prose = (s for s, e in lines if s >= infobox and _is_prose(article[s:e]))
    return next(prose, infobox)


def _body_kind(line: str) -> str:
    if _EDIT_MARK.search(line):
        return "heading"
    return "item" if _BULLET.match(line) else "paragraph"


def _is_prose(line: str) -> bool:
    bare = _FOOTNOTE.sub("", line).rstrip()
    return bare.endswith((".", "!", "?")) and len(bare.split()) >= SENTENCE_WORDS


def _label(line: str) -> str:
    """Return the infobox label that a line begins with, or the title of a bulleted row, or nothing."""
    spaced = _SPACE.sub(" ", line)
    for label in INFOBOX_LABELS:
        if spaced.startswith(label):
            return label
    bullet = re.match(r"^\s*•\s+([^:\n]+):", line)
    return bullet.group(1) if bullet else ""


def _lines(article: str) -> Iterator[tuple[int, int]]:
    for match in re.finditer(r"[^\n]+", article):
        text = match.group()
        if text.strip():
            lead = len(text) - len(text.lstrip())
            yield match.start() + lead, match.start() + len(text.rstrip())


def _sentences(article: str, block: _Block) -> Iterator[tuple[int, int]]:
    bullet = _BULLET.match(article[block.start : block.end])
    start = block.start + (bullet.end() if bullet else 0)
    for match in _SENTENCE_END.finditer(article, start, block.end):
        yield start, match.end()
        start = match.end()
        while start < block.end and article[start].isspace():
            start += 1
    if start < block.end:
        yield start, block.end
