"""Process: one of a crew: it begins, then does one task after the other until nobody asks any more.

Tasks come pickled on standard input. Answers leave by standard output as a head and a body, and are never unpickled.
A task that lasts too long is ended by the kernel, with its process, so that no busy server keeps it from its end.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
from dataclasses import dataclass
from typing import BinaryIO

__all__ = ["FAILED", "HEAD", "Answered", "main"]

HEAD = struct.Struct("!HHQ")  # status, bytes of the media type, bytes of the body
FAILED = 0  # the status of a task that raised


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: a status, a media type and the whole body."""

    status: int
    media_type: str
    body: bytes


def main() -> None:
    """Answer tasks; the first one only makes ready."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it
    tasks, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not get between the answers
    while True:
        try:
            function, arguments, seconds = pickle.load(tasks)  # noqa: S301 - told by the server that started this process
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            answered = function(*arguments) or Answered(200, "", b"")
        except Exception as error:
            answered = Answered(FAILED, "", f"{type(error).__name__}: {error}".encode())
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(answers, answered)


def _write(answers: BinaryIO, answered: Answered) -> None:
    kind = answered.media_type.encode()
    answers.write(HEAD.pack(answered.status, len(kind), len(answered.body)) + kind)
    answers.write(answered.body)
    answers.flush()
