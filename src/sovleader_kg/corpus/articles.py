"""Articles: is every cited passage still there, word for word, in a reader's copy of its source?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal

from sovleader_kg.corpus.evidence import Claim, claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.passages import Passage, normalise, passages_of
from sovleader_kg.dates import as_written_matches
from sovleader_kg.errors import Problem, UsageError
from sovleader_kg.names import EDTF, compact, sl

__all__ = ["ArticleCheck", "check_article", "read_article", "wordings_of"]


@dataclass(frozen=True, slots=True)
class ArticleCheck:
    """What a check of one article found: its source, how many passages stand, and every difference."""

    source: str
    passages: int
    verified: int
    problems: tuple[Problem, ...]


def read_article(path: Path) -> str:
    """Return an article's text.

    Raises:
        UsageError: The file cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save the article as UTF-8 text") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None


def wordings_of(paths: Iterable[Path]) -> dict[str, str]:
    """Return the wording of every passage of some articles, by its hash.

    Raises:
        UsageError: An article cannot be read.
    """
    return {one.sha256: one.wording for path in paths for one in passages_of(read_article(path))}


def check_article(index: Index, text: str) -> ArticleCheck:
    """Compare an article with the passages and claims that cite it.

    The source is the one whose passages the text shares most of. A passage may have moved; its wording
    may not have changed.

    Raises:
        UsageError: No passage of any source stands in the text.
    """
    found = passages_of(text)
    source, cited = _source_of(index, {passage.sha256 for passage in found})
    by_hash: dict[str, list[Passage]] = {}
    for passage in found:
        by_hash.setdefault(passage.sha256, []).append(passage)
    problems: list[Problem] = []
    verified = 0
    for iri in cited:
        here = by_hash.get(index.value(iri, sl("sha256")) or "", [])
        if here:
            verified += 1
            problems += _moved(index, iri, here)
        else:
            problems.append(_gone(index, iri))
    problems += _uncited(index, cited, found)
    problems += _wrongly_quoted(index, cited, by_hash)
    return ArticleCheck(source, len(cited), verified, tuple(problems))


def _source_of(index: Index, hashes: set[str]) -> tuple[str, list[str]]:
    by_source: dict[str, list[str]] = {}
    for iri in index.using(sl("startsAt")):
        by_source.setdefault(index.value(iri, sl("source")) or "", []).append(iri)

    def shared(source: str) -> int:
        return sum(index.value(iri, sl("sha256")) in hashes for iri in by_source[source])

    best = max(sorted(by_source), key=shared, default="")
    if not best or not shared(best):
        raise UsageError("no cited passage stands in this text; is it one of the articles that the graph cites?")
    return best, sorted(by_source[best], key=lambda iri: int(index.value(iri, sl("startsAt")) or 0))


def _moved(index: Index, iri: str, here: list[Passage]) -> Iterator[Problem]:
    start = int(index.value(iri, sl("startsAt")) or 0)
    end = int(index.value(iri, sl("endsAt")) or 0)
    nearest = min(here, key=lambda passage: abs(passage.start - start))
    if (nearest.start, nearest.end) != (start, end):
        message = f"moved from {start}-{end} to {nearest.start}-{nearest.end} ({nearest.locator})"
        yield Problem(compact(iri), message, "warning", "moved")
    marks = set(index.values(iri, sl("footnote")))
    if marks != set(nearest.footnotes):
        message = f"footnotes were {sorted(marks)}, are {sorted(nearest.footnotes)}"
        yield Problem(compact(iri), message, "warning", "footnotes")


def _gone(index: Index, iri: str) -> Problem:
    where = index.value(iri, sl("locator"))
    message = f"changed or gone: {where}, positions {index.value(iri, sl('startsAt'))}-{index.value(iri, sl('endsAt'))}"
    return Problem(compact(iri), message, rule="wording")


def _uncited(index: Index, cited: list[str], found: list[Passage]) -> Iterator[Problem]:
    known = {index.value(iri, sl("sha256")) for iri in cited}
    for passage in found:
        if passage.sha256 not in known:
            message = f"new or changed wording at {passage.start}-{passage.end} that no passage cites"
            yield Problem(passage.locator, message, rule="uncited")


def _wrongly_quoted(index: Index, cited: list[str], by_hash: dict[str, list[Passage]]) -> Iterator[Problem]:
    wordings = {iri: here[0].wording for iri in cited if (here := by_hash.get(index.value(iri, sl("sha256")) or ""))}
    for claim in claims_in(index):
        if claim.passage in wordings:
            yield from _quotes(index, claim, wordings[claim.passage])


def _quotes(index: Index, claim: Claim, wording: str) -> Iterator[Problem]:
    for written in index.values(claim.iri, sl("asWritten")):
        if normalise(written) not in wording:
            yield Problem(compact(claim.iri), f'"{written}" does not stand in its passage', rule="as-written")
        dated = isinstance(claim.value, Literal) and claim.value.datatype.value == EDTF
        if dated and not as_written_matches(written, claim.value.value):
            message = f'"{written}" does not parse to {claim.value.value}'
            yield Problem(compact(claim.iri), message, rule="as-written-date")
