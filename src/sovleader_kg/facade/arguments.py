"""Arguments: every public call of a class takes what its signature says, or tells what is wrong in one line."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, wraps
from inspect import Parameter, signature
from numbers import Integral, Real
from typing import Any, TypeGuard, TypeVar

from sovleader_kg.errors import UsageError

__all__ = ["checked"]

Class = TypeVar("Class", bound=type)
LONGEST = 40  # characters of a wrong value that are told
Fits = Callable[[object], bool]


def _texts(value: object) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str | bytes) and _hold_texts(value)


def _hold_texts(values: Iterable[object]) -> bool:
    return all(isinstance(one, str) for one in values)


def _told_in_prose(value: object) -> bool:
    return _is_a(value, "Answer", "Leaders", "Roster", "Changes")


def _is_a(value: object, *names: str) -> bool:
    """Return whether a value is of a class that is known by its name alone, since it may not be imported yet."""
    return any(one.__name__ in names for one in type(value).__mro__)


KINDS: Mapping[str, tuple[str, Fits]] = {
    "str": ("a text", lambda value: isinstance(value, str)),
    "Path": ("a path", lambda value: isinstance(value, os.PathLike)),
    "int": ("a whole number", lambda value: isinstance(value, Integral) and not isinstance(value, bool)),
    "float": ("a number", lambda value: isinstance(value, Real) and not isinstance(value, bool)),
    "bool": ("True or False", lambda value: isinstance(value, bool)),
    "None": ("None", lambda value: value is None),
    "Collection[str]": ("several texts", _texts),
    "Sequence[str]": ("several texts", _texts),
    "Iterable[str]": ("several texts", lambda value: isinstance(value, Iterator) or _texts(value)),
    "Mapping[str, str]": ("a mapping of texts", lambda value: _maps(value) and _hold_texts(dict(value).values())),
    "Mapping[str, object]": ("a mapping of texts", lambda value: _maps(value)),
    "Progress": ("a function", callable),
    "Callable[[str], str]": ("a function", callable),
    "Tellable": ("an answer that prose tells", _told_in_prose),
    "WrittenDay": ("a day", lambda _: True),  # read as a day where it is used, with a message of its own
}


def _maps(value: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(value, Mapping) and _hold_texts(value)


def checked(kind: Class) -> Class:
    """Return a class whose public calls hold their arguments against their annotations."""
    for name in dir(kind):
        found = _defined(kind, name)
        if name.startswith("_"):
            continue
        if isinstance(found, classmethod):
            setattr(kind, name, classmethod(_checking(found.__func__)))
        elif callable(found):
            setattr(kind, name, _checking(found))
    return kind


def _defined(kind: type, name: str) -> Any:
    """Return what a class or one that it builds on defines by a name."""
    return next((one.__dict__[name] for one in kind.__mro__ if name in one.__dict__), None)


def _checking(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*values: object, **named: object) -> Any:
        for name, value in _given(function, values, named):
            annotation = _annotations(function).get(name)
            if annotation and not any(fits(value) for _, fits in _kinds(annotation)):
                raise UsageError(_told(value, annotation), parameter=name)
            if annotation and "Path" in annotation and value is not None and (why := _unusable(value)):
                raise UsageError(f"{_shown(value)} can be no path: {why}", parameter=name)
        return function(*values, **named)

    return call


@cache
def _parameters(function: Callable[..., Any]) -> tuple[Parameter, ...]:
    return tuple(signature(function).parameters.values())


@cache
def _annotations(function: Callable[..., Any]) -> Mapping[str, str]:
    """Return the annotation of each parameter by name; of more names, none."""
    return {
        one.name: str(one.annotation)
        for one in _parameters(function)
        if one.annotation is not Parameter.empty and one.kind != Parameter.VAR_KEYWORD
    }


def _given(
    function: Callable[..., Any], values: tuple[object, ...], named: Mapping[str, object]
) -> Iterable[tuple[str, object]]:
    """Yield the arguments, each with the name of its parameter."""
    places = [one for one in _parameters(function) if one.kind != Parameter.KEYWORD_ONLY]
    for number, value in enumerate(values):
        if places:
            yield places[min(number, len(places) - 1)].name, value
    yield from named.items()


@cache
def _kinds(annotation: str) -> tuple[tuple[str, Fits], ...]:
    """Return what an annotation allows: how it is called, and what tells it."""
    if annotation.startswith("OneOf["):
        return (KINDS["str"],)
    return tuple(KINDS.get(part) or _instances(part) for part in annotation.split(" | "))


def _instances(name: str) -> tuple[str, Fits]:
    return f"of the class {name}", lambda value: _is_a(value, name)


def _told(value: object, annotation: str) -> str:
    kinds = " or ".join(name for name, _ in _kinds(annotation) if name != "None")
    return f"{_shown(value)} ({type(value).__name__}) is not {kinds}"


def _shown(value: object) -> str:
    shown = " ".join(repr(value).split())
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]}…"


def _unusable(path: Any) -> str | None:
    """Return why no file can be called so, or None: it is too long, or has characters that no name has."""
    try:
        os.stat(path)  # noqa: PTH116 - a path of any kind
    except OSError as error:
        return error.strerror if error.errno == errno.ENAMETOOLONG else None
    except ValueError as error:
        return str(error)
    return None
