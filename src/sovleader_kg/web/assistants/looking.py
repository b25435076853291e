"""Looking: what a name may mean, and how two dated things lie to each other."""

from __future__ import annotations

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.facade.naming import DATED
from sovleader_kg.names import KINDS, VOCABULARY
from sovleader_kg.prose.briefs import noun
from sovleader_kg.prose.relations import relation_told
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import Reply
from sovleader_kg.web.assistants.sourcing import DATING

__all__ = ["relate", "search"]


def search(asked: Question) -> Reply:
    """Return what a text may mean."""
    kinds = tuple(one.strip() for one in asked.given.get("kinds", "").split(",") if one.strip())
    if unknown := set(kinds) - {*KINDS, VOCABULARY, "day"}:
        raise UsageError(f'no kind "{min(unknown)}".{did_you_mean(min(unknown), KINDS)}', parameter="kinds")
    found = asked.kg.find(asked.given.get("text", ""), language=asked.language, kinds=kinds, most=asked.most)
    lines = [f"- {one.name} ({noun(one.kind, asked.language)}; {one.about}; {one.fit}) {one.iri}" for one in found.hits]
    named = any(one.fit != "near" for one in found.hits)
    text = "\n".join([*([] if named else [asked.said["none_found"]]), *lines])
    things = [one.iri for one in found.hits if one.kind != "day"]
    return Reply(text, asked.said["of_hits"], found.as_json(), (), things)


def relate(asked: Question) -> Reply:
    """Return which temporal relation two dated things have, certainly or possibly."""
    pair = asked.meant("first", *DATED), asked.meant("second", *DATED)
    relation, overlap, gap = asked.kg.relate(*pair), asked.kg.overlap(*pair), asked.kg.gap(*pair)
    names = asked.lasting_name(pair[0]), asked.lasting_name(pair[1])
    explained = [one for iri in pair for one in asked.kg.explain(iri).statements if one.predicate in DATING]
    return Reply(
        relation_told(relation, overlap, gap, names, asked.language),
        asked.said["certain" if relation.certain else "possible"],
        relation.as_json() | {"overlap": overlap, "gap": gap},
        [said.claim for one in explained for said in one.claims],
        pair,
    )
