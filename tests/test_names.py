"""Names: compact and full IRIs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.errors import UsageError
from sovleader_kg.names import BASE, KINDS, PREFIXES, compact, expand, kind_of, used_prefixes


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{BASE}person/joseph-stalin", "person:joseph-stalin"),
        (f"{BASE}claim/wikipedia.12.3", "claim:wikipedia.12.3"),
        ("https://w3id.org/sovleader/ontology#Term", "sl:Term"),
        ("http://www.w3.org/2001/XMLSchema#date", "xsd:date"),
        (f"{BASE}person/", "person:"),
        (f"{BASE}person/a/b", f"<{BASE}person/a/b>"),
        (f"{BASE}person/ends.", f"<{BASE}person/ends.>"),
        (f"{BASE}person/-a", f"<{BASE}person/-a>"),
        (f"{BASE}person/иван", f"<{BASE}person/иван>"),
        (f"{BASE}unknown/a", f"<{BASE}unknown/a>"),
        ("https://example.org/", "<https://example.org/>"),
    ],
)
def test_iri_has_one_compact_name(iri: str, name: str) -> None:
    assert compact(iri) == name


@given(st.sampled_from(sorted(PREFIXES)), st.text("ab09.-_/#", max_size=6))
def test_compact_name_expands_to_its_iri(prefix: str, local: str) -> None:
    iri = PREFIXES[prefix] + local
    assert expand(compact(iri)) == iri


@pytest.mark.parametrize(
    ("name", "kind", "iri"),
    [
        ("person:joseph-stalin", None, f"{BASE}person/joseph-stalin"),
        (" person:joseph-stalin ", "post", f"{BASE}person/joseph-stalin"),
        ("<https://example.org/a>", None, "https://example.org/a"),
        ("http://example.org/a", "person", "http://example.org/a"),
        ("urn:uuid:1", None, "urn:uuid:1"),
        ("general-secretary", "post", f"{BASE}post/general-secretary"),
    ],
)
def test_name_stands_for_its_iri(name: str, kind: str | None, iri: str) -> None:
    assert expand(name, kind) == iri


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("persn:stalin", 'unknown prefix "persn" in "persn:stalin". Did you mean "person"?'),
        ("zzz:stalin", 'unknown prefix "zzz" in "zzz:stalin".'),
        ("stalin", '"stalin" is neither an IRI nor a name with a prefix; write for example "person:stalin"'),
    ],
)
def test_unknown_name_is_told_with_the_way_out(name: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        expand(name)
    assert str(caught.value) == message


@pytest.mark.parametrize("kind", KINDS)
def test_kind_is_read_from_the_iri(kind: str) -> None:
    assert kind_of(PREFIXES[kind] + "a") == kind


@pytest.mark.parametrize("iri", ["https://example.org/person/a", f"{BASE}unknown/a", BASE, "person:a"])
def test_other_iris_have_no_kind(iri: str) -> None:
    assert kind_of(iri) is None


def test_used_prefixes_are_sorted_and_only_the_used() -> None:
    found = used_prefixes(["xsd:date", "person:a", "person:b", "<https://example.org/>", "ex:a", "_:b"])
    assert list(found.items()) == [("person", PREFIXES["person"]), ("xsd", PREFIXES["xsd"])]


def test_no_two_prefixes_share_a_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)
