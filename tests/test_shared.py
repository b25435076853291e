"""Evidence: the cited passages stand in the articles, and reference claims in the reference tables.

These tests need `../shared` beside the checkout (the source articles and the reference tables); `make evidence`
and `.ci/run` run them, `make test` leaves them out by their mark.
"""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest

from serving import served
from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.cli import main
from sovleader_kg.corpus.articles import check_article
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.corpus.index import Index
from sovleader_kg.names import BASE, PREFIXES, compact, sl

SHARED = Path(__file__).parents[2] / "shared"
ARTICLES = ("wikipedia", "prolewiki")
pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def index() -> Index:
    return read_corpus().index


def _article(name: str) -> str:
    return (SHARED / "articles" / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ARTICLES)
def test_every_cited_passage_and_spelling_stands_in_its_article(index: Index, name: str) -> None:
    result = check_article(index, _article(name))
    assert result.problems == ()
    assert result.source == f"{BASE}source/{name}"
    assert result.passages == result.verified > 40


@pytest.mark.parametrize("name", ARTICLES)
def test_the_copy_is_the_one_that_the_source_names(index: Index, name: str) -> None:
    digest = hashlib.sha256((SHARED / "articles" / f"{name}.txt").read_bytes()).hexdigest()
    assert index.values(f"{BASE}source/{name}", sl("textSha256")) == [digest]


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [("14", "15", "wording"), ("Khrushchev", "Kruschev", "wording"), ("First Secretary", "", "wording")],
)
def test_a_changed_article_fails(index: Index, name: str, old: str, new: str, rule: str) -> None:
    result = check_article(index, _article(name).replace(old, new))
    assert rule in {problem.rule for problem in result.problems}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_with_an_added_sentence_fails(index: Index, name: str) -> None:
    added = _article(name) + "\nA sentence that nobody has read yet stands at the very end of this article now.\n"
    assert {problem.rule for problem in check_article(index, added).problems} == {"uncited"}


@pytest.mark.parametrize("name", ARTICLES)
def test_a_moved_article_is_told_to_have_moved_only(index: Index, name: str) -> None:
    result = check_article(index, "\n\n" + _article(name))
    assert {problem.rule for problem in result.problems} == {"moved"}
    assert result.verified == result.passages


def test_the_command_says_the_same(tmp_path: Path) -> None:
    assert main(["check", "--article", str(SHARED / "articles" / "wikipedia.txt")]) == 0
    changed = tmp_path / "changed.txt"
    changed.write_text(_article("wikipedia").replace("1966", "1965"), encoding="utf-8")
    assert main(["check", "--article", str(changed)]) == 1


def _hash(text: str) -> str:
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    return hashlib.sha256(plain.encode()).hexdigest()


def _rows(name: str) -> list[dict[str, str]]:
    with (SHARED / "reference" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _wordings(row: dict[str, str]) -> list[str]:
    """The wordings by which a row of a table is cited: a cell, a named cell, or a record's first cells."""
    record = [row[name] for name in ("obsid", "leader", "startdate", "enddate") if name in row]
    cells = [f"{name} {value}" for name, value in row.items()]
    return [*row.values(), *cells, ",".join(record), *(",".join((*record[:2], cell)) for cell in cells)]


def _reference_wordings() -> dict[str, str]:
    """Every wording of the reference tables, by its hash."""
    tables = ("wikidata-p39.csv", "archigos-4.1.csv", "identifiers.csv")
    written = ["facts", "congresses", "persons", "memberships", "plenums", "state_posts", "snapshots", "periods"]
    written += ["party_names", "identifiers-bodies"]
    found = [row["as_written"] for name in written for row in _rows(f"{name}.csv")]
    with (Path(__file__).parent / "hand_read" / "passages.csv").open(encoding="utf-8", newline="") as lines:
        found += [row["as_written"] for row in csv.DictReader(lines)]
    found += [wording for name in tables for row in _rows(name) for wording in _wordings(row)]
    return {_hash(wording): wording for wording in found}


def test_every_spelling_of_a_reference_claim_stands_in_its_row(index: Index) -> None:
    wordings = _reference_wordings()
    strays = [
        (compact(claim), written)
        for claim in index.of_type(sl("Claim"))
        for written in index.values(claim, sl("asWritten"))
        for passage in index.values(claim, sl("passage"))
        if not index.value(passage, sl("startsAt"))
        and " ".join(written.split()) not in " ".join(wordings[index.values(passage, sl("sha256"))[0]].split())
    ]
    assert strays == []


def test_every_reference_passage_is_a_row_of_the_reference_tables(index: Index) -> None:
    known = _reference_wordings()
    strays = [
        compact(passage)
        for passage in index.of_type(sl("Passage"))
        if not index.value(passage, sl("startsAt")) and index.value(passage, sl("sha256")) not in known
    ]
    assert strays == []


def _address(scheme: str, identifier: str) -> str:
    """Return an identifier of the second collection as the graph writes it."""
    folder = identifier.rpartition("/")[2]
    forms = {
        "pm20_folder": f"https://pm20.zbw.eu/folder/pe/{folder[:4]}xx/{folder}/about.en.html",
        "wikidata": f"http://www.wikidata.org/entity/{identifier}",
        "gnd": f"https://d-nb.info/gnd/{identifier}",
        "viaf": f"https://viaf.org/viaf/{identifier}",
        "enwiki_title": f"https://en.wikipedia.org/wiki/{identifier}",
        "isni": f"https://isni.org/isni/{identifier}",
        "lccn": f"http://id.loc.gov/authorities/names/{identifier}",
    }
    return forms.get(scheme, identifier)


def test_every_identifier_of_the_graph_stands_in_the_table(index: Index) -> None:
    rows = _rows("identifiers.csv")
    seen = {row["uri"] for row in rows} | {row["identifier"] for row in rows}
    seen |= {_address(row["scheme"], row["identifier"]) for row in _rows("identifiers-bodies.csv")}
    predicates = [PREFIXES["skos"] + "exactMatch", PREFIXES["foaf"] + "isPrimaryTopicOf"]
    predicates += [sl(name) for name in ("archigosId", "historyStateGovId", "freebaseId")]
    used = {
        value for predicate in predicates for one in index.using(predicate) for value in index.values(one, predicate)
    }
    assert used
    assert {unquote(one) for one in used} - {unquote(one) for one in seen} == set()


def test_who_is_missing_from_archigos_is_not_among_its_leaders(index: Index) -> None:
    leaders = {row["leader"] for row in _rows("archigos-4.1.csv")}
    missing = {
        index.values(person, PREFIXES["rdfs"] + "label")[0].split()[-1]
        for one in index.of_type(sl("NonMatch"))
        if index.values(one, sl("missingFrom"))
        and (person := index.values(one, sl("about"))[0]).startswith(PREFIXES["person"])
    }
    assert "Stalin" in leaders
    assert missing == {"Ivashko", "Krestinsky", "Molotov", "Stasova", "Sverdlov"}
    assert not missing & leaders


def test_an_identifier_of_a_non_match_stands_in_the_table(index: Index) -> None:
    seen = {row["uri"] for row in _rows("identifiers.csv")}
    assert {value for one in index.of_type(sl("NonMatch")) for value in index.values(one, sl("notMatching"))} <= seen


@pytest.mark.parametrize(("name", "table"), [("archigos", "archigos-4.1.csv"), ("wikidata-p39", "wikidata-p39.csv")])
def test_a_shipped_example_compares_like_the_table_that_it_was_cut_from(
    kg: KnowledgeGraph, tmp_path: Path, name: str, table: str
) -> None:
    shipped = files.example_table(name)
    whole = kg.compare(SHARED / "reference" / table, shipped.with_suffix(".toml"))
    assert whole.findings == kg.compare(shipped).findings
    assert kg.write_claims(whole, tmp_path / "out.ttl") > 5
    assert build.check([tmp_path / "out.ttl"]).open == ()


@pytest.mark.parametrize(("name", "table"), [("archigos", "archigos-4.1.csv"), ("wikidata-p39", "wikidata-p39.csv")])
def test_every_cell_of_a_shipped_example_stands_in_the_reference_table(name: str, table: str) -> None:
    with files.example_table(name).open(encoding="utf-8", newline="") as lines:
        shipped = list(csv.DictReader(lines))
    assert shipped == [{column: row[column] for column in shipped[0]} for row in _rows(table)]


def test_no_sentence_of_an_article_stands_in_the_project() -> None:
    sentences = {
        sentence.strip()
        for name in ARTICLES
        for sentence in re.split(r"(?<=[.!?])\s+", _article(name))
        if len(sentence.split()) >= 9
    }
    root = Path(__file__).parents[1]
    for path in [*root.glob("data/**/*.ttl"), *root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("tests/**/*")]:
        if path.is_file() and path.suffix in {".ttl", ".md", ".csv", ".py"}:
            text = " ".join(path.read_text(encoding="utf-8").split())
            assert [s for s in sentences if " ".join(s.split()) in text] == [], path.name


def test_passages_of_a_served_article_are_shown_in_their_own_words(kg: KnowledgeGraph) -> None:
    del kg
    with served(None, "--article", *(str(SHARED / "articles" / f"{name}.txt") for name in ARTICLES)) as server:
        for passage, words in (("prolewiki.42", "evolved over time"), ("wikipedia.24", "grew out of less powerful")):
            assert words in server.ask(f"/page/passage/{passage}").text
