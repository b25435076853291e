"""Popolo: every object against the specification's own schemas, and what the file may not say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft3Validator
from referencing import Registry
from referencing.jsonschema import DRAFT3

from sovleader_kg import KnowledgeGraph

SCHEMAS = Path(__file__).parent / "vocabularies" / "popolo"
SPACE = "http://www.popoloproject.com/schemas/"
COLLECTIONS = {
    "persons": "person",
    "organizations": "organization",
    "posts": "post",
    "memberships": "membership",
    "events": "event",
    "areas": "area",
}
BASE = "https://w3id.org/sovleader/id/"
Json = dict[str, Any]


def _schema(name: str) -> Json:
    found: Json = json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _validator(name: str) -> Draft3Validator:
    """Return a validator that knows the frozen schemas and fetches nothing."""
    frozen = {path.stem: DRAFT3.create_resource(_schema(path.stem)) for path in SCHEMAS.glob("*.json")}
    known: Registry[Any] = Registry().with_resources(
        (f"{SPACE}{stem}.json", resource) for stem, resource in frozen.items()
    )
    return Draft3Validator(_schema(name), registry=known, format_checker=Draft3Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def popolo(kg: KnowledgeGraph) -> Json:
    found: Json = json.loads(kg.export("popolo").content)
    return found


def _by_id(popolo: Json, collection: str) -> dict[str, Json]:
    return {one["id"].removeprefix(BASE): one for one in popolo[collection]}


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_every_object_keeps_its_schema(popolo: Json, collection: str) -> None:
    validator = _validator(COLLECTIONS[collection])
    assert [error.message for one in popolo[collection] for error in validator.iter_errors(one)] == []


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_no_object_has_a_property_that_its_schema_does_not_know(popolo: Json, collection: str) -> None:
    known = set(_schema(COLLECTIONS[collection])["properties"])
    assert {name for one in popolo[collection] for name in one} <= known


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("membership", {"start_date": "1927~"}),
        ("membership", {"end_date": "1991-08-24/1991-08-29"}),
        ("person", {"identifiers": [{"scheme": "wikidata"}]}),
        ("person", {"other_names": [{"lang": "ru"}]}),
        ("post", {"sources": [{"note": "no page"}]}),
        ("event", {"id": 1}),
    ],
)
def test_the_schemas_catch_what_is_wrong(name: str, wrong: Json) -> None:
    assert len(list(_validator(name).iter_errors(wrong))) == 1


def test_the_collections_are_popolos(popolo: Json) -> None:
    assert list(popolo) == list(COLLECTIONS)
    assert all(popolo.values())


def test_ids_are_unique(popolo: Json) -> None:
    ids = [one["id"] for collection in COLLECTIONS for one in popolo[collection]]
    assert len(ids) == len(set(ids))


def _references(popolo: Json) -> Iterator[tuple[str, str]]:
    for collection in COLLECTIONS:
        for one in popolo[collection]:
            yield from ((name, value) for name, value in one.items() if name.endswith("_id"))


def test_every_reference_leads_to_an_object_of_the_file(popolo: Json) -> None:
    targets = {
        "person_id": "persons",
        "organization_id": "organizations",
        "post_id": "posts",
        "area_id": "areas",
    }
    ids = {collection: {one["id"] for one in popolo[collection]} for collection in COLLECTIONS}
    parents = ids["organizations"] | ids["events"] | ids["areas"]
    known = {name: ids[collection] for name, collection in targets.items()} | {"parent_id": parents}
    assert [value for name, value in _references(popolo) if value not in known[name]] == []


def test_a_membership_names_person_body_and_post_and_its_passages(popolo: Json) -> None:
    term = _by_id(popolo, "memberships")["term/yuri-andropov.1"]
    assert {name: term[name] for name in term if name != "sources"} == {
        "id": f"{BASE}term/yuri-andropov.1",
        "label": "Yuri Andropov as General Secretary (term 1)",
        "role": "General Secretary",
        "person_id": f"{BASE}person/yuri-andropov",
        "organization_id": f"{BASE}body/central-committee",
        "post_id": f"{BASE}post/general-secretary",
        "start_date": "1982-11-12",
        "end_date": "1984-02-09",
    }
    assert all(set(source) == {"url", "note"} for source in term["sources"])


def test_every_membership_has_a_source(popolo: Json) -> None:
    assert [one["id"] for one in popolo["memberships"] if not one.get("sources")] == []


def test_a_source_that_says_otherwise_is_none(popolo: Json) -> None:
    notes = [source["note"] for source in _by_id(popolo, "persons")["person/alexei-kosygin"]["sources"]]
    assert notes == ["worddisk.com: Alexei Kosygin: lead"]


def test_terms_that_are_at_most_possible_are_left_out(popolo: Json) -> None:
    memberships = _by_id(popolo, "memberships")
    assert "term/elena-stasova.1" in memberships
    assert "term/elena-stasova.2" not in memberships


@pytest.mark.parametrize(
    ("collection", "thing", "member", "expected"),
    [
        ("memberships", "term/oleg-shenin.2", "end_date", "1991-08"),
        ("memberships", "term/georgy-malenkov.1", "start_date", None),
        ("memberships", "term/elena-stasova.1", "start_date", "1917"),
        ("memberships", "term/alexei-kosygin.1", "end_date", None),
        ("posts", "post/president-of-the-soviet-union", "end_date", "1991-12"),
        ("organizations", "body/council-of-ministers", "founding_date", "1946-03"),
        ("persons", "person/elena-stasova", "birth_date", "1873-10-15"),
        ("persons", "person/leonid-brezhnev", "birth_date", None),
        ("persons", "person/nikolai-podgorny", "death_date", "1983-01"),
        ("events", "event/death-of-stalin", "start_date", "1953-03-05"),
    ],
)
def test_dates_are_as_precise_as_their_values_and_no_more(
    popolo: Json, collection: str, thing: str, member: str, expected: str | None
) -> None:
    assert _by_id(popolo, collection)[thing].get(member) == expected


def test_identifiers_name_their_schemes(popolo: Json) -> None:
    assert _by_id(popolo, "persons")["person/joseph-stalin"]["identifiers"] == [
        {"identifier": "82204800-1e42-11e4-b4cd-db5882bf8def", "scheme": "archigos"},
        {"identifier": "Joseph_Stalin", "scheme": "dbpedia"},
        {"identifier": "/m/03_lf", "scheme": "freebase"},
        {"identifier": "118642499", "scheme": "gnd"},
        {"identifier": "112894", "scheme": "historystategov"},
        {"identifier": "pe/016952", "scheme": "pm20"},
        {"identifier": "Q855", "scheme": "wikidata"},
    ]


def test_every_scheme_of_the_graph_is_known(popolo: Json) -> None:
    objects = (one for collection in COLLECTIONS for one in popolo[collection])
    schemes = {given["scheme"] for one in objects for given in one.get("identifiers", ())}
    assert "iri" not in schemes
    assert {"wikidata", "viaf", "gnd", "dbpedia"} <= schemes


def test_other_names_carry_their_language(popolo: Json) -> None:
    assert _by_id(popolo, "persons")["person/vladimir-ivashko"]["other_names"] == [
        {"name": "Владимир Антонович Ивашко", "lang": "ru"},
        {"name": "Vladimir Antonovich Ivashko", "lang": "ru-latn-alalc97"},
    ]


def test_every_source_and_link_is_a_web_address(popolo: Json) -> None:
    objects = [one for collection in COLLECTIONS for one in popolo[collection]]
    urls = [link["url"] for one in objects for name in ("sources", "links") for link in one.get(name, ())]
    assert len(urls) > 100
    assert [url for url in urls if not re.fullmatch(r"https?://[!-~]+", url)] == []


def test_an_acting_term_says_so(popolo: Json) -> None:
    assert _by_id(popolo, "memberships")["term/vladimir-ivashko.1"]["role"] == "General Secretary (acting)"


def test_rdflib_gives_the_same_file(kg: KnowledgeGraph, kg_rdflib: KnowledgeGraph) -> None:
    assert kg_rdflib.export("popolo").files == kg.export("popolo").files
