"""Parameters: what an address may be asked with: each by a name that it knows, and once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable

from starlette.requests import Request
from starlette.responses import Response

from sovleader_kg.errors import did_you_mean
from sovleader_kg.names import LANGUAGES
from sovleader_kg.web.errors import ParameterError

__all__ = ["Endpoint", "asked_of", "once", "takes"]

Endpoint = Callable[[Request], Awaitable[Response]]
EVERYWHERE = ("lang",)
_TRACKS = re.compile(r"utm_\w+|\w*clid")  # what others append to an address, and nobody here reads


def takes(endpoint: Endpoint, names: Collection[str] = (), *, others: bool = False) -> Endpoint:
    """Return an endpoint that is asked with parameters that it knows, each at most once.

    Args:
        endpoint: What answers.
        names: The parameters that it knows, beside the language.
        others: Whether it looks at the names itself, as a stored query does.

    Raises:
        ParameterError: A request has another one, one twice, or a language that there is not.
    """

    async def checked(request: Request) -> Response:
        asked = [name for name, _ in request.query_params.multi_items() if not _TRACKS.fullmatch(name)]
        once(asked)
        for name in [] if others else asked:
            if name not in (known := (*names, *EVERYWHERE)):
                raise ParameterError(
                    f'no parameter "{name}" here; there are {", ".join(known)}.{did_you_mean(name, known)}'
                )
        if (language := request.query_params.get("lang", LANGUAGES[0])) not in LANGUAGES:
            raise ParameterError(f'nothing is written in "{language}" here; lang is {" or ".join(LANGUAGES)}')
        return await endpoint(request)

    return checked


def once(names: Iterable[str]) -> None:
    """Refuse names of which one stands twice.

    Raises:
        ParameterError: One does.
    """
    name, number = next(iter(Counter(names).most_common(1)), ("", 0))
    if number > 1:
        raise ParameterError(f"{name} is given {number} times; give it once")


def asked_of(request: Request, *but: str) -> dict[str, str]:
    """Return what a request is asked with, beside its language and some others."""
    return {
        name: value
        for name, value in request.query_params.items()
        if name not in {*EVERYWHERE, *but} and not _TRACKS.fullmatch(name)
    }
