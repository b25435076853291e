"""Tasks: what the processes of a crew are given to do in tests; each is given what its process began with first."""

from __future__ import annotations

import os
import time

from sovleader_kg.web.workers.process import Answered

__all__ = ["DONE", "answer", "begin", "crash", "do", "end", "fail", "rest", "show"]

DONE = Answered(200, "text/plain", b"done")


def begin(word: str) -> str:
    """Begin with a word."""
    return word


def show(word: str) -> Answered:
    """Answer the word that the process began with."""
    return Answered(200, "text/plain", word.encode())


def do(_: object) -> Answered:
    """Answer at once."""
    return DONE


def answer(_: object, kind: str, body: bytes) -> Answered:
    """Answer what is given."""
    return Answered(200, kind, body)


def rest(_: object, seconds: float) -> Answered:
    """Answer after some seconds."""
    time.sleep(seconds)
    return DONE


def fail(_: object) -> Answered:
    """Raise something."""
    raise ValueError("not a number")


def crash(_: object) -> Answered:
    """Crash as an engine does."""
    os.abort()


def end(_: object) -> Answered:
    """End the process without an answer."""
    os._exit(1)
