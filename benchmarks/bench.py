"""Bench: our ratio beside each goal, on the same work in one interleaved run; prints a table in Markdown.

    python benchmarks/bench.py [--times 5] [--only load check] [--most 10000]

Every side is done in a process of its own (`sides.py`), ours and the peer's by turns; what counts is the median of
their CPU seconds. Where their answers differ, the figure counts as missed, whatever it is.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from generate import write

HERE = Path(__file__).parent
PEERS = HERE.parent / ".venv-bench" / "bin" / "python"


@dataclass(frozen=True, slots=True)
class Goal:
    """What is compared, at which number of terms, and how many times cheaper ours is to be."""

    name: str
    what: str
    ours: str
    peer: str
    terms: int
    least: float
    measure: str = "cpu"


GOALS = [
    Goal("ask", "a query through the facade, beside raw pyoxigraph", "ask_facade", "ask_raw", 10_000, 1 / 1.05),
    Goal("load", "loading N-Triples, beside rdflib", "load_ours", "load_rdflib", 10_000, 10),
    Goal("load", "memory of that", "load_ours", "load_rdflib", 10_000, 1 / 0.45, "memory"),
    Goal("check", "SHACL by pyshacl-turbo, beside pySHACL", "check_turbo", "check_pyshacl", 1_000, 8),
    Goal("check", "SHACL by pyshacl-turbo, beside pySHACL", "check_turbo", "check_pyshacl", 10_000, 8),
    Goal("closure", "OWL 2 RL closure, beside owlrl", "closure_ours", "closure_owlrl", 300, 200),
    Goal("closure", "OWL 2 RL closure, beside reasonable", "closure_ours", "closure_reasonable", 10_000, 2),
    Goal("start", "`sovleader who` in a new process, beside a bare Python", "start_ours", "start_python", 1_000, 1 / 6),
    Goal("start", "`sovleader on` in a new process, beside a bare Python", "start_day", "start_python", 1_000, 1 / 6),
    Goal("open", "opening a store on disk and answering, beside loading it", "open_ours", "open_raw", 100_000, 50),
    Goal("write", "sorted N-Triples, beside unsorted", "write_lines_sorted", "write_lines_unsorted", 10_000, 1 / 1.7),
]

GROWTH = {
    "load_ours": "loading N-Triples into memory",
    "compile_ours": "compiling them onto disk",
    "check_turbo": "SHACL by pyshacl-turbo",
    "closure_ours": "OWL 2 RL closure",
}
HELD_IN_PYTHON = {"check_turbo", "closure_ours"}
MOST_IN_PYTHON = 100_000
SIZES = (1_000, 10_000, 100_000, 1_000_000)


@dataclass(frozen=True, slots=True)
class Figure:
    """What one goal's two sides took (medians), and whether they answered alike."""

    ours: float
    peer: float
    alike: bool

    @property
    def ratio(self) -> float:
        """How many times cheaper ours was."""
        return self.peer / max(self.ours, 1e-9)


def run(side: str, data: Path) -> dict[str, float | str]:
    """Do one side's work in a process of its own."""
    python = str(PEERS) if side == "closure_reasonable" else sys.executable
    command = [python, "-W", "ignore", str(HERE / "sides.py"), side, str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{side} failed: {done.stderr.strip().splitlines()[-1] if done.stderr else done.returncode}")
    return dict(json.loads(done.stdout))


def figure(goal: Goal, data: Path, times: int) -> Figure:
    """Run both sides by turns."""
    pairs = [(run(goal.ours, data), run(goal.peer, data)) for _ in range(times)]
    ours, peers = ([float(one[goal.measure]) for one in side] for side in zip(*pairs, strict=True))
    return Figure(median(ours), median(peers), all(one["answer"] == other["answer"] for one, other in pairs))


def rows(goals: Sequence[Goal], folder: Path, times: int) -> Iterator[str]:
    """Yield the table's rows as they are measured."""
    yield "| what | terms | goal | reached | ours | peer | answers | |\n|---|---|---|---|---|---|---|---|"
    for goal in goals:
        data = write(goal.terms, folder / f"{goal.terms}.nt")
        found = figure(goal, data, times)
        unit = "s" if goal.measure == "cpu" else "MiB"
        met = "met" if found.alike and found.ratio >= goal.least else "missed"
        alike = "equal" if found.alike else "differ"
        numbers = f"{goal.least:,.3g}× | {found.ratio:,.3g}× | {found.ours:,.4g} {unit} | {found.peer:,.4g} {unit}"
        yield f"| {goal.what} | {goal.terms:,} | {numbers} | {alike} | {met} |"


def growth(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    """Yield how cost grows: CPU time a term, and what the largest graph takes in all."""
    yield f"| what | {' | '.join(f'{size:,}' for size in sizes)} |\n|---|{'---|' * len(sizes)}"
    for side, what in GROWTH.items():
        cells = []
        for size in sizes:
            if side in HELD_IN_PYTHON and size > MOST_IN_PYTHON:
                cells.append("–")
                continue
            took = run(side, write(size, folder / f"{size}.nt"))
            cells.append(f"{float(took['cpu']) / size * 1e6:,.3g} µs, {float(took['memory']):,.0f} MiB")
        yield f"| {what}, a term | {' | '.join(cells)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=5, metavar="K", help="turns of each pair; 5 unless told otherwise")
    parser.add_argument("--only", nargs="*", metavar="NAME", help=f"among {', '.join(sorted({g.name for g in GOALS}))}")
    parser.add_argument("--most", type=int, default=100_000, metavar="N", help="leave out what takes more terms")
    parser.add_argument("--growth", nargs="*", type=int, metavar="N", help="how cost grows instead, once for each N")
    given = parser.parse_args()
    goals = [goal for goal in GOALS if goal.terms <= given.most and (not given.only or goal.name in given.only)]
    print(
        f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; medians of {given.times}\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        found = (
            growth(Path(folder), given.growth or SIZES)
            if given.growth is not None
            else rows(goals, Path(folder), given.times)
        )
        for row in found:
            print(row, flush=True)


if __name__ == "__main__":
    main()
