"""The daybook: what it tells of a day is what the graph answers, whoever asks; what it cannot tell, the graph does."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph, StoreError, files
from sovleader_kg.answers.chronology.daybook import DAYBOOK, Daybook
from sovleader_kg.cli import main
from sovleader_kg.cli.commands import on as on_command
from sovleader_kg.cli.commands import who as who_command
from sovleader_kg.names import HEADSHIPS, expand
from sovleader_kg.store.snapshot import MANIFEST, read_beside

EDGES = ["0001-01-01", "1916-12-31", "1917-01-01", "1917-11-08", "1991-12-31", "1992-01-01", "2024-02-29", "9999-12-31"]
HANDOVERS = ["1922-04-03", "1924-01-21", "1953-03-05", "1953-09-07", "1964-10-14", "1982-11-10", "1991-08-24"]


def around(day: str) -> list[str]:
    middle = date.fromisoformat(day)
    return [(middle + timedelta(by)).isoformat() for by in (-2, -1, 0, 1, 2)]


DAYS = [*EDGES, *(day for handover in HANDOVERS for day in around(handover))]
YEARLY = [f"{year}-{1 + year % 12:02}-{1 + year % 28:02}" for year in range(1917, 1992)]


@pytest.fixture(scope="module")
def daybook() -> Daybook:
    written = read_beside(files.compiled(), DAYBOOK)
    assert written is not None
    return Daybook(written)


def plain(document: object) -> object:
    return json.loads(json.dumps(document))


def subjects(kg: KnowledgeGraph) -> list[str]:
    posts = kg.select("SELECT DISTINCT ?post { ?post a sl:Post ; sl:postIn|sl:incarnationOf ?x } ORDER BY ?post").rows
    return [*(str(row[0].value) for row in posts if row[0] is not None), *map(expand, HEADSHIPS)]


def test_every_post_and_headship_is_told_of_as_by_who(kg: KnowledgeGraph, daybook: Daybook) -> None:
    for subject in subjects(kg):
        for day in (*DAYS, *YEARLY[:: 1 + len(subject) % 5]):
            assert daybook.who(subject, day) == plain(kg.who(subject, on=day).as_json()), (subject, day)


@pytest.mark.parametrize("day", [*DAYS, *YEARLY[::4]])
def test_a_day_is_told_as_by_on_and_by_leaders(day: str, kg: KnowledgeGraph, daybook: Daybook) -> None:
    assert daybook.roster(day) == plain(kg.on(day).as_json())
    assert daybook.leaders(day) == plain(kg.leaders(on=day).as_json())


@pytest.mark.deep
def test_each_seventh_day_is_told_as_by_on(kg: KnowledgeGraph, daybook: Daybook) -> None:
    for by in range(0, 365 * 76, 7):
        day = (date(1917, 1, 1) + timedelta(by)).isoformat()
        assert daybook.roster(day) == plain(kg.on(day).as_json()), day


def test_its_names_mean_what_they_mean_in_the_graph(kg: KnowledgeGraph, daybook: Daybook) -> None:
    names = daybook.names
    assert {"general-secretary", "General Secretary", "генеральный секретарь", "post:first-secretary"} <= set(names)
    meant = {name: kg.named(name, "post", "office") for name in names}
    held = {name: next(iter(daybook.who(name, "1950-01-01").items()))[1] for name in names}  # type: ignore[union-attr]
    assert held == meant


@pytest.mark.parametrize("name", ["General  Secretary", "politburo", "person:joseph-stalin", "", "general-secratary"])
def test_other_names_are_left_to_the_graph(name: str, daybook: Daybook) -> None:
    assert daybook.who(name, "1950-01-01") is None


CALLS = [
    *(f"who --on {day}" for day in ("1964-10-14", "1917-03-01", "1923-05-01", "2024-01-01", "1991-08-25")),
    "who",
    "who general-secretary --on 1952-10-16",
    "who General Secretary --on 14 October 1964",
    "who первый секретарь --on 14.10.1964",
    "who politburo-member --on 1970-01-01 --json",
    "who office:state-headship --on 1984-02-10 --json",
    "who --on 1964-10-14 --say",
    "who --on 1964-10-14 --language ru",
    "who --on 1964-10-14 --language ru --json",
    "who --on 1964-10-14 --person Khrushchev",
    "who --on 1953-03-20 --effective",
    "who --on 1953-03-20 --effective --json",
    "who --on 1953-03-20 --effective --of soviet-union",
    "who --effective --during 1953-03",
    "who --during 1953-09",
    "who --through 1984 --json",
    "who nobody-such --on 1950-01-01",
    "who person:joseph-stalin --on 1950-01-01",
    "who --on 1953-02-30",
    "who --on 1953-02",
    "who --on 1953-02-03 --during 1954",
    "who --of soviet-union --on 1953-02-03",
    *(f"on {day}{form}" for day in ("1953-03-06", "1900-01-01", "2024-01-01") for form in ("", " --json", " --say")),
    "on 6 March 1953 --language ru",
    "on 1953-03",
    "on 1953-03-06 1953-03-07",
    "on never",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_answers_the_same_with_the_daybook_and_without(
    call: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looked_up = main(call.split()), capsys.readouterr()
    for command in (who_command, on_command):
        monkeypatch.setattr(command, "looked_up", lambda _: None)
    assert (main(call.split()), capsys.readouterr()) == looked_up


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the compiled graph, which commands read; its daybook is returned."""
    store = str(json.loads((files.compiled() / MANIFEST).read_text(encoding="utf-8"))["store"])
    shutil.copy(files.compiled() / MANIFEST, tmp_path)
    shutil.copytree(files.compiled() / store, tmp_path / store)
    monkeypatch.setenv("SOVLEADER_GRAPH", str(tmp_path))
    return tmp_path / store / DAYBOOK


def test_daybook_that_was_changed_is_told_as_the_store_is(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = copied.read_bytes()
    copied.write_bytes(content.replace(b"Brezhnev", b"Breschnj", 1))
    told = f"sovleader: {copied} was changed since it was compiled; build it again: sovleader build\n"
    for call in ("who --on 1964-10-14", "on 1964-10-14", "who --effective --on 1964-10-14"):
        assert (main(call.split()), *capsys.readouterr()) == (2, "", told)
    with pytest.raises(StoreError, match="was changed since it was compiled"):
        KnowledgeGraph.open(copied.parents[1], verify=True)


def test_daybook_that_was_cut_or_is_missing_is_told_too(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copied.write_bytes(copied.read_bytes()[:-1])
    assert main(["on", "1964-10-14"]) == 2
    assert "bytes, not" in capsys.readouterr().err
    copied.unlink()
    assert main(["on", "1964-10-14"]) == 2
    assert capsys.readouterr().err == f"sovleader: {copied} is missing; build it again: sovleader build\n"


def test_graph_compiled_without_a_daybook_answers_from_its_store(
    copied: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = copied.parents[1] / MANIFEST
    told = json.loads(manifest.read_text(encoding="utf-8"))
    del told["files"][DAYBOOK]
    manifest.write_text(json.dumps(told), encoding="utf-8")
    copied.unlink()
    assert main(["who", "--on", "1985-01-01"]) == 0
    assert capsys.readouterr().out.startswith("Konstantin Chernenko  post:general-secretary  certain")


@pytest.mark.parametrize("call", ["who --on 1964-10-14", "who first-secretary --on 1964-10-14", "on 1953-03-06 --json"])
def test_a_day_is_told_before_a_store_or_what_reads_one_is_loaded(call: str) -> None:
    program = (
        "import sys; from sovleader_kg.cli import main; main(sys.argv[1:]); sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, *call.split()], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert done.stdout
    assert not loaded & {"pyoxigraph", "dataclasses", "rdflib", "sovleader_kg.graph", "sovleader_kg.files"}
