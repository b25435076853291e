"""The command line: what people type, what they get, and with which exit status."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from serving import deaf_port
from smallgraph import lay_out
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.checks.findings import Findings
from sovleader_kg.cli import main
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.corpus.evidence import Coverage, SourceCoverage
from sovleader_kg.errors import Accepted, Problem

PREFIXES = """\
PREFIX edtf: <http://id.loc.gov/datatypes/edtf/>
PREFIX person: <https://w3id.org/sovleader/id/person/>
PREFIX post: <https://w3id.org/sovleader/id/post/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
PREFIX term: <https://w3id.org/sovleader/id/term/>
"""


def _json(capsys: pytest.CaptureFixture[str]) -> object:
    return json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("kg")
class TestWho:
    def test_who_without_a_post_means_the_office(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--on", "1923-05-01", "--json"]) == 0
        answer = _json(capsys)
        assert isinstance(answer, dict)
        assert answer["office"].endswith("/office/secretaryship")
        assert [one["name"] for one in answer["answers"]] == ["Joseph Stalin"]
        assert answer["nobody"] is None
        assert set(answer["answers"][0]) == {
            *("person", "name", "post", "term", "certainty", "boundary", "acting", "claims")
        }

    def test_a_vacant_day_exits_with_1_and_says_why(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--on", "1982-11-11"]) == 1
        assert capsys.readouterr().out == "nobody  certain: vacant\n"

    def test_an_answer_is_said_in_a_sentence(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--on", "12 November 1982", "--say"]) == 0
        assert capsys.readouterr().out == "On 12 November 1982 Yuri Andropov certainly became General Secretary.\n"
        assert main(["who", "--on", "11.11.1982", "--language", "ru"]) == 1
        assert capsys.readouterr().out.startswith("На 11 ноября 1982 года должность ")
        assert main(["who", "--effective", "--of", "soviet-union", "--on", "1984-02-11", "--say", "--json"]) == 0
        answer = _json(capsys)
        assert isinstance(answer, dict)
        assert answer["sentence"] == "The sources do not say who led the Soviet Union in effect."

    def test_a_post_is_asked_by_its_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "first-secretary", "--on", "1960-01-01"]) == 0
        assert capsys.readouterr().out.startswith("Nikita Khrushchev  post:first-secretary  certain")

    def test_in_a_period_both_of_a_handover_held_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--during", "1964", "--json"]) == 0
        answer = _json(capsys)
        assert isinstance(answer, dict)
        assert [one["certainty"] for one in answer["answers"]] == ["certain", "certain"]
        assert (answer["during"], set(answer) & {"on", "through"}) == ("1964", set())

    def test_a_post_that_changed_hands_had_no_one_all_year(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--through", "1964"]) == 1
        assert capsys.readouterr().out == "nobody  certain: changed-hands\n"

    def test_of_one_person_only_one_of_three_values_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--on", "1953-09-10", "--person", "nikita-khrushchev"]) == 0
        assert capsys.readouterr().out == "possible  (in some reading of the claims)\n"
        assert main(["who", "--during", "1950", "--person", "nikita-khrushchev"]) == 1
        assert capsys.readouterr().out == "impossible  (in no reading of the claims)\n"

    def test_who_led_in_effect_is_another_question(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["who", "--effective", "--of", "soviet-union", "--on", "1953-03-16"]) == 0
        assert "Soviet Union\n  Georgy Malenkov  certain" in capsys.readouterr().out


@pytest.mark.usefixtures("kg")
class TestOn:
    def test_a_day_is_told_group_by_group(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["on", "1953-03-10"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[:3] == [
            "Secretaryship of the party",
            "  nobody  certain: no-post",
            "Headship of the Soviet government",
        ]
        assert lines[3].startswith("  Georgy Malenkov  post:chairman-of-the-council-of-ministers  certain")
        assert "Led in effect" in lines
        assert [line[:25] for line in lines if " change  " in line] == [
            "last change  1953-03-07  ",
            "next change  1953-03-13  ",
        ]

    def test_two_days_are_told_by_their_changes(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["on", "1964-01-01", "1964-12-31"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[:3] == [
            "Secretaryship of the party",
            "  + Leonid Brezhnev  certain",
            "  - Nikita Khrushchev  certain",
        ]
        assert "Between" in lines

    def test_days_are_said_in_sentences(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["on", "12 November 1982", "--say"]) == 0
        day = capsys.readouterr().out
        assert day.startswith("12 November 1982: Yuri Andropov certainly became General Secretary. ")
        assert main(["on", "1982-11-10", "1982-11-12", "--say"]) == 0
        changes = capsys.readouterr().out
        assert "Secretaryship of the party: came: Yuri Andropov; left: Leonid Brezhnev." in changes

    def test_days_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["on", "1964-10-14", "--json"]) == 0
        day = _json(capsys)
        assert main(["on", "1964-10-14", "1964-10-16", "--json"]) == 0
        between = _json(capsys)
        assert isinstance(day, dict)
        assert isinstance(between, dict)
        assert (day["on"], between["first"], between["last"]) == ("1964-10-14", "1964-10-14", "1964-10-16")
        assert day["groups"][0]["entries"][0]["office"].endswith("/office/secretaryship")

    def test_a_day_on_which_nobody_held_anything_exits_with_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["on", "1900-01-01"]) == 1
        assert "  nobody  certain: no-post, outside" in capsys.readouterr().out
        assert main(["on", "1900-01-01", "1901-01-01"]) == 1
        assert capsys.readouterr().out == "no change\n"


@pytest.mark.usefixtures("kg")
class TestRelate:
    def test_relations_are_told_in_words(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["relate", "term:nikita-khrushchev.1", "term:leonid-brezhnev.1"]) == 0
        assert capsys.readouterr().out == (
            "possibly before, meets\na day in common: possible; a day between: impossible\n"
        )

    def test_relations_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["relate", "event:death-of-brezhnev", "tenure:leonid-brezhnev.1", "--json"]) == 0
        found = _json(capsys)
        assert isinstance(found, dict)
        assert (found["certain"], found["overlap"], found["gap"]) == ("finishes", "certain", "impossible")


@pytest.mark.usefixtures("kg")
class TestAsk:
    def test_a_period_in_reverse_is_misuse_in_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        period = ["--first", "1985-12-31", "--last", "1984-03-01"]
        assert main(["ask", "holders_through", "--post", "general-secretary", *period]) == 2
        assert capsys.readouterr().err == (
            "sovleader: --last: 1984-03-01 lies before the first day, 1985-12-31; write the earlier day first\n"
        )

    def test_ask_alone_lists_the_queries(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ask"]) == 0
        assert "holders_on" in capsys.readouterr().out

    def test_the_list_as_json_names_parameters(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ask", "--json"]) == 0
        listed = _json(capsys)
        assert isinstance(listed, list)
        first = next(one for one in listed if one["name"] == "holders_on")
        assert {one["name"] for one in first["params"]} == {"post", "day"}

    def test_a_parameter_is_given_by_its_name(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["ask", "holders_on", "--post", "first-secretary", "--day=1960-01-01", "--format", "csv"]) == 0
        assert "nikita-khrushchev" in capsys.readouterr().out


@pytest.mark.usefixtures("kg")
class TestSparql:
    @pytest.mark.parametrize("engine", ["oxigraph", pytest.param("rdflib", marks=pytest.mark.deep)])
    def test_prefixes_of_the_project_need_no_declaration(self, engine: str, capsys: pytest.CaptureFixture[str]) -> None:
        query = "SELECT ?p WHERE { ?p a sl:Office ; rdfs:label 'Office of the party secretary'@en } ORDER BY ?p"
        assert main(["sparql", query, "--engine", engine]) == 0
        assert capsys.readouterr().out.startswith("p\n")

    def test_a_question_is_answered_yes_or_no(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", "ASK { person:joseph-stalin a foaf:Person }"]) == 0
        assert capsys.readouterr().out == "yes\n"

    def test_triples_come_as_turtle(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", "CONSTRUCT WHERE { term:joseph-stalin.1 sl:holder ?p }"]) == 0
        assert "    sl:holder person:joseph-stalin ;" in capsys.readouterr().out

    def test_a_query_that_does_not_parse_gets_one_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", "SELECT ?x WHERE {"]) == 2
        assert capsys.readouterr().err.count("\n") == 1

    def test_an_empty_query_is_told(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", " "]) == 2
        assert capsys.readouterr().err == "sovleader: the query is empty\n"

    def test_an_update_is_refused(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["sparql", "DELETE WHERE { ?s ?p ?o }"]) == 2
        assert "cannot be answered" in capsys.readouterr().err


@pytest.mark.usefixtures("kg")
class TestExplain:
    @pytest.mark.parametrize(
        ("query", "line"), [(b'ASK {\n ?s ?p "\xe9" }', 2), (b"\xff\xfeA\x00", 1), (b"ASK { }\n#\n# \xd1", 3)]
    )
    def test_query_in_another_encoding_is_told_with_its_line(self, query: bytes, line: int) -> None:
        command = [sys.executable, "-m", "sovleader_kg.cli", "sparql", "-"]
        done = subprocess.run(command, input=query, capture_output=True, check=False)
        told = f"sovleader: standard input, line {line}: not UTF-8; save the query as UTF-8\n"
        assert (done.returncode, done.stderr.decode()) == (2, told)

    def test_byte_order_mark_before_a_query_is_passed_over(self) -> None:
        command = [sys.executable, "-m", "sovleader_kg.cli", "sparql", "-"]
        done = subprocess.run(command, input=b"\xef\xbb\xbfASK { }", capture_output=True, check=False)
        assert done.stdout == b"yes\n"

    def test_a_term_is_explained_with_sources_and_places(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:nikita-khrushchev.1"]) == 0
        text = capsys.readouterr().out
        assert "sl:start  1953-09-07" in text
        assert re.search(r"1953-09-14  contradicts: according to .*claim:wikipedia\.", text)

    def test_an_unknown_thing_gets_a_suggestion(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "person:josef-stalin"]) == 2
        assert 'Did you mean "person:joseph-stalin"?' in capsys.readouterr().err


class TestCheck:
    @pytest.fixture
    def findings(self, monkeypatch: pytest.MonkeyPatch) -> None:
        still_open = Problem("data/terms.ttl:7", "term:x.1: succeeds no term", "warning", "missing_predecessor")
        closed = Problem("data/terms.ttl:3", "term:a.1: ended by 1982-11-10", "info", "gap")
        found = Findings((still_open,), (Accepted(closed, "the editors", "2026-11-24", "Nobody is named."),))
        read = SourceCoverage("source:a", passages=9, with_claims=7, nothing_to_claim=2, open=0, text_only_claims=0)
        unread = SourceCoverage("source:b", passages=1, with_claims=0, nothing_to_claim=1, open=0, text_only_claims=0)
        monkeypatch.setattr("sovleader_kg.build.check", lambda *_: found)
        monkeypatch.setattr("sovleader_kg.build.measure", lambda _: Coverage((read, unread), 1234, 8, 8))

    EVIDENCE = "8 of 8 facts that need a claim have one; 1,234 claims from 7 passages of 1 sources"

    @pytest.mark.usefixtures("findings")
    def test_of_accepted_findings_only_the_number_is_shown(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check"]) == 1
        assert capsys.readouterr().out.splitlines() == [
            "data/terms.ttl:7: warning: term:x.1: succeeds no term",
            self.EVIDENCE,
            "1 warning, 1 reviewed and accepted (to list them: sovleader check --accepted)",
        ]

    @pytest.mark.usefixtures("findings")
    def test_accepted_findings_are_listed_apart_on_demand(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--accepted"]) == 1
        assert capsys.readouterr().out.splitlines() == [
            "data/terms.ttl:7: warning: term:x.1: succeeds no term",
            "accepted:",
            "data/terms.ttl:3: info: term:a.1: ended by 1982-11-10",
            "    the editors, 2026-11-24: Nobody is named.",
            self.EVIDENCE,
            "1 warning, 1 reviewed and accepted",
        ]

    @pytest.mark.usefixtures("findings")
    def test_a_call_to_copy_names_a_program_that_is_off_the_path_by_its_file(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("sys.argv", [str(Path.cwd() / ".venv" / "bin" / "sovleader"), "check"])
        monkeypatch.setenv("PATH", "")
        assert main(["check"]) == 1
        assert "(to list them: .venv/bin/sovleader check --accepted)" in capsys.readouterr().out

    @pytest.mark.usefixtures("findings")
    def test_accepted_findings_tell_their_reason_as_json(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--json"]) == 1
        found = _json(capsys)
        assert isinstance(found, dict)
        assert [set(one) for one in found["open"]] == [{"where", "message", "severity", "rule"}]
        assert found["accepted"] == [
            {
                "where": "data/terms.ttl:3",
                "message": "term:a.1: ended by 1982-11-10",
                "severity": "info",
                "rule": "gap",
                "accepted_by": "the editors",
                "accepted_on": "2026-11-24",
                "reason": "Nobody is named.",
            }
        ]

    @pytest.mark.usefixtures("small_project")
    def test_own_turtle_that_fits_has_no_errors(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        own = tmp_path / "own.ttl"
        own.write_text(PREFIXES + "person:joseph-stalin rdfs:seeAlso <https://example.org/> .\n", encoding="utf-8")
        assert main(["check", str(own)]) == 0
        assert capsys.readouterr().out == "no findings\n"

    @pytest.mark.parametrize(
        ("body", "messages"),
        [
            ("term:x.1 sl:hodler person:joseph-stalin .", ["own.ttl:7", 'Did you mean "sl:holder"?']),
            ("term:x.1 a sl:Term ; sl:post post:general-secretery .", ['Did you mean "post:general-secretary"?']),
            ('term:joseph-stalin.1 sl:start "1953-13-45"^^edtf:EDTF .', ["own.ttl:7", "is not a valid date"]),
            ("person:joseph-stalin a sl:Post .", ["person:joseph-stalin"]),
            ("term:joseph-stalin.1 sl:holder person:nikita-khrushchev .", ["term:joseph-stalin.1"]),
            ("this is not a Turtle", ["own.ttl:7", "not Turtle"]),
            ("term:x.1 sl:holder [ a sl:Post ] .", ["own.ttl:7", "a blank node"]),
            (
                'post:first-secretary sl:numberOfHolders "abc"^^<http://www.w3.org/2001/XMLSchema#integer> .',
                ["own.ttl:7"],
            ),
        ],
    )
    @pytest.mark.usefixtures("small_project")
    def test_a_mistake_is_told_with_its_place(
        self, body: str, messages: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = tmp_path / "own.ttl"
        own.write_text(PREFIXES + body + "\n", encoding="utf-8")
        assert main(["check", str(own)]) in {1, 2}
        shown = "".join(capsys.readouterr())
        assert all(message in shown for message in messages)
        assert "Traceback" not in shown

    @pytest.mark.deep
    def test_a_person_who_is_a_post_fails_and_names_the_facts(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = tmp_path / "own.ttl"
        own.write_text(PREFIXES + "term:joseph-stalin.1 sl:post person:joseph-stalin .\n", encoding="utf-8")
        assert main(["check", str(own)]) in {1, 2}
        assert "person:joseph-stalin" in "".join(capsys.readouterr())

    def test_wrong_bytes_are_told_with_their_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        own = tmp_path / "own.ttl"
        own.write_bytes(PREFIXES.encode() + "# Сталин\n".encode("cp1251"))
        assert main(["check", str(own)]) == 2
        assert "own.ttl:7: error: not UTF-8" in capsys.readouterr().err

    def test_a_missing_file_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(tmp_path / "none.ttl")]) == 2
        assert "cannot be read" in capsys.readouterr().err

    def test_coverage_is_complete(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", "--coverage", "--json"]) == 0
        found = _json(capsys)
        assert isinstance(found, dict)
        assert found["facts"]["needing_claims"] == found["facts"]["supported"] > 0
        assert sum(one["open"] for one in found["sources"]) == 0
        articles = [one for one in found["sources"] if one["source"].endswith(("/wikipedia", "/prolewiki"))]
        assert sum(one["text_only_claims"] for one in articles) <= 12

    def test_passages_are_listed_with_positions(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        article = tmp_path / "article.txt"
        article.write_text("One sentence stands here, long enough to count as running text, it is.\n", encoding="utf-8")
        assert main(["check", "--passages", str(article), "--json"]) == 0
        listed = _json(capsys)
        assert isinstance(listed, list)
        assert set(listed[0]) == {"locator", "start", "end", "footnotes", "sha256"}


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["who", "--on", "1953-13-45"], '"1953-13-45" is not a valid date'),
        (["who", "general-secretery", "--on", "1960-01-01"], 'Did you mean "post:general-secretary"?'),
        (["who", "person:joseph-stalin", "--on", "1960-01-01"], "is a person, not a post or an office"),
        (["who", "--on", "1950-01-01", "--on", "1951-01-01"], "--on is given twice"),
        (["who", "--on=1950-01-01", "--on", "1951-01-01"], "--on is given twice"),
        (["ask", "names", "--thing", "lenin", "--format", "csv", "--format", "json"], "--format is given twice"),
        (["ask", "holders_on", "--post", "general-secretary", "--post=first-secretary"], "--post is given twice"),
        (["export", "csvw", "--output", "a", "--output", "b"], "--output is given twice"),
        (["who", "--person", "term:nikita-khrushchev.1", "--on", "1960-01-01"], "is a term, not a person"),
        (["who", "--effective", "--of", "person:joseph-stalin", "--on", "1950-01-01"], "is a person, not a body"),
        (["ask", "holders_on", "--post", "event:congress-20"], "is an event, not a post"),
        (["ask", "sources_of_fact", "--property", "sl:strat"], 'Did you mean "sl:start"?'),
        (["ask", "lives", "--person", "wd:Q855"], "is of another vocabulary, not a person"),
        (["explain", "person:Josef Stalinn"], 'is not in the graph. Did you mean "person:joseph-stalin"?'),
        (["who", "nonsense:x", "--on", "1960-01-01"], 'unknown prefix "nonsense"'),
        (["who", "a b>", "--on", "1960-01-01"], "not a valid name of a thing"),
        (["who", " ", "--on", "1960-01-01"], "a name is empty"),
        (["who", "--engine", "rdflibb", "--on", "1960-01-01"], 'Did you mean "rdflib"?'),
        (["on", "1953-03"], "ask during 1953-03"),
        (["on", "1953-03-06", "1953-03-05"], "1953-03-05 lies before the first day, 1953-03-06; write the earlier day"),
        (["who", "--when", "1960-01-01"], "unknown argument --when"),
        (["ask", "holders_off"], 'Did you mean "holders_on"?'),
        (["ask", "holders_on", "--daay", "1960-01-01"], 'Did you mean "day"?'),
        (["ask", "holders_on", "--day"], "--day needs a value"),
        (["ask", "holders_on", "--day", "1960"], '"1960" is not a valid date'),
        (["ask", "holders_on", "stray"], '"stray" stands where'),
        (["ask", "holders_on", "--format", "jsn"], 'Did you mean "json"?'),
        (["ask", "holders_on", "--format", "ttl"], "rows do not fit into Turtle"),
    ],
)
def test_a_mistake_gets_one_line_and_status_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["who", "First", "Secretary", "--on", "14 September 1953"], "Nikita Khrushchev  post:first-secretary"),
        (["who", "Первый секретарь", "--on", "14.9.1953"], "Nikita Khrushchev  post:first-secretary"),
        (["who", "--person", "Chruschtschow", "--during", "September 1953"], "certain"),
        (["who", "--effective", "--of", "Советский Союз", "--on", "1953-03-16"], "Soviet Union"),
        (["explain", "Хрущев"], "Nikita Khrushchev  person:nikita-khrushchev"),
        (["explain", "nikita-khrushchev"], "Nikita Khrushchev  person:nikita-khrushchev"),
        (["explain", "term:nikita-khrushchev.1", "start"], "Nikita Khrushchev as First Secretary (term 1)"),
        (["relate", "Stalin", "Death of Stalin"], "certainly finished by"),
        (["disputes", "--about", "Khruschev"], "Nikita Khrushchev as First Secretary (term 1): start"),
        (["ask", "holders_on", "--post", "First Secretary", "--day", "14 сентября 1953 г."], "person"),
        (["who", "--on", "14", "September", "1953", "First", "Secretary"], "Nikita Khrushchev  post:first-secretary"),
        (["who", "--during", "March", "1953", "to", "1954", "--person", "Khruschev"], "certain"),
        (["on", "6", "March", "1953"], "Secretaryship of the party"),
        (["on", "1 March", "1953", "30", "September", "1953"], "Secretaryship of the party"),
    ],
)
def test_things_and_days_are_named_as_people_write_them(
    arguments: list[str],
    shown: str,
    small_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(small_folder))
    assert main(arguments) == 0
    assert capsys.readouterr().out.startswith(shown)


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["explain", "Kuznetsov"], "may be person:vasily-kuznetsov or person:alexey-kuznetsov; name one of them"),
        (["explain", "Lennin"], '"Lennin" is not in the graph. Did you mean "person:vladimir-lenin"?'),
        (["disputes", "--about", "zzzz"], '"zzzz" is not in the graph.'),
        (
            ["who", "--effective", "--of", "Lenin", "--on", "1920-01-01"],
            "(person:vladimir-lenin), a person, not a body",
        ),
        (["who", "brezhnev", "--on", "1970-01-01"], '"brezhnev" is Leonid Brezhnev (person:leonid-brezhnev), a person'),
        (["who", "chairman", "--on", "1970-01-01"], "others; name one of them"),
        (["ask", "holders_on", "--post", "secretary"], '--post: "secretary" may be post:'),
        (["ask", "terms_of_person", "--person", "Kuznetsov"], '--person: "Kuznetsov" may be person:'),
        (["explain", "14 October 1964"], '"14 October 1964" is a day, not a thing'),
    ],
)
def test_a_name_that_fits_several_or_none_gets_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


FINDS = {"compare", "diff"}  # their examples have findings, on purpose


def _example(command: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    return shlex.split(shown.partition("example: ")[2])


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=[pytest.mark.deep] * (command == "build"))
        for command in COMMANDS
        if command not in {"load", "serve", "mcp"}
    ],
)
def test_every_example_of_the_help_runs(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if command == "check":
        monkeypatch.setattr(files, "ROOT", lay_out(tmp_path / "project"))
    monkeypatch.chdir(tmp_path)
    for name in ("mine.ttl", "old.ttl"):
        (tmp_path / name).write_text(PREFIXES, encoding="utf-8")
    words = _example(command, capsys)
    assert words[:2] == ["sovleader", command]
    assert main(words[1:]) == (1 if command in FINDS else 0)


@pytest.mark.usefixtures("kg")
def test_a_store_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with deaf_port() as port:
        server = f"http://127.0.0.1:{port}"
        assert main(["load", f"{server}/store", "--query", f"{server}/query"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err == f"sovleader: {server}/query: nothing answers there; is the server running, and the address right?\n"
    )


@pytest.mark.parametrize("words", [["check", "\ud800"], ["check", "--passages", "\ud800"], ["compare", "\ud800"]])
def test_half_of_a_character_is_told_in_a_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)


def test_an_unknown_command_gets_a_suggestion(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert 'Did you mean "check"?' in capsys.readouterr().err


def test_a_closed_pipe_is_no_error(small_folder: Path) -> None:
    command = f"{sys.executable} -m sovleader_kg.cli sparql 'SELECT * WHERE {{ ?s ?p ?o }}' | head -1"
    graph = os.environ | {"SOVLEADER_GRAPH": str(small_folder)}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=graph)
    assert done.stderr == ""


@pytest.mark.parametrize("words", [["who", "--on", "1960-01-01"], ["on", "1960-01-01"]])
def test_a_question_about_a_day_in_a_pipe_imports_neither_rdflib_nor_owlrl_nor_pyshacl_nor_rich(
    words: list[str], kg: KnowledgeGraph
) -> None:
    del kg
    code = (
        f"import sys; from sovleader_kg.cli import main; main({words!r}); "
        "print(sorted({'rdflib', 'owlrl', 'pyshacl', 'yaml', 'rich', 'argcomplete'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")
