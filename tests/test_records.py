"""Records: whatever CSV people have is read, and every bad row is told with its line."""

from __future__ import annotations

import csv
import io
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import DataError
from sovleader_kg.compare.cells import advice, edtf_of
from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.records import Record, read_records, silent

COLUMNS = '[target]\npost = "general-secretary"\n[columns]\nperson = "who"\nstart = "from"\nend = "to"\n'
HEADER = "who,from,to\n"


def _read(tmp_path: Path, table: str | bytes, more: str = "", columns: str = COLUMNS) -> list[Record]:
    told, path = tmp_path / "mine.toml", tmp_path / "mine.csv"
    told.write_text(more + columns, encoding="utf-8")
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    return read_records(path, read_description(told), silent)


def _bad(tmp_path: Path, table: str | bytes, more: str = "", columns: str = COLUMNS) -> list[str]:
    with pytest.raises(DataError) as caught:
        _read(tmp_path, table, more, columns)
    return [str(problem).replace(f"{tmp_path}/", "") for problem in caught.value.problems]


def test_bom_crlf_quotes_and_blank_lines_are_read(tmp_path: Path) -> None:
    rows = _read(tmp_path, '\ufeffwho,from,to\r\n"Stalin, Joseph", 1922-04-03 ,\r\n\r\n"A\r\n""B""",1953,1954\r\n')
    assert [(one.line, one.row, one.name) for one in rows] == [(2, 1, "Stalin, Joseph"), (4, 2, 'A "B"')]
    assert [sorted(one.dates) for one in rows] == [["start"], ["end", "start"]]


@pytest.mark.parametrize("table", [HEADER, HEADER + "\n\n", HEADER + ",,\n , ,\n", "who,from,to"])
def test_a_table_without_rows_is_nothing_to_compare(tmp_path: Path, table: str) -> None:
    assert _bad(tmp_path, table) == ["mine.csv: error: no rows below the header: nothing to compare"]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ('code = "SUN"', 'code = "SUN". code: "RUS", "USA"'),
        ('code = "rus"', 'code = "rus". code: "RUS", "USA"'),
        ('code = "RUS", kind = "y"', 'code = "RUS" and kind = "y". code: "RUS", "USA"; kind: "x"'),
        ('code = "RUSS"', 'code = "RUSS". code: "RUS", "USA" Did you mean "RUS"?'),
        ('kind = ""', 'kind = "". kind: "x"'),
    ],
)
def test_a_filter_that_matches_nothing_is_told_with_what_there_is(tmp_path: Path, where: str, message: str) -> None:
    table = "who,from,to,code,kind\nA,1922,,RUS,x\nB,1922,,USA,x\nC,1922,,RUS,x\n"
    (problem,) = _bad(tmp_path, table, f"where = {{{where}}}\n")
    assert problem.startswith(f"mine.csv: error: no row has what [where] of mine.toml asks: {message}")


def test_of_many_values_a_filter_names_the_most_frequent(tmp_path: Path) -> None:
    rows = "".join(f"A,1922,,{number // 2}\n" for number in range(40))
    (problem,) = _bad(tmp_path, "who,from,to,code\n" + rows, 'where = {code = "RUS"}\n')
    assert problem.endswith('code: "0", "1", "2", "3", "4", "5", "6", "7" and 12 more')


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "mine.csv: error: no header; the first line names the columns"),
        ("who,form,to\n", 'mine.csv:1: error: no column "from", which mine.toml names. Did you mean "form"?'),
        ("who,from,to,to\n", 'mine.csv:1: error: two columns are called "to"; rename one'),
        (HEADER + "Stalin,1922\n", "mine.csv:2: error: 2 cells, but the header has 3; quote cells that hold a comma"),
        (HEADER + "Stalin,1922,1953,x\n", "mine.csv:2: error: 4 cells, but the header has 3"),
        (HEADER + ",1922,1953\n", 'mine.csv:2: error: no name in column "who"'),
        (
            HEADER + "Stalin,3 Apr 1922,1953\n",
            'mine.csv:2: error: column "from": "3 Apr 1922" is not a valid date; write EDTF',
        ),
        (HEADER + "Stalin,1922-02-30,1953\n", 'mine.csv:2: error: column "from": "1922-02-30" is not a valid date'),
        (HEADER + "Stalin,1953,1922\n", "mine.csv:2: error: ends (1922) before it starts (1953)"),
        (HEADER + 'Stalin,"1953,1922\n', "mine.csv:2: error: not CSV: unexpected end of data"),
        (
            HEADER.encode() + "Сталин,1922,1953\n".encode("koi8-r"),
            "mine.csv:2: error: not UTF-8; save the",
        ),
    ],
)
def test_a_table_that_cannot_be_read_is_told_in_one_line(tmp_path: Path, table: str | bytes, message: str) -> None:
    problems = _bad(tmp_path, table)
    assert len(problems) == 1
    assert problems[0].startswith(message)


def test_another_delimiter_is_guessed_only_in_the_message(tmp_path: Path) -> None:
    (problem,) = _bad(tmp_path, "who;from;to\n")
    assert 'Then say at the top of the description: delimiter = ";"' in problem
    assert len(_read(tmp_path, "who;from;to\nA;1922;1923\n", 'delimiter = ";"\n')) == 1
    assert len(_read(tmp_path, "who\tfrom\tto\nA\t1922\t1923\n", 'delimiter = "\\t"\n')) == 1


def test_every_bad_row_is_told(tmp_path: Path) -> None:
    problems = _bad(tmp_path, HEADER + "A,x,\nB,1922,\nC\n,1922,\nD,1,2\n")
    assert [problem.split(": ")[0] for problem in problems] == [f"mine.csv:{line}" for line in (2, 4, 5, 6, 6)]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    told = tmp_path / "mine.toml"
    told.write_text(COLUMNS, encoding="utf-8")
    with pytest.raises(DataError, match=r"absent\.csv: error: cannot be read: No such file"):
        read_records(tmp_path / "absent.csv", read_description(told), silent)


def test_missing_values_locator_and_filter(tmp_path: Path) -> None:
    more = 'missing = ["NA", "-777"]\nlocator = "{row}: {code}"\nwhere = {code = "RUS"}\n'
    rows = _read(tmp_path, "who,from,to,code\nA,NA,-777,RUS\nB,1922,,USA\n", more)
    assert [(one.name, one.locator, dict(one.dates)) for one in rows] == [("A", "1: RUS", {})]


@pytest.mark.parametrize(
    ("more", "written", "edtf"),
    [
        ('date-format = "dd.MM.yyyy"\n', "03.04.1922", "1922-04-03"),
        ('date-format = "M/d/yyyy"\n', "4/3/1922", "1922-04-03"),
        ('date-format = "yyyyMMdd"\n', "19220403", "1922-04-03"),
        ("", "1922-04-03T00:00:00Z", "1922-04-03"),
        ("", "1922-04", "1922-04"),
        ("", "[1953-09-07,1953-09-14]", "[1953-09-07,1953-09-14]"),
    ],
)
def test_dates_are_read_in_the_form_of_the_table(tmp_path: Path, more: str, written: str, edtf: str) -> None:
    (row,) = _read(tmp_path, f'{HEADER}A,"{written}",\n', more)
    assert (row.dates["start"].written, row.dates["start"].edtf) == (written, edtf)


def test_a_date_in_another_form_than_the_described_one_is_bad(tmp_path: Path) -> None:
    problems = _bad(tmp_path, HEADER + "A,1922-04-03,\n", 'date-format = "dd.MM.yyyy"\n')
    told = '"1922-04-03" is not in the date format of the description, "dd.MM.yyyy"'
    assert problems == [f'mine.csv:2: error: column "from": {told}']


@pytest.mark.parametrize("blank", [",,", " , ,", "\t,\u00a0,", '"","",""'])
def test_rows_of_blank_cells_are_passed_over_wherever_they_stand(tmp_path: Path, blank: str) -> None:
    rows = _read(tmp_path, f"{blank}\n{HEADER}{blank}\nA,1922,1923\n{blank}\nB,1924,1925\n{blank}\n{blank}\n")
    assert [(one.line, one.row, one.name) for one in rows] == [(4, 1, "A"), (6, 2, "B")]


@pytest.mark.parametrize(
    ("table", "advised"),
    [
        ("who\tfrom\tto\nA\t1922\t1923\n", 'delimiter = "\\t"'),
        ("who;from;to\nA;1922;1923\n", 'delimiter = ";"'),
        ("who|from|to\nA|1922|1923\n", 'delimiter = "|"'),
        (HEADER + "A,12.11.1982,09.02.1984\n", 'date-format = "dd.MM.yyyy"'),
        (HEADER + "A,12.11.1982 00:00:00,09.02.1984 0:00\n", 'date-format = "dd.MM.yyyy"'),
        (HEADER + "A,2.11.1982,9.2.1984\n", 'date-format = "d.M.yyyy"'),
        (HEADER + "A,13/11/1982,09/02/1984\n", 'date-format = "dd/MM/yyyy"'),
        (HEADER + "A,11/13/1982,2/9/1984\n", 'date-format = "M/d/yyyy"'),
        (HEADER + "A,1982/11/12,1984/02/09\n", 'date-format = "yyyy/MM/dd"'),
        (HEADER + "A,19821112,19840209\n", 'date-format = "yyyyMMdd"'),
        (HEADER + "A,12-11-1982,09-02-1984\n", 'date-format = "dd-MM-yyyy"'),
        (HEADER + "A,1982-11-12,NA\nB,1984-02-09,present\n", 'missing = ["NA", "present"]'),
        (HEADER + "A,1982-11-12,?\n", 'missing = ["?"]'),
        (HEADER + "A,1982-11-12,-777\n", 'missing = ["-777"]'),
        (HEADER + "A,1982-11-12,\u201eheute\u201c\n", 'missing = ["\u201eheute\u201c"]'),
        (HEADER + 'A,1982-11-12,"a ""b"" \\"\n', r'missing = ["a \"b\" \\"]'),
        (HEADER + "A,1982-11-12,по настоящее время\n", 'missing = ["по настоящее время"]'),
    ],
)
def test_what_a_message_advises_works_when_pasted(tmp_path: Path, table: str, advised: str) -> None:
    problems = _bad(tmp_path, table)
    assert advised in problems[-1]
    assert "at the top of the description" in problems[-1]
    assert _read(tmp_path, table, advised + "\n")


def test_advice_on_missing_cells_keeps_those_that_the_description_has(tmp_path: Path) -> None:
    problems = _bad(tmp_path, HEADER + "A,1922,-\nB,1922,NA\n", 'missing = ["-"]\n')
    assert problems[0].endswith('say at the top of the description: missing = ["-", "NA"]')


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("12/11/1982", 'date-format = "dd/MM/yyyy" or date-format = "MM/dd/yyyy"'),
        ("12.11.82", "; write years with four digits"),
        ("1982-11-12T14:30:00", "; times of day are not read: leave the day alone in the cell"),
        ("1982-11-12 14:30", "; times of day are not read: leave the day alone in the cell"),
        ("12 November 1982", "; this one is 1982-11-12"),
        ("ноябрь 1982", "; this one is 1982-11"),
        ("198X-11-12", '"198X-11-12" is valid EDTF, but of a kind that is not read; write EDTF'),
        ("1922/1923/1924", '"1922/1923/1924" is not a valid date; write EDTF'),
        ("1982-02-30", "or [1953-09-07,1953-09-14]"),
    ],
)
def test_a_bad_date_is_told_with_the_way_out(tmp_path: Path, cell: str, message: str) -> None:
    (problem,) = _bad(tmp_path, f"{HEADER}A,{cell},\n")
    assert message in problem
    assert cell in problem
    assert problem.endswith(message) or not message.startswith(("; ", "or ", "date-"))


def test_a_day_that_is_none_is_quoted_as_it_is_written(tmp_path: Path) -> None:
    (problem,) = _bad(tmp_path, HEADER + "A,31.02.1982,\n", 'date-format = "dd.MM.yyyy"\n')
    assert problem.endswith('"31.02.1982" is not a day of the calendar in the date format "dd.MM.yyyy"')


@pytest.mark.parametrize(
    "cell",
    [
        "http://www.wikidata.org/.well-known/genid/5f2a",
        "https://www.wikidata.org/.well-known/genid/0cae8d0f",
        "_:b0",
        "_:genid-5f2a",
        "somevalue",
        "novalue",
        "SomeValue",
        "0000-00-00",
        "0000-00-00 00:00:00",
    ],
)
def test_values_that_wikidata_does_not_know_are_not_known(tmp_path: Path, cell: str) -> None:
    columns = COLUMNS + 'wikidata = "q"\n'
    (row,) = _read(tmp_path, f"who,from,to,q\nA,1922,{cell},{cell}\n", columns=columns)
    assert (list(row.dates), row.identifiers) == (["start"], {})


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1982-11-00", "1982-11"),
        ("1984-00-00", "1984"),
        ("1984-00", "1984"),
        ("+1982-11-00T00:00:00Z", "1982-11"),
        ("1984-00-00T00:00:00Z", "1984"),
        ("1982-11-00/1984-00-00", "1982-11/1984"),
        ("1982-11-12 00:00:00", "1982-11-12"),
        ("1982-11-12 00:00:00.000000", "1982-11-12"),
        ("1982-11-12 00:00:00+00:00", "1982-11-12"),
        ("1982-11-12T00:00:00.000Z", "1982-11-12"),
        ("1982-11-12 00:00", "1982-11-12"),
        ("1982-11-12 00:00:00 UTC", "1982-11-12"),
        ("1953/", "1953/"),
        ("../1953", "../1953"),
        ("1953/..", "1953/.."),
    ],
)
def test_zeros_and_midnights_are_read_as_what_they_stand_for(tmp_path: Path, written: str, edtf: str) -> None:
    (row,) = _read(tmp_path, f"{HEADER}A,{written},\n")
    assert row.dates["start"].edtf == edtf


@pytest.mark.parametrize(
    ("form", "written", "edtf"),
    [
        ("dd.MM.yyyy", "00.11.1982", "1982-11"),
        ("yyyyMMdd", "19820000", "1982"),
        ("M/d/yyyy", "11/12/1982 12:00:00 AM", "1982-11-12"),
        ("dd.MM.yyyy", "12.11.1982 00:00", "1982-11-12"),
    ],
)
def test_zeros_and_midnights_are_read_in_the_form_of_the_table(
    tmp_path: Path, form: str, written: str, edtf: str
) -> None:
    (row,) = _read(tmp_path, f"{HEADER}A,{written},\n", f'date-format = "{form}"\n')
    assert row.dates["start"].edtf == edtf


@pytest.mark.parametrize("cell", ["1984-00-05", "1984-13-00", "1982-11-12T01:00:00Z", "1982-11-12 00:00:01"])
def test_other_zeros_and_times_are_no_days(tmp_path: Path, cell: str) -> None:
    assert len(_bad(tmp_path, f"{HEADER}A,{cell},\n")) == 1


@given(st.dates(), st.sampled_from(["T00:00:00Z", " 00:00:00", " 00:00:00.000000", "T00:00:00+00:00", " 00:00", ""]))
def test_each_day_is_read_at_its_midnight(day: date, midnight: str) -> None:
    assert edtf_of(f"{day}{midnight}", None) == str(day)


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_cell_is_read_or_told_in_one_line(cell: str) -> None:
    told = advice(cell, [cell])
    assert "\n" not in told
    if (key := told.rpartition(": ")[2]).startswith("missing"):
        assert tomllib.loads(key) == {"missing": [cell]}


@pytest.mark.parametrize(
    ("precision", "edtf"), [("day", "1922-04-01"), ("month", "1922-04"), ("9", "1922"), ("", "1922-04-01")]
)
def test_a_column_of_precisions_cuts_false_days(tmp_path: Path, precision: str, edtf: str) -> None:
    table = f"who,from,to,how\nA,1922-04-01T00:00:00Z,,{precision}\n"
    (row,) = _read(tmp_path, table, columns=COLUMNS + 'precision = "how"\n')
    assert row.dates["start"].edtf == edtf


def test_an_unknown_precision_is_bad(tmp_path: Path) -> None:
    problems = _bad(tmp_path, "who,from,to,how\nA,1922,,monht\n", columns=COLUMNS + 'precision = "how"\n')
    assert problems[0].endswith('no precision "monht". Did you mean "month"? Use day, month or year')


def test_the_cells_of_a_column_of_posts_must_be_given_a_meaning(tmp_path: Path) -> None:
    columns = '[columns]\nperson = "who"\nstart = "from"\npost = "to"\n[posts]\nGenSec = "general-secretary"\n'
    (row,) = _read(tmp_path, HEADER + "A,1922,GenSec\n", columns=columns)
    assert row.target == "https://w3id.org/sovleader/id/post/general-secretary"
    problems = _bad(tmp_path, HEADER + "A,1922,Gensec\n", columns=columns)
    assert problems == [
        'mine.csv:2: error: [posts] of mine.toml does not say what "Gensec" means. Did you mean "GenSec"?'
    ]


def test_identifiers_lose_their_addresses(tmp_path: Path) -> None:
    columns = COLUMNS + 'wikidata = "q"\ngnd = "g"\narchigos = "a"\n'
    table = "who,from,to,q,g,a\nA,,,http://www.wikidata.org/entity/Q855,118642499,abc\n"
    (row,) = _read(tmp_path, table, columns=columns)
    assert row.identifiers == {"wikidata": "Q855", "gnd": "118642499", "archigos": "abc"}


@pytest.mark.deep
def test_a_hundred_thousand_rows_are_read_and_progress_is_said(tmp_path: Path) -> None:
    told, path = tmp_path / "mine.toml", tmp_path / "mine.csv"
    told.write_text(COLUMNS, encoding="utf-8")
    path.write_text(HEADER + "Nobody,1922-04-03,1953-03-05\n" * 100_000, encoding="utf-8")
    said: list[str] = []
    assert len(read_records(path, read_description(told), said.append)) == 100_000
    assert (len(said), said[-1]) == (20, "mine.csv: 100,000 rows")


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(rows=st.lists(st.tuples(CELLS.filter(lambda cell: cell.strip()), CELLS), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(
        [("who", "remark", "from", "to"), *((name, remark, "1922", "") for name, remark in rows)]
    )
    found = _read(tmp_path_factory.mktemp("csv"), text.getvalue(), 'locator = "at {remark}"\n')
    assert [one.name for one in found] == [" ".join(name.split()) for name, _ in rows]
    assert [one.locator for one in found] == [" ".join(f"at {remark}".split()) for _, remark in rows]
