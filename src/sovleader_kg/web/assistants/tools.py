"""Tools: what an assistant may ask, as functions whose signatures and words the protocol tells it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal

from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, Field

from sovleader_kg.web import media
from sovleader_kg.web.assistants.answers import MOST_ROWS, Assistant
from sovleader_kg.web.assistants.asking import Asking
from sovleader_kg.web.errors import WebError
from sovleader_kg.web.workers.process import Answered

__all__ = ["Tools", "safely"]

Language = Annotated[Literal["en", "ru"], Field(description="the language of the answer")]
Post = Annotated[
    str, Field(description='a post or office: "general secretary", "генеральный секретарь"; empty: the party’s office')
]
Day = Annotated[str, Field(description='a day: "14 October 1964", "14.10.1964", "1964-10-14"')]
Period = Annotated[str, Field(description='a period: "1953", "September 1953", "1952-10/1953-03"')]
Thing = Annotated[str, Field(description='a name in any spelling, or an IRI: "Khruschev", "term:joseph-stalin.1"')]
Most = Annotated[int, Field(ge=1, le=MOST_ROWS, description="how many at most")]


class Source(BaseModel):
    """One claim and who makes it."""

    title: str
    kind: str = Field(description="what the source is: archive record, encyclopedia, mirror …")
    place: str = Field(description="where in the source")
    says: str = Field(description="what it says, in the editors' words; not a quotation")
    as_written: str = Field(description="the few words that may be quoted: the date or name as spelled")
    how: str = Field(description="stated, implied, hedged, reported, evaluative")
    stands: str = Field(description="agrees, refines, compatible, contradicts the agreed value; rejected")
    denied: bool
    address: str
    claim: str


class Told(BaseModel):
    """What every tool answers."""

    text: str = Field(description="the whole answer in words, with how sure it is, sources and links")
    certainty: str = Field(description="how sure it is, in words")
    answer: Any = Field(description="the answer as data")
    sources: list[Source] = Field(description="some of the claims behind it: of each value the best sources")
    links: list[dict[str, str]] = Field(description="what it names: IRI, resource here, page")
    left_out: str = Field(description="what is left out, and how to get it; empty where nothing is")


Reply = Annotated[CallToolResult, Told]


class Tools:
    """The tools, as functions whose signatures the protocol tells."""

    def __init__(self, asking: Asking) -> None:
        """Answer through the processes of a pool."""
        self._asking = asking

    async def who(
        self,
        on: Day = "",
        post: Post = "",
        person: Annotated[str, Field(description="only whether this person held it")] = "",
        during: Period = "",
        through: Period = "",
        in_effect: Annotated[bool, Field(description="who led in effect; post then names a body")] = False,
        language: Language = "en",
    ) -> Reply:
        """Answer who held a post, or the party's office under all its titles.

        On a day, on some day during a period, or on every day through it: give exactly one of on, during, through.
        """
        given = {"on": on, "post": post, "person": person, "during": during, "through": through}
        return await self._reply("who", given | {"in_effect": "yes" if in_effect else ""}, 1, language)

    async def on(
        self,
        day: Day,
        until: Annotated[str, Field(description="a later day: what changed between the two")] = "",
        language: Language = "en",
    ) -> Reply:
        """Answer the whole leadership of a day: each post with who held it, who led in effect, what happened.

        With a second day: who came, left and moved between the two.
        """
        return await self._reply("on", {"day": day, "until": until}, 1, language)

    async def explain(
        self,
        thing: Thing,
        property: Annotated[str, Field(description='one property, "start", "end", "sl:reason", to see all of it')] = "",  # noqa: A002
        value: Annotated[str, Field(description="one value of that property")] = "",
        language: Language = "en",
    ) -> Reply:
        """Answer what the graph says of a thing, who says so, in which passage, and where derived values come from."""
        return await self._reply("explain", {"thing": thing, "property": property, "value": value}, 1, language)

    async def disputes(
        self,
        about: Annotated[str, Field(description="a person, post, term, event, source; empty: all disputes")] = "",
        status: Annotated[Literal["", "open", "settled"], Field(description="settled: the editors decided")] = "",
        most: Most = 5,
        language: Language = "en",
    ) -> Reply:
        """Answer where sources differ: rival values, who gives them, what the editors decided and why."""
        return await self._reply("disputes", {"about": about, "status": status}, most, language)

    async def relate(self, first: Thing, second: Thing, language: Language = "en") -> Reply:
        """Answer how two dated things lie to each other: before, overlapping, during …, certainly or possibly.

        Dated are terms, tenures, posts, events, leaderships, and the lives of persons.
        """
        return await self._reply("relate", {"first": first, "second": second}, 1, language)

    async def search(
        self,
        text: Annotated[str, Field(description='a name, part of one, or a misspelt one: "Kuznetsov", "XX съезд"')],
        kinds: Annotated[str, Field(description='kinds to look among: "person", "post, body"; empty: all')] = "",
        most: Most = 20,
        language: Language = "en",
    ) -> Reply:
        """Find what a name may mean, in any spelling; ask this first where a name may mean several things."""
        return await self._reply("search", {"text": text, "kinds": kinds}, most, language)

    async def ask(
        self,
        query: Annotated[str, Field(description="the name of a stored query; empty: the list of them")] = "",
        values: Annotated[dict[str, str], Field(description='its parameters: {"post": "general secretary"}')] = {},  # noqa: B006
        most: Most = 50,
        language: Language = "en",
    ) -> Reply:
        """Run a stored query: successions, careers, seats, powers, sources …; they reckon with rival dates."""
        return await self._reply("ask", {**values, "query": query}, most, language)

    async def sparql(
        self,
        query: Annotated[str, Field(description="SPARQL 1.1, read-only; the project’s prefixes need no declaration")],
        most: Most = 50,
        language: Language = "en",
    ) -> Reply:
        """Run a SPARQL query of your own, within limits of time, memory and size.

        It sees agreed values; who and explain tell how sure they are.
        """
        return _result(await safely(self._asking.sparql, query, most, language))

    async def _reply(self, tool: str, given: Mapping[str, str], most: int, language: str) -> CallToolResult:
        return _result(await safely(self._asking.make, Assistant.reply, tool, given, most, language))


async def safely(ask: Callable[..., Any], *arguments: object) -> Answered:
    """Return an answer, or the line that says why there is none."""
    try:
        answered: Answered = await ask(*arguments)
    except WebError as error:
        return Answered(error.status, "text/plain", str(error).encode())
    return answered


def _result(found: Answered) -> CallToolResult:
    if found.status != 200 or found.media_type != media.JSON:
        return CallToolResult(content=[TextContent(type="text", text=found.body.decode().strip())], is_error=True)
    told = json.loads(found.body)
    return CallToolResult(content=[TextContent(type="text", text=told["text"])], structured_content=told)
