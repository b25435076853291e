"""What the rows of a table mean: scores, matches, and facts that sharpen or lower them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.reconciliation.candidates import NAME_SCORES, Candidate, Question
from sovleader_kg.answers.reconciliation.facts import Fact, days_written
from sovleader_kg.answers.reconciliation.headings import read_heading
from sovleader_kg.answers.reconciliation.properties import KINDS, PROPERTIES, property_called
from sovleader_kg.errors import UsageError
from sovleader_kg.names import BASE
from sovleader_kg.web.errors import RefusedError
from sovleader_kg.web.reconciliation.requests import read_questions, read_wanted

CERTAIN = {"identifier", "name"}


def asked(kg: KnowledgeGraph, text: str, kind: str = "", /, **facts: str) -> list[Candidate]:
    """Return the candidates for a row; `from_="1953"` is a fact called "from"."""
    told = tuple(Fact(property_called(name.strip("_").replace("_", "-")), (value,)) for name, value in facts.items())
    return kg.candidates.find(Question(text, (kind,) if kind else (), told))


def told(found: list[Candidate]) -> tuple[str, str, bool]:
    """Return whom the first candidate is, how the name fits, and whether it is the match."""
    return found[0].thing.iri.removeprefix(BASE), found[0].way, found[0].match


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("Stalin, Joseph", {}, ("person/joseph-stalin", "name", True)),
        ("ИОСИФ СТАЛИН", {}, ("person/joseph-stalin", "name", True)),
        ("Сталин И. В.", {}, ("person/joseph-stalin", "initials", False)),
        ("Сталин И. В.", {"born": "1878"}, ("person/joseph-stalin", "initials", True)),
        ("Сталин И. В., 1878-1953", {}, ("person/joseph-stalin", "initials", True)),
        ("Сталин И. В. (1922–1952)", {}, ("person/joseph-stalin", "initials", False)),
        ("Сталин И. В.", {"post": "General Secretary"}, ("person/joseph-stalin", "initials", False)),
        ("Stalin", {"born": "18.12.1878"}, ("person/joseph-stalin", "surname", False)),
        ("Joseph Stalin", {"born": "1901"}, ("person/joseph-stalin", "name", False)),
        ("Joseph Stalin", {"from_": "1800"}, ("person/joseph-stalin", "name", False)),
        ("Joseph Stalin", {"born": "no date at all"}, ("person/joseph-stalin", "name", True)),
        ("Jozef Stalin", {"born": "1878-12-18", "died": "1953-03-05"}, ("person/joseph-stalin", "near", False)),
        ("Stalin", {"wikidata": "wd:Q855"}, ("person/joseph-stalin", "surname", True)),
        ("", {"wikidata": "Q855"}, ("person/joseph-stalin", "facts", True)),
        ("", {"born": "1878"}, ("person/joseph-stalin", "facts", False)),
        ("Nikita Khrushchev", {"wikidata": "Q855"}, ("person/nikita-khrushchev", "name", False)),
        ("person:joseph-stalin", {}, ("person/joseph-stalin", "identifier", True)),
        ("Politburo", {}, ("body/politburo", "name", True)),
        ("генеральный секретарь", {}, ("post/general-secretary", "name", True)),
    ],
)
def test_only_what_alone_can_be_meant_is_a_match(
    text: str, facts: dict[str, str], expected: tuple[str, str, bool], small: KnowledgeGraph
) -> None:
    assert told(asked(small, text, expected[0].partition("/")[0], **facts)) == expected


def test_name_of_several_is_told_apart_by_facts_alone(kg: KnowledgeGraph) -> None:
    several = asked(kg, "Kuznetsov", "person")
    assert [one.match for one in several] == [False, False]
    assert several[0].score == NAME_SCORES["surname"] * 0.8
    dated = asked(kg, "Kuznetsov", "person", born="1901")
    assert told(dated) == ("person/vasily-kuznetsov", "surname", False)
    assert dated[0].score > several[0].score > dated[1].score - 1


def test_facts_sharpen_and_lower_the_score(small: KnowledgeGraph) -> None:
    def score(**facts: str) -> float:
        return asked(small, "Сталин И. В.", "person", **facts)[0].score

    assert score(born="1878") > score(post="General Secretary") > score() > score(from_="1800") > score(born="1901")
    assert score(born="1878", died="1953") > score(born="1878")
    assert score(born="soon") == score(end="1953") == score()


def test_post_is_named_by_its_body_and_office_too(small: KnowledgeGraph) -> None:
    for name in ("General Secretary", "post/general-secretary", "Central Committee", "secretaryship"):
        assert asked(small, "Stalin", "person", post=name)[0].facts == {"post": True}
    assert asked(small, "Stalin", "person", post="First Secretary")[0].facts == {"post": False}


def test_date_agrees_with_all_that_sources_leave_open(kg: KnowledgeGraph) -> None:
    for born in ("1878", "1879-12-21", "18 December 1878", "c. 1877", "6.12.1878", "1878-12-18T00:00:00Z"):
        assert asked(kg, "Stalin", "person", born=born)[0].facts == {"born": True}
    assert asked(kg, "Stalin", "person", born="1881")[0].facts == {"born": False}


def test_every_name_and_identifier_leads_to_its_thing(kg: KnowledgeGraph) -> None:
    for kind in KINDS:
        for thing in (one for one in kg.things.values() if one.kind == kind):
            for text in (thing.iri.removeprefix(BASE), thing.iri, f"{kind}:{thing.iri.rpartition('/')[2]}"):
                assert told(asked(kg, text)) == (thing.iri.removeprefix(BASE), "identifier", True)
            for label in thing.labels.values():
                found = {one.thing.iri: one for one in kg.candidates.find(Question(label, (kind,), limit=50))}
                assert found[thing.iri].way == "name", label
                assert found[thing.iri].match == ([one.way for one in found.values()].count("name") == 1), label


@given(st.data())
def test_slip_of_the_pen_is_never_a_match_however_well_the_life_fits(
    small: KnowledgeGraph, data: st.DataObject
) -> None:
    people = [one for one in small.things.values() if one.kind == "person"]
    label = data.draw(st.sampled_from([one.labels[language] for one in people for language in ("en", "ru")]))
    at = data.draw(st.integers(0, len(label) - 1))
    slip = label[:at] + data.draw(st.sampled_from(["", "q", "ж", label[at] * 2])) + label[at + 1 :]
    for one in asked(small, slip, born="1878-12-18", died="1953-03-05"):
        assert not one.match or one.way in CERTAIN | {"initials"}
        assert 0 < one.score <= 100


@given(st.text(max_size=300))
def test_any_text_has_candidates_in_order_or_none(small: KnowledgeGraph, text: str) -> None:
    found = asked(small, text)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert sum(one.match for one in found) <= 1
    assert all(one.way in CERTAIN for one in found if one.match)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([*PROPERTIES, *KINDS]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["query", "type", "limit", "properties", "pid", "v", "id", "ids", "settings", "dates", "q"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)


@given(JSON | st.dictionaries(st.sampled_from(["q0", "ids", "properties"]), JSON))
def test_any_json_is_read_or_refused_in_one_line(document: object) -> None:
    for read in (read_questions, read_wanted):
        try:
            read(json.dumps(document))
        except (UsageError, RefusedError) as error:
            assert "\n" not in str(error)  # noqa: PT017


@pytest.mark.parametrize("text", ["(" * 200, "1 " * 100, "a(b" * 60, "a, " * 60 + "1878-1953x", "1878-" * 40])
def test_long_headings_are_read_as_they_are(text: str) -> None:
    assert read_heading(text) == (text, None, None)


def test_what_is_no_date_has_no_days() -> None:
    assert [days_written(text) for text in ("", "soon", "99.99.1953", "1953-13", "0000", "T")] == [None] * 6
