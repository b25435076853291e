"""Origins: every triple is told apart by its nature, and traced to facts, claims and passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from pyoxigraph import Literal, NamedNode

from sovleader_kg import KnowledgeGraph, build
from sovleader_kg.answers.explanation.lookup import Lookup, Triple
from sovleader_kg.answers.explanation.origins import origin
from sovleader_kg.answers.explanation.proofs import Proof
from sovleader_kg.corpus.corpus import Corpus, read_corpus
from sovleader_kg.corpus.vocabulary import needing_claims
from sovleader_kg.names import BASE, compact, expand, kind_of

SAMPLED = 7


@cache
def _corpus() -> Corpus:
    return read_corpus()


@cache
def _derived() -> build.Derived:
    return build.derive(_corpus())


@pytest.fixture(scope="module")
def lookup(kg: KnowledgeGraph) -> Lookup:
    return kg.lookup


def _facts() -> Iterator[Triple]:
    for document in _corpus().facts:
        for triple in document.triples:
            yield str(triple.subject.value), triple.predicate.value, triple.object  # type: ignore[union-attr, misc]


def _computed() -> list[Triple]:
    parts = (*_derived().bounds, *_derived().closure, *_derived().common)
    return [(str(t.subject.value), t.predicate.value, t.object) for t in parts]  # type: ignore[union-attr, misc]


def _judged() -> list[Triple]:
    """Return one triple of each dispute, and of each seventh verdict."""
    kept = {str(t.subject.value): t for t in _derived().judged}  # type: ignore[union-attr]
    verdicts = [iri for iri in kept if kind_of(iri) == "verdict"][::SAMPLED]
    disputes = [iri for iri in kept if kind_of(iri) == "dispute"]
    return [(iri, kept[iri].predicate.value, kept[iri].object) for iri in (*verdicts, *disputes)]  # type: ignore[misc]


def _shown(triple: Triple) -> str:
    return f"{compact(triple[0])} {compact(triple[1])} {triple[2].value}"


def test_nothing_that_hands_wrote_passes_for_derived(lookup: Lookup) -> None:
    assert [_shown(triple) for triple in _facts() if not lookup.asserted(triple)] == []


def test_nothing_derived_passes_for_written_by_hand(lookup: Lookup) -> None:
    assert [_shown(triple) for triple in (*_computed(), *_judged()) if lookup.asserted(triple)] == []


@pytest.mark.deep
def test_every_fact_that_needs_a_claim_reaches_a_passage(lookup: Lookup) -> None:
    needing = set(needing_claims(_corpus().vocabulary))
    facts = [triple for triple in _facts() if triple[1] in needing]
    assert len(facts) > 800
    proofs = {_shown(triple): origin(lookup, triple) for triple in facts}
    assert [name for name, proof in proofs.items() if proof is None or not proof.claims] == []
    assert all(said.passage and said.locator for proof in proofs.values() if proof for said in proof.claims)


def _reaches_its_passages(proof: Proof) -> bool:
    """Return whether each fact at the leaves that claims speak of has them, with their passages."""
    return all(leaf.claims for leaf in proof.leaves() if leaf.nature in {"claimed", "derived"})


@pytest.mark.deep
def test_everything_derived_reaches_the_passages_of_the_facts_behind_it(lookup: Lookup) -> None:
    proofs = {_shown(triple): origin(lookup, triple) for triple in (*_computed(), *_judged())}
    assert len(proofs) > 2000
    assert [name for name, proof in proofs.items() if proof is None] == []
    assert [name for name, proof in proofs.items() if proof and not _reaches_its_passages(proof)] == []


def test_a_proof_uses_only_triples_that_the_graph_holds(lookup: Lookup) -> None:
    triple = (expand("person:joseph-stalin"), expand("sl:heldOffice"), NamedNode(expand("office:secretaryship")))
    proof = origin(lookup, triple)
    assert proof
    pending = [proof]
    while pending:
        one = pending.pop()
        assert lookup.has(one.triple)
        pending += one.premises
    assert {leaf.nature for leaf in proof.leaves()} <= {"claimed", "editorial"}


RULES = {
    ("term:vladimir-ivashko.1", "rdf:type", "sl:Term"): "sub-class",
    ("term:joseph-stalin.1", "org:member", "person:joseph-stalin"): "sub-property",
    ("person:joseph-stalin", "sl:heldTerm", "term:joseph-stalin.1"): "inverse property",
    ("term:joseph-stalin.1", "org:role", "office:secretaryship"): "property chain",
    ("term:yuri-andropov.1", "sl:comesAfter", "term:nikita-khrushchev.1"): "transitive property",
    ("body:central-committee", "rdf:type", "sl:PartyBody"): "has value",
    ("post:general-secretary", "rdf:type", "sl:PartyPost"): "some values",
    ("person:joseph-stalin", "org:hasMembership", "term:joseph-stalin.1"): "inverse property",
    ("person:joseph-stalin", "org:memberOf", "body:politburo"): "property chain",
    ("body:orgburo", "org:subOrganizationOf", "body:central-committee"): "part",
    ("body:central-committee", "org:hasSubOrganization", "body:orgburo"): "part",
    ("term:joseph-stalin.1", "org:memberDuring", f"{BASE}term/joseph-stalin.1#interval"): "interval",
    (f"{BASE}term/joseph-stalin.1#interval", "time:hasEnd", f"{BASE}term/joseph-stalin.1#end"): "interval",
}


@pytest.mark.parametrize(
    ("triple", "rule"), RULES.items(), ids=lambda value: " ".join(value) if len(value) == 3 else ""
)
def test_a_derived_triple_names_the_rule_that_gave_it(triple: tuple[str, str, str], rule: str, lookup: Lookup) -> None:
    subject, predicate, value = map(expand, triple)
    proof = origin(lookup, (subject, predicate, NamedNode(value)))
    assert proof
    assert proof.rule == rule
    assert proof.premises


QUOTED = {"domain", "inverse property", "range", "sub-class", "sub-property"}


@pytest.mark.deep
def test_every_rule_and_its_reason_is_told_in_russian_too(lookup: Lookup) -> None:
    proofs = [proof for triple in (*_computed(), *_judged()) if (proof := origin(lookup, triple))]
    assert {proof.rule for proof in proofs} >= {"bounds", "dispute", "limits", "sub-class", "verdict"}
    told = {proof.rule_ru for proof in proofs} | {proof.because_ru for proof in proofs if proof.rule not in QUOTED}
    assert [text for text in told if not re.search("[а-яё]", text or "")] == []


NATURES = {
    ("term:joseph-stalin.1", "sl:holder"): "claimed",
    ("term:joseph-stalin.1", "sl:partOfTenure"): "editorial",
    ("resolution:start-of-khrushchev", "sl:rationale"): "editorial",
    ("source:wikipedia", "sl:textSha256"): "metadata",
    ("claim:wikipedia.6.1", "sl:gloss"): "metadata",
    ("sl:holder", "skos:definition"): "vocabulary",
    ("concept:stated", "skos:prefLabel"): "vocabulary",
    ("term:joseph-stalin.1", "sl:latestEnd"): "derived",
}


@pytest.mark.parametrize(
    ("point", "nature"), NATURES.items(), ids=lambda value: " ".join(value) if len(value) == 2 else ""
)
def test_what_is_not_derived_is_claimed_editorial_metadata_or_vocabulary(
    point: tuple[str, str], nature: str, lookup: Lookup
) -> None:
    subject, predicate = map(expand, point)
    value = lookup.objects(subject, predicate)[0]
    assert lookup.nature((subject, predicate, value)) == nature


def test_a_bound_rests_on_the_claims_on_all_ends_of_one_event(lookup: Lookup) -> None:
    term, bound = expand("term:vladimir-ivashko.1"), expand("sl:earliestStart")
    proof = origin(lookup, (term, bound, lookup.objects(term, bound)[0]))
    assert proof
    subjects = {compact(said.subject) for said in proof.claims}
    assert {"term:mikhail-gorbachev.1", "term:vladimir-ivashko.1", "event:resignation-of-gorbachev-1991"} <= subjects


def test_a_triple_that_the_graph_does_not_hold_has_no_origin(lookup: Lookup) -> None:
    assert origin(lookup, (f"{BASE}term/joseph-stalin.1", expand("sl:start"), Literal("1900"))) is None


@pytest.mark.deep
def test_both_engines_tell_the_same_natures(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    facts = [triple for triple in _facts() if "stalin" in triple[0]]
    assert [other.lookup.nature(triple) for triple in facts] == [one.lookup.nature(triple) for triple in facts]
