"""Put ontology, data, queries, examples, the changelog and the freshly compiled graph into the wheel.

Where `SOVLEADER_COMPILED` names the folder of a compiled graph, as tests do, that one is put in and none is built.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledGraph(BuildHookInterface):  # type: ignore[type-arg]
    """Build the graph from the sources of this tree, and ship it inside the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        compiled = Path(os.environ.get("SOVLEADER_COMPILED") or self._compiled(root))
        bundle = "sovleader_kg/bundle"
        for folder in ("ontology", "data", "queries", "examples"):
            build_data["force_include"][str(root / folder)] = f"{bundle}/{folder}"
        build_data["force_include"][str(root / "CHANGELOG.md")] = f"{bundle}/CHANGELOG.md"
        build_data["force_include"][str(compiled)] = f"{bundle}/dist"

    def _compiled(self, root: Path) -> Path:
        sys.path.insert(0, str(root / "src"))
        from sovleader_kg.build import build

        return build(root / "build" / "graph").parent
