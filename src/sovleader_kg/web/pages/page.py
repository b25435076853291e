"""Page: one page before it is written: its template and what that shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is written.

    Attributes:
        template: The name of its template.
        title: Its heading.
        place: Where it is, without language and suffix; "" is the start page.
        values: What the template shows, by name.
        parameters: What it was asked with, for the same page in the other language.
        status: The HTTP status that it is sent with.
        description: What it tells, in a sentence, for search engines and previews of links.
        about: IRI of the thing that it is about, if any.
        more: What else it is asked with, each a file of its own in a static site: further sheets, filters.
    """

    template: str
    title: str
    place: str
    values: Mapping[str, object] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    status: int = 200
    description: str = ""
    about: str | None = None
    more: Sequence[Mapping[str, str]] = ()
