"""Documents: pages of `docs/`, written in Markdown, as HTML without markup of their own, links leading to pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

from sovleader_kg import files

__all__ = ["Document", "document", "heading"]

Address = Callable[[str], str | None]

_DOCUMENT = re.compile(r"(?:\.\./)?(?:docs/)?(?P<name>[\w-]+)\.md(?P<part>#.*)?")
_PRE = '<pre tabindex="0"><code>{}</code></pre>\n'
_SCROLL = '<div class="scroll" tabindex="0" role="region" aria-label="{}">\n<table>\n'
_PICTURE = re.compile(r"^!\[.*\]\(.*\)\n", re.MULTILINE)  # of pages, which the reader sees about him


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Attributes:
        title: Its first heading.
        html: What follows.
        sections: The place and heading of each of its sections.
        language: The language that it is in.
    """

    title: str
    html: Markup
    sections: Sequence[tuple[str, str]]
    language: str


def document(name: str, language: str, address: Address) -> Document:
    """Return a document in a language, or in English where it is in no other.

    Args:
        name: Its name in `docs/`, without suffix.
        language: "en" or "ru".
        address: Gives the address of the page of another document, None where it has none.
    """
    path, written_in = files.document(name, language)
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(["table", "smartquotes"])
    _, title, _, *tokens = markdown.parse(_PICTURE.sub("", path.read_text(encoding="utf-8")))
    sections = [(_place(one.content), one.content) for one in _headings(tokens)]
    html = "".join(_written(markdown, list(_led(tokens, address)), title.content))
    return Document(title.content, Markup(html), sections, written_in)  # noqa: S704 - of Markdown without HTML


def heading(name: str, language: str) -> tuple[str, str]:
    """Return the title of a document, in the language or else in English, and the language that it is in."""
    path, written_in = files.document(name, language)
    with path.open(encoding="utf-8") as lines:
        return next(lines).removeprefix("#").strip(), written_in


def _headings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the words of the sections' headings."""
    yield from (after for token, after in pairwise(tokens) if _is_section(token))


def _is_section(token: Token) -> bool:
    return token.type == "heading_open" and token.tag == "h2"


def _place(heading: str) -> str:
    """Return the name of the place of a section, as links to it have it."""
    return "-".join(re.findall(r"\w+", heading.lower()))


def _written(markdown: MarkdownIt, tokens: Sequence[Token], title: str) -> Iterator[str]:
    """Yield the HTML of tokens; tables and code can be scrolled by keyboard, and are called as their section is."""
    section = title
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            section = tokens[at + 1].content
            token.attrSet("id", _place(section))
        if token.type == "th_open" and tokens[at + 1].content:
            token.attrSet("scope", "col")
        elif token.type == "th_open":
            token.tag = tokens[at + 2].tag = "td"  # a column without a name
        if token.type in {"fence", "code_block"}:
            yield _PRE.format(escapeHtml(token.content))
        elif token.type == "table_open":
            yield _SCROLL.format(escapeHtml(section))
        else:
            yield markdown.renderer.render([token], markdown.options, {})
        if token.type == "table_close":
            yield "</div>\n"


def _led(tokens: Sequence[Token], address: Address) -> Iterator[Token]:
    """Yield tokens whose links lead somewhere; the name of a document leads to it, a link to no page is text alone."""
    open_links: list[bool] = []
    for token in tokens:
        if token.children:
            token.children = list(_led(token.children, address))
        if token.type == "link_open":
            open_links.append(_leads(token, address))
        if token.type == "code_inline" and not open_links:
            yield from _named(token, address)
        elif token.type not in {"link_open", "link_close"} or open_links[-1]:
            yield token
        if token.type == "link_close":
            open_links.pop()


def _leads(link: Token, address: Address) -> bool:
    """Return whether a link leads somewhere, led there."""
    href = str(link.attrs["href"])
    if href.startswith(("http://", "https://", "#")):
        return True
    found = _DOCUMENT.fullmatch(href)
    led = address(found["name"]) if found else None
    if found and led:
        link.attrSet("href", led + (found["part"] or ""))
    return led is not None


def _named(code: Token, address: Address) -> Iterator[Token]:
    """Yield code, as a link where it names a document."""
    found = _DOCUMENT.fullmatch(code.content)
    led = address(found["name"]) if found and code.content.startswith("docs/") else None
    if led is None:
        yield code
        return
    yield Token("link_open", "a", 1, attrs={"href": led})
    yield code
    yield Token("link_close", "a", -1)
