"""Readable: what a person reads of a page: its text without what is folded for those who want the triples."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["read", "well_formed"]

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "circle", "line", "stop", "path"}


class _Reader(HTMLParser):
    def __init__(self, folded: set[str]) -> None:
        super().__init__()
        self.folded = {"script", "style", "head", *folded}
        self.open: list[tuple[str, bool]] = []
        self.text: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        hidden = tag in self.folded or (named.get("class") or "") in {"whole", "cite"}
        if "style" in named or any(name.startswith("on") for name in named):
            self.wrong.append(f"{tag} carries style or script")
        if tag not in VOID:
            self.open.append((tag, hidden or bool(self.open and self.open[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.wrong.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
        if self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not (self.open and self.open[-1][1]):
            self.text.append(data)


def _read(html: str, folded: set[str]) -> _Reader:
    reader = _Reader(folded)
    reader.feed(html)
    reader.close()
    return reader


def read(html: str, *, quotes: bool = True) -> str:
    """Return the text of a page, with or without words as sources write them, each white space as one space."""
    return " ".join(" ".join(_read(html, set() if quotes else {"q"}).text).split())


def well_formed(html: str) -> list[str]:
    """Return what is wrong with a page's tags, and where styles or scripts stand in attributes."""
    reader = _read(html, set())
    return [*reader.wrong, *(f"<{tag}> is not closed" for tag, _ in reader.open)]
