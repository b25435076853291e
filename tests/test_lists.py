"""Lists: a table of claims says the same as Turtle by hand, and each mistake in it is told with its place."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Triple

from graphs import triples
from smallgraph import FACTS
from sovleader_kg import files
from sovleader_kg.cli import main
from sovleader_kg.corpus.columns import Known
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.corpus.fmt import format_files
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.lists import ListDocument, read_list
from sovleader_kg.errors import DataError
from sovleader_kg.names import PREFIXES, compact, sl

KNOWN = Known(
    {f"{PREFIXES['term']}a.1": "A's term", f"{PREFIXES['person']}a": "A. Adams"},
    {sl("holder"): "holder"},
    {
        sl("start"): "start",
        sl("heldOn"): "held on",
        sl("seats"): "seats",
        sl("officialName"): "official name",
        sl("freebaseId"): "Freebase id",
    },
    {
        f"{PREFIXES['term']}a.1": "Срок А",
        sl("holder"): "занимает",
        sl("start"): "начало",
        sl("heldOn"): "занимал на дату",
        sl("seats"): "число мест",
        sl("officialName"): "официальное название",
    },
)
TOML = """\
title = "A list"
source = "source:mine"
things = ["holder", "skos:exactMatch"]
dates = ["start", "heldOn"]
numbers = ["seats"]
names = ["officialName"]
texts = ["freebaseId"]
"""
VALUES = ("holder", "skos:exactMatch", "start", "heldOn", "seats", "officialName", "freebaseId")
OWN = ("id", "about", "written", "source", "locator", "calendar", "stance", "polarity", "valid", "sha256")
HEADER = (*OWN, *VALUES, "start.written", "holder.written")
HASH = "0123456789abcdef" * 4
Row = dict[str, str]


def row(name: str = "r1", **cells: str) -> Row:
    """Return a row that begins a term; its further cells by column, with `__` for a dot."""
    base = {"id": name, "about": "term:a.1", "locator": "page 7", "sha256": HASH, "start": "1922-04-03"}
    return {**base, "start.written": "3 April 1922", **{key.replace("__", "."): cell for key, cell in cells.items()}}


def table(*rows: Row, header: tuple[str, ...] = HEADER, lineterminator: str = "\n") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", lineterminator=lineterminator)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def written(folder: Path, text: str | bytes, toml: str | None = TOML, name: str = "mine.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    if toml is not None:
        path.with_suffix(".toml").write_text(toml, encoding="utf-8")
    return path


def read(path: Path) -> ListDocument:
    return read_list(path, path.name, KNOWN)


def complaints(path: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(path)
    return str(caught.value).splitlines()


MISTAKES = {
    "no id": ({"id": ""}, 'column "id": is empty'),
    "no locator": ({"locator": " "}, 'column "locator": is empty'),
    "no hash": ({"sha256": ""}, 'column "sha256": is empty'),
    "a hash in capitals": ({"sha256": HASH.upper()}, 'column "sha256": is not 64 lower-case hexadecimal digits'),
    "a hash cut off": ({"sha256": HASH[1:]}, 'column "sha256": is not 64 lower-case hexadecimal digits'),
    "an id in capitals": (
        {"id": "R1"},
        'column "id": "R1" is not a name in lower-case letters, digits and hyphens',
    ),
    "an id with a dot": (
        {"id": "r.1"},
        'column "id": "r.1" is not a name in lower-case letters, digits and hyphens',
    ),
    "about nothing": ({"about": ""}, 'column "about": a name is empty; write for example "person:joseph-stalin"'),
    "an unknown prefix": (
        {"about": "trem:a.1"},
        'column "about": unknown prefix "trem" in "trem:a.1". Did you mean "term"?',
    ),
    "no prefix": (
        {"holder": "a"},
        'column "holder": "a" is neither an IRI nor a name with a prefix; write for example "person:a"',
    ),
    "two things in a cell": (
        {"holder": "person:a person:b"},
        'column "holder": "person:a person:b" is not the IRI of one thing',
    ),
    "a source that is none": (
        {"source": "the archive"},
        'column "source": "the archive" is neither an IRI nor a name with a prefix; '
        'write for example "person:the archive"',
    ),
    "a date in words": (
        {"start": "3 April 1922"},
        'column "start": "3 April 1922" is not a valid date; write EDTF, for example 1953-09-14, 1917-04, 1927~, '
        "196X, 1952/1953 or [1953-09-07,1953-09-14]",
    ),
    "a day that is none": (
        {"start": "1922-04-31"},
        'column "start": "1922-04-31" is not a valid date; write EDTF, for example 1953-09-14, 1917-04, 1927~, '
        "196X, 1952/1953 or [1953-09-07,1953-09-14]",
    ),
    "a time that is none": (
        {"valid": "the twenties", "holder": "person:a"},
        'column "valid": "the twenties" is not a valid date; write EDTF, for example 1953-09-14, 1917-04, 1927~, '
        "196X, 1952/1953 or [1953-09-07,1953-09-14]",
    ),
    "a number in words": ({"seats": "seven", "written": "seven"}, 'column "seats": "seven" is not a whole number'),
    "a number in other digits": ({"seats": "٧", "written": "٧"}, 'column "seats": "٧" is not a whole number'),
    "a name without its language": (
        {"officialName": "Бюро"},
        'column "officialName": "Бюро" is not a name with its language: write Бюро@ru',
    ),
    "a date without its spelling": (
        {"start.written": ""},
        'column "start": say how the row spells it: fill start.written or written',
    ),
    "a number without its spelling": (
        {"seats": "7"},
        'column "seats": say how the row spells it: fill seats.written or written',
    ),
    "a spelling of nothing": (
        {"holder.written": "Adams"},
        'column "holder.written": spells a value that the column "holder" does not give',
    ),
    "a spelling too long": (
        {"start.written": "x" * 81},
        'column "start.written": longer than 80 characters: quote only the date, name or number',
    ),
    "a common spelling too long": (
        {"written": "x" * 81, "heldOn": "1923"},
        'column "written": longer than 80 characters: quote only the date, name or number',
    ),
    "an unknown calendar": ({"calendar": "jullian"}, 'column "calendar": "jullian" is none of gregorian, julian'),
    "two calendars": (
        {"calendar": "julian gregorian"},
        'column "calendar": "julian gregorian" is none of gregorian, julian',
    ),
    "an unknown stance": (
        {"stance": "stated sure"},
        'column "stance": "sure" is none of stated, implied, hedged, reported',
    ),
    "an unknown polarity": ({"polarity": "maybe"}, 'column "polarity": "maybe" is none of affirmed, denied'),
    "nothing told": (
        {"start": "", "start.written": ""},
        "tells nothing: fill a column, or take the row out",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_in_a_row_is_one_line_with_its_row_and_column(case: str, tmp_path: Path) -> None:
    cells, told = MISTAKES[case]
    path = written(tmp_path, table(row("r0"), {**row(), **cells}, row("r2")))
    assert complaints(path) == [f"mine.csv:3: error: {told}"]


def test_a_row_keeps_its_id(tmp_path: Path) -> None:
    told = 'mine.csv:4: error: column "id": "r1" names the row of line 2 already; a row keeps its name'
    assert complaints(written(tmp_path, table(row(), row("r2"), row()))) == [told]


def test_all_mistakes_of_a_table_are_told(tmp_path: Path) -> None:
    rows = [row("r1", start="x"), {**row("r2", seats="x"), "id": ""}, row("r3", polarity="no")]
    places = [line.partition(": error: ")[0] for line in complaints(written(tmp_path, table(*rows)))]
    assert places == ["mine.csv:2", "mine.csv:3", "mine.csv:3", "mine.csv:3", "mine.csv:4"]


HEAD = ",".join(HEADER)
WRONG_TABLES: dict[str, tuple[str | bytes, str]] = {
    "another encoding": (
        f"{HEAD}\nБюро".encode("cp1251"),
        f"mine.csv:2: error: not UTF-8 (byte {len(HEAD) + 1}); save the file as UTF-8",
    ),
    "nothing in it": ("", "mine.csv:1: error: the first line names the columns, with commas between them"),
    "other marks between cells": (
        HEAD.replace(",", ";"),
        "mine.csv:1: error: the first line names the columns, with commas between them",
    ),
    "a column misspelled": (
        table(header=(*HEADER, "strat.written")),
        'mine.csv:1: error: the description names no column "strat.written". Did you mean "start.written"?',
    ),
    "a column twice": (f"{HEAD},start", 'mine.csv:1: error: column "start" stands twice'),
    "no locator": (
        table(header=tuple(column for column in HEADER if column != "locator")),
        'mine.csv:1: error: no column "locator": the table needs it',
    ),
    "a described column missing": (
        table(header=tuple(column for column in HEADER if column != "seats")),
        'mine.csv:1: error: no column "seats": the table needs it',
    ),
    "too few cells": (
        f"{HEAD}\nr1,term:a.1\n",
        f"mine.csv:2: error: 2 cells, not {len(HEADER)}: leave empty cells in, and quote a cell that holds a comma",
    ),
    "a quote that stays open": (
        table(row(), row("r2", locator="x")).replace(",x,", ',"x,') + "\n\n",
        "mine.csv:3: error: not a table: unexpected end of data; close each quoted cell, and write a quote inside it "
        "twice",
    ),
    "a quote inside quotes": (
        table(row(), row("r2", locator="x")).replace(",x,", ',"so "called"",'),
        "mine.csv:3: error: not a table: ',' expected after '\"'; close each quoted cell, and write a quote inside it "
        "twice",
    ),
}


@pytest.mark.parametrize("case", WRONG_TABLES)
def test_what_is_no_table_is_one_line_with_its_place(case: str, tmp_path: Path) -> None:
    text, told = WRONG_TABLES[case]
    assert complaints(written(tmp_path, text)) == [told]


WRONG_DESCRIPTIONS = {
    "not TOML": ("title = ", "not TOML: Invalid value (at end of document)"),
    "TOML nested deep": ("x = " + "[" * 9_999, "not TOML that can be read: nested too deep"),
    "another key": (f'{TOML}dats = ["start"]', 'no key "dats". Did you mean "dates"?'),
    "no title": (TOML.replace("title", "#"), 'say what the table is: title = "…"'),
    "no source": (TOML.replace("source", "#"), 'say where its rows stand: source = "source:…"'),
    "a source of another kind": (
        TOML.replace("source:mine", "person:a"),
        'say where its rows stand: source = "source:…"',
    ),
    "a source in words": (TOML.replace("source:mine", "my list"), 'say where its rows stand: source = "source:…"'),
    "columns as one text": (TOML.replace('["seats"]', '"seats"'), 'numbers is a list of columns: numbers = ["…"]'),
    "an unknown property": (
        TOML.replace('"start"', '"strat"'),
        'dates: no property "strat". Did you mean "start"?',
    ),
    "a property of an unknown vocabulary": (
        TOML.replace("skos:", "skoz:"),
        'things: no property "skoz:exactMatch". Did you mean "skos:exactMatch"?',
    ),
    "a column of every table": (
        TOML.replace('"seats"', '"seats", "valid"'),
        'numbers: every table may have a column "valid"; it holds no value',
    ),
    "a column of two kinds": (TOML.replace('"freebaseId"', '"start"'), 'texts: "start" is named twice'),
    "a link as a text": (
        TOML.replace('"freebaseId"', '"foaf:isPrimaryTopicOf"'),
        'texts: the values of "foaf:isPrimaryTopicOf" are things',
    ),
    "a date as a thing": (
        TOML.replace('"holder"', '"start"').replace('["start", "h', '["h'),
        'things: the values of "start" are no things',
    ),
    "a property by two names": (
        TOML.replace('"heldOn"', '"sl:start"'),
        'dates: "sl:start" is named twice',
    ),
    "no columns": (
        'title = "A list"\nsource = "source:mine"\n',
        'say which columns hold values, for example dates = ["start", "end"]',
    ),
}


@pytest.mark.parametrize("case", WRONG_DESCRIPTIONS)
def test_a_mistake_in_the_description_is_one_line_with_its_file(case: str, tmp_path: Path) -> None:
    toml, told = WRONG_DESCRIPTIONS[case]
    assert complaints(written(tmp_path, table(row()), toml)) == [f"mine.toml: error: {told}"]


def test_all_mistakes_of_a_description_are_told(tmp_path: Path) -> None:
    toml = 'dats = []\nname = ""\ndates = ["strat", "ednd"]'
    assert len(complaints(written(tmp_path, table(row()), toml))) == 6


def test_a_missing_description_and_a_missing_table_are_told(tmp_path: Path) -> None:
    missing = "mine.toml: error: is missing: a table of claims has a description beside it (docs/lists.md)"
    assert complaints(written(tmp_path, table(row()), toml=None)) == [missing]
    assert complaints(tmp_path / "none.csv") == ["none.csv: error: cannot be read: No such file or directory"]


def test_a_file_name_that_no_claim_can_have_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, table(row()), name="My list.csv")
    told = "its claims are named after it: call the file by lower-case letters, digits and hyphens"
    assert complaints(path) == [f"My list.csv: error: {told}"]


def test_byte_order_mark_empty_lines_and_other_line_ends_are_accepted(tmp_path: Path) -> None:
    plain = read(written(tmp_path, table(row(), row("r2")))).triples
    other = "\ufeff" + table(row(), row("r2"), lineterminator="\r\n").replace("\r\nr2", f"\r\n\r\n{',' * 18}\r\nr2")
    assert read(written(tmp_path, other)).triples == plain


def test_rows_after_a_cell_of_several_lines_keep_their_lines(tmp_path: Path) -> None:
    rows = [row("r1", locator="page 7,\nline 3\n"), row("r2", start="x\ny"), row("r3", seats="x", seats__written="x")]
    header = (*HEADER, "seats.written")
    places = [line.partition(" ")[0] for line in complaints(written(tmp_path, table(*rows, header=header)))]
    assert places == ["mine.csv:5:", "mine.csv:7:"]


@pytest.mark.parametrize(
    ("language", "begin"), [("en", "A's term: official name Bureau"), ("ru", "Срок А, официальное название — Bureau")]
)
def test_a_long_gloss_is_cut(language: str, begin: str, tmp_path: Path) -> None:
    document = read(written(tmp_path, table(row(officialName=f"{'Bureau ' * 30}@en"))))
    claim = f"{PREFIXES['claim']}mine.r1.officialname"
    gloss = next(
        one.value
        for one in Index(document.triples).nodes(claim, sl("gloss"))
        if isinstance(one, Literal) and one.language == language
    )
    assert gloss.startswith(begin)
    assert gloss.endswith("…")
    assert len(gloss) <= 160


def test_the_common_spelling_is_of_dates_and_numbers_alone(tmp_path: Path) -> None:
    cells = {"holder": "person:a", "heldOn": "1923", "written": "1922-23", "seats": "7"}
    assert said(read(written(tmp_path, table(row(**cells)))), "asWritten") == {
        "claim:mine.r1.start": "3 April 1922",
        "claim:mine.r1.heldon": "1922-23",
        "claim:mine.r1.seats": "1922-23",
    }


def said(document: ListDocument, name: str) -> dict[str, str]:
    """Return the text that each claim has for a property."""
    index = Index(document.triples)
    return {compact(claim): index.values(claim, sl(name))[0] for claim in index.using(sl(name))}


DATES = st.sampled_from(["1922", "1922-04-03", "1922~/1923", "[1922-04-03,1922-04-05]", "1917-03-02", "../1930"])
WORDS = st.text("abc,;\"'é Жя()", min_size=1, max_size=12).map(lambda text: f"x{' '.join(text.split())}x")
CELLS = {
    "holder": st.sampled_from(["person:a", "person:b"]),
    "skos:exactMatch": st.sampled_from(["wd:Q1", "<https://example.org/a,b>"]),
    "start": DATES,
    "heldOn": DATES,
    "seats": st.integers(0, 30).map(str),
    "officialName": st.builds("{}@{}".format, WORDS, st.sampled_from(["en", "ru", "sr-latn"])),
    "freebaseId": WORDS,
}
SOME_CELLS = {
    "source": st.sampled_from(["", "source:other"]),
    "calendar": st.sampled_from(["", "julian", "gregorian"]),
    "stance": st.sampled_from(["", "stated", "hedged reported", "implied"]),
    "polarity": st.sampled_from(["", "affirmed", "denied"]),
    "valid": st.sampled_from(["", "1922/1924"]),
    "holder.written": st.just(""),
}


@st.composite
def rows_of_a_table(draw: st.DrawFn) -> list[Row]:
    """Draw rows that tell something, each of its own name."""
    names = draw(st.lists(st.from_regex(r"[a-z0-9]{1,3}(-[0-9])?", fullmatch=True), unique=True, max_size=5))
    return [draw(_row(name)) for name in names]


@st.composite
def _row(draw: st.DrawFn, name: str) -> Row:
    told = draw(st.lists(st.sampled_from(VALUES), min_size=1, unique=True))
    fixed = {"id": name, "about": draw(st.sampled_from(["term:a.1", "term:b.1"])), "sha256": HASH}
    words = {"locator": draw(WORDS), "written": draw(WORDS)}
    spelled = {"start.written": draw(WORDS)} if "start" in told and draw(st.booleans()) else {}
    some = {column: draw(cells) for column, cells in SOME_CELLS.items()}
    return {**fixed, **words, **spelled, **some, **{column: draw(CELLS[column]) for column in told}}


def by_hand(rows: list[Row]) -> str:
    """Return the passages and claims of rows as an editor would write them in Turtle."""
    return "".join(_passage(one) + "".join(_claim(one, column) for column in VALUES if one.get(column)) for one in rows)


def _passage(one: Row) -> str:
    return (
        f"passage:mine.{one['id']} a sl:Passage ; sl:source {one['source'] or 'source:mine'} ;"
        f" sl:locator {_text(one['locator'])} ; sl:sha256 {_text(one['sha256'])} .\n"
    )


def _claim(one: Row, column: str) -> str:
    part, prop = {"skos:exactMatch": ("exactmatch", column)}.get(column, (column.lower(), f"sl:{column}"))
    calendar = one["calendar"] if column in {"start", "heldOn"} else ""
    spelled = one.get(f"{column}.written") or (one["written"] if column in {"start", "heldOn", "seats"} else "")
    optional = [
        *(f"sl:stance concept:{stance} ;" for stance in (one["stance"] or "stated").split()),
        f"sl:calendar concept:{calendar} ;" if calendar else "",
        f"sl:validDuring {_text(one['valid'])}^^edtf:EDTF ;" if one["valid"] else "",
        f"sl:asWritten {_text(spelled)} ;" if spelled else "",
    ]
    return (
        f"claim:mine.{one['id']}.{part} a sl:Claim ; rdf:subject {one['about']} ; rdf:predicate {prop} ;"
        f" rdf:object {_value(column, one[column])} ; sl:passage passage:mine.{one['id']} ; {' '.join(optional)}"
        f" sl:polarity concept:{one['polarity'] or 'affirmed'} ; sl:gloss {_text(_gloss(one, column))}@en,"
        f" {_text(_gloss_in_russian(one, column))}@ru .\n"
    )


def _value(column: str, cell: str) -> str:
    if column in {"holder", "skos:exactMatch"}:
        return cell
    if column in {"start", "heldOn"}:
        return f"{_text(cell)}^^edtf:EDTF"
    if column == "seats":
        return f"{_text(cell)}^^xsd:integer"
    name, _, language = cell.rpartition("@") if column == "officialName" else (cell, "", "")
    return f"{_text(name)}@{language}" if language else _text(name)


def _gloss(one: Row, column: str) -> str:
    thing = {"term:a.1": "A's term"}.get(one["about"], one["about"])
    prop = {"skos:exactMatch": "is the same as", "holder": "holder"}.get(column) or KNOWN.values[sl(column)]
    value = one[column].rpartition("@")[0] if column == "officialName" else one[column]
    return f"{thing}: {prop} {'A. Adams' if value == 'person:a' else value}."


def _gloss_in_russian(one: Row, column: str) -> str:
    """Return the gloss as it is where a person and one property have no Russian label."""
    thing = {"term:a.1": "Срок А"}.get(one["about"], one["about"])
    borrowed = {"skos:exactMatch": "точное соответствие", "freebaseId": "Freebase id"}
    prop = borrowed.get(column) or KNOWN.russian[sl(column)]
    value = one[column].rpartition("@")[0] if column == "officialName" else one[column]
    return f"{thing}, {prop} — {'A. Adams' if value == 'person:a' else value}."


def _text(text: str) -> str:
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


@given(rows_of_a_table())
def test_a_table_says_the_same_as_turtle_by_hand(tmp_path_factory: pytest.TempPathFactory, rows: list[Row]) -> None:
    document = read(written(tmp_path_factory.mktemp("table"), table(*rows)))
    assert sorted(map(str, document.triples)) == sorted(map(str, triples(by_hand(rows))))


@given(rows_of_a_table().flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows), st.integers(0, 5))))
def test_names_hang_on_the_row_alone(
    tmp_path_factory: pytest.TempPathFactory, drawn: tuple[list[Row], list[Row], int]
) -> None:
    rows, shuffled, kept = drawn
    folder = tmp_path_factory.mktemp("table")
    before = set(read(written(folder, table(*rows[:kept]))).triples)
    whole = set(read(written(folder, table(*rows))).triples)
    assert set(read(written(folder, table(*shuffled))).triples) == whole
    assert before == {triple for triple in whole if _row_of(triple) in {one["id"] for one in rows[:kept]}}


def _row_of(triple: Triple) -> str:
    return str(triple.subject).rpartition("/")[2].split(".")[1].removesuffix(">")


STARTS = 'title = "A list"\nsource = "source:rgani"\ndates = ["start"]\n'


def starts(about: str = "term:nikita-khrushchev.1", source: str = "") -> str:
    """Return a table of two rows, the second of them as it is given."""
    return (
        "id,about,start,start.written,locator,source,sha256\n"
        f"r1,term:joseph-stalin.1,1922-04-03,3 April 1922,page 7,,{HASH}\n"
        f"r2,{about},1953-09,in September,page 8,{source},{HASH}\n"
    )


@pytest.fixture
def _small_data(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the small graph be the graph that files are checked with."""
    monkeypatch.setattr(files, "fact_files", lambda: [FACTS])
    monkeypatch.setattr(files, "claim_files", lambda: sorted((FACTS.parent / "claims").glob("*.ttl")))
    monkeypatch.setattr(files, "list_files", list)


@pytest.mark.usefixtures("_small_data")
class TestCheck:
    """`sovleader check` on a table of one's own."""

    def check(self, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
        """Return the status, and what is told of the user's own files."""
        status = main(["check", str(path)])
        lines = "".join(capsys.readouterr()).splitlines()
        folder = f"{path.parent}/"
        return status, [line.removeprefix(folder) for line in lines if line.startswith(folder)]

    def test_a_sound_table_has_no_findings(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.check(written(tmp_path, starts(), STARTS), capsys)[1] == []

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            (
                starts(about="term:nikita-kruschev.1"),
                'thing term:nikita-kruschev.1 is not defined. Did you mean "term:nikita-khrushchev.1"?',
            ),
            (starts(source="source:rgan"), 'thing source:rgan is not defined. Did you mean "source:rgani"?'),
            (
                starts(about="wd:Q855"),
                "claim:mine.r2.start: A claim is about exactly one thing of this graph: give one rdf:subject."
                " (found: wd:Q855)",
            ),
            (
                starts(source="person:joseph-stalin"),
                "passage:mine.r2: A passage stands in exactly one source: give one sl:source source:<slug>."
                " (found: person:joseph-stalin)",
            ),
        ],
    )
    def test_what_is_found_in_a_claim_is_told_with_its_row(
        self, text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.check(written(tmp_path, text, STARTS), capsys) == (1, [f"mine.csv:3: error: {told}"])

    def test_the_description_and_a_missing_table_are_told_in_one_line(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = written(tmp_path, starts(), STARTS)
        described = ["mine.toml: error: describes a table of claims; name the table: mine.csv"]
        assert self.check(path.with_suffix(".toml"), capsys) == (2, described)
        missing = ["none.csv: error: cannot be read: No such file or directory"]
        assert self.check(tmp_path / "none.csv", capsys) == (2, missing)


@pytest.mark.usefixtures("_small_data")
def test_a_concept_is_called_by_its_label(tmp_path: Path) -> None:
    toml = 'title = "A list"\nsource = "source:rgani"\nthings = ["endMode"]\n'
    text = f"id,about,endMode,locator,sha256\nr1,term:yakov-sverdlov.1,concept:died,page 7,{HASH}\n"
    document = read_corpus([written(tmp_path, text, toml)]).own[0]
    assert Index(document.triples).values(f"{PREFIXES['claim']}mine.r1.endmode", sl("gloss")) == [
        "Yakov Sverdlov as Chairman of the Secretariat (term 1): way of ending died.",
        "Яков Свердлов: Председатель Секретариата (срок 1), способ окончания — умер.",
    ]


PAGE = files.ROOT / "docs" / "lists.md"
FILE = re.compile(r"`([\w.]+)`[^`]*:\n\n```(?:csv|toml|turtle)\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"^\$ sovleader ([^\n]*)\n(.*?)```", re.DOTALL | re.MULTILINE)


@pytest.mark.usefixtures("_small_data")
def test_the_commands_of_the_page_on_lists_print_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.read_text(encoding="utf-8")
    shown = FILE.findall(page)
    monkeypatch.chdir(tmp_path)
    for name, text in (*shown, ("wrong.toml", dict(shown)["almanac.toml"])):
        Path(name).write_text(text, encoding="utf-8")
    for command, output in CONSOLE.findall(page):
        main(command.split())
        lines = [line for line in "".join(capsys.readouterr()).splitlines() if line.startswith(("almanac", "wrong"))]
        assert (lines or ["no findings"]) == output.splitlines()


def test_the_formatter_leaves_tables_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claims = tmp_path / "data" / "claims"
    claims.mkdir(parents=True)
    path = written(claims, table(row()))
    monkeypatch.setattr(files, "ROOT", tmp_path)
    assert format_files([]) == []
    assert path.read_text(encoding="utf-8") == table(row())
