"""Arguments: every public call of the facade answers, or refuses in an error of the project, whatever it is given."""

from __future__ import annotations

import datetime as dt
import decimal
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph, SovleaderError, UsageError

ODD: dict[str, object] = {
    "date": dt.date(1953, 3, 5),
    "datetime": dt.datetime(1953, 3, 5, 12, tzinfo=dt.UTC),
    "naive datetime": dt.datetime(1953, 3, 5, 12),
    "timedelta": dt.timedelta(1),
    "int": 5,
    "negative": -1,
    "huge number": 10**30,
    "float": 1.5,
    "nan": float("nan"),
    "decimal": decimal.Decimal(3),
    "bool": True,
    "None": None,
    "bytes": b"x",
    "empty": "",
    "blank": " \t",
    "huge text": "x" * 100_000,
    "huge name": "person:" + "x" * 100_000,
    "NUL": "\0",
    "NUL within": "a\0b",
    "surrogate": "\ud800",
    "lines": "\r\n",
    "list": [],
    "list of texts": ["x"],
    "list of None": [None],
    "tuple": (5,),
    "mapping": {},
    "object": object(),
    "IRI": "person:joseph-stalin",
    "half a name": "person:",
    "no IRI": "http://[",
    "brackets": "<>",
    "SPARQL": "?x } #",
    "day": "1953-03-05",
    "folder": "/",
}
GIVEN = {"text": "ASK { }", "query": "holders_on", "post": "general-secretary", "through": "1953"}


def _calls() -> Iterator[tuple[str, str]]:
    """Yield every public call, with each of its parameters."""
    for name, found in inspect.getmembers(KnowledgeGraph, callable):
        if not name.startswith("_"):
            for parameter in inspect.signature(found).parameters.values():
                if parameter.name != "self":
                    yield name, parameter.name


CALLS = list(_calls())


def _arguments(call: object, asked: str, value: object) -> tuple[list[object], dict[str, object]]:
    """Return arguments of a call: what is needed, and a value for one of them."""
    assert callable(call)
    positional: list[object] = []
    named: dict[str, object] = {}
    for one in inspect.signature(call).parameters.values():
        given = value if one.name == asked else GIVEN.get(one.name, "x")
        if one.kind == one.VAR_KEYWORD:
            named |= {"day": value} if one.name == asked else {}
        elif one.kind == one.KEYWORD_ONLY:
            named |= {one.name: given} if one.name == asked or one.default is one.empty else {}
        elif one.name == asked or one.default is one.empty:
            positional += [given] if one.kind != one.VAR_POSITIONAL or one.name == asked else []
        else:
            positional.append(one.default)
    return positional, named


def test_there_are_calls() -> None:
    assert len({call for call, _ in CALLS}) > 40


@pytest.mark.parametrize(("name", "parameter"), CALLS, ids=lambda part: str(part))
def test_call_answers_or_refuses_in_an_error_of_the_project(
    name: str, parameter: str, small: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call = getattr(small, name)
    raised: dict[str, Exception] = {}
    for what, value in ODD.items():
        positional, named = _arguments(call, parameter, value)
        try:
            repr(call(*positional, **named))
        except SovleaderError:
            continue
        except Exception as error:
            raised[what] = error
    assert raised == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("call", "arguments", "message"),
    [
        ("explain", {"thing": 5}, "thing: 5 (int) is not a text"),
        ("explain", {"thing": None}, "thing: None (NoneType) is not a text"),
        ("who", {"post": b"x"}, "post: b'x' (bytes) is not a text"),
        ("anniversaries", {"month": "3", "day": 5}, "month: '3' (str) is not a whole number"),
        ("anniversaries", {"month": True, "day": 5}, "month: True (bool) is not a whole number"),
        ("lanes", {"posts": "politburo-member"}, "posts: 'politburo-member' (str) is not several texts"),
        ("find", {"text": "Stalin", "kinds": [5]}, "kinds: [5] (list) is not several texts"),
        ("compare", {"table": 5}, "table: 5 (int) is not a text or a path"),
        ("say", {"found": "x"}, "found: 'x' (str) is not an answer that prose tells"),
        ("grounds", {"answer": 1}, "answer: 1 (int) is not of the class Answer"),
        ("values", {"query": "holders_on", "parameters": []}, "parameters: [] (list) is not a mapping of texts"),
    ],
)
def test_wrong_kind_of_value_is_told(
    small: KnowledgeGraph, call: str, arguments: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        getattr(small, call)(**arguments)
    assert str(raised.value) == message


@pytest.mark.parametrize("day", [dt.date(1953, 3, 6), dt.datetime(1953, 3, 6, 23, 59)])
def test_day_may_be_a_date_everywhere(small: KnowledgeGraph, day: dt.date) -> None:
    assert small.who(on=day) == small.who(on="1953-03-06")
    assert small.ask("holders_on", day=day).rows == small.ask("holders_on", day="1953-03-06").rows


@pytest.mark.parametrize("path", ["none", "none/below", "x" * 5000, "\0", "", " "], ids=repr)
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_opening_what_is_not_there_makes_nothing(
    path: str, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOVLEADER_GRAPH", str(tmp_path / "elsewhere"))
    for verify in (False, True):
        with pytest.raises(SovleaderError):
            KnowledgeGraph.open(path, engine=engine, verify=verify)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_signature_stays_readable() -> None:
    assert str(inspect.signature(KnowledgeGraph.explain)).startswith("(self, thing: 'str'")
    assert (KnowledgeGraph.who.__doc__ or "").startswith("Answer who")


def test_table_that_cannot_be_there_is_told(small: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"table: 'xxx.+ can be no path: File name too long"):
        small.compare("x" * 300, "y" * 300)
