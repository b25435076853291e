"""Server: everything that an assistant is offered, put together."""

from __future__ import annotations

from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.types import ToolAnnotations

from sovleader_kg.names import VERSION
from sovleader_kg.web.assistants.asking import Asking
from sovleader_kg.web.assistants.resources import add_prompt, add_resources
from sovleader_kg.web.assistants.tools import Tools

__all__ = ["server_of"]

TITLE = "The leadership of the Communist Party of the Soviet Union, 1917–1991"
INSTRUCTIONS = (
    "Who led the Communist Party of the Soviet Union and its state, 1917 to 1991, with sources. Names may be written "
    "in any spelling, English or Russian; days as people write them. Every answer says how sure it is: keep that in "
    "yours, tell disputes, and cite. First read the resource sovleader://guide, or take the prompt answer_with_sources."
)
READING = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)


def server_of(asking: Asking) -> MCPServer[Any]:
    """Return the server with all that it offers."""
    server: MCPServer[Any] = MCPServer(
        "sovleader", TITLE, instructions=INSTRUCTIONS, version=VERSION, log_level="ERROR"
    )
    tools = Tools(asking)
    for tool in (
        tools.who,
        tools.on,
        tools.explain,
        tools.disputes,
        tools.relate,
        tools.search,
        tools.ask,
        tools.sparql,
    ):
        server.add_tool(tool, description=" ".join((tool.__doc__ or "").split()), annotations=READING)
    add_resources(server, asking)
    add_prompt(server)
    return server
