"""Identifiers: shapes, stored queries and the page for users say of each scheme what its record says."""

from __future__ import annotations

import re

import pytest
from pyoxigraph import NamedNode

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import read
from sovleader_kg.identifiers import EXACT_MATCH, SCHEMES, scheme_of
from sovleader_kg.names import PREFIXES, compact, expand

SH = PREFIXES["sh"]
PROPERTIES = {one.property for one in SCHEMES.values()}


def _query(name: str) -> str:
    return (files.ROOT / "queries" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("property_", sorted(PROPERTIES), ids=compact)
def test_a_shape_allows_the_patterns_of_the_records_and_no_others(property_: str) -> None:
    shapes = Index(read(files.ROOT / "ontology" / "shapes" / "facts.ttl").triples)
    (pattern,) = shapes.values(expand(f"shape:Identified-{compact(property_).partition(':')[2]}"), f"{SH}pattern")
    parts = [one.pattern for one in SCHEMES.values() if one.property == property_]
    assert pattern == (f"^({'|'.join(parts)})$" if len(parts) > 1 else f"^{parts[0]}$")


def test_a_shape_is_there_for_the_properties_of_the_records_and_no_others() -> None:
    shapes = Index(read(files.ROOT / "ontology" / "shapes" / "facts.ttl").triples)
    listed = shapes.nodes(expand("shape:Identified"), f"{SH}property")
    paths = {path for one in listed if isinstance(one, NamedNode) for path in shapes.values(one.value, f"{SH}path")}
    assert paths == PROPERTIES


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("external_identifiers.rq", r"\?property IN \((.*?)\)"),
        ("checks/identifier_used_twice.rq", r"VALUES \?property \{(.*?)\}"),
    ],
)
def test_a_query_lists_the_properties_of_the_records(name: str, listed: str) -> None:
    match = re.search(listed, _query(name), re.DOTALL)
    assert match
    assert sorted(map(expand, match[1].replace(",", " ").split())) == sorted(PROPERTIES)


def test_the_check_of_identifiers_used_twice_lists_every_authority() -> None:
    match = re.search(r"VALUES \?authority \{(.*?)\}", _query("checks/identifier_used_twice.rq"), re.DOTALL)
    assert match
    spaces = [one.space.partition(":")[2] for one in SCHEMES.values() if one.property == EXACT_MATCH]
    assert sorted(match[1].split()) == sorted(f'"{space}"' for space in spaces)


def test_the_check_of_check_digits_looks_at_the_one_scheme_that_has_them() -> None:
    (scheme,) = (one for one in SCHEMES.values() if one.check)
    assert f'STRAFTER(STR(?identifier), "{scheme.space.partition(":")[2]}")' in _query("checks/gnd_check_digit.rq")


def test_the_page_on_new_sources_names_every_scheme() -> None:
    page = (files.ROOT / "docs" / "new-source.md").read_text(encoding="utf-8")
    (row,) = (line for line in page.splitlines() if line.startswith("| `[columns]` |"))
    assert re.findall(r"`([\w-]+)`", row.partition("identifiers")[2]) == list(SCHEMES)


@pytest.mark.parametrize(
    ("scheme", "value", "identifier"),
    [
        ("wikidata", "http://www.wikidata.org/entity/Q855", "Q855"),
        ("gnd", "https://d-nb.info/gnd/4037949-8", "4037949-8"),
        ("viaf", "http://viaf.org/viaf/76441659", "76441659"),
        ("viaf", "https://viaf.org/viaf/76441659", "76441659"),
        ("isni", "https://isni.org/isni/000000003426972X", "000000003426972X"),
        ("lccn", "http://id.loc.gov/authorities/names/n2002043712", "n2002043712"),
        ("dbpedia", "http://dbpedia.org/resource/Joseph_Stalin", "Joseph_Stalin"),
        ("dbpedia", "http://dbpedia.org/resource/A/B", "A/B"),
        ("pm20", "https://pm20.zbw.eu/folder/pe/0169xx/016952/about.en.html", "pe/016952"),
        ("pm20", "https://pm20.zbw.eu/folder/pe/0169xx/016952", "pe/016952"),
        ("pm20", "https://pm20.zbw.eu/folder/sh/126940,144265", "sh/126940,144265"),
        ("pmb", "https://pmb.acdh.oeaw.ac.at/entity/12048/", "12048"),
        ("wikipedia", "https://en.wikipedia.org/wiki/Joseph_Stalin", "Joseph_Stalin"),
        ("wikipedia", "https://de.wikipedia.org/wiki/Josef_Stalin", "https://de.wikipedia.org/wiki/Josef_Stalin"),
        ("archigos", "82204800-1e42-11e4-b4cd-db5882bf8def", "82204800-1e42-11e4-b4cd-db5882bf8def"),
        ("history-state-gov", "107395", "107395"),
        ("freebase", "/m/09jrf", "/m/09jrf"),
    ],
)
def test_a_value_of_the_graph_has_a_scheme_and_an_identifier(scheme: str, value: str, identifier: str) -> None:
    record = SCHEMES[scheme]
    assert scheme_of(record.property, value) is record
    assert record.identifier(value) == identifier
    assert record.identifier(identifier) == identifier


def test_an_address_of_another_kind_gives_its_last_part() -> None:
    assert SCHEMES["wikidata"].identifier("https://www.wikidata.org/wiki/Q855/") == "Q855"


def test_a_value_in_no_known_form_has_no_scheme() -> None:
    assert scheme_of(EXACT_MATCH, "http://www.wikidata.org/entity/P39") is None
    assert scheme_of(SCHEMES["archigos"].property, "http://www.wikidata.org/entity/Q855") is None


def test_only_a_scheme_with_check_digits_knows_what_is_mistyped() -> None:
    assert [name for name, one in SCHEMES.items() if one.is_mistyped("?")] == ["gnd"]


@pytest.mark.parametrize(
    ("scheme", "cell", "identifier"),
    [
        ("wikidata", "wd:Q855", "Q855"),
        ("wikidata", "wikidata:Q855", "Q855"),
        ("wikidata", "q855", "Q855"),
        ("wikidata", "https://www.wikidata.org/wiki/Q855", "Q855"),
        ("gnd", "gnd:4037949-x", "4037949-X"),
        ("wikipedia", "Yuri Andropov", "Yuri_Andropov"),
        ("archigos", "82204800-1E42-11E4-B4CD-DB5882BF8DEF", "82204800-1e42-11e4-b4cd-db5882bf8def"),
        ("history-state-gov", "history-state-gov:112894", "112894"),
        ("freebase", "/m/03_lf", "/m/03_lf"),
        ("pm20", "pm20:pe/016952", "pe/016952"),
        ("wikidata", "Stalin", "Stalin"),
    ],
)
def test_an_identifier_is_read_as_compact_name_and_in_either_case(scheme: str, cell: str, identifier: str) -> None:
    assert SCHEMES[scheme].identifier(cell) == identifier


@pytest.mark.parametrize(
    "cell",
    [
        *("Q855", "q855", "Q 855", "wd:Q855", "WD:q855", "wikidata:Q855", "[[Q855]]", " Q855 "),
        "https://www.wikidata.org/entity/Q855",
        "<http://www.wikidata.org/entity/Q855>",
        "https://www.wikidata.org/wiki/Special:EntityData/Q855.json",
        "https://www.wikidata.org/wiki/Special:EntityPage/Q855",
        "https://m.wikidata.org/wiki/Q855",
        "https://www.wikidata.org/wiki/Q855?uselang=ru#P39",
        "https://wikidata.org/wiki/Q855/",
        "www.wikidata.org/wiki/Q855",
        "wikidata.org/wiki/Q855",
    ],
)
def test_an_item_of_wikidata_is_read_from_whatever_address(cell: str) -> None:
    assert SCHEMES["wikidata"].identifier(cell) == "Q855"


@pytest.mark.parametrize(
    "cell",
    [
        *("Jānis Rudzutaks", "jānis_Rudzutaks", "J%C4%81nis_Rudzutaks", "en:Jānis Rudzutaks"),
        "https://en.wikipedia.org/wiki/Jānis_Rudzutaks",
        "http://en.m.wikipedia.org/wiki/J%C4%81nis_Rudzutaks#Death",
        "https://en.wikipedia.org/wiki/J%C4%81nis%20Rudzutaks?oldid=1",
        "https://en.wikipedia.org/w/index.php?title=J%C4%81nis_Rudzutaks&action=history",
        "en.wikipedia.org/wiki/Jānis_Rudzutaks",
    ],
)
def test_a_page_of_wikipedia_is_read_from_whatever_address(cell: str) -> None:
    assert SCHEMES["wikipedia"].identifier(cell) == "J%C4%81nis_Rudzutaks"


@pytest.mark.parametrize(
    "cell", ["https://ru.wikipedia.org/wiki/Киров", "http://ru.m.wikipedia.org/wiki/Киров", "ru:Киров"]
)
def test_a_page_in_another_language_keeps_it(cell: str) -> None:
    page = "https://ru.wikipedia.org/wiki/%D0%9A%D0%B8%D1%80%D0%BE%D0%B2"
    assert SCHEMES["wikipedia"].identifier(cell) == page


@pytest.mark.parametrize(
    ("scheme", "cell", "identifier"),
    [
        ("gnd", "(DE-588)118642499", "118642499"),
        ("isni", "0000 0001 2281 991X", "000000012281991X"),
        ("viaf", "http://viaf.org/viaf/101603/", "101603"),
    ],
)
def test_identifiers_of_libraries_are_read_as_libraries_write_them(scheme: str, cell: str, identifier: str) -> None:
    assert SCHEMES[scheme].identifier(cell) == identifier
    assert SCHEMES[scheme].is_formed(identifier)


@pytest.mark.parametrize(
    "cell", ["X855", "855", "Q0", "Q0855", "Q855.0", "Stalin", "https://example.org/855", "P39", ""]
)
def test_what_is_no_item_of_wikidata_is_known_as_such(cell: str) -> None:
    scheme = SCHEMES["wikidata"]
    assert not scheme.is_formed(scheme.identifier(cell))


@pytest.mark.parametrize("name", SCHEMES)
def test_a_value_of_the_graph_is_read_back_from_its_compact_name(name: str, kg: KnowledgeGraph) -> None:
    scheme = SCHEMES[name]
    rows = kg.select(f"SELECT DISTINCT ?value WHERE {{ ?thing <{scheme.property}> ?value }} ORDER BY ?value").rows
    values = [value.value for (value,) in rows if value and scheme_of(scheme.property, value.value) == scheme]
    marks = [scheme.identifier(value) for value in values]
    assert marks
    assert [scheme.identifier(f"{name}:{mark}") for mark in marks] == marks
