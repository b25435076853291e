"""The command `build`."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.output import print_answer, progress

__all__ = ["BUILD"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where to write (dist/)")
    parser.add_argument("--profile", action="store_true", help="show what each stage takes, in time and memory")


def _run(arguments: Namespace) -> int:
    from sovleader_kg.build import build
    from sovleader_kg.cli.profile import Profile

    profile = Profile()
    with progress() as show:

        def begin(stage: str) -> None:
            profile(stage)
            show(stage)

        published = build(arguments.output, begin)
    profile("done")
    digest = published.with_name(f"{published.name}.sha256").read_text(encoding="utf-8").split()[0]
    stages = {"stages": [asdict(one) for one in profile.stages]} if arguments.profile else {}
    table = profile.lines() if arguments.profile else []
    document = {"file": str(published), "sha256": digest, **stages}
    print_answer(document, [*table, f"{os.path.relpath(published)}  sha256 {digest}"], as_json=arguments.json)
    return 0


BUILD = Command("build", "Check, derive and write the graph.", "sovleader build -o dist", _add, _run)
