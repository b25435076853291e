"""The CSVW tables, read to triples by a reader that is not ours."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from pyld import jsonld
from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, parse

from engines.server import BIN
from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.layers import quads
from sovleader_kg.names import GRAPHS
from sovleader_kg.store.canonical import canonical

pytestmark = pytest.mark.engines
MODULES = BIN.parent / "node"
READER = Path(__file__).parent / "engines" / "csvw_reader.mjs"
CONTEXT = MODULES / "node_modules" / "rdf-parser-csvw" / "test" / "support" / "csvw.json"
CSVW = "http://www.w3.org/ns/csvw"
TEMPLATES = {
    name: {"@id": f"csvw:{name}", "@type": "csvw:uriTemplate"} for name in ("aboutUrl", "propertyUrl", "valueUrl")
}


def _context(url: str, options: object) -> dict[str, object]:
    del options
    assert url == CSVW
    document = json.loads(CONTEXT.read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def _triples(table: dict[str, object], folder: Path, scratch: Path) -> set[Quad]:
    """Return what the reader makes of a table, without the rows and cells that the standard mode describes besides."""
    described, made = scratch / "metadata.nt", scratch / "made.nq"
    # The context that the package ships is an older draft: there the templates are not templates.
    document = {"@context": [CSVW, TEMPLATES], **table}
    options = {"documentLoader": _context, "format": "application/n-quads"}
    described.write_text(jsonld.to_rdf(document, options), encoding="utf-8")
    url = str(table["url"])
    command: list[str | Path] = [
        BIN / "node",
        READER,
        MODULES,
        described,
        folder / url,
        f"http://127.0.0.1/{url}",
        made,
    ]
    subprocess.run(command, check=True, capture_output=True)
    return {
        quad
        for quad in parse(path=made, format=RdfFormat.N_QUADS)
        if not isinstance(quad.subject, BlankNode) and not quad.predicate.value.startswith(CSVW)
    }


def test_rdf_parser_csvw_reads_the_tables_to_the_graph_without_its_vocabulary(
    kg: KnowledgeGraph, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    kg.export("csvw").write(folder)
    tables = json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))["tables"]
    read = {quad for table in tables for quad in _triples(table, folder, tmp_path)}
    ontology = NamedNode(f"{GRAPHS}ontology")
    ours = {quad.triple for quad in quads(kg._engine) if quad.graph_name != ontology}
    assert not [triple for triple in ours if "%25" in str(triple)]
    # RFC 6570 lets "{+x}" pass on what is percent-encoded already; the reader's templates encode it once more.
    assert canonical(read).replace(b"%25", b"%") == canonical(ours)
