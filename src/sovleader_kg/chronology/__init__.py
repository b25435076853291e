"""Chronology: who held or led what when, and how things lie in time, over all worlds that the claims allow."""

from __future__ import annotations

__all__: list[str] = []
