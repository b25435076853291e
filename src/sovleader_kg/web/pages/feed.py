"""Feed: the versions of the graph and what changed in each, as an Atom feed, from the changelog."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from sovleader_kg.export.cite import Edition
from sovleader_kg.store.description import DATASET

__all__ = ["Changes", "feed", "versions"]

_VERSION = re.compile(r"^## (?P<version>\S+)(?: \((?P<day>\d{4}-\d{2}-\d{2})?[^)]*\))?\s*$")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@dataclass(frozen=True, slots=True)
class Changes:
    """One version: its number, its day if the changelog tells it, and what changed, as HTML."""

    version: str
    day: str | None
    content: str


def versions(changelog: str) -> list[Changes]:
    r"""Return the versions of a changelog, the newest first.

    >>> versions("# Changelog\n\n## 1.0.0 (2027-01-31)\n\n### Facts\n\n- A fact\n  more.\n")
    [Changes(version='1.0.0', day='2027-01-31', content='<h2>Facts</h2><ul><li>A fact more.</li></ul>')]
    """
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in changelog.splitlines():
        if heading := _VERSION.match(line):
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
    return [Changes(one["version"], one["day"], "".join(_html(lines))) for one, lines in found]


def feed(changelog: str, edition: Edition, home: str, here: str) -> bytes:
    """Return the feed; a version without a day of its own has that of the graph.

    Args:
        changelog: The changelog, in Markdown.
        edition: The version of the graph.
        home: The address of the start page.
        here: The address of the feed.
    """
    title, author = edition.titles.get("en", "sovleader-kg"), ", ".join(edition.authors)
    day = edition.day.isoformat() if edition.day else "1970-01-01"
    entries = "".join(_entry(one, one.day or day, home) for one in versions(changelog))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        f"<id>{DATASET.value}</id><title>{escape(title)}</title><updated>{day}T00:00:00Z</updated>\n"
        f"<author><name>{escape(author)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(here)}"/><link href="{escape(home)}"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def _entry(changes: Changes, day: str, home: str) -> str:
    return (
        f"<entry><id>{DATASET.value}#{escape(changes.version)}</id><title>{escape(changes.version)}</title>"
        f'<updated>{day}T00:00:00Z</updated><link href="{escape(home)}"/>\n'
        f'<content type="html">{escape(changes.content)}</content></entry>\n'
    )


def _html(lines: list[str]) -> Iterator[str]:
    """Yield headings, lists and paragraphs of Markdown as the changelog has them, as HTML."""
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        text = block.strip()
        if text.startswith("### "):
            heading, _, rest = text.partition("\n")
            yield f"<h2>{_inline(heading.removeprefix('### '))}</h2>"
            text = rest.strip()
        if text.startswith("- "):
            items = (" ".join(item.split()) for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:])
            yield f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</ul>"
        elif text:
            yield f"<p>{_inline(' '.join(text.split()))}</p>"


def _inline(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", _LINK.sub(r"\1", escape(text, quote=False)))
