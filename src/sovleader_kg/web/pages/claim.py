"""Claim: the page of what one passage says: who says it, how, and how it stands to the graph and to other claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sovleader_kg.names import SL
from sovleader_kg.nodes import Node
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages import thing
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Judged", "read"]

AGAINST = "againstClaim"
MOST = 8  # other claims that a verdict shows
_VERDICTS = """
SELECT ?kind ?rule ?property ?value WHERE {{
  ?verdict sl:verdictOn <{iri}> ; sl:verdictKind ?kind ; sl:byRule ?rule .
  OPTIONAL {{
    VALUES ?property {{ sl:againstClaim sl:agreedValue sl:derivedValue sl:countedValue }} ?verdict ?property ?value
  }}
}} ORDER BY ?kind ?rule ?property ?value
"""
_DURING = "SELECT ?during WHERE {{ <{iri}> sl:validDuring ?during }}"


@dataclass(frozen=True, slots=True)
class Judged:
    """How a claim stands to something.

    Attributes:
        kind: IRI of the kind of verdict.
        rule: IRI of the rule that gives it.
        values: What the graph takes, or what counting gives, where it stands to that.
        others: Other claims that it stands to, as many as are shown.
        more: How many other claims there are besides.
    """

    kind: str
    rule: str
    values: Sequence[Node]
    others: Sequence[Testimony]
    more: int


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a claim; of one that says nothing whole, that of a thing of any kind."""
    said = next(iter(library.kg.lookup.among([iri])), None)
    if said is None:
        return thing.read(library, links, iri)
    says = Evidence(library, links.language)
    during = [node for (node,) in library.kg.select(_DURING.format(iri=iri)).rows if node is not None]
    decided = [one for one in library.decisions.values() if iri in (*one.prefers, *one.rejects, *one.leaves_open)]
    judged = _judged(library, iri)
    shown = {"said": said, "judged": judged, "during": during, "decisions": decided}
    kind, slug = split(iri) or ("", "")
    gloss = says.gloss(said)
    told = gloss.text if gloss else says.parts(said)
    title = f"{WORDS[links.language]['claim']}: {told.removesuffix('.')}"
    description = f"{says.name(said.source)}: {told}"
    return Page("claim.html", title, f"page/{kind}/{slug}", shown, description=description, about=iri)


def _judged(library: Library, iri: str) -> list[Judged]:
    """Return the verdicts on a claim: on the agreed or derived value first."""
    found: dict[tuple[str, str, bool], dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for kind, rule, prop, value in library.kg.select(_VERDICTS.format(iri=iri)).rows:
        if kind and rule:
            name = prop.value.removeprefix(SL) if prop else ""
            values = found[kind.value, rule.value, name == AGAINST]
            if value is not None:
                values[name].append(value)
    judged = [_one(library, kind, rule, values) for (kind, rule, _), values in found.items()]
    return sorted(judged, key=lambda one: (not one.values, one.kind, one.rule))


def _one(library: Library, kind: str, rule: str, values: dict[str, list[Node]]) -> Judged:
    against = [node.value for node in values.pop(AGAINST, [])]
    others = library.kg.lookup.among(against[:MOST])
    return Judged(kind, rule, [node for nodes in values.values() for node in nodes], others, len(against) - len(others))
