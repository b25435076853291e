"""Metadata: what pages say to machines: JSON-LD, canonical addresses, descriptions; and how they are cited."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from rdflib import SDO

from readable import well_formed
from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.links import Links, ServerLinks, SiteLinks
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import Pages

HOSTILE = "</script><script>alert(1)</script>"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


def told(html: str) -> Any:
    (block,) = BLOCK.findall(html)
    return json.loads(block)


def thing(pages: Pages, name: str, links: Links | None = None) -> Any:
    at = links or ServerLinks("en")
    return told(pages.written(pages.thing(f"{BASE}{name}", at), at))


def names_of(document: Any) -> set[str]:
    """Return every property and class of a document."""
    if isinstance(document, list):
        return set().union(*map(names_of, document))
    if not isinstance(document, dict):
        return set()
    kinds = {document["@type"]} if "@type" in document else set()
    return kinds | {name for name in document if name[0] != "@"} | set().union(*map(names_of, document.values()))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("person/joseph-stalin", "Person"),
        ("body/council-of-ministers", "GovernmentOrganization"),
        ("body/politburo", "Organization"),
        ("post/general-secretary", "Occupation"),
        ("office/secretaryship", "CategoryCode"),
        ("event/congress-19", "Event"),
        ("term/joseph-stalin.1", "OrganizationRole"),
        ("source/prolewiki", "CreativeWork"),
        ("passage/prolewiki.42", "Quotation"),
        ("claim/rgani.1.2", "Claim"),
        ("dispute/event.election-of-khrushchev-1953.date", "Thing"),
    ],
)
def test_page_of_a_thing_says_what_it_is_in_terms_of_schema_org(name: str, kind: str, pages: Pages) -> None:
    found = thing(pages, name)
    assert (found["@context"], found["@type"], found["@id"]) == ("https://schema.org", kind, f"{BASE}{name}")
    assert [one for one in names_of(found) if one not in SDO] == []


def test_person_is_told_with_life_names_and_posts(pages: Pages) -> None:
    found = thing(pages, "person/leonid-brezhnev")
    assert (found["name"], found["birthDate"], found["deathDate"]) == ("Leonid Brezhnev", "1906-12-19", "1982-11-10")
    assert "Леонид Ильич Брежнев" in found["alternateName"]
    roles = {one["@id"]: one for one in found["hasOccupation"]}
    assert roles[f"{BASE}term/leonid-brezhnev.1"]["startDate"] == "1964-10-14"
    assert any("wikidata.org" in address for address in found["sameAs"])


def test_start_page_offers_the_search_and_the_dataset(pages: Pages) -> None:
    links = ServerLinks("ru")
    site, dataset = told(pages.written(pages.named("", links, {}), links))["@graph"]
    assert site["potentialAction"]["target"] == "/search?lang=ru&q={search_term_string}"
    assert (dataset["@type"], dataset["version"]) == ("Dataset", pages.library.kg.edition.version)
    assert dataset["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_words_of_the_data_cannot_end_the_block(pages: Pages) -> None:
    links = ServerLinks("en")
    shown = {"message": HOSTILE, "replacements": (), "hits": (), "queries": ()}
    html = pages.written(Page("missing.html", HOSTILE, "x", shown), links)
    assert told(html)["name"] == HOSTILE
    assert html.count("alert(1)") == html.count("&lt;/script&gt;&lt;script&gt;alert(1)") + 1
    assert "<script>" not in html
    assert well_formed(html) == []


@pytest.mark.parametrize("links", [ServerLinks("en"), SiteLinks("en", 2)])
def test_page_names_its_own_address_and_the_feed(links: Links, pages: Pages) -> None:
    html = pages.written(pages.thing(f"{BASE}person/joseph-stalin", links), links)
    canonical = re.search(r'<link rel="canonical" href="([^"]+)">', html)
    feed = re.search(r'type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
    assert canonical
    assert feed
    static = links.static
    assert canonical[1] == (
        "../../../en/page/person/joseph-stalin.html" if static else "/page/person/joseph-stalin?lang=en"
    )
    assert feed[1] == ("../../../feed.atom" if static else "/feed.atom")


@pytest.mark.parametrize(
    ("name", "described"),
    [
        ("event/removal-of-khrushchev-1964", "Removal of Khrushchev as First Secretary. 14 October 1964."),
        ("source/wikipedia", "399 claims, 51 passages."),
        ("dispute/event.election-of-brezhnev-1964.date", "Sources differ: 14 October 1964"),
        ("claim/rgani.1.2", "State archive’s note on the election of Khrushchev: The post that Khrushchev held"),
    ],
)
def test_preview_of_a_link_tells_what_the_page_is_about(name: str, described: str, pages: Pages) -> None:
    links = ServerLinks("en")
    html = pages.written(pages.thing(f"{BASE}{name}", links), links)
    found = re.search(r'<meta property="og:description" content="([^"]*)">', html)
    assert found
    assert described in unescape(found[1])


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_page_says_how_it_is_cited(language: str, pages: Pages) -> None:
    links = ServerLinks(language)
    html = pages.written(pages.thing(f"{BASE}person/joseph-stalin", links), links)
    folded = re.search(r'<details id="cite" class="cite">.*?</details>', html, re.DOTALL)
    assert folded
    for part in (f"{BASE}person/joseph-stalin", "@misc{sovleader-kg-", "&#34;type&#34;: &#34;entry&#34;"):
        assert part in folded[0]
    front = pages.written(pages.named("disputes", links, {}), links)
    assert "dataset/sovleader-kg" in front.partition('id="cite"')[2]
