"""Answers: what each tool answers, made of the graph by the facade, in a process of the pool."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, RdfFormat, parse_query_results

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.answers.explanation.explain import Explanation, Statement
from sovleader_kg.answers.explanation.rivals import opposed
from sovleader_kg.answers.finding.things import VOCABULARY
from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.identifiers import scheme_of
from sovleader_kg.model import Answer, Found
from sovleader_kg.names import KINDS, PREFIXES, SL, compact, kind_of
from sovleader_kg.nodes import Node, shown
from sovleader_kg.prose.briefs import brief, noun, years
from sovleader_kg.prose.dates import spoken
from sovleader_kg.prose.disputes import differing, standing
from sovleader_kg.prose.numbers import counted
from sovleader_kg.prose.relations import relation_told
from sovleader_kg.prose.terms import by_dates
from sovleader_kg.prose.values import spoken_value
from sovleader_kg.store.queries import StoredQuery, catalogue, stored
from sovleader_kg.store.tables import Table, as_table
from sovleader_kg.web import media
from sovleader_kg.web.assistants.naming import ANYTHING, BODIES, DATED, PEOPLE, POSTS, PROPERTIES, meant
from sovleader_kg.web.assistants.replies import SAID, Reply, as_text, holding_told, links_to, sure_of
from sovleader_kg.web.assistants.rosters import changes_told, leaders_told, roster_told
from sovleader_kg.web.assistants.sourcing import DATING, Sourcing
from sovleader_kg.web.pages.picking import values
from sovleader_kg.web.pages.triples import about, written
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.process import Answered

__all__ = ["LARGEST", "MOST_ROWS", "Assistant"]

CITED = 8  # sources of an answer
TOLD = 5  # disputes about a thing, in the text
VALUES = 12  # values of a property, in the text
STATEMENTS, CLAIMS, CLAIMS_OF_ONE = 60, 2, 20  # statements on a thing; claims on each, and where one is asked for
MOST_ROWS = 1000
LARGEST = 128 * 1024  # bytes of an answer
PLAIN = "text/plain"
SKOS = PREFIXES["skos"]


class Assistant:
    """What tools answer, made of one graph."""

    def __init__(self, backing: Backing, pages: str = "") -> None:
        """Open the graph.

        Args:
            backing: What holds it.
            pages: The address of a server with its pages, to link to; none where it is empty.
        """
        self._kg, self._pages = backing.open(), pages
        self._sourcing = Sourcing(self._kg, self._name)

    def reply(self, tool: str, given: Mapping[str, str], most: int, language: str) -> Answered:
        """Return what a tool answers as JSON; 400 with one line for what it cannot be asked.

        Args:
            tool: Its name.
            given: What it was given, by the names of its parameters; empty texts are left out.
            most: How much of it, where it can be much.
            language: "en" or "ru".
        """
        try:
            if language not in SAID:
                raise UsageError(f'no answers in "{language}"; use {" or ".join(SAID)}', parameter="language")
            asked = {name: text.strip() for name, text in given.items() if text.strip()}
            reply = _TOOLS[tool](self, asked, max(1, min(most, MOST_ROWS)), language)
        except UsageError as error:
            return _text(400, str(error))
        return self._told(reply, language)

    def _told(self, reply: Reply, language: str) -> Answered:
        sources = self._sourcing.cited(reply.claims, CITED, language)
        links = links_to(reply.things, partial(self._name, language=language), self._pages)
        document = {
            "text": as_text(reply, sources, links, language),
            "certainty": reply.certainty,
            "answer": reply.answer,
            "sources": sources,
            "links": links,
            "left_out": reply.left_out,
        }
        body = json.dumps(document, ensure_ascii=False).encode()
        if len(body) > LARGEST:
            return _text(400, f"the answer has more than {LARGEST:,} bytes; ask for less, by most or more narrowly")
        return Answered(200, media.JSON, body)

    def rows(self, found: Answered, most: int, language: str) -> Answered:
        """Return what an untrusted query gave: rows, yes or no, triples, or the line that says why nothing."""
        if found.status != 200:
            return found
        if found.media_type == media.GRAPHS["nt"]:
            lines = found.body.decode().splitlines()
            return self._told(self._triples(lines, most, language), language)
        result = parse_query_results(found.body, QueryResultsFormat.JSON)
        if isinstance(result, QuerySolutions):
            return self._told(self._table(as_table(result), "", most, language), language)
        told = shown(Literal(bool(result)))
        return self._told(Reply(told, SAID[language]["of_rows"], {"boolean": bool(result)}), language)

    def thing(self, iri: str, language: str) -> Answered:
        """Return what the graph says of a thing, as text; 404 for one that is not there."""
        try:
            told = json.loads(self._told(self._explain({"thing": iri}, 1, language), language).body)
        except (UsageError, ValueError) as error:
            return _text(404, str(error))
        return _text(200, str(told["text"]))

    def data(self, iri: str) -> Answered:
        """Return the triples of a thing; 404 for one that is not there."""
        found = about(self._kg, iri)
        if not found:
            return _text(404, f"{iri} is not in the graph")
        return Answered(200, media.GRAPHS["ttl"], written(found, RdfFormat.TURTLE))

    def completions(self, kind: str, text: str) -> Answered:
        """Return the slugs of things of a kind that a text may begin to name, as JSON."""
        found = self._kg.find(text, kinds=(kind,), most=50) if text else Found("", ())
        return Answered(200, media.JSON, json.dumps([hit.iri.rpartition("/")[2] for hit in found.hits]).encode())

    def about(self) -> Answered:
        """Return which version of the graph this is, and how it is cited, as text."""
        return _text(200, self._kg.cite())

    def _who(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        del most
        time = {name: given[name] for name in ("on", "during", "through") if name in given}
        if given.get("in_effect"):
            body = meant(self._kg, given["post"], "post", BODIES) if "post" in given else None
            return leaders_told(
                self._kg, self._kg.leaders(body, **time), partial(self._name, language=language), language
            )
        post = meant(self._kg, given["post"], "post", POSTS) if "post" in given else None
        answer = self._kg.who(post, **time)
        if "person" in given:
            return self._whether(answer, meant(self._kg, given["person"], "person", PEOPLE), language)
        name = partial(self._name, language=language)
        document = {
            answer.asked: answer.subject,
            **time,
            "answers": [holding_told(one, name) for one in answer.answers],
            "nobody": answer.nobody.as_json() if answer.nobody else None,
        }
        sure = sure_of(((name(one.person), one.certainty) for one in answer.answers), answer.nobody, language)
        things = [answer.subject, *(iri for one in answer.answers for iri in (one.person, one.term))]
        return Reply(self._kg.say(answer, language), sure, document, self._deciding(answer), things)

    def _whether(self, answer: Answer, person: str, language: str) -> Reply:
        """Return how certain it is of one person."""
        held = next((one for one in answer.answers if one.person == person), None)
        certainty = SAID[language][held.certainty if held else "impossible"]
        name, time = partial(self._name, language=language), answer.on or answer.during or answer.through or ""
        told, when = SAID[language]["of_person"], spoken(time, language)
        text = told.format(person=name(person), post=name(answer.subject), time=when, certainty=certainty)
        document = {
            "person": person,
            answer.asked: answer.subject,
            "certainty": held.certainty if held else "impossible",
        }
        things = [person, answer.subject, *([held.term] if held else [])]
        return Reply(text, certainty, document, held.claims if held else (), things)

    def _deciding(self, answer: Answer) -> list[str]:
        """Return the claims behind an answer, those that leave the day open first."""
        grounds = self._kg.grounds(answer) if answer.on else ()
        rivals = [claim for one in grounds for end in one.deciding for side in end.positions for claim in side.claims]
        dated = [claim for one in grounds for end in one.ends for claim in end.claims]
        return [*rivals, *dated, *(claim for one in answer.answers for claim in one.claims)]

    def _on(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        del most
        if "until" in given:
            return changes_told(self._kg, self._kg.changes(given.get("day", ""), given["until"]), language)
        return roster_told(
            self._kg, self._kg.on(given.get("day", "")), partial(self._name, language=language), language
        )

    def _explain(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        del most
        iri = meant(self._kg, given.get("thing", ""), "thing", ANYTHING)
        prop = meant(self._kg, given["property"], "property", PROPERTIES) if "property" in given else None
        found = self._kg.explain(iri, prop, given.get("value"))
        disputes = [one for one in self._kg.disputes(iri) if prop is None or prop in one.properties]
        told = [one for one in found.statements if prop or _is_for_people(one)]
        lines = list(filter(None, (self._statement_line(iri, one, language) for one in told[:STATEMENTS])))
        heading = self._heading(iri, language)
        told_disputes = [self._rivals_told(one, language) for one in disputes[:TOLD]]
        text = "\n".join([heading, *lines, *told_disputes, *([found.absent] if found.absent else [])])
        claims = [c.claim for one in found.statements for c in one.claims]
        number = counted(len(disputes), "dispute", language)
        sure = SAID[language]["of_statements"].format(disputes=number) if disputes else SAID[language]["of_undisputed"]
        document = _explained(found, CLAIMS_OF_ONE if prop else CLAIMS, proofs=prop is not None)
        document["disputes"] = [one.dispute for one in disputes]
        left_out = "" if prop else SAID[language]["more_statements"]
        return Reply(text, sure, document, claims, [iri, *(one.dispute for one in disputes)], left_out)

    def _heading(self, iri: str, language: str) -> str:
        thing = self._kg.things.get(iri)
        told = brief(thing, self._kg.things, language) if thing else ""
        return f"{self._name(iri, language)} ({told or compact(iri)})"

    def _statement_line(self, iri: str, one: Statement, language: str) -> str:
        """Return a statement in words, or nothing for one that has no words in the language."""
        nodes = [node for node in self._kg.lookup.objects(iri, one.predicate) if _is_in(node, language)]
        name = partial(self._dated_name, language=language)
        told = list(dict.fromkeys(spoken_value(node, name, language) for node in nodes))
        if not told and not one.claims:
            return ""
        more = [SAID[language]["and_more"].format(more=len(told) - VALUES)] if len(told) > VALUES else []
        values = "; ".join([*told[:VALUES], *more]) or SAID[language]["no_value"]
        rests = SAID[language][one.nature]
        if one.claims:
            against = sum(said.verdict == "contradicts" for said in one.claims)
            rests += f", {counted(len(one.claims), 'claim', language)}"
            rests += f", {counted(against, 'contradiction', language)}" if against else ""
        return f"- {name(one.predicate).removeprefix('skos:')}: {values} ({rests})"

    def _disputes(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        iri = meant(self._kg, given["about"], "about", ANYTHING) if "about" in given else None
        status = given.get("status")
        if status not in {None, "open", "settled"}:
            raise UsageError(f'no status "{status}"; use open or settled', parameter="status")
        found = [one for one in self._kg.disputes(iri) if status in {None, one.status}]
        kept = found[: min(most, len(found))]
        text = "\n\n".join(self._dispute_told(one, language) for one in kept) or SAID[language]["no_disputes"]
        claims = [said.claim for one in kept for rival in one.values for said in rival.claims]
        more = len(found) - len(kept)
        left_out = SAID[language]["more_disputes"].format(more=more) if more else ""
        things = [*([iri] if iri else []), *(one.dispute for one in kept)]
        document = [_disputed(one) for one in kept]
        return Reply(text, SAID[language]["of_disputes"], document, claims, things, left_out)

    def _dispute_told(self, one: Dispute, language: str) -> str:
        told = self._rivals_told(one, language)
        reasons = [why for made in one.decisions if (why := dict(made.rationales).get(language))]
        return f"{told} {SAID[language]['decision']}: {' '.join(reasons)}" if reasons else told

    def _rivals_told(self, one: Dispute, language: str) -> str:
        name = partial(self._name, language=language)
        rivalry = opposed([said for rival in one.values for said in rival.claims], self._lineage)
        told = (differing(one, rivalry, name, language), standing(one, rivalry, name, language))
        return f"{name(one.dispute)}. {' '.join(filter(None, told))}"

    @property
    def _lineage(self) -> Mapping[str, frozenset[str]]:
        return {iri: source.lineage for iri, source in self._kg.sources.items()}

    def _relate(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        del most
        first, second = (meant(self._kg, given.get(name, ""), name, DATED) for name in ("first", "second"))
        pair = (first, second)
        relation, overlap, gap = self._kg.relate(*pair), self._kg.overlap(*pair), self._kg.gap(*pair)
        names = (self._lasting_name(first, language), self._lasting_name(second, language))
        sure = SAID[language]["certain" if relation.certain else "possible"]
        document = relation.as_json() | {"overlap": overlap, "gap": gap}
        explained = [one for iri in pair for one in self._kg.explain(iri).statements if one.predicate in DATING]
        claims = [said.claim for one in explained for said in one.claims]
        return Reply(relation_told(relation, overlap, gap, names, language), sure, document, claims, pair)

    def _dated_name(self, iri: str, language: str) -> str:
        """Return what a thing is called; a term with its years, which tell it from others."""
        thing = self._kg.things.get(iri)
        return by_dates(thing.label(language), years(thing, language)) if thing else compact(iri)

    def _lasting_name(self, iri: str, language: str) -> str:
        """Return what is called a stretch of days: of a person the life."""
        name = self._dated_name(iri, language)
        return SAID[language]["life"].format(person=name) if kind_of(iri) == "person" else name

    def _search(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        kinds = tuple(one.strip() for one in given.get("kinds", "").split(",") if one.strip())
        if unknown := set(kinds) - {*KINDS, VOCABULARY, "day"}:
            raise UsageError(f'no kind "{min(unknown)}".{did_you_mean(min(unknown), KINDS)}', parameter="kinds")
        found = self._kg.find(given.get("text", ""), language=language, kinds=kinds, most=most)
        lines = [f"- {one.name} ({noun(one.kind, language)}; {one.about}; {one.fit}) {one.iri}" for one in found.hits]
        named = any(one.fit != "near" for one in found.hits)
        text = "\n".join([*([] if named else [SAID[language]["none_found"]]), *lines])
        things = [one.iri for one in found.hits if one.kind != "day"]
        return Reply(text, SAID[language]["of_hits"], found.as_json(), (), things)

    def _ask(self, given: Mapping[str, str], most: int, language: str) -> Reply:
        if "query" not in given:
            return self._stored(language)
        query = stored(given["query"])
        asked = values(self._kg, query, {name: text for name, text in given.items() if name != "query"})
        table = self._kg.ask(query.name, **asked)
        why = table.reason_ru if language == "ru" else table.reason
        return self._table(table, why or "", most, language)

    def _stored(self, language: str) -> Reply:
        listed = [one.told_in(language) for one in catalogue().values()]
        lines = [f"- {one.name}({', '.join(p.name for p in one.parameters)}): {one.summary}" for one in listed]
        document = [{"name": one.name, "summary": one.summary, "params": _parameters(one)} for one in listed]
        return Reply("\n".join([f"{SAID[language]['stored']}:", *lines]), SAID[language]["of_rows"], document)

    def _table(self, table: Table, why: str, most: int, language: str) -> Reply:
        kept = Table(table.columns, table.rows[:most])
        lines = [" | ".join(table.columns), *(" | ".join(map(shown, row)) for row in kept.rows)]
        none = SAID[language]["why_no_rows"].format(why=why) if why else SAID[language]["no_rows"]
        more = len(table.rows) - len(kept.rows)
        left_out = SAID[language]["more_rows"].format(more=more) if more else ""
        text, document = "\n".join(lines) if kept.rows else none, {"rows": kept.records(), "all": len(table.rows)}
        things = [
            cell.value for row in kept.rows for cell in row if cell is not None and _is_ours(cell, self._kg.things)
        ]
        return Reply(text, SAID[language]["of_rows"], document, (), things, left_out)

    def _triples(self, lines: Sequence[str], most: int, language: str) -> Reply:
        kept, more = lines[:most], max(0, len(lines) - most)
        left_out = SAID[language]["more_rows"].format(more=more) if more else ""
        document = {"triples": kept, "all": len(lines)}
        return Reply(
            "\n".join(kept) or SAID[language]["no_rows"], SAID[language]["of_rows"], document, (), (), left_out
        )

    def _name(self, iri: str, language: str) -> str:
        thing = self._kg.things.get(iri)
        return thing.label(language) if thing else compact(iri)


_TOOLS = {
    "who": Assistant._who,
    "on": Assistant._on,
    "explain": Assistant._explain,
    "disputes": Assistant._disputes,
    "relate": Assistant._relate,
    "search": Assistant._search,
    "ask": Assistant._ask,
}


def _explained(found: Explanation, claims: int, *, proofs: bool) -> dict[str, object]:
    """Return an explanation as `sovleader explain --json` gives it, with so many claims on each point."""
    document = found.as_json()
    document["statements"] = [
        one.as_json()
        | {"claims": [said.as_json() for said in one.claims[:claims]], "claims_in_all": len(one.claims)}
        | ({} if proofs else {"proofs": []})
        for one in found.statements[:STATEMENTS]
    ]
    return document


def _disputed(one: Dispute) -> dict[str, object]:
    """Return a dispute as `sovleader disputes --json` gives it, its claims by their IRIs."""
    rivals = [
        {"value": rival.value, "stands": rival.stands, "claims": [said.claim for said in rival.claims]}
        for rival in one.values
    ]
    return one.as_json() | {"values": rivals}


def _parameters(query: StoredQuery) -> list[dict[str, str]]:
    return [{"name": one.name, "sample": one.sample, "meaning": one.meaning} for one in query.parameters]


def _is_for_people(one: Statement) -> bool:
    """Return whether a statement says something of a thing, other than what other datasets call it."""
    return one.predicate.startswith((SL, SKOS)) and not any(
        scheme_of(one.predicate, proof.triple[2].value) for proof in one.proofs
    )


def _is_in(node: Node, language: str) -> bool:
    return not isinstance(node, Literal) or node.language in {None, language}


def _is_ours(node: Node, things: Mapping[str, object]) -> bool:
    return not isinstance(node, Literal) and node.value in things


def _text(status: int, text: str) -> Answered:
    return Answered(status, PLAIN, text.encode())
