"""Validation: SHACL shapes over triples, with the places of what they find. The data is never changed.

The compiled shapes of `accel` look first, where they may (`switch`); pySHACL looks at what those leave, or at all.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, Quad, Store, Triple

from sovleader_kg.checks.report import SH, Result, problem_of
from sovleader_kg.corpus.turtle import read
from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import RDF, XSD, compact
from sovleader_kg.switch import accelerated

if TYPE_CHECKING:
    import rdflib

__all__ = ["as_stored", "judge", "report", "results_of", "untargeted", "validate"]

Say = Callable[[str], None]
AS_WRITTEN = {XSD + "string", XSD + "anyURI", XSD + "gYear", RDF + "langString"}
AS_STORED = {
    XSD + "date": re.compile(r"\d{4}-\d\d-\d\d"),
    XSD + "integer": re.compile(r"-?[1-9]\d{0,17}|0"),
    XSD + "boolean": re.compile("true|false"),
}


def validate(triples: Iterable[Triple], shapes: Sequence[Path], say: Say = lambda _: None) -> list[Problem]:
    """Return what the shapes find in the triples, sorted.

    Args:
        triples: The data graph.
        shapes: The SHACL files to hold it against.
        say: Told which shapes are left to pySHACL while the compiled ones look.

    Raises:
        DataError: pySHACL cannot read the shapes.
    """
    return sorted(problem_of(result) for result in report(list(triples), _shapes(tuple(shapes)), say))


def report(triples: Sequence[Triple], shapes: Sequence[Triple], say: Say = lambda _: None) -> list[Result]:
    """Return the validation results for some triples, in no order; the same with and without `accel`."""
    if not (accelerated() and all(map(as_stored, triples))):
        return judge(triples, shapes)
    from sovleader_kg.checks.accel import Checked, Shapes

    compiled = Shapes.read(shapes)
    store = Store()
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    found = Checked(compiled, store).results
    if compiled.uncovered:
        say(f"pySHACL for {', '.join(compact(node.value) for node in compiled.uncovered)}")
        found += judge(triples, untargeted(shapes, [part.name for part in compiled.parts]))
    return found


def as_stored(triple: Triple) -> bool:
    """Tell whether a store keeps a triple's literal as it is written; "01" as a number would become "1"."""
    value = triple.object
    if not isinstance(value, Literal):
        return True
    kind = value.datatype.value
    if kind in AS_WRITTEN or not kind.startswith(XSD):
        return True
    known = AS_STORED.get(kind)
    return known is not None and known.fullmatch(value.value) is not None


def untargeted(shapes: Iterable[Triple], covered: Iterable[object]) -> list[Triple]:
    """Return a shapes graph in which some shapes have no targets any more."""
    done, target = set(covered), SH + "target"
    return [
        triple
        for triple in shapes
        if triple.subject not in done
        or not (triple.predicate.value.startswith(target) or getattr(triple.object, "value", "").endswith("#Class"))
    ]


def judge(triples: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Return pySHACL's report on some triples.

    Raises:
        DataError: pySHACL cannot read the shapes.
    """
    import rdflib
    from pyshacl import validate as shacl

    from sovleader_kg.corpus.bridge import to_rdflib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, found, said = shacl(to_rdflib(triples), shacl_graph=to_rdflib(shapes), inference="none", advanced=False)
    if not isinstance(found, rdflib.Graph):
        raise DataError([Problem("shapes", " ".join(str(said).split()), rule="shapes")])
    return results_of(found)


def results_of(found: rdflib.Graph) -> list[Result]:
    """Return the results of a report in RDF."""
    from rdflib.namespace import SH as NAMES

    return [_result(found, result) for result in found.objects(None, NAMES.result)]


@cache
def _shapes(files: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triple for file in files for triple in read(file).triples)


def _result(found: rdflib.Graph, result: rdflib.term.Node) -> Result:
    import rdflib
    from rdflib.namespace import SH as NAMES

    from sovleader_kg.corpus.bridge import to_pyoxigraph

    path, shape = found.value(result, NAMES.resultPath), found.value(result, NAMES.sourceShape)
    value = found.value(result, NAMES.value)
    return Result(
        focus=to_pyoxigraph(found.value(result, NAMES.focusNode)),
        path=str(path) if isinstance(path, rdflib.URIRef) else None,
        value=None if value is None else to_pyoxigraph(value),
        component=str(found.value(result, NAMES.sourceConstraintComponent)),
        severity=str(found.value(result, NAMES.resultSeverity)),
        messages=tuple(sorted({str(message) for message in found.objects(result, NAMES.resultMessage)})),
        shape=str(shape) if isinstance(shape, rdflib.URIRef) else None,
    )
