"""Profile: what each stage of a build takes, in seconds and in memory."""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Profile:
    """Stages as they pass; each call begins one and ends the one before."""

    stages: list[Stage] = field(default_factory=list)
    _now: tuple[str, float, float] = field(
        default_factory=lambda: ("reading", time.perf_counter(), time.process_time())
    )

    def __call__(self, name: str) -> None:
        """Begin a stage."""
        before, wall, cpu = self._now
        now = (name, time.perf_counter(), time.process_time())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.stages.append(Stage(before, now[1] - wall, now[2] - cpu, peak))
        self._now = now

    def lines(self) -> list[str]:
        """Return a table of the stages and their sum."""
        rows = [f"{one.wall:8.2f} s  {one.cpu:8.2f} s CPU  {one.peak:7.0f} MiB peak  {one.name}" for one in self.stages]
        wall, cpu = sum(one.wall for one in self.stages), sum(one.cpu for one in self.stages)
        return [*rows, f"{wall:8.2f} s  {cpu:8.2f} s CPU  {' ' * 16}in all"]
