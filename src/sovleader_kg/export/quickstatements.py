r"""QuickStatements: terms as commands for Wikidata, with a list of what is left out and a query to run before.

`commands.txt` is for the tool (V1 syntax, tabs), `left-out.csv` gives the reason for each term that is not in it, and
`existing.rq`, for query.wikidata.org, lists what Wikidata says today of the same persons and posts.

**Two terms of one person in one post.** The tool finds "the" statement by item, property and value alone. A line
whose statement exists adds its qualifiers to that statement; a second term would put a second start and end on the
first, and a reader would see one term with two beginnings. A new statement beside an equal one cannot be had in V1:
version 2 has no way to ask for it, `CREATE` is for items, `-` removes. Version 3 has one (`+Q855`), which version 2
does not know. So no person with several terms in one item of Wikidata gets a command for any of them: one alone
would not be safe either, since nothing tells which of the terms the statement on Wikidata, if there is one, is about.

**Statements that Wikidata has already.** They are the same trap. The graph knows some, from its claims of Wikidata:
where both dates are the same, the line adds nothing but references (and a neighbour), or is left out if it has none but
a Wikipedia; where they differ, the term is left out. Of the others it knows nothing: run `existing.rq` first, and
take out every line whose person and post come back with other dates. A line never removes or overwrites.

**References.** The pages of the sources that state the holder, the post or a date plainly, and no other date (`S854`).
Wikipedia and what copies it are no sources for Wikidata: only where there is nothing else, the Wikipedia is named as
that which the statement is taken from (`S143`). The day of retrieval (`S813`) and the permanent address of a
revision (`S4656`) are not given, since the graph has them of hardly any source. Version 2 joins all sources of a line
into one reference, so each further source has a line of its own.

**Times.** Years (`/9`), months (`/10`) and days (`/11`) as the agreed value has them. What is not plain, such as an
interval, an approximate or a doubted date (`1953?`), is not sent: Wikidata would show it as sure. A date before
14 February 1918 is sent only where a claim that gives this very value says its calendar; a Julian one ends in `/J`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.statements import Candidates, read_candidates
from sovleader_kg.export.terms import Term
from sovleader_kg.names import compact
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

POSITION_HELD = "P39"
QUALIFIERS = {"start": "P580", "end": "P582"}
REPLACES, REPLACED_BY = "P1365", "P1366"
LOSSES = (
    Loss("claims", "pages of sources as references of the whole statement, not of a date; no stance, no spelling"),
    Loss("disputes", "contested terms are left out; of a dispute that the editors settled, only their value is sent"),
    Loss("bounds", "no first and last days"),
    Loss("imprecision", "a plain day, month or year; a term with any other start or end, or none, is left out"),
    Loss("languages", "no names at all: Wikidata has its own"),
    Loss("identifiers", "Wikidata items only; a term without those of its person and its post is left out"),
    Loss("events", "left out, also those that start or end a term"),
    Loss("offices", "terms of posts that have an item; tenures are left out"),
    Loss("leadership", "left out, as are acting terms"),
    Loss("powers", "left out as a whole"),
    Loss("layers", "facts alone, those that claims outside Wikidata state plainly"),
    Loss("ontology", "Wikidata's own properties"),
)
_EXISTING = """\
# What Wikidata says of the persons and posts of commands.txt. Run it at https://query.wikidata.org/ before
# the commands: a line whose person and post come back with other dates would add its own to that statement.
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX wd: <http://www.wikidata.org/entity/>

SELECT ?person ?post ?start ?end ?replaces ?replacedBy ?statement
WHERE {{
  VALUES (?person ?post) {{
{pairs}
  }}
  ?person p:P39 ?statement .
  ?statement ps:P39 ?post .
  OPTIONAL {{ ?statement pq:P580 ?start }}
  OPTIONAL {{ ?statement pq:P582 ?end }}
  OPTIONAL {{ ?statement pq:P1365 ?replaces }}
  OPTIONAL {{ ?statement pq:P1366 ?replacedBy }}
}}
ORDER BY ?person ?post ?start ?statement
"""


def _lines(candidates: Candidates, held: Term) -> Iterator[str]:
    """Yield the commands for one term: the statement, then a line for each further reference."""
    statement = [candidates.items[held.person], POSITION_HELD, candidates.items[held.post]]
    qualifiers = {code: candidates.time(held, name) for name, code in QUALIFIERS.items()}
    qualifiers[REPLACES] = candidates.neighbour(held, after=False)
    qualifiers[REPLACED_BY] = candidates.neighbour(held, after=True)
    said = [part for code, value in qualifiers.items() if value for part in (code, value)]
    first, *further = candidates.references(held)
    yield "\t".join((*statement, *said, *first))
    for reference in further:
        yield "\t".join((*statement, *reference))


def _left_out(candidates: Candidates, reasons: Mapping[str, str | None]) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(("term", "person", "post", "reason"))
    for term, reason in reasons.items():
        held = candidates.held[term]
        if reason:
            writer.writerow((*map(compact, (term, held.person, held.post)), reason))
    return table.getvalue().encode()


def _quickstatements(engine: Engine) -> Mapping[str, bytes]:
    candidates = read_candidates(engine)
    reasons = {term: candidates.reason(held) for term, held in candidates.held.items()}
    chosen = [candidates.held[term] for term, reason in reasons.items() if reason is None]
    lines = [line for held in chosen for line in _lines(candidates, held)]
    pairs = sorted({(candidates.items[held.person], candidates.items[held.post]) for held in chosen})
    rows = "\n".join(f"    (wd:{person} wd:{post})" for person, post in pairs)
    return {
        "commands.txt": "".join(line + "\n" for line in lines).encode(),
        "existing.rq": _EXISTING.format(pairs=rows).encode(),
        "left-out.csv": _left_out(candidates, reasons),
    }


FORMATS = (
    Format(
        "quickstatements",
        "QuickStatements for Wikidata: positions held, with a list of what is left out and a query to run before",
        "text/tab-separated-values",
        "/",
        _quickstatements,
        LOSSES,
    ),
)
