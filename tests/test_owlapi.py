"""A second opinion on the profile: the OWL API's own OWL 2 RL checker, from Debian's `libowlapi-java`.

`make profile` installs it (as root) and runs this; `.ci/run` does so too. `make test` leaves it out by its mark and
relies on `test_profile.py`, which checks the forms of the axioms without Java.
"""

from __future__ import annotations

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import rdflib

from sovleader_kg.files import ROOT

pytestmark = pytest.mark.owlapi
CHECKER = Path(__file__).parent / "owlapi" / "Profile.java"
FILES = ("sovleader.ttl", "schemes.ttl", "alignments/reasoned.ttl")
OUTSIDE = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
sl:Term rdfs:subClassOf [ a owl:Restriction ; owl:onProperty sl:post ; owl:someValuesFrom sl:Post ] .
"""


@cache
def _jars() -> str:
    """Return the class path of the OWL API: its package and those that it depends on, and one way to log.

    Packages of others bring XML parsers that it does not work with.
    """
    waiting, found = ["libowlapi-java"], dict[str, list[str]]()
    while waiting:
        package = waiting.pop()
        if package not in found:
            known = subprocess.run(["dpkg-query", "-W", "-f", "${Depends}", package], capture_output=True, text=True)
            waiting += re.findall(r"lib[a-z0-9.+-]+-java", known.stdout)
            listed = subprocess.run(["dpkg-query", "-L", package], capture_output=True, text=True).stdout
            found[package] = re.findall(r"^/usr/share/java/[^/\n]+\.jar$", listed, re.MULTILINE)
    jars = [jar for some in found.values() for jar in some]
    return ":".join(jar for jar in jars if "slf4j" not in jar or re.search(r"slf4j-(api|nop)\.jar", jar))


def _vocabulary() -> rdflib.Graph:
    """Return vocabulary, schemes and reasoned alignments as one ontology without imports."""
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(ROOT / "ontology" / name)
    graph.remove((None, rdflib.OWL.imports, None))
    graph.remove((rdflib.URIRef("https://w3id.org/sovleader/ontology/alignments/reasoned"), None, None))
    return graph


def _checked(graph: rdflib.Graph, folder: Path) -> tuple[int, int, str]:
    """Return the numbers of axioms and violations, and all that the checker prints."""
    path = folder / "ontology.rdf"
    graph.serialize(path, format="xml")
    command = ["java", "-cp", _jars(), str(CHECKER), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    counts = re.search(r"(\d+) axioms, (\d+) violations", done.stdout)
    assert counts, done.stderr[-2000:]
    return int(counts[1]), int(counts[2]), done.stdout


def test_the_owl_api_finds_the_vocabulary_inside_owl_2_rl(tmp_path: Path) -> None:
    axioms, violations, shown = _checked(_vocabulary(), tmp_path)
    assert violations == 0, shown
    assert axioms > 1000


def test_the_owl_api_finds_an_axiom_that_leaves_owl_2_rl(tmp_path: Path) -> None:
    _, violations, _ = _checked(_vocabulary().parse(data=OUTSIDE, format="turtle"), tmp_path)
    assert violations > 0
