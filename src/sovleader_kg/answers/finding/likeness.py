"""Likeness: the words that a word may be a slip for: they sound alike, begin to, or are one letter off."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from sovleader_kg.answers.finding.sounds import sound

__all__ = ["Likeness", "one_off"]

SHORTEST = 4  # letters of a word, or of a sound, of which one may be wrong; a shorter one is near to too much
_END = "\U0010ffff"


class Likeness:
    """Known words, indexed once by how they sound, and by what is left of each without one letter."""

    def __init__(self, words: Iterable[str]) -> None:
        """Index the words."""
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        known = [word for word in words if not word.isdigit()]
        for word in known:
            self._by_sound[sound(word)].append(word)
        self._sounds = sorted(self._by_sound)
        self._slips, self._misheard = _without_a_letter(known), _without_a_letter(self._sounds)

    def words(self, word: str) -> Iterator[tuple[str, int]]:
        """Yield the known words near to one, each with how many steps away it is, perhaps more than once."""
        heard = sound(word)
        if len(heard) >= SHORTEST - 1:
            for begun in self._begun(heard):
                yield from ((known, 0 if begun == heard else 2) for known in self._by_sound[begun])
        yield from ((known, 1) for known in _off(word, self._slips))
        for other in _off(heard, self._misheard):
            yield from ((known, 3) for known in self._by_sound[other])

    def _begun(self, start: str) -> Sequence[str]:
        return self._sounds[bisect_left(self._sounds, start) : bisect_left(self._sounds, start + _END)]


def _without_a_letter(words: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Return words by themselves and by what is left of them without any one letter."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) >= SHORTEST:
            for left in _lefts(word):
                found[left].append(word)
    return found


def _lefts(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _off(word: str, known: Mapping[str, Collection[str]]) -> set[str]:
    """Return the known words that are one letter off."""
    if len(word) < SHORTEST:
        return set()
    near = chain.from_iterable(known.get(left, ()) for left in _lefts(word))
    return {one for one in near if one_off(word, one)}


def one_off(one: str, other: str) -> bool:
    """Return whether words differ by one letter: left out, put in, wrong, or two of them swapped; or not at all.

    >>> one_off("lenin", "lennin"), one_off("lenin", "lenni"), one_off("lenin", "lanan")
    (True, True, False)
    """
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[1::-1] == b[:2] and a[2:] == b[2:])
