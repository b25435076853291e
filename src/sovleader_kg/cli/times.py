"""Times: a day or a period of several words within the words of a call, which need no quotes: 14 October 1964."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sovleader_kg.cli.lookup import one_day
from sovleader_kg.errors import UsageError

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.when import Mode

__all__ = ["time_first"]


def time_first(words: Sequence[str], mode: Mode) -> tuple[str, Sequence[str]]:
    """Return the time that the first words tell, as many as can be read, and the words behind it.

    Where they tell none, all of them are returned as one text, so that what is wrong is told whole.

    >>> time_first(["14", "October", "1964", "general-secretary"], "on")
    ('14 October 1964', ['general-secretary'])
    """
    for end in range(len(words), 0, -1):
        text = " ".join(words[:end])
        if _is_read(text, mode):
            return text, words[end:]
    return " ".join(words), []


def _is_read(text: str, mode: Mode) -> bool:
    if mode == "on":
        return one_day(text) is not None
    from sovleader_kg.answers.chronology.when import when

    try:
        when(during=text)
    except UsageError:
        return False
    return True
