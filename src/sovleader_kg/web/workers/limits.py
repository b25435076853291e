"""Limits: what an untrusted query may take, whatever evaluates it."""

from __future__ import annotations

from dataclasses import dataclass

from sovleader_kg.errors import UsageError

__all__ = ["Limits", "allowed"]

LEAST = {"processes": 1, "seconds": 0.1, "memory": 64}


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take, and how many run at once.

    Attributes:
        seconds: Wall time.
        memory: MiB beyond what the graph takes.
        answer: MiB of an answer.
        processes: Queries that run at once.
        quick: Processes that are kept for queries that look cheap.
    """

    seconds: float = 10
    memory: int = 1024
    answer: int = 64
    processes: int = 2
    quick: int = 1


def allowed(limits: Limits) -> None:
    """Refuse limits that leave a query no room.

    Raises:
        UsageError: One of them is too small.
    """
    for name, least in LEAST.items():
        if (value := getattr(limits, name)) < least:
            raise UsageError(f"--{name} must be at least {least:g}, not {value:g}")
