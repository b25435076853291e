"""Drawing: the timeline, read from the graph into lanes and bars, and drawn as SVG or PNG."""

from __future__ import annotations

__all__: list[str] = []
