"""The page `docs/engines.md`: what the last run of the matrix found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Page", "Run"]

HEAD = """\
# Engines

Written by `make test-engines`, which installs and starts what is named here, on the loopback alone. Every engine loads
the same files and gets the same texts, none of them written for an engine. On `dist/sovleader-kg.ttl` these are the
stored queries with values, the sample of their headers and a second set; on the small graph of the tests every stored
query with its parameters open, the views and the checks; the checks besides on the seeded faults of the tests. So the
time does not grow with the data. Equal means the columns and the rows of pyoxigraph in the same order, term by term, of
a view its triples; the two spellings of a boolean (`1`, `true`) count as one. pyoxigraph and rdflib themselves are held
to the reviewed answers in `tests/golden/` by `make test` and `make test-deep`. The tests of `KnowledgeGraph` run on the
Oxigraph server and on Virtuoso too, through `KnowledgeGraph.connect`.

| engine | version | queries with values | queries open | views | checks | checks on faults |
|---|---|---|---|---|---|---|
"""
PARSERS = """
## Parsers

Each reads the published files to the same triples, by RDFC-1.0.

| parser | version | triples of `sovleader-kg.ttl` | of `sovleader-queries.ttl` |
|---|---|---|---|
"""
NOTES = """
RDF4J stands among the parsers only: Debian packages its readers, but no store and no evaluation. Its SPARQL parser
reads every stored query.

## What was learnt

- An open parameter is taken out of the text. `VALUES ?x { UNDEF }` is legal and means the same, but Virtuoso takes it
  for a value, and Jena 6 finds nothing where the variable also stands in `IN`. A stored file pasted by hand into one of
  these needs its open slots deleted.
- Unbounded ends are dates beyond all others (`0001-01-01`, `9999-12-31`) where many are compared: Virtuoso takes a
  comparison with an unbound value for false, not for an error.
- Languages are asked by `LANGMATCHES(LANG(?name), "en")`: Virtuoso loses rows beside `LANG(?name) = "en"`.
- A computed boolean is `STRDT("true", xsd:boolean)`: Virtuoso makes an integer of `EXISTS`, and true of
  `xsd:boolean("false")`.
- `ORDER BY` ends with an IRI and has no text of mixed case or accents before it: Comunica sorts those by locale.
- Comunica adds members to the JSON results that the recommendation does not know; a strict reader refuses them.
- `OPTIONAL` ends without a `BIND`: Virtuoso loses what the next `OPTIONAL` finds.
- What is computed from optional bounds and compared outside its subselect comes from a `SELECT DISTINCT`: Virtuoso
  moves the comparison into a plain one, before the bounds are read, where its optimiser has little time. It measures
  the machine's speed at its start, so that this came and went.
- Bounds computed in one subselect and compared with those of another come out of a `GROUP BY`: after a `DISTINCT`
  Virtuoso still compares them too early. It also loses rows where the same label is joined below two of them.
- An `OPTIONAL` holds one subselect or plain patterns, and its `FILTER` names nothing that only `VALUES` or a subselect
  outside has given: Comunica joins no other form, and rdflib takes such a name for unbound.
- Virtuoso answers `ASK` with a row or none where JSON is asked for, and calls blank nodes by addresses that are no
  labels; `KnowledgeGraph.connect` reads both.
- Virtuoso's default graph is the union of all graphs; our file goes into one graph of its own.
"""


@dataclass(slots=True)
class Run:
    """How many questions an engine answered alike, by kind: (alike, asked)."""

    version: str
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Page:
    """What one run found, as far as it came."""

    engines: dict[str, Run] = field(default_factory=dict)
    parsers: dict[str, tuple[str, int, int]] = field(default_factory=dict)

    def complete(self, engines: Mapping[str, object], parsers: Mapping[str, object]) -> bool:
        """Return whether every engine and parser ran to its end."""
        counted = all(len(run.counts) == 5 for run in self.engines.values())
        return set(self.engines) == set(engines) and set(self.parsers) == set(parsers) and counted

    def rows(self) -> list[str]:
        """Return the matrix, one line an engine."""
        return [
            f"| {name} | {run.version} | "
            + " | ".join(f"{alike} of {asked} equal" for alike, asked in run.counts.values())
            + " |"
            for name, run in self.engines.items()
        ]

    def text(self) -> str:
        """Return the page."""
        parsers = [
            f"| {name} | {version} | {kg} | {queries} |" for name, (version, kg, queries) in self.parsers.items()
        ]
        return HEAD + "\n".join(self.rows()) + "\n" + PARSERS + "\n".join(parsers) + "\n" + NOTES
