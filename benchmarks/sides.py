"""Sides: one piece of work each, done in a process of its own; prints its CPU seconds, memory and answer as JSON.

    python benchmarks/sides.py load_ours terms.nt

Only the work is measured: imports, and the data that it needs, come before. What a work measures itself (`Took`) is
taken as it says. Memory is what the work adds to the largest resident set, in MiB. The answer is a digest, so that two
sides can be held against each other.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from pyoxigraph import (
    QuerySolution,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
    serialize,
)

from sovleader_kg import files
from sovleader_kg.checks.shapes import Validator, validate
from sovleader_kg.corpus.turtle import read
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.compiling import compile_files
from sovleader_kg.store.engines import OxigraphEngine

HERE = Path(__file__).parent
QUESTION = """PREFIX sl: <https://w3id.org/sovleader/ontology#>
SELECT ?term ?person ?from ?to WHERE {
  VALUES ?post { <https://w3id.org/sovleader/id/post/made-7> }
  ?term sl:post ?post ; sl:holder ?person ; sl:earliestStart ?from ; sl:latestEnd ?to .
} ORDER BY ?term"""
TIMES = 300
SOVLEADER = str(Path(sys.executable).with_name("sovleader"))
Work = Callable[[], object]


class Took(NamedTuple):
    """CPU seconds that a work measured itself, and its answer."""

    seconds: float
    answer: object


def _store(path: Path) -> Store:
    store = Store()
    store.bulk_load(path=str(path), format=RdfFormat.N_TRIPLES)
    return store


def _triples(path: Path) -> list[Triple]:
    return [quad.triple for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES)]


def _digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]


def _rows(found: object) -> list[QuerySolution]:
    assert isinstance(found, QuerySolutions)
    return list(found)


def load_ours(path: Path) -> Work:
    """Load N-Triples into the store behind the facade."""
    return lambda: len(_store(path))


def load_rdflib(path: Path) -> Work:
    """Load N-Triples into rdflib."""
    import rdflib

    return lambda: len(rdflib.Graph(bind_namespaces="none").parse(path, format="nt"))


def ask_facade(path: Path) -> Work:
    """Ask who held a post, through the facade."""
    from sovleader_kg.graph import KnowledgeGraph

    kg = KnowledgeGraph(OxigraphEngine(path, _store(path)))
    return lambda: _digest(str(_rows(kg.sparql(QUESTION))) for _ in range(TIMES))


def ask_raw(path: Path) -> Work:
    """Ask who held a post, of pyoxigraph."""
    store = _store(path)
    return lambda: _digest(str(_rows(store.query(QUESTION))) for _ in range(TIMES))


def check_turbo(path: Path) -> Work:
    """Check triples by pyshacl-turbo, as the build does where it is installed."""
    import pyshacl_turbo

    return _check(path, pyshacl_turbo.validate)


def check_pyshacl(path: Path) -> Work:
    """Check triples by pySHACL, as the build does without pyshacl-turbo."""
    import pyshacl

    return _check(path, pyshacl.validate)


def _check(path: Path, validator: Validator) -> Work:
    triples = _triples(path)
    shapes = [file for file in files.shape_files() if file.stem != "ontology"]
    return lambda: validate(triples, shapes, validator)


def _reasoned() -> list[Triple]:
    paths = [path for path in files.ontology_files() if path.stem in {"sovleader", "reasoned"}]
    return [triple for path in paths for triple in read(path).triples]


def closure_ours(path: Path) -> Work:
    """Close facts and ontology under OWL 2 RL by the compiled rules, compiling included."""
    from sovleader_kg.derived.reasoning import closure

    facts, ontology = _triples(path), _reasoned()
    return lambda: closure(facts, ontology)[0]


def closure_owlrl(path: Path) -> Work:
    """Close facts and ontology under OWL 2 RL by owlrl, and keep of it what the build publishes."""
    from sovleader_kg.derived.reasoning import ANNOTATIONS, by_owlrl, is_published

    facts = _triples(path)
    triples = [triple for triple in (*facts, *_reasoned()) if triple.predicate.value not in ANNOTATIONS]
    return lambda: [Triple(*nodes) for nodes in by_owlrl(triples, facts)[0] if is_published(nodes)]


def closure_reasonable(path: Path) -> Work:
    """Close loaded facts and ontology under OWL 2 RL by reasonable."""
    import reasonable

    from sovleader_kg.corpus.bridge import to_rdflib

    reasoner = reasonable.PyReasoner()
    reasoner.from_graph(to_rdflib((*_triples(path), *_reasoned())))
    work: Work = reasoner.reason
    return work


def _held(path: Path, found: list[Any]) -> object:
    """Return our closure if it holds all that reasonable says of things; it says less."""
    from sovleader_kg.corpus.bridge import to_pyoxigraph
    from sovleader_kg.derived.reasoning import closure, is_published

    asserted, ours = {*_triples(path), *_reasoned()}, closure(_triples(path), _reasoned())[0]
    theirs = {
        Triple(*nodes) for nodes in (tuple(map(to_pyoxigraph, triple)) for triple in found) if is_published(nodes)
    }
    return ours if theirs - asserted <= set(ours) else "something else"


FINISHES: dict[str, Callable[[Path, Any], object]] = {"closure_reasonable": _held}


def write_lines_sorted(path: Path) -> Work:
    """Write sorted N-Triples."""
    triples = _triples(path)
    return lambda: len(canonical(triples))


def write_lines_unsorted(path: Path) -> Work:
    """Write N-Triples as they come."""
    triples = _triples(path)
    return lambda: len(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")


def _compiled(path: Path) -> Path:
    folder = path.with_suffix(".compiled")
    if not folder.exists():
        compile_files(folder, [path])
    return folder


def _cells(store: Store) -> str:
    return _digest(" ".join(map(str, row)) for row in _rows(store.query(QUESTION)))


def open_ours(path: Path) -> Work:
    """Open a compiled store on disk and answer a question."""
    folder = _compiled(path)
    return lambda: _cells(OxigraphEngine(folder).store)


def open_raw(path: Path) -> Work:
    """Load N-Triples into memory and answer a question."""
    return lambda: _cells(_store(path))


def compile_ours(path: Path) -> Work:
    """Compile N-Triples into a store on disk."""
    return lambda: compile_files(path.with_suffix(".scratch"), [path])


def _started(command: list[str]) -> Took:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Took(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "started")


def start_ours(_: Path) -> Work:
    """Ask the shipped graph, in a new process, who held the office; the byte code is there."""
    return lambda: _started([SOVLEADER, "who", "--on", "1964-10-13"])


def start_day(_: Path) -> Work:
    """Ask the shipped graph, in a new process, for the leadership of a day; the byte code is there."""
    return lambda: _started([SOVLEADER, "on", "1953-03-06"])


def start_python(_: Path) -> Work:
    """Start Python and end it."""
    return lambda: _started([sys.executable, "-c", "pass"])


SIDES: dict[str, Callable[[Path], Work]] = {
    "ask_facade": ask_facade,
    "ask_raw": ask_raw,
    "check_pyshacl": check_pyshacl,
    "check_turbo": check_turbo,
    "closure_ours": closure_ours,
    "closure_owlrl": closure_owlrl,
    "closure_reasonable": closure_reasonable,
    "compile_ours": compile_ours,
    "load_ours": load_ours,
    "load_rdflib": load_rdflib,
    "open_ours": open_ours,
    "open_raw": open_raw,
    "start_day": start_day,
    "start_ours": start_ours,
    "start_python": start_python,
    "write_lines_sorted": write_lines_sorted,
    "write_lines_unsorted": write_lines_unsorted,
}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _sorted(answer: object) -> object:
    """Return an answer of rows, or of several answers, in an order that does not hang on the side."""
    return sorted(map(str, map(_sorted, answer))) if isinstance(answer, list) else answer


def main() -> None:
    """Do one piece of work and print what it took."""
    work = SIDES[sys.argv[1]](Path(sys.argv[2]))
    before, began = _peak(), time.process_time()
    answer: Any = work()
    took = time.process_time() - began
    memory = _peak() - before
    if isinstance(answer, Took):
        took, answer = answer
    if sys.argv[1] in FINISHES:
        answer = FINISHES[sys.argv[1]](Path(sys.argv[2]), answer)
    print(json.dumps({"cpu": took, "memory": memory, "answer": _digest([str(_sorted(answer))])}))


if __name__ == "__main__":
    main()
