"""Classes: the main classes of the vocabulary and what leads from one to another, drawn as SVG for a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from sovleader_kg.export.canvas import Link
from sovleader_kg.names import sl

__all__ = ["draw_classes"]

WIDE, HIGH, GAP, FALL = 140, 44, 108, 74  # a box, the room beside it, and below it
LEFT, TOP = 6, 24
LONG = 15  # letters that fit into one line of a box
_PLACES = {
    "foaf:Person": (0, 0),
    "Term": (1, 0),
    "Post": (2, 0),
    "Body": (3, 0),
    "Event": (0, 1),
    "Tenure": (1, 1),
    "Office": (2, 1),
    "EffectiveLeadership": (3, 1),
    "Source": (0, 2),
    "Passage": (1, 2),
    "Claim": (2, 2),
    "Verdict": (3, 2),
    "Dispute": (2, 3),
    "Resolution": (3, 3),
}
_ARROWS = (
    ("Term", "holder", "foaf:Person"),
    ("Term", "post", "Post"),
    ("Post", "postIn", "Body"),
    ("Term", "startedBy", "Event"),
    ("Term", "partOfTenure", "Tenure"),
    ("Tenure", "office", "Office"),
    ("Post", "incarnationOf", "Office"),
    ("EffectiveLeadership", "leads", "Body"),
    ("Passage", "source", "Source"),
    ("Claim", "passage", "Passage"),
    ("Verdict", "verdictOn", "Claim"),
    ("Dispute", "rivalClaim", "Claim"),
    ("Dispute", "consideredBy", "Resolution"),
)
PERSON = "http://xmlns.com/foaf/0.1/Person"
_HEAD = (
    '<marker id="classes-head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
    '<path d="M0 0L8 4L0 8Z"/></marker>'
)


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a class stands."""

    left: int
    top: int

    @classmethod
    def of(cls, name: str) -> _Box:
        column, row = _PLACES[name]
        return cls(LEFT + column * (WIDE + GAP), TOP + row * (HIGH + FALL))

    @property
    def middle(self) -> tuple[int, int]:
        return self.left + WIDE // 2, self.top + HIGH // 2


def draw_classes(title: str, claims: str, label: Callable[[str], str], link: Link = None) -> str:
    """Return the picture.

    Args:
        title: What it is called, for those who do not see it.
        claims: What stands between the classes of facts and those of claims.
        label: What a class or property is called.
        link: Gives the address of a term; without it nothing is linked.
    """
    width = 2 * LEFT + 4 * WIDE + 3 * GAP
    height = TOP + 4 * HIGH + 3 * FALL + 10
    border = TOP + 2 * HIGH + FALL + FALL // 2
    arrows = "".join(_arrow(_Box.of(one), _Box.of(other), label(sl(name))) for one, name, other in _ARROWS)
    boxes = "".join(_box(name, label, link) for name in _PLACES)
    about = _Box.of("Claim").middle[0]
    return (
        f'<svg class="classes" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="{"group" if link else "img"}" aria-label="{escape(title)}"><defs>{_HEAD}</defs>'
        f'<line class="border" x1="0" x2="{width}" y1="{border}" y2="{border}"/>'
        f'<path class="arrow" d="M{about} {border + FALL // 2}V{border + 4}"/>'
        f'<text x="{about + 8}" y="{border + 22}">{escape(claims)}</text>{arrows}{boxes}</svg>'
    )


def _iri(name: str) -> str:
    return PERSON if name == "foaf:Person" else sl(name)


def _box(name: str, label: Callable[[str], str], link: Link) -> str:
    box, said = _Box.of(name), label(_iri(name))
    x, y = box.middle
    shape = (
        f'<rect x="{box.left}" y="{box.top}" width="{WIDE}" height="{HIGH}" rx="4"/>'
        f'<text class="name" text-anchor="middle">{_lines(said, x, y + 5)}</text>'
    )
    return f'<a href="{escape(link(_iri(name)))}">{shape}</a>' if link else f"<g>{shape}</g>"


def _lines(said: str, x: int, y: int) -> str:
    """Return a name in one line, or, where it is long, in two."""
    words = said.split()
    if len(said) <= LONG or len(words) == 1:
        return f'<tspan x="{x}" y="{y}">{escape(said)}</tspan>'
    break_at = min(range(1, len(words)), key=lambda place: abs(len(" ".join(words[:place])) - len(said) / 2))
    halves = " ".join(words[:break_at]), " ".join(words[break_at:])
    return "".join(
        f'<tspan x="{x}" y="{y + shift}">{escape(one)}</tspan>' for one, shift in zip(halves, (-8, 8), strict=True)
    )


def _arrow(one: _Box, other: _Box, said: str) -> str:
    """Return an arrow from one box to another, beside or below it, or aslant, and what it says."""
    (x, y), (to_x, to_y) = one.middle, other.middle
    if y == to_y:
        begin, end = (one.left + WIDE, other.left) if x < to_x else (one.left, other.left + WIDE)
        text = f'<text x="{(begin + end) // 2}" y="{y - 7}" text-anchor="middle">{escape(said)}</text>'
        return f'<path class="arrow" d="M{begin} {y}H{end}"/>{text}'
    begin, end = (one.top + HIGH, other.top) if y < to_y else (one.top, other.top + HIGH)
    if x == to_x:
        text = f'<text x="{x + 8}" y="{(begin + end) // 2 + 4}">{escape(said)}</text>'
        return f'<path class="arrow" d="M{x} {begin}V{end}"/>{text}'
    text = f'<text x="{(x + to_x) // 2 - 8}" y="{(begin + end) // 2}" text-anchor="end">{escape(said)}</text>'
    return f'<path class="arrow" d="M{one.left + 20} {begin}L{other.left + WIDE - 20} {end}"/>{text}'
