"""What the reconciliation service sends and takes is what the specification's schemas say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from serving import Served, served
from test_reconciliation_morning import query, table

pytestmark = pytest.mark.shared

FOLDER = Path(__file__).parents[2] / "shared" / "schemas" / "reconciliation-0.2"
ROOT = "/reconcile/en"
PLACES = [
    ("manifest", "/reconcile"),
    ("manifest", "/reconcile/ru"),
    ("suggest-entities-response", f"{ROOT}/suggest/entity?prefix=s"),
    ("suggest-properties-response", f"{ROOT}/suggest/property?prefix="),
    ("suggest-types-response", f"{ROOT}/suggest/type?prefix="),
    ("data-extension-property-proposal", f"{ROOT}/properties?type=person"),
    ("data-extension-property-proposal", f"{ROOT}/properties?type=event&limit=2"),
]


@pytest.fixture(scope="module")
def own(small_folder: Path) -> Iterator[Served]:
    """A server of the small graph."""
    with served(small_folder) as found:
        yield found


def check(name: str, document: object) -> None:
    """Hold a document against a schema, which names others by their files and the one of OpenAPI by its address."""
    schemas = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.json")}
    resources = [(one.get("$id", file), one) for file, one in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(one, default_specification=DRAFT7)) for uri, one in resources
    )
    jsonschema.Draft7Validator(schemas[f"{name}.json"], registry=registry).validate(document)


def asked(server: Served, name: str, document: object) -> Any:
    return json.loads(server.ask(f"/reconcile?{urlencode({name: json.dumps(document)})}").body)


@pytest.mark.parametrize(("name", "place"), PLACES)
def test_what_is_sent_is_valid(name: str, place: str, own: Served) -> None:
    answer = own.ask(place)
    assert answer.status == 200
    check(name, json.loads(answer.body))


def test_queries_and_candidates_are_valid(own: Served) -> None:
    batch = {str(at): query(row, years=True) for at, row in enumerate(table())}
    check("reconciliation-query-batch", batch)
    check("reconciliation-result-batch", asked(own, "queries", batch))


@pytest.mark.parametrize("dates", ["edtf", "first", "last", "year"])
def test_every_property_of_every_kind_of_thing_is_valid_in_every_form_of_date(dates: str, own: Served) -> None:
    for kind in ("person", "post", "body", "event"):
        proposed = json.loads(own.ask(f"{ROOT}/properties?type={kind}").body)["properties"]
        found = json.loads(own.ask(f"{ROOT}/suggest/entity?prefix=s&type={kind}").body)["result"]
        properties = [{"id": one["id"], "settings": {"dates": dates}} for one in proposed]
        wanted = {"ids": [one["id"] for one in found], "properties": properties}
        assert wanted["ids"]
        check("data-extension-query", wanted)
        check("data-extension-response", asked(own, "extend", wanted))


def test_a_schema_refuses_what_is_wrong() -> None:
    with pytest.raises(jsonschema.ValidationError):
        check("manifest", {"versions": ["0.1"], "name": "x", "identifierSpace": "x", "schemaSpace": "x"})
    with pytest.raises(jsonschema.ValidationError):
        check("reconciliation-result-batch", {"q": {"result": [{"id": "x", "name": "x", "score": "high"}]}})
