"""Generate: N terms of office in the project's vocabulary, as N-Triples; the same N gives the same bytes.

A term has a holder, a post, EDTF dates, four bounds and, but for a post's first one, a predecessor; a claim, and a
quarter of a passage, stand behind it: about 20 triples a term. There are N/10 posts and N/4 persons. One term in a
hundred overlaps with its predecessor by more than the day of handover; each fault of `FAULTS` is made in one term,
claim or passage of two hundred.

    python benchmarks/generate.py 1000 -o terms.nt
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sovleader_kg.names import BASE, EDTF, PREFIXES, RDF, SL, XSD

__all__ = ["FAULTS", "terms", "write"]

TERMS_A_POST = 10
TERMS_A_PERSON = 4
TERMS_A_PASSAGE = 4
OVERLAPS = 0.01
FAULTY = 0.005
FAULTS = ("no holder", "two posts", "bounds reversed", "bound is a text", "post is a text", "hash cut", "no stance")
FIRST_DAY = date(1800, 1, 1)
TYPE, LABEL = f"<{RDF}type>", f"<{PREFIXES['rdfs']}label>"


@dataclass(frozen=True, slots=True)
class Term:
    """One term to be written: its number among all, its days, its fault if it has one."""

    number: int
    first: date
    latest_start: date
    earliest_end: date
    last: date
    fault: str | None


_ONE_SEAT = (
    f'{{iri}} <{SL}numberOfHolders> "1"^^<{XSD}integer> .\n'
    f"{{iri}} <{SL}postIn> <{BASE}body/made-0> .\n"
    f"{{iri}} <{SL}incarnationOf> <{BASE}office/made-0> .\n"
)


def terms(count: int) -> Iterator[str]:
    """Yield the lines of so many terms, and of their posts, persons, claims, passages and source."""
    chance = random.Random(count)
    yield from _things("body", 1, "sl:Body", more=f"{{iri}} <{SL}bodyKind> <{BASE}concept/party-organ> .\n")
    yield from _things("office", 1, "sl:Office")
    yield from _things("person", max(1, count // TERMS_A_PERSON), "foaf:Person")
    yield from _things("post", -(-count // TERMS_A_POST), "sl:Post", more=_ONE_SEAT)
    yield from _source()
    day = FIRST_DAY
    for number in range(count):
        if number % TERMS_A_POST == 0:
            day = FIRST_DAY + timedelta(chance.randrange(60_000))
        term = _term(number, day, chance)
        day = term.last
        yield from _written(term, chance)


def _things(kind: str, count: int, name: str, more: str = "") -> Iterator[str]:
    prefix, _, local = name.partition(":")
    for number in range(count):
        iri = _iri(kind, number)
        yield f"{iri} {TYPE} <{PREFIXES[prefix]}{local}> .\n"
        yield f'{iri} {LABEL} "The {kind} {number}"@en .\n'
        yield f'{iri} {LABEL} "Номер {number}"@ru .\n'
        yield f'{iri} <{PREFIXES["skos"]}altLabel> "Nomer {number}"@ru-latn-alalc97 .\n'
        if more:
            yield more.format(iri=iri)


def _source() -> Iterator[str]:
    iri = _iri("source", 0)
    yield f"{iri} {TYPE} <{SL}Source> .\n"
    yield f'{iri} <{PREFIXES["dcterms"]}title> "Made up"@en .\n'
    yield f'{iri} <{PREFIXES["dcterms"]}rights> "Anybody may use it."@en .\n'
    yield f"{iri} <{SL}sourceKind> <{BASE}concept/encyclopedia-article> .\n"


def _iri(kind: str, number: int, more: str = "") -> str:
    return f"<{BASE}{kind}/made-{number}{more}>"


def _term(number: int, day: date, chance: random.Random) -> Term:
    overlaps = number % TERMS_A_POST and chance.random() < OVERLAPS
    first = day - timedelta(40) if overlaps else day
    vague = chance.randrange(3) * 5
    fault = chance.choice(FAULTS) if chance.random() < FAULTY * len(FAULTS) else None
    earliest_end = first + timedelta(200 + chance.randrange(2_000))
    latest_start = first + timedelta(0 if overlaps else vague)
    return Term(number, first, latest_start, earliest_end, earliest_end + timedelta(vague), fault)


def _written(term: Term, chance: random.Random) -> Iterator[str]:
    number, fault = term.number, term.fault
    iri, post = _iri("term", number, ".1"), _iri("post", number // TERMS_A_POST)
    holder = _iri("person", number * 7 % max(1, number // TERMS_A_PERSON) if number > TERMS_A_PERSON else 0)
    yield f"{iri} {TYPE} <{SL}Term> .\n"
    yield f'{iri} {LABEL} "Term {number}"@en .\n'
    yield f'{iri} {LABEL} "Срок {number}"@ru .\n'
    if fault != "no holder":
        yield f"{iri} <{SL}holder> {holder} .\n"
    yield f'{iri} <{SL}post> "{number}" .\n' if fault == "post is a text" else f"{iri} <{SL}post> {post} .\n"
    if fault == "two posts":
        yield f"{iri} <{SL}post> {_iri('post', number // TERMS_A_POST + 1)} .\n"
    if number % TERMS_A_POST:
        yield f"{iri} <{SL}succeeds> {_iri('term', number - 1, '.1')} .\n"
    yield f'{iri} <{SL}start> "{term.first}/{term.latest_start}"^^<{EDTF}> .\n'
    yield f'{iri} <{SL}end> "{term.earliest_end}/{term.last}"^^<{EDTF}> .\n'
    yield from _bounds(term, iri)
    yield from _claimed(term, iri, holder, chance)


def _bounds(term: Term, iri: str) -> Iterator[str]:
    early, late = ("latest", "earliest") if term.fault == "bounds reversed" else ("earliest", "latest")
    kind = "string" if term.fault == "bound is a text" else "date"
    late_start = term.latest_start + timedelta(1) if term.fault == "bounds reversed" else term.latest_start
    yield f'{iri} <{SL}{early}Start> "{term.first}"^^<{XSD}date> .\n'
    yield f'{iri} <{SL}{late}Start> "{late_start}"^^<{XSD}date> .\n'
    yield f'{iri} <{SL}earliestEnd> "{term.earliest_end}"^^<{XSD}date> .\n'
    yield f'{iri} <{SL}latestEnd> "{term.last}"^^<{XSD}{kind}> .\n'


def _claimed(term: Term, iri: str, holder: str, chance: random.Random) -> Iterator[str]:
    number = term.number
    claim, passage = _iri("claim", number), _iri("passage", number // TERMS_A_PASSAGE)
    yield f"{claim} {TYPE} <{SL}Claim> .\n"
    yield f"{claim} <{RDF}subject> {iri} .\n"
    yield f"{claim} <{RDF}predicate> <{SL}holder> .\n"
    yield f"{claim} <{RDF}object> {holder} .\n"
    yield f"{claim} <{SL}passage> {passage} .\n"
    yield f"{claim} <{SL}polarity> <{BASE}concept/affirmed> .\n"
    if term.fault != "no stance":
        yield f"{claim} <{SL}stance> <{BASE}concept/{chance.choice(('stated', 'implied', 'hedged'))}> .\n"
    yield f'{claim} <{SL}gloss> "Holder of term {number}."@en .\n'
    yield f'{claim} <{SL}gloss> "Занимающий пост, срок {number}."@ru .\n'
    if number % TERMS_A_PASSAGE == 0:
        digest = hashlib.sha256(str(number).encode()).hexdigest()
        yield f"{passage} {TYPE} <{SL}Passage> .\n"
        yield f'{passage} <{SL}sha256> "{digest[:60] if term.fault == "hash cut" else digest}" .\n'
        yield f"{passage} <{SL}source> {_iri('source', 0)} .\n"
        yield f'{passage} <{SL}locator> "entry {number}" .\n'


def write(count: int, target: Path) -> Path:
    """Write so many terms to a file, unless it is there."""
    if not target.exists():
        scratch = target.with_suffix(".part")
        with scratch.open("w", encoding="utf-8") as out:
            out.writelines(terms(count))
        scratch.replace(target)
    return target


def main() -> None:
    """Write the terms to a file, or to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, metavar="N", help="how many terms")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="where to write; standard output if left out")
    given = parser.parse_args()
    if given.output:
        write(given.count, given.output)
    else:
        sys.stdout.writelines(terms(given.count))


if __name__ == "__main__":
    main()
