"""Terminals: a pseudo-terminal of a given size, in which the real command runs, and what it shows there."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Shell", "Shown", "on_a_terminal", "sovleader_in"]

_CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COMMAND = (sys.executable, "-m", "sovleader_kg.cli")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a terminal got: the exit status, and everything that was written to it."""

    status: int
    raw: str

    @property
    def lines(self) -> list[str]:
        """The lines without colours."""
        return _CODES.sub("", self.raw).replace("\r", "").rstrip("\n").split("\n")

    @property
    def coloured(self) -> bool:
        """Whether anything has a colour."""
        return re.search(r"\x1b\[[0-9;]*3[0-9]", self.raw) is not None


def _opened(columns: int, rows: int) -> tuple[int, int]:
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return ours, theirs


def _take_the_terminal() -> None:
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _environment(others: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "NO_COLOR"}}
    return {**kept, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **others}


def on_a_terminal(words: Sequence[str], *, columns: int = 80, rows: int = 24, **others: str) -> Shown:
    """Run a call on a terminal of a size; other names are set in its environment."""
    ours, theirs = _opened(columns, rows)
    process = subprocess.Popen(
        [*_COMMAND, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=_environment(others)
    )
    os.close(theirs)
    written = b""
    try:
        while piece := os.read(ours, 65536):
            written += piece
    except OSError:
        pass  # Linux says so that nobody writes any more
    os.close(ours)
    return Shown(process.wait(timeout=60), written.decode())


def sovleader_in(folder: Path) -> Path:
    """Write the program into a folder that can be put on the path, and return the folder."""
    folder.mkdir()
    program = folder / "sovleader"
    program.write_text(f'#!/bin/sh\nexec {" ".join(_COMMAND)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


class Shell:
    """An interactive shell on a terminal of its own."""

    def __init__(self, words: Sequence[str], **others: str) -> None:
        """Start it."""
        self._ours, theirs = _opened(200, 50)
        self._process = subprocess.Popen(
            words,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=_environment(others),
            preexec_fn=_take_the_terminal,
        )
        os.close(theirs)
        self._read = ""

    def type(self, text: str, shown: Callable[[str], bool], seconds: float = 60) -> str:
        """Type a text, and return what the shell writes until it has shown what is waited for, or the time is over."""
        os.write(self._ours, text.encode())
        written, until = b"", time.monotonic() + seconds
        while time.monotonic() < until and not shown(_CODES.sub("", written.decode(errors="replace"))):
            if select.select([self._ours], [], [], 0.1)[0]:
                written += os.read(self._ours, 65536)
        return _CODES.sub("", written.decode(errors="replace"))

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)
