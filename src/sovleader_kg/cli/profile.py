"""Profile: what each stage of a build takes, in seconds and in memory."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass

__all__ = ["Profile", "Stage"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage.

    Attributes:
        name: What was done.
        wall: Seconds by the clock.
        cpu: Seconds of this process's CPU time, all threads together.
        peak: The largest resident set up to its end, in MiB.
    """

    name: str
    wall: float
    cpu: float
    peak: float


def measure() -> tuple[float, float, float]:
    """Return the clock and this process's CPU time in seconds, and its largest resident set in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return time.perf_counter(), time.process_time(), peak


class Profile:
    """Stages as they pass; each call begins one and ends the one before."""

    def __init__(self) -> None:
        """Begin the first stage, which is reading."""
        self.stages: list[Stage] = []
        self._name = "reading"
        self._wall, self._cpu, _ = measure()

    def __call__(self, name: str) -> None:
        """Begin a stage."""
        wall, cpu, peak = measure()
        self.stages.append(Stage(self._name, wall - self._wall, cpu - self._cpu, peak))
        self._name, self._wall, self._cpu = name, wall, cpu

    def lines(self) -> list[str]:
        """Return a table of the stages and their sum."""
        rows = [f"{one.wall:8.2f} s  {one.cpu:8.2f} s CPU  {one.peak:7.0f} MiB peak  {one.name}" for one in self.stages]
        wall, cpu = sum(one.wall for one in self.stages), sum(one.cpu for one in self.stages)
        return [*rows, f"{wall:8.2f} s  {cpu:8.2f} s CPU  {' ' * 16}in all"]
