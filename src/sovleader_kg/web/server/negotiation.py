"""Negotiation: which media type a request prefers."""

from __future__ import annotations

from collections.abc import Sequence

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from sovleader_kg.web.errors import NotAcceptableError
from sovleader_kg.web.media import ALIASES, SUFFIXES, TABLES

__all__ = ["chosen", "chosen_or"]


def chosen(accept: str | None, offered: Sequence[str], asked: str | None = None) -> str:
    """Return the media type to write.

    Args:
        accept: The request's Accept header; without one, or with one that cannot be read, the first is written.
        offered: Media types, the preferred one first.
        asked: What `format=` names: a short name ("json", "ttl", …) or a media type; it wins over the header.

    Raises:
        NotAcceptableError: None of them will do.
    """
    if asked:
        wanted = {**TABLES, **SUFFIXES}.get(asked, asked)
        if wanted not in offered:
            raise NotAcceptableError(f'format "{asked}" is not available; choose among {", ".join(offered)}')
        return wanted
    accepted = parse_accept_header(accept, MIMEAccept)
    if not accepted:
        return offered[0]
    aliases = [alias for alias, name in ALIASES.items() if name in offered]
    found = accepted.best_match([*offered, *aliases])
    if found is None:
        raise NotAcceptableError(f"none of the accepted formats is available; choose among {', '.join(offered)}")
    return found if found in offered else ALIASES[found]


def chosen_or(otherwise: str, accept: str | None, offered: Sequence[str], asked: str | None = None) -> str:
    """Return the media type to write, or another where none of them will do; see `chosen`."""
    try:
        return chosen(accept, offered, asked)
    except NotAcceptableError:
        return otherwise
