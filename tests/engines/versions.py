"""Versions: of what is installed for the engines."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
from collections.abc import Callable

from engines.server import BIN

__all__ = ["VERSIONS"]


def _own(package: str) -> str:
    return importlib.metadata.version(package)


def _pypi(package: str) -> str:
    command = [str(BIN / "python"), "-c", f"import importlib.metadata as m; print(m.version('{package}'))"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _debian(package: str) -> str:
    command = ["dpkg-query", "-W", "-f", "${Version}", package]
    return (
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.partition("-")[0].partition("+")[0]
    )


def _comunica() -> str:
    package = BIN.parent / "node" / "node_modules" / "@comunica" / "query-sparql-file" / "package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def _jena() -> str:
    [jar] = BIN.parent.rglob("jena-arq-*.jar")
    return jar.stem.rpartition("-")[2]


VERSIONS: dict[str, Callable[[], str]] = {
    "rdflib": lambda: _own("rdflib"),
    "pyoxigraph": lambda: _own("pyoxigraph"),
    "Oxigraph server": lambda: _pypi("oxigraph"),
    "Comunica": _comunica,
    "Virtuoso": lambda: _debian("virtuoso-opensource-7"),
    "Jena ARQ": _jena,
    "Jena RIOT": _jena,
    "RDF4J Rio": lambda: _debian("librdf4j-java"),
    "rapper (Raptor)": lambda: _debian("raptor2-utils"),
    "serdi (Serd)": lambda: _debian("serdi"),
}
