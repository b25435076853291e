"""Process: what runs in each process of a crew: one task after the other, until nobody asks any more.

Tasks come pickled on standard input: the first one makes what all later ones are given. Answers leave by standard
output as a head and a body, and are never unpickled. A task that lasts too long is ended by the kernel, with its
process, so that no busy server keeps it from its end.
"""

from __future__ import annotations

import os
import pickle
import re
import signal
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO

from sovleader_kg.errors import SovleaderError, UsageError

__all__ = ["FAILED", "HEAD", "Answered", "Task", "main"]

HEAD = struct.Struct("!HHQ")  # status, bytes of the media type, bytes of the body
_ADDRESS = re.compile(r"https?://[^\s>]+:? ?")  # which nobody needs to know who asks
FAILED = 0  # the status of a task that raised

Task = tuple[Callable[..., Any], tuple[object, ...], float]  # a function, its arguments, seconds that it may take


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: a status, a media type and the whole body."""

    status: int
    media_type: str
    body: bytes


def main() -> None:
    """Make what the first task makes, then answer tasks with it; what was asked wrongly is a 400."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the answers
    made: list[object] = []
    while True:
        try:
            function, arguments, seconds = pickle.load(tasks)  # noqa: S301 - from the server that started this process
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            if made:
                answered = function(*made, *arguments)
            else:
                made.append(function(*arguments))
                answered = Answered(200, "", b"")
        except SovleaderError as error:
            answered = _refused(error) if made else Answered(FAILED, "", str(error).encode())
        except Exception as error:
            answered = Answered(FAILED, "", f"{type(error).__name__}: {error}".encode(errors="replace"))
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(answers, answered)


def _refused(error: SovleaderError) -> Answered:
    """Return why a task is not done: what was asked is wrong, or the store behind the server fails."""
    if isinstance(error, UsageError):
        return Answered(400, "text/plain", f"{error}\n".encode(errors="replace"))
    print(error, file=sys.stderr, flush=True)
    return Answered(
        503, "text/plain", f"the store behind this server failed: {_ADDRESS.sub('', str(error))}\n".encode()
    )


def _write(answers: BinaryIO, answered: Answered) -> None:
    kind = answered.media_type.encode()
    answers.write(HEAD.pack(answered.status, len(kind), len(answered.body)) + kind)
    answers.write(answered.body)
    answers.flush()
