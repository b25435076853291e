"""Differences as lines: Markdown that reads well on a terminal and in a changelog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sovleader_kg.compare.differences import Changed, Difference, Retired, Section, Thing
from sovleader_kg.compare.versions import Version
from sovleader_kg.names import compact

__all__ = ["difference_lines"]

TITLES = {
    "facts": "Facts",
    "derived": "What follows from them: bounds, lengths, the closure",
    "claims": "Claims",
    "verdicts": "Verdicts",
    "disputes": "Disputes",
    "decisions": "Decisions of the editors",
    "sources": "Sources and passages",
    "vocabulary": "Vocabulary",
}
WIDEST = 160  # characters of a value
FEW = 8  # ways in which a property changed, to be counted each


def difference_lines(difference: Difference, most: int | None) -> Iterator[str]:
    """Yield what changed, in Markdown.

    Args:
        difference: The two versions.
        most: How many lines of each sort at most; all where None.
    """
    old, new = difference.old, difference.new
    yield f"# From {_called(old)} to {_called(new)}"
    yield ""
    if difference.same:
        yield f"Nothing changed: the same {len(new.triples):,} triples."
        return
    yield f"{len(difference.added):,} triples more and {len(difference.removed):,} less: {len(new.triples):,} in all."
    if difference.retired:
        yield from _headed("Retired IRIs", [_retired(one) for one in difference.retired], most)
    if difference.vanished:
        lines = [f"- {_named(one)}" for one in difference.vanished]
        yield from _headed("IRIs that are gone, though an IRI should stay", lines, most)
    for section in difference.sections:
        if section.name in TITLES:
            yield from _headed(f"{TITLES[section.name]} ({_counted(section)})", _told(section, most), most)


def _called(version: Version) -> str:
    return f"{version.number or version.name}{f' ({version.day})' if version.day else ''}"


def _headed(title: str, lines: Sequence[str], most: int | None) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield f"- … and {len(lines) - most:,} more"


def _counted(section: Section) -> str:
    things = len({one.thing for one in section.changed})
    counts = {"new": len(section.new), "gone": len(section.gone), "changed": things}
    return ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)


def _told(section: Section, most: int | None) -> list[str]:
    """Return the changes of a section: what changed first, for it is what people have relied on."""
    of_many = {name for name, count in _properties(section).items() if most is not None and count > most}
    lines = [_summed(name, section) for name in sorted(of_many)]
    lines += [_changed(one) for one in section.changed if one.property not in of_many]
    lines += [f"- gone: {_named(one)}" for one in section.gone]
    return lines + [f"- new: {_named(one)}" for one in section.new]


def _properties(section: Section) -> Counter[str]:
    return Counter(one.property for one in section.changed)


def _summed(name: str, section: Section) -> str:
    """Return one line on a property that changed of many things: how often in which way, or else the first of them."""
    changes = [one for one in section.changed if one.property == name]
    ways = Counter((one.before, one.after) for one in changes)
    line = f"- {compact(name)} of {len(changes):,} things"
    if len(ways) > FEW:
        return f"{line}, the first being {_changed(changes[0])[2:]}"
    told = ", ".join(f"{number:,} {_way(*way)}" for way, number in ways.most_common())
    return f"{line}: {told}"


def _way(before: Sequence[str], after: Sequence[str]) -> str:
    """Return how values changed."""
    if not before:
        return f"now {_values(after)}"
    return f"{_values(after)} instead of {_values(before)}" if after else f"no longer {_values(before)}"


def _retired(one: Retired) -> str:
    replaced = f", replaced by {_values(one.replaced_by)}" if one.replaced_by else ""
    return f"- {_named(one.thing)}{replaced}{f': {_cut(one.reason)}' if one.reason else ''}"


def _changed(one: Changed) -> str:
    return f"- {_named(one.thing)}: {compact(one.property)} {_way(one.before, one.after)}"


def _values(values: Sequence[str]) -> str:
    return ", ".join(_short(one) for one in values)


def _short(value: str) -> str:
    """Return a value as a person reads it: a compact name, or its text, not too long."""
    if value.startswith(("http://", "https://")):
        return compact(value).removeprefix("<").removesuffix(">")
    text = _cut(" ".join(value.split()))
    return f"“{text}”" if " " in text else text


def _named(thing: Thing) -> str:
    return f"{compact(thing.iri)}{f' ({_cut(thing.name)})' if thing.name else ''}"


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[:WIDEST]}…"
