"""Answers: what each tool answers, made of the graph by the facade, in a process of the pool."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, RdfFormat, parse_query_results

from sovleader_kg.errors import UsageError
from sovleader_kg.model import Found
from sovleader_kg.nodes import shown
from sovleader_kg.store.tables import as_table
from sovleader_kg.web import media
from sovleader_kg.web.assistants.evidence import disputes, explain
from sovleader_kg.web.assistants.holders import who
from sovleader_kg.web.assistants.looking import relate, search
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import SAID, Reply, as_text, links_to
from sovleader_kg.web.assistants.rosters import on
from sovleader_kg.web.assistants.sourcing import cited
from sovleader_kg.web.assistants.tables import ask, rows_told, triples_told
from sovleader_kg.web.pages.triples import about, written
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.process import Answered

__all__ = ["LARGEST", "MOST_ROWS", "Assistant"]

CITED = 8  # sources of an answer
MOST_ROWS = 1000
LARGEST = 128 * 1024  # bytes of an answer
PLAIN = "text/plain"
TOOLS: Mapping[str, Callable[[Question], Reply]] = {
    "who": who,
    "on": on,
    "explain": explain,
    "disputes": disputes,
    "relate": relate,
    "search": search,
    "ask": ask,
}


class Assistant:
    """What tools answer, made of one graph."""

    def __init__(self, backing: Backing, pages: str = "") -> None:
        """Open the graph.

        Args:
            backing: What holds it.
            pages: The address of a server with its pages, to link to; none where it is empty.
        """
        self._kg, self._pages = backing.open(), pages

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
            asked = self._asked({name: text.strip() for name, text in given.items() if text.strip()}, most, language)
            return self._told(asked, TOOLS[tool](asked))
        except UsageError as error:
            return _text(400, str(error))

    def _asked(self, given: Mapping[str, str], most: int, language: str) -> Question:
        return Question(self._kg, given, max(1, min(most, MOST_ROWS)), language)

    def _told(self, asked: Question, reply: Reply) -> Answered:
        sources = cited(asked, reply.claims, CITED)
        links = links_to(reply.things, asked.name, self._pages)
        document = {
            "text": as_text(reply, sources, links, asked.language),
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
        asked = self._asked({}, most, language)
        if found.media_type == media.GRAPHS["nt"]:
            return self._told(asked, triples_told(asked, found.body.decode().splitlines()))
        result = parse_query_results(found.body, QueryResultsFormat.JSON)
        if isinstance(result, QuerySolutions):
            return self._told(asked, rows_told(asked, as_table(result)))
        told = shown(Literal(bool(result)))
        return self._told(asked, Reply(told, asked.said["of_rows"], {"boolean": bool(result)}))

    def thing(self, iri: str, language: str) -> Answered:
        """Return what the graph says of a thing, as text; 404 for one that is not there."""
        found = self.reply("explain", {"thing": iri}, 1, language)
        return _text(200, json.loads(found.body)["text"]) if found.status == 200 else _text(404, found.body.decode())

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


def _text(status: int, text: str) -> Answered:
    return Answered(status, PLAIN, text.encode())
