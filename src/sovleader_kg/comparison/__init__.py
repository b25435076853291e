"""Comparison: a table of one's own, described, read, matched and held against the graph; its rows as claims."""

from __future__ import annotations

__all__: list[str] = []
