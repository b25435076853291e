"""The pages of the vocabulary: an overview with the classes as a tree, and all that is said of a term."""

from __future__ import annotations

import re

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import SL
from sovleader_kg.web.pages.links import Links, ServerLinks, SiteLinks
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.words import LANGUAGES

MOST = 60_000  # bytes of a page


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


def overview(pages: Pages, links: Links) -> str:
    return pages.written(pages.named("ontology", links, {}), links)


def term(pages: Pages, name: str, language: str = "en") -> str:
    links = ServerLinks(language)
    return pages.written(pages.term(name, links), links)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview_names_every_term_and_stays_small(language: str, pages: Pages) -> None:
    html = overview(pages, ServerLinks(language))
    assert len(html.encode()) <= MOST
    ids = set(re.findall(r'<li id="(\w+)"', html))
    assert ids == {*pages.library.vocabulary.terms}


def test_overview_begins_with_title_namespace_version_and_licence(pages: Pages) -> None:
    text = text_of(overview(pages, ServerLinks("en")))
    assert text.startswith("Soviet party leadership ontology Posts, offices, terms")
    assert f"Namespace {SL} , sl: Version 0.1.0" in text
    assert "Licence CC BY-SA 4.0" in text


def test_class_below_another_stands_within_it(pages: Pages) -> None:
    html = overview(pages, ServerLinks("en"))
    event, congress = html.index('<li id="Event">'), html.index('<li id="Congress">')
    assert html.index('<ul class="tree">', event) < congress < html.index('<li id="Lapse">')


def test_static_overview_leads_to_the_pages_of_terms(pages: Pages) -> None:
    assert '<a href="ontology/holder.html">' in overview(pages, SiteLinks("en"))
    links = SiteLinks("en", 1)
    html = pages.written(pages.term("holder", links), links)
    assert re.findall(r'(?:href|src)="(/[^"]*)"', html) == []
    assert '<a href="../ontology.html">' in html or '<a href="../ontology.html#holder">' in html


def test_term_has_definition_domain_range_inverse_and_rules(pages: Pages) -> None:
    text = text_of(term(pages, "holder"))
    for said in (
        "Person who holds the post in a term.",
        "Said of term sl:Term",
        "Values person foaf:Person",
        "The other way round held term sl:heldTerm",
        "A source must support every fact with it.",
        "Implies org:member",
    ):
        assert said in text


def test_class_tells_its_kinds_alignments_and_what_its_things_have(pages: Pages) -> None:
    html = term(pages, "Event")
    text = text_of(html)
    assert "Kinds of it party congress sl:Congress" in text
    assert "A kind of prov:Activity" in text
    assert '<a href="http://www.cidoc-crm.org/cidoc-crm/' in html
    assert "date sl:date" in text


def test_property_that_follows_from_a_chain_says_which(pages: Pages) -> None:
    assert "Follows from the chain held term sl:heldTerm → post sl:post → incarnation of" in text_of(
        term(pages, "heldOffice")
    )


def test_reserved_term_says_that_nothing_uses_it(pages: Pages) -> None:
    reserved = [one for one in pages.library.vocabulary.terms.values() if "reserved" in one.flags]
    assert reserved
    text = text_of(term(pages, reserved[0].name))
    assert "Not used in the data yet." in text


def test_unknown_term_is_missing_with_the_nearest(pages: Pages) -> None:
    found: Page = pages.term("holdr", ServerLinks("en"))
    assert (found.status, 'Did you mean "holder"?' in str(found.values["message"])) == (404, True)
