"""Resources: what an assistant may read: things, the stored queries, and how to answer without overclaiming."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.types import Completion, CompletionArgument, CompletionContext, PromptReference, ResourceTemplateReference
from pydantic import Field

from sovleader_kg.names import BASE, KINDS
from sovleader_kg.web.assistants.answers import Assistant
from sovleader_kg.web.assistants.asking import Asking
from sovleader_kg.web.assistants.tools import safely
from sovleader_kg.web.workers.process import Answered

__all__ = ["add_prompt", "add_resources"]

GUIDE = Path(__file__).with_name("guide.md").read_text(encoding="utf-8")
Ref = PromptReference | ResourceTemplateReference


def add_resources(server: MCPServer[Any], asking: Asking) -> None:
    """Offer things as texts and as triples, the stored queries, the version, and the guide."""

    async def thing(kind: str, slug: str) -> str:
        return await _read(asking, Assistant.thing, _iri(kind, slug), "en")

    async def data(kind: str, slug: str) -> str:
        return await _read(asking, Assistant.data, _iri(kind, slug))

    async def queries() -> str:
        return str(json.loads(await _read(asking, Assistant.reply, "ask", {}, 1, "en"))["text"])

    async def about() -> str:
        return await _read(asking, Assistant.about)

    def guide() -> str:
        return GUIDE

    told = "What the graph says of a thing, property by property, how sure it is, and who says so"
    server.resource("sovleader://guide", title="How to answer without overclaiming", mime_type="text/markdown")(guide)
    server.resource("sovleader://queries", title="The stored queries", mime_type="text/plain")(queries)
    server.resource("sovleader://about", title="Which version this is, and how it is cited", mime_type="text/plain")(
        about
    )
    for template, name in (("sovleader://{kind}/{slug}", "thing"), (f"{BASE}{{kind}}/{{slug}}", "thing by its IRI")):
        server.resource(template, name=name, description=told, mime_type="text/plain")(thing)
    turtle = "The triples of a thing, of claims on it, and those that name it"
    server.resource("sovleader://{kind}/{slug}/turtle", name="data", description=turtle, mime_type="text/turtle")(data)

    async def complete(ref: Ref, argument: CompletionArgument, context: CompletionContext | None) -> Completion | None:
        if isinstance(ref, PromptReference):
            return None
        if argument.name == "kind":
            return Completion(values=[one for one in KINDS if one.startswith(argument.value)])
        kind = (context.arguments or {}).get("kind", "") if context else ""
        if kind not in KINDS:
            return None
        return Completion(values=json.loads((await asking.make(Assistant.completions, kind, argument.value)).body))

    completes: Callable[[object], object] = server.completion()  # type: ignore[no-untyped-call]
    completes(complete)


def add_prompt(server: MCPServer[Any]) -> None:
    """Offer the prompt that says how to answer a question."""

    @server.prompt(title="Answer from the graph, without overclaiming, with sources")
    def answer_with_sources(
        question: Annotated[str, Field(description="what is asked")],
        language: Annotated[str, Field(description="the language to answer in")] = "the language of the question",
    ) -> str:
        """Say how a question is answered from the graph: certainty kept, disputes told, sources cited."""
        return f"{GUIDE}\n# The question\n\nAnswer in {language}.\n\n{question}\n"


def _iri(kind: str, slug: str) -> str:
    if kind not in KINDS:
        raise ResourceNotFoundError(f'no kind "{kind}"; there are {", ".join(KINDS)}')
    return f"{BASE}{kind}/{slug}"


async def _read(asking: Asking, function: Callable[..., Answered], *arguments: object) -> str:
    found = await safely(asking.make, function, *arguments)
    if found.status != 200:
        raise ResourceNotFoundError(found.body.decode().strip())
    return found.body.decode()
