"""Limits: what an untrusted query may take, whatever evaluates it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds of wall time, MiB of memory, MiB of an answer; and how many run at once."""

    seconds: float = 10
    memory: int = 1024
    answer: int = 64
    processes: int = 2
