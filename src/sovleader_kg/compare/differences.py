"""Differences: what changed from one version of the graph to another, told by what it means to people.

Facts, what follows from them, claims, verdicts, disputes, decisions, sources and the vocabulary are told apart; so are
the IRIs that were retired, and those that are gone without a word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.compare.versions import Version, read_version
from sovleader_kg.names import BASE, GRAPHS, PREFIXES, SL, kind_of

__all__ = ["Changed", "Difference", "Retired", "Section", "Thing", "diff"]

SECTIONS = ("facts", "derived", "claims", "verdicts", "disputes", "decisions", "sources", "vocabulary", "description")
OF_KIND = {
    **dict.fromkeys(("claim",), "claims"),
    **dict.fromkeys(("passage", "source"), "sources"),
    "verdict": "verdicts",
    "dispute": "disputes",
    **dict.fromkeys(("resolution", "acceptance", "nonmatch"), "decisions"),
    "dataset": "description",
    "concept": "vocabulary",
}
COUNTED = frozenset({"verdict", "dispute", "dataset"})  # what the build names comes and goes with what it tells
DEPRECATED = NamedNode(PREFIXES["owl"] + "deprecated")
REPLACED, NOTE = NamedNode(PREFIXES["dcterms"] + "isReplacedBy"), NamedNode(PREFIXES["skos"] + "note")
EXPRESSION = "(an expression of the vocabulary)"


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """A thing that is new or gone: its IRI, and what it is called in English, or "" where it has no name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class Changed:
    """A property of a thing that has other values.

    Attributes:
        thing: The thing.
        property: IRI of the property.
        before: The values that it has no longer: IRIs in full, or texts, with @ and their language if any.
        after: The values that it has now and had not.
    """

    thing: Thing
    property: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        told = {"before": list(self.before), "after": list(self.after)}
        return {"thing": self.thing.iri, "name": self.thing.name, "property": self.property, **told}


@dataclass(frozen=True, slots=True, order=True)
class Retired:
    """A thing that is deprecated now: by what it is replaced (IRIs), and why, in English."""

    thing: Thing
    replaced_by: tuple[str, ...]
    reason: str

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        told = {"replaced_by": list(self.replaced_by), "reason": self.reason}
        return {"thing": self.thing.iri, "name": self.thing.name, **told}


@dataclass(frozen=True, slots=True)
class Section:
    """What changed of one sort: one of `SECTIONS`, with things that are new, that are gone, and changed properties."""

    name: str
    new: tuple[Thing, ...]
    gone: tuple[Thing, ...]
    changed: tuple[Changed, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "name": self.name,
            "new": [{"thing": one.iri, "name": one.name} for one in self.new],
            "gone": [{"thing": one.iri, "name": one.name} for one in self.gone],
            "changed": [one.as_json() for one in self.changed],
        }


@dataclass(frozen=True)
class Difference:
    """What changed from one version to another.

    Attributes:
        old: The one version.
        new: The other.
    """

    old: Version = field(repr=False)
    new: Version = field(repr=False)

    @cached_property
    def removed(self) -> frozenset[Triple]:
        """The triples that only the old version has."""
        return self.old.triples - self.new.triples

    @cached_property
    def added(self) -> frozenset[Triple]:
        """The triples that only the new version has."""
        return self.new.triples - self.old.triples

    @property
    def same(self) -> bool:
        """Whether both hold the same triples."""
        return not self.added and not self.removed

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What changed, by sort; those without a change are left out."""
        fresh, lost = self._only(self.added, self.old), self._only(self.removed, self.new)
        changed = self._changed()
        found = (
            Section(name, tuple(sorted(fresh[name])), tuple(sorted(lost[name])), tuple(changed[name]))
            for name in SECTIONS
        )
        return tuple(one for one in found if one.new or one.gone or one.changed)

    @cached_property
    def retired(self) -> tuple[Retired, ...]:
        """The things that are deprecated now and were not."""
        marked = {one.subject for one in self.added if one.predicate == DEPRECATED and _value(one.object) == "true"}
        said: dict[str, list[Triple]] = {one.value: [] for one in marked if isinstance(one, NamedNode)}
        for one in self.new.triples if said else ():
            if one.subject in marked and isinstance(one.subject, NamedNode):
                said[one.subject.value].append(one)
        return tuple(sorted(self._retired(iri, triples) for iri, triples in said.items()))

    @cached_property
    def vanished(self) -> tuple[Thing, ...]:
        """The things of ours that are gone, though an IRI stays: neither kept nor deprecated."""
        gone = (one for section in self.sections for one in section.gone)
        return tuple(one for one in gone if one.iri.startswith((BASE, SL)) and kind_of(one.iri) not in COUNTED)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "old": _told(self.old),
            "new": _told(self.new),
            "same": self.same,
            "added": len(self.added),
            "removed": len(self.removed),
            "retired": [one.as_json() for one in self.retired],
            "vanished": [one.iri for one in self.vanished],
            "sections": [one.as_json() for one in self.sections],
        }

    def _thing(self, iri: str) -> Thing:
        return Thing(iri, self.new.names.get(iri) or self.old.names.get(iri, ""))

    def _only(self, triples: Iterable[Triple], other: Version) -> defaultdict[str, list[Thing]]:
        """Return the things that triples speak of and the other version does not, by section."""
        found: defaultdict[str, list[Thing]] = defaultdict(list)
        for iri in {one.subject.value for one in triples if isinstance(one.subject, NamedNode)} - other.subjects:
            found[_section(iri)].append(self._thing(iri))
        return found

    def _changed(self) -> defaultdict[str, list[Changed]]:
        both = self.old.subjects & self.new.subjects
        values: dict[tuple[str, str], tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, triples in enumerate((self.removed, self.added)):
            for one in triples:
                if isinstance(one.subject, NamedNode) and one.subject.value in both:
                    values[one.subject.value, one.predicate.value][side].append(_value(one.object))
        found: defaultdict[str, list[Changed]] = defaultdict(list)
        for (iri, name), (before, after) in sorted(values.items()):
            changed = Changed(self._thing(iri), name, tuple(sorted(before)), tuple(sorted(after)))
            found[self._section_of(iri, name)].append(changed)
        return found

    def _section_of(self, iri: str, name: str) -> str:
        """Return the section of a property of a thing; what follows from facts is told apart from them."""
        section = _section(iri)
        layer = self.new.layers.get(name) or self.old.layers.get(name)
        return "derived" if section == "facts" and layer == "derived" else section

    def _retired(self, iri: str, said: Iterable[Triple]) -> Retired:
        values = [(one.predicate, one.object) for one in said]
        notes = (value for name, value in values if name == NOTE and isinstance(value, Literal))
        reason = next((note.value for note in notes if note.language == "en"), "")
        replaced = (_value(value) for name, value in values if name == REPLACED)
        return Retired(self._thing(iri), tuple(sorted(replaced)), reason)


def _section(iri: str) -> str:
    """Return the section of a thing: those of other vocabularies too are words."""
    if iri.startswith(GRAPHS):
        return "description"
    return OF_KIND.get(kind_of(iri) or "", "facts") if iri.startswith(BASE) else "vocabulary"


def _value(node: object) -> str:
    if isinstance(node, BlankNode):
        return EXPRESSION
    text = str(getattr(node, "value", node))
    return f"{text}@{node.language}" if isinstance(node, Literal) and node.language else text


def _told(version: Version) -> dict[str, object]:
    return {"file": version.name, "version": version.number, "day": version.day, "triples": len(version.triples)}


def diff(old: str | Path | Version, new: str | Path | Version) -> Difference:
    """Return what changed from one version of the graph to another.

    Args:
        old: A Turtle or N-Triples file, or a folder that `sovleader build` or `compile` wrote.
        new: Another one.

    Raises:
        UsageError: One of them is missing or cannot be read.
        StoreError: A folder holds no compiled graph.
    """
    one, other = (each if isinstance(each, Version) else read_version(each) for each in (old, new))
    return Difference(one, other)
