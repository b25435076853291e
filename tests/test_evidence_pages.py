"""Pages of evidence: events, sources, passages, claims, disputes and decisions, as a person reads them."""

from __future__ import annotations

import re

import pytest

from readable import read, well_formed
from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.store import testimony
from sovleader_kg.web.pages.links import ServerLinks, SiteLinks
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.passage import address_of

LARGEST = 60_000
KINDS = ("event", "source", "passage", "claim", "dispute", "resolution")
# The longest and the emptiest of each kind, and what was crooked once.
THINGS = (
    *("event/meeting-1953-03", "event/renaming-to-general-secretary-1966", "event/congress-1", "event/plenum-1990-07"),
    *("source/en-wikipedia", "source/prolewiki", "source/wikipedia", "source/de-wikipedia", "source/brockhaus"),
    *("passage/wikipedia.24", "passage/prolewiki.42", "passage/pm20-web.i139", "passage/wikipedia.1"),
    *("claim/rgani.1.2", "claim/wikipedia.37.7", "claim/en-wikipedia.l190.start"),
    *("dispute/event.plenum-1990-07.date", "dispute/post.general-secretary.constitutedBy"),
    *(
        "dispute/attested.sverdlov-as-responsible-secretary.type",
        "dispute/norm.congress-every-five-years.frequencyYears",
    ),
    *("resolution/start-of-khrushchev", "resolution/malenkov-as-general-secretary"),
)
RAW = re.compile(r"\b\d{4}-\d\d\b(?!-mn|-\d\d-mn)|\(term \d|\(срок \d|\b(?:sl|person|term|claim|concept):[a-z]")
ADDRESSES = re.compile(r"\S*(?:https?://|\.(?:org|com|ru|de|net|wiki|php|html|xml|md|rda)\b)\S*|[\w-]*[a-z]-[\w-]*")


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


@pytest.fixture(scope="module")
def few(small: KnowledgeGraph) -> Pages:
    return Pages(small)


def written(pages: Pages, name: str, language: str = "en", **asked: str) -> str:
    links = ServerLinks(language)
    return pages.written(pages.thing(f"{BASE}{name}", links, asked), links)


def listed(pages: Pages, language: str = "en", **asked: str) -> tuple[Page, str]:
    links = ServerLinks(language)
    page = pages.named("disputes", links, asked)
    return page, pages.written(page, links)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", THINGS)
def test_page_is_well_formed_small_and_free_of_codes(name: str, language: str, pages: Pages) -> None:
    html = written(pages, name, language)
    assert well_formed(html) == []
    assert len(html.encode()) <= LARGEST
    assert RAW.findall(ADDRESSES.sub("", read(html, quotes=False))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_of_the_small_graph_has_its_page_in_both_languages(kind: str, few: Pages) -> None:
    space = f"{BASE}{kind}/"
    rows = few.library.kg.select("SELECT DISTINCT ?thing WHERE { ?thing a ?class } ORDER BY ?thing").rows
    names = [node.value.removeprefix(BASE) for (node,) in rows if node is not None and node.value.startswith(space)]
    assert names
    for name in names:
        for language in ("en", "ru"):
            assert well_formed(written(few, name, language)) == [], name


def test_event_tells_when_who_and_what_began_and_ended_with_it(pages: Pages) -> None:
    text = read(written(pages, "event/removal-of-khrushchev-1964"))
    for said in (
        "Removal: 14 October 1964.",
        "Who acted Central Committee",
        "Whom it befell Nikita Khrushchev",
        "Part of Plenum of the Central Committee, October 1964",
        "What ended with it First Secretary Nikita Khrushchev 7 September 1953 – 14 October 1964",
    ):
        assert said in text


def test_event_on_a_disputed_day_is_told_as_unsure(pages: Pages) -> None:
    text = read(written(pages, "event/meeting-1953-03"))
    assert "Meeting: between 5 and 7 March 1953. More than one day is possible." in text
    assert (
        "Nothing is decided; for now the graph takes 5 March 1953; also possible: 6 March 1953 and 7 March 1953."
        in text
    )


def test_event_tells_of_a_dispute_on_its_day_that_others_carry(pages: Pages) -> None:
    text = read(written(pages, "event/renaming-to-general-secretary-1966"))
    assert "Change of a post: 8 April 1966. Day Sources differ: 1965 (1 independent source); 8 April 1966" in text


def test_event_of_which_only_the_month_is_known_is_told_by_the_month(pages: Pages) -> None:
    assert "Request: October 1952. More than one day is possible." in read(written(pages, "event/stalin-request-1952"))


def test_source_tells_what_rests_on_it_where_it_is_alone_and_whom_it_contradicts(pages: Pages) -> None:
    html = written(pages, "source/wikipedia")
    text = read(html)
    for said in (
        "Encyclopedia article. What rests on it: 399 claims; 51 passages; 97 things.",
        "Goes back to Wikipedia (English) . What both say counts once.",
        "No independent source says the same: 237 claims.",
        "It takes part in 25 disputes.",
        "Page 1 / 2: 1 2 next",
    ):
        assert said in text, said
    assert 'href="https://en.wikipedia.org/wiki/General_Secretary_of_the_Communist_Party_of_the_Soviet_Union"' in html


def test_passages_of_a_source_are_paged_and_what_is_no_page_is_400(pages: Pages) -> None:
    links = ServerLinks("en")
    second = written(pages, "source/wikipedia", page="2")
    assert '<ol start="31"' in second
    for wrong in ("0", "3", "x", "-1", "1.5", "٢", "99999999999"):
        assert pages.thing(f"{BASE}source/wikipedia", links, {"page": wrong}).status == 400, wrong


def test_passage_leads_to_its_words_in_the_source_and_keeps_hashes_folded(pages: Pages) -> None:
    html = written(pages, "passage/wikipedia.24")
    address = "https://en.wikipedia.org/wiki/General_Secretary_of_the_Communist_Party_of_the_Soviet_Union"
    assert f'href="{address}#:~:text=positions%20within%20the%20party"' in html
    before, _, folded = html.partition("<details><summary>For checking</summary>")
    assert "SHA-256" not in before
    assert "SHA-256" in folded


def test_address_quotes_no_more_than_a_claim_does(pages: Pages) -> None:
    (claim,) = pages.library.kg.lookup.among([f"{BASE}claim/rgani.1.2"])
    assert address_of("https://example.org/a", [claim]) == (
        "https://example.org/a#:~:text=%D0%9F%D0%B5%D1%80%D0%B2%D1%8B%D0%BC%20"
        "%D0%A1%D0%B5%D0%BA%D1%80%D0%B5%D1%82%D0%B0%D1%80%D0%B5%D0%BC%20%D0%A6%D0%9A"
    )
    assert address_of("https://example.org/a.pdf", [claim]) == "https://example.org/a.pdf"
    assert address_of("https://example.org/a", []) == "https://example.org/a"
    assert address_of("", [claim]) == ""


def test_passage_shows_its_own_words_where_the_server_has_a_copy(kg: KnowledgeGraph) -> None:
    (row,) = kg.select("SELECT ?hash WHERE { passage:prolewiki.42 sl:sha256 ?hash }").rows
    assert row[0] is not None
    assert "The words of the copy." not in written(Pages(kg), "passage/prolewiki.42")
    told = read(written(Pages(kg, {row[0].value: "The words of the copy."}), "passage/prolewiki.42"))
    assert "The passage’s own words The words of the copy. From the copy of the source on this server" in told


def test_claim_tells_what_by_whom_where_and_how_it_stands_with_the_rule(pages: Pages) -> None:
    text = read(written(pages, "claim/rgani.1.2"))
    for said in (
        "Claim: The post that Khrushchev held was that of First Secretary",
        "So says State archive’s note on the election of Khrushchev : Первым Секретарем ЦК .",
        "How it is said Said outright.",
        "Agrees with what the graph takes. That is: First Secretary.",
        "Rule: same value. Both give, or both deny, the same value.",
    ):
        assert said in text, said


def test_claim_in_a_dispute_is_not_told_to_agree(pages: Pages) -> None:
    text = read(written(pages, "claim/en-wikipedia.l190.start"))
    assert "Agrees with" not in text
    assert "Disputed. Nothing is decided; for now the graph takes 6 March 1953; also possible: 5 March 1953." in text
    assert "Cannot be true together with 2 claims." in text


def test_dispute_tells_which_days_it_makes_uncertain(pages: Pages) -> None:
    text = read(written(pages, "dispute/event.election-of-khrushchev-1953.date"))
    assert "start between 7 and 14 September 1953 between 7 and 13 September 1953" in text
    assert "1952 1 independent source. Rejected by the editors." in text


def test_decision_tells_why_and_on_which_claims(pages: Pages) -> None:
    text = read(written(pages, "resolution/start-of-khrushchev"))
    assert "Decision: Nikita Khrushchev as First Secretary: start" in text
    assert "Decided on 29 November 2026" in text
    assert "Preferred The graph takes this; the other claims still count for what is possible." in text


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 242),
        ({"status": "open"}, 183),
        ({"status": "settled"}, 59),
        ({"scope": "within"}, 15),
        ({"point": "birth"}, 28),
        ({"person": "joseph-stalin"}, 8),
        ({"post": "post:general-secretary", "status": "open"}, None),
        ({"status": "open", "person": "", "post": ""}, 183),
    ],
)
def test_disputes_are_filtered_and_counted(asked: dict[str, str], count: int | None, pages: Pages) -> None:
    page, html = listed(pages, **asked)
    assert page.status == 200
    assert len(html.encode()) <= LARGEST
    shown = html.count('<article class="dispute">')
    if count is not None:
        assert f"<h2>{count} disputes" in html
        assert shown == min(count, 25)


def test_every_page_of_the_disputes_together_shows_each_once(pages: Pages) -> None:
    seen = [re.findall(r'<h3><a href="([^"]+)"', listed(pages, page=str(number))[1]) for number in range(1, 11)]
    names = [name for found in seen for name in found]
    assert len(names) == len(set(names)) == len(pages.library.disputes)


def test_filters_that_nothing_fits_say_so_and_unknown_ones_are_400_with_the_form(pages: Pages) -> None:
    page, html = listed(pages, status="settled", scope="within", point="number")
    assert (page.status, "No dispute fits all of these." in html) == (200, True)
    for asked in ({"status": "maybe"}, {"person": "nobody"}, {"page": "99"}, {"page": "x"}):
        page, html = listed(pages, **asked)
        assert (page.status, html.count('role="alert"'), "<select" in html) == (400, 1, True), asked


def test_static_site_has_a_file_for_each_filter_and_page_of_the_disputes(few: Pages) -> None:
    links = SiteLinks("en")
    first = few.named("disputes", links, {})
    places = {few.named("disputes", links, asked).place for asked in first.more} | {first.place}
    for place in places:
        assert re.fullmatch(r"disputes(~[a-z0-9.-]+)*", place), place
    html = few.written(first, links)
    for address in re.findall(r'href="(disputes[^"]*)"', html):
        assert address.removesuffix(".html").replace("%7E", "~") in places, address


def test_no_claim_of_a_page_of_rivals_is_shown_twice(pages: Pages) -> None:
    html = written(pages, "dispute/event.plenum-1990-07.date")
    dispute = next(one for one in pages.library.disputes if one.dispute.endswith("event.plenum-1990-07.date"))
    claims: list[testimony.Testimony] = [said for rival in dispute.values for said in rival.claims]
    assert html.count(">The claim</a>") == len(claims)
