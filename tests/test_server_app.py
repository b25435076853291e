"""What a server answers to machines: formats, caching, names that lead to documents, stored queries, dumps."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
import rdflib
import urllib3
from pyld import jsonld

from questions import samples
from serving import PATIENCE, Served, served
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.names import BASE
from sovleader_kg.store.compiling import compile_files
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.queries import catalogue, stored

STALIN = f"{BASE}person/joseph-stalin"
SELECT = f"SELECT ?label WHERE {{ <{STALIN}> rdfs:label ?label }} ORDER BY ?label"
CONSTRUCT = f"CONSTRUCT WHERE {{ <{STALIN}> rdfs:label ?label }}"
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
PARSERS = {"ttl": "turtle", "nt": "nt", "rdf": "xml"}


def fetched(url: str, _: object) -> dict[str, object]:
    """Fetch a context from the server as a client does."""
    with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
        answer = pool.request("GET", url)
    assert answer.headers["content-type"] == GRAPHS["jsonld"]
    return {"documentUrl": url, "contextUrl": None, "contentType": None, "document": answer.json()}


def triples_of(body: bytes, form: str) -> rdflib.Graph:
    """Read triples by a parser that is not their writer's."""
    if form == "jsonld":
        options = {"format": "application/n-quads", "documentLoader": fetched}
        body, form = jsonld.to_rdf(json.loads(body), options).encode(), "nt"
    return rdflib.Graph().parse(data=body, format=PARSERS[form])


def test_rows_come_in_all_four_formats(server: Served) -> None:
    answers = {
        name: server.sparql(SELECT, accept=kind)
        for name, kind in {
            "json": "application/sparql-results+json",
            "xml": "application/sparql-results+xml",
            "csv": "text/csv",
            "tsv": "text/tab-separated-values",
        }.items()
    }
    expected = {"Joseph Stalin", "Иосиф Виссарионович Сталин"}
    found = json.loads(answers["json"].body)["results"]["bindings"]
    assert {one["label"]["value"] for one in found} == expected
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert {one.text for one in ET.fromstring(answers["xml"].text).iter(f"{space}literal")} == expected
    assert {row["label"] for row in csv.DictReader(io.StringIO(answers["csv"].text))} == expected
    assert {line.partition("@")[0].strip('"') for line in answers["tsv"].text.splitlines()[1:]} == expected


@pytest.mark.parametrize("form", sorted(GRAPHS))
def test_triples_come_in_all_four_formats(form: str, server: Served) -> None:
    answer = server.ask("/sparql", "POST", CONSTRUCT, content_type="application/sparql-query", accept=GRAPHS[form])
    assert answer.headers["content-type"].partition(";")[0] == GRAPHS[form]
    assert len(triples_of(answer.body, form)) == 2


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html, */*;q=0.1", "text/html"),
        ("text/turtle, text/csv;q=0.5", "text/csv"),
        ("text/turtle", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("junk;;;q=x,,", "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
    ],
)
def test_accept_is_weighed_by_its_q_values(accept: str, kind: str, server: Served) -> None:
    assert server.sparql(SELECT, accept=accept).headers["content-type"].partition(";")[0] == kind


def test_format_wins_over_accept_and_an_unknown_one_is_406(server: Served) -> None:
    answer = server.ask("/queries/holders_on?format=csv", accept="application/sparql-results+json")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert server.ask("/queries/holders_on?format=pdf").status == 406
    assert server.sparql(SELECT, accept="application/pdf").status == 406


def test_parse_error_is_400_with_line_and_column(server: Served) -> None:
    answer = server.sparql("SELECT ?x WHERE {\n ?x zzz }")
    assert (answer.status, len(answer.text.splitlines())) == (400, 1)
    assert "line 2, column " in answer.text


def test_same_version_is_304_and_head_has_no_body(server: Served) -> None:
    first = server.sparql(SELECT)
    assert server.ask("/", "GET", None, if_none_match=server.ask("/").headers["etag"]).status == 304
    again = server.sparql(SELECT, if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert server.sparql(SELECT, if_none_match=first.headers["etag"], accept="text/csv").status == 200
    head = server.ask("/page/person/joseph-stalin", "HEAD")
    assert (head.status, head.body, head.headers["content-type"]) == (200, b"", "text/html; charset=utf-8")
    assert first.headers["vary"] == "Accept, Accept-Language"


def test_any_origin_may_read_and_ask_beforehand(server: Served) -> None:
    assert server.sparql(SELECT, origin="https://example.org").headers["access-control-allow-origin"] == "*"
    asked = server.ask("/sparql", "OPTIONS", origin="https://example.org", access_control_request_method="POST")
    assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, POST")


@pytest.mark.parametrize(
    ("accept", "place"),
    [
        ("text/html", "/page/person/joseph-stalin"),
        ("*/*", "/page/person/joseph-stalin"),
        ("text/turtle", "/data/person/joseph-stalin.ttl"),
        ("application/ld+json", "/data/person/joseph-stalin.jsonld"),
        ("application/n-triples", "/data/person/joseph-stalin.nt"),
        ("application/rdf+xml;q=0.9, text/html;q=0.2", "/data/person/joseph-stalin.rdf"),
    ],
)
def test_name_of_a_thing_leads_to_the_document_that_is_accepted(accept: str, place: str, server: Served) -> None:
    answer = server.ask("/id/person/joseph-stalin", accept=accept)
    assert (answer.status, answer.headers["location"]) == (303, place)
    assert 'rel="alternate"; type="text/turtle"' in answer.headers["link"]
    assert "Accept" in answer.headers["vary"]
    assert server.ask(place).status == 200


def test_suffix_leads_likewise_also_where_the_slug_has_a_dot(server: Served) -> None:
    answer = server.ask("/id/term/elena-stasova.2.ttl")
    assert (answer.status, answer.headers["location"]) == (303, "/data/term/elena-stasova.2.ttl")
    assert server.ask("/id/term/elena-stasova.2").headers["location"] == "/page/term/elena-stasova.2"
    assert server.ask("/id/person/joseph-stalin", accept="application/pdf").status == 406


@pytest.mark.parametrize("form", sorted(GRAPHS))
def test_document_of_a_thing_says_the_same_in_every_format(form: str, server: Served) -> None:
    answer = server.ask(f"/data/person/joseph-stalin.{form}")
    found = triples_of(answer.body, form)
    plain = rdflib.Graph().parse(data=server.ask("/data/person/joseph-stalin.nt").body, format="nt")
    assert {tuple(map(str, triple)) for triple in found} == {tuple(map(str, triple)) for triple in plain}
    assert (rdflib.URIRef(STALIN), rdflib.RDFS.label, rdflib.Literal("Joseph Stalin", lang="en")) in found


@pytest.mark.parametrize("thing", ["term/joseph-stalin.1", "claim/rgani.1.2", "source/rgani", "post/general-secretary"])
def test_json_ld_of_a_thing_is_compact_and_begins_with_the_thing(thing: str, server: Served) -> None:
    answer = server.ask(f"/data/{thing}.jsonld")
    document = json.loads(answer.body)
    context, base = document["@context"]
    assert (context, base) == (f"{server.url}/context.jsonld", {"@base": BASE})
    first = document["@graph"][0]
    assert first["id"] == thing
    assert not any("://" in name for name in first)
    plain = rdflib.Graph().parse(data=server.ask(f"/data/{thing}.nt").body, format="nt")
    assert {tuple(map(str, triple)) for triple in triples_of(answer.body, "jsonld")} == {
        tuple(map(str, triple)) for triple in plain
    }


def test_context_makes_short_what_the_vocabulary_has(server: Served) -> None:
    answer = server.ask("/context.jsonld")
    assert (answer.status, answer.headers["content-type"]) == (200, GRAPHS["jsonld"])
    assert answer.headers["access-control-allow-origin"] == "*"
    context = json.loads(answer.body)["@context"]
    assert context["holder"] == {"@id": "sl:holder", "@type": "@id"}
    assert context["start"] == {"@id": "sl:start", "@type": "edtf:EDTF"}
    assert context["earliestStart"] == {"@id": "sl:earliestStart", "@type": "xsd:date"}
    assert context["skos:prefLabel"] == {"@id": "skos:prefLabel", "@container": "@language"}
    assert context["rdf:object"] == {"@id": "rdf:object"}


def test_document_of_a_term_tells_its_interval(server: Served) -> None:
    graph = rdflib.Graph().parse(data=server.ask("/data/term/joseph-stalin.1.ttl").body)
    interval = graph.value(rdflib.URIRef(f"{BASE}term/joseph-stalin.1"), rdflib.ORG.memberDuring)
    beginning = graph.value(interval, rdflib.TIME.hasBeginning)
    day = graph.value(beginning, rdflib.TIME.inXSDDate)
    assert day == rdflib.Literal("1922-04-03", datatype=rdflib.XSD.date)


@pytest.mark.parametrize(
    "path",
    [
        "/id/nothing/x",
        "/page/person/nobody",
        "/data/person/nobody.ttl",
        "/data/person/joseph-stalin.pdf",
        "/queries/none",
        "/x",
        *("/people/%0D", "/sources/%0D%0A", "/people/a%3Fb", "/queries/%23"),
    ],
)
def test_what_is_not_there_is_404(path: str, server: Served) -> None:
    assert server.ask(path).status == 404


def test_vocabulary_goes_by_the_same_rules(server: Served) -> None:
    assert server.ask("/ontology", accept="text/turtle").headers["location"] == "/ontology.ttl"
    assert server.ask("/ontology", accept="text/html").status == 200
    graph = rdflib.Graph().parse(data=server.ask("/ontology.nt").body, format="nt")
    assert (rdflib.URIRef("https://w3id.org/sovleader/ontology#Term"), rdflib.RDF.type, rdflib.OWL.Class) in graph


def test_withdrawn_thing_is_410_and_names_its_replacement(small_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "old.ttl").write_text(
        f"<{BASE}person/old> <http://www.w3.org/2000/01/rdf-schema#label> 'Old'@en ; "
        f"<http://purl.org/dc/terms/isReplacedBy> <{STALIN}> .",
        encoding="utf-8",
    )
    compile_files(tmp_path / "graph", [small_folder / TURTLE, tmp_path / "old.ttl"])
    with served(tmp_path / "graph") as server:
        assert server.ask("/data/person/old.ttl").status == 410
        assert STALIN in server.ask("/data/person/old.ttl").text
        page = server.ask("/page/person/old")
        assert (page.status, "/page/person/joseph-stalin" in page.text) == (410, True)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_stored_query_answers_the_facades_rows(name: str, server: Served, kg: KnowledgeGraph) -> None:
    values = samples(stored(name))
    answer = server.ask(f"/queries/{name}?{urlencode({**values, 'format': 'json'})}")
    assert answer.status == 200, answer.text
    table = kg.ask(name, **values)
    found = json.loads(answer.body)
    assert found["head"]["vars"] == list(table.columns)
    rows = [
        tuple(row[column]["value"] if column in row else None for column in table.columns)
        for row in found["results"]["bindings"]
    ]
    assert rows == [tuple(None if cell is None else cell.value for cell in row) for row in table.rows]


def test_value_of_another_type_is_400_in_one_line(server: Served) -> None:
    answer = server.ask("/queries/holders_on?day=yesterday&format=csv")
    assert (answer.status, len(answer.text.splitlines())) == (400, 1)
    assert server.ask("/queries/holders_on?nonsense=1&format=csv").status == 400
    reverse = server.ask("/queries/holders_during?first=1985-01-01&last=1984-01-01&format=csv")
    assert (reverse.status, len(reverse.text.splitlines())) == (400, 1)
    page = server.ask("/queries/holders_on?day=yesterday&run=1", accept="text/html")
    assert (page.status, 'role="alert"' in page.text) == (400, True)


def test_misspelt_stored_query_gets_the_nearest_name(server: Served) -> None:
    answer = server.ask("/queries/holder_on?format=csv")
    assert answer.status == 404
    assert answer.text == 'no stored query "holder_on". Did you mean "holders_on"? List them: /queries\n'


def test_values_are_taken_in_any_spelling_by_machines_too(server: Served, kg: KnowledgeGraph) -> None:
    asked = urlencode({"person": "Хрущев", "format": "csv"})
    answer = server.ask(f"/queries/career_of_person?{asked}")
    assert len(answer.text.splitlines()) - 1 == len(kg.ask("career_of_person", person="nikita-khrushchev"))
    several = server.ask("/queries/career_of_person?person=Kuznetsov&format=csv")
    assert (several.status, len(several.text.splitlines())) == (400, 1)
    assert "person:vasily-kuznetsov or person:alexey-kuznetsov" in several.text


def test_what_one_types_is_answered_in_json_and_a_search_may_lead_at_once(server: Served) -> None:
    answer = server.ask(f"/suggest?{urlencode({'q': 'Хрущ', 'lang': 'en'})}")
    assert answer.headers["content-type"] == "application/json"
    first = json.loads(answer.body)["hits"][0]
    assert (first["name"], first["fit"]) == ("Nikita Khrushchev", "part")
    assert server.ask(first["page"]).status == 200
    led = server.ask("/search?q=Khruschev&go=1&lang=en")
    assert (led.status, led.headers["location"]) == (303, "/page/person/nikita-khrushchev?lang=en")
    for text in ("Khruschev", "Kuznetsov&go=1", "Lennin&go=1", "&go=1", ""):
        assert server.ask(f"/search?q={text}", accept="text/html").status == 200
    assert server.ask("/search?q=1964-10-14&go=1").headers["location"].startswith("/on/1964-10-14")


def test_people_who_miss_get_a_page_with_suggestions_and_machines_a_line(server: Served) -> None:
    for path in ("/page/person/lenin", "/page/persn/lenin", "/lenin"):
        page = server.ask(path, accept="text/html,application/xhtml+xml")
        assert (page.status, "/page/person/vladimir-lenin" in page.text) == (404, True)
    line = server.ask("/lenin", accept="application/json")
    assert (line.status, line.headers["content-type"]) == (404, "text/plain; charset=utf-8")


def test_lists_are_served_by_letter_and_kind(server: Served) -> None:
    for path in ("/people", "/people/k", "/people/ru-kh", "/posts", "/events/plenum", "/sources/press", "/about/model"):
        assert server.ask(path, accept="text/html").status == 200
    assert server.ask("/people/qq", accept="text/html").status == 404
    assert server.ask("/events?kind=congress").body == server.ask("/events/congress").body


def test_a_day_and_two_days_are_the_facades(server: Served, kg: KnowledgeGraph) -> None:
    day = server.ask("/on/1953-03-14", accept="application/json")
    assert (day.status, day.headers["content-type"]) == (200, "application/json")
    assert json.loads(day.body) == kg.on("1953-03-14").as_json()
    between = server.ask("/on/1953-03-01/1953-12-31?format=json", accept="text/html")
    assert json.loads(between.body) == kg.changes("1953-03-01", "1953-12-31").as_json()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/on/1953-03-14?lang=en", ["<h1>Saturday, 14 March 1953</h1>", "Georgy Malenkov", "/on/1953-03-13?lang=en"]),
        ("/on/1953-03-14?lang=ru", ["<h1>Суббота, 14 марта 1953 года</h1>", "Перемена до этого"]),
        ("/on/14%20March%201953?lang=en", ["<h1>Saturday, 14 March 1953</h1>"]),
        ("/on?lang=ru", ["<h1>День за днём</h1>", 'name="last"']),
        ("/on/1964-01-01/1964-12-31?lang=en", ["Leonid Brezhnev", "/on/1964-12-31?lang=en", "Meanwhile"]),
        ("/?day=14.3.1953&lang=en", ["/on/1953-03-14?lang=en"]),
    ],
)
def test_pages_of_days_show_names_and_lead_to_others(path: str, shown: list[str], server: Served) -> None:
    answer = server.ask(path, accept="text/html")
    assert answer.status == 200
    assert [text for text in shown if text not in answer.text] == []


@pytest.mark.parametrize(
    ("language", "gloss"),
    [
        ("en", "Claim: Khrushchev&#39;s term began on this day"),
        ("ru", "Утверждение: Срок Хрущёва начался в этот день"),
    ],
)
def test_a_claim_is_called_by_its_gloss_in_the_language_of_the_page(language: str, gloss: str, server: Served) -> None:
    page = server.ask(f"/page/claim/wikipedia.37.3?lang={language}", accept="text/html")
    assert f"<h1>{gloss}</h1>" in page.text


def test_what_is_no_day_is_400_for_people_and_machines(server: Served) -> None:
    answer = server.ask("/on/1953-13-01", accept="application/json")
    assert (answer.status, len(answer.text.splitlines())) == (400, 1)
    assert server.ask("/on/1953-12-01/1953-01-01", accept="application/json").status == 400
    page = server.ask("/on/1953-13-01", accept="text/html")
    assert (page.status, "“1953-13-01” is not a day that can be read" in page.text) == (400, True)
    assert "<form" in page.text
    for asked in ("/?day=soon", "/?day=1953-03-14&post=tsar", "/on?day=soon", "/on?day=1953-03-14&last=1953-03-13"):
        refused = server.ask(asked, accept="text/html")
        assert (refused.status, "<form" in refused.text, 'role="alert"' in refused.text) == (400, True, True)


def test_form_of_a_day_leads_to_its_page(server: Served) -> None:
    one = server.ask("/on?day=14+October+1964&lang=ru")
    assert (one.status, one.headers["location"]) == (303, "/on/1964-10-14?lang=ru")
    two = server.ask("/on?day=14.10.1964&last=1+марта+1965&lang=en".replace("марта", "%D0%BC%D0%B0%D1%80%D1%82%D0%B0"))
    assert (two.status, two.headers["location"]) == (303, "/on/1964-10-14/1965-03-01?lang=en")


def test_openapi_describes_days_and_every_stored_query_with_its_parameters(server: Served) -> None:
    document = json.loads(server.ask("/openapi.json").body)
    days = {"/on/{day}": ["day", "format"], "/on/{first}/{last}": ["first", "last", "format"]}
    for path, names in days.items():
        assert [one["name"] for one in document["paths"].pop(path)["get"]["parameters"]] == names
    assert {*document["paths"].pop("/reconcile/{language}")} == {"parameters", "get", "post"}
    assert set(document["paths"]) == {"/seats", *(f"/queries/{name}" for name in catalogue())}
    for name, query in catalogue().items():
        told = [one["name"] for one in document["paths"][f"/queries/{name}"]["get"]["parameters"]]
        assert told == [*(parameter.name for parameter in query.parameters), "format"]


def test_term_of_the_vocabulary_has_a_page_and_an_unknown_one_is_404(server: Served) -> None:
    assert "Person who holds the post in a term." in server.ask("/ontology/holder").text
    assert server.ask("/ontology/holdr").status == 404


def test_seats_are_a_page_or_json_and_any_day_may_be_asked(server: Served) -> None:
    page = server.ask("/seats?lang=ru", accept="text/html")
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<h1>Места</h1>" in page.text
    asked = "/seats?post=politburo-member&day=1991-01-01"
    answer = server.ask(asked, accept="application/json")
    assert answer.headers["content-type"] == "application/json"
    (found, *_) = json.loads(answer.body)
    assert found["day"] == "1991-01-01"
    assert server.ask(f"{asked}&format=json").body == answer.body
    assert server.ask("/seats?day=1991-02-30&format=json").status == 400
    assert server.ask("/seats?day=1991-02-30", accept="text/html").status == 400
    assert 'role="alert"' in server.ask("/seats?post=politburo", accept="text/html").text
    one = server.ask("/seats?post=politburo-member&day=1991-01-01", accept="text/html").text
    assert ("1 January 1991" in one, "usual size" in one, one.count("<table")) == (True, True, 1)
    assert server.ask("/seats", accept="text/turtle").status == 406
    assert server.ask("/seats.svg").headers["content-type"] == "image/svg+xml"


def test_dump_is_the_published_file_and_its_checksum_fits(server: Served) -> None:
    dump = server.ask(f"/dumps/{TURTLE}")
    assert dump.body == (files.compiled() / TURTLE).read_bytes()
    assert server.ask(f"/dumps/{TURTLE}.sha256").text.split()[0] == hashlib.sha256(dump.body).hexdigest()
    assert server.ask("/dumps/store.json").status == 404


def test_void_describes_the_dataset_where_people_look_for_it(server: Served) -> None:
    graph = rdflib.Graph().parse(data=server.ask("/.well-known/void").body, format="turtle")
    assert list(graph.subjects(rdflib.RDF.type, rdflib.VOID.Dataset))


def test_new_build_is_taken_up_without_a_restart(tmp_path: Path) -> None:
    data, folder = tmp_path / "data.nt", tmp_path / "graph"
    data.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(folder, [data])
    with served(folder) as server:
        before, until = server.ask("/healthz").text, time.monotonic() + 240
        data.write_text("<urn:a> <urn:b> <urn:c> .\n<urn:a> <urn:b> <urn:d> .\n", encoding="utf-8")
        compile_files(folder, [data])
        while server.ask("/healthz").text == before and time.monotonic() < until:
            time.sleep(0.2)
        assert len(json.loads(server.sparql("SELECT * { <urn:a> <urn:b> ?o }").body)["results"]["bindings"]) == 2
        assert server.ask("/healthz").text != before
