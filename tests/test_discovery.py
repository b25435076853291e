"""Discovery: sitemaps, robots, the feed of changes and what browsers may load, on a server and in a static site."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from serving import Served
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.cli import main
from sovleader_kg.export.cite import Edition
from sovleader_kg.web.pages.feed import feed, versions

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
CHANGELOG = """# Changelog

Removing a term is a major version.

## 1.1.0 (unreleased)

### Facts

- A `new` fact & <another>,
  on two lines.
- More, as [told](docs/model.md).

## 1.0.0 (2027-01-31)

### Code

- First.
"""


def addresses(body: bytes) -> list[str]:
    return [str(one.text) for one in ET.fromstring(body).iter(f"{SITEMAP}loc")]


@pytest.mark.deep
def test_robots_are_led_to_the_sitemap_and_that_to_every_list(server: Served) -> None:
    robots = server.ask("/robots.txt")
    assert robots.text.splitlines()[-1] == f"Sitemap: {server.url}/sitemap.xml"
    lists = addresses(server.ask("/sitemap.xml").body)
    assert f"{server.url}/sitemaps/person.xml" in lists
    for address in lists:
        found = addresses(server.ask(address.removeprefix(server.url)).body)
        assert 0 < len(found) <= 50_000, address
    assert server.ask("/sitemaps/nothing.xml").status == 404


@pytest.mark.deep
def test_listed_pages_are_there_and_withdrawn_ones_are_not_listed(server: Served, kg: KnowledgeGraph) -> None:
    listed = addresses(server.ask("/sitemaps/leadership.xml").body)
    assert {server.ask(one.removeprefix(server.url)).status for one in listed[:6]} == {200}
    withdrawn = kg.select("SELECT ?old WHERE { ?old dcterms:isReplacedBy ?new }").rows
    slugs = {node.value.rpartition("/")[2] for (node,) in withdrawn if node is not None}
    assert slugs
    assert not [one for one in listed if one.rpartition("/")[2].partition("?")[0] in slugs]


@pytest.mark.deep
def test_address_of_the_request_stands_in_the_sitemap_whoever_asked_before(server: Served) -> None:
    other = server.ask("/sitemap.xml", host="example.org").text
    assert "<loc>http://example.org/sitemaps/pages.xml</loc>" in other
    assert "example.org" not in server.ask("/sitemap.xml").text


@pytest.mark.deep
def test_feed_tells_each_version_with_what_changed(server: Served, kg: KnowledgeGraph) -> None:
    answer = server.ask("/feed.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    root = ET.fromstring(answer.body)
    titles = [str(one.findtext(f"{ATOM}title")) for one in root.iter(f"{ATOM}entry")]
    assert titles == re.findall(r"^## (\S+)", files.changelog(), re.MULTILINE)
    assert kg.edition.day
    assert str(root.findtext(f"{ATOM}updated")).startswith(kg.edition.day.isoformat())


def test_changelog_becomes_entries_with_its_lists() -> None:
    newest, first = versions(CHANGELOG)
    assert newest.content == (
        "<h2>Facts</h2><ul><li>A <code>new</code> fact &amp; &lt;another&gt;, on two lines.</li>"
        "<li>More, as told.</li></ul>"
    )
    assert (newest.version, newest.day, first.version, first.day) == ("1.1.0", None, "1.0.0", "2027-01-31")
    root = ET.fromstring(feed(CHANGELOG, Edition({}, ("A & B",), "1.1.0", None), "./", "feed.atom"))
    assert [one.findtext(f"{ATOM}updated") for one in root.iter(f"{ATOM}entry")] == [
        "1970-01-01T00:00:00Z",
        "2027-01-31T00:00:00Z",
    ]


@pytest.mark.deep
def test_pages_may_load_nothing_from_elsewhere_and_no_styles_or_scripts_of_their_own(server: Served) -> None:
    policy = server.ask("/disputes").headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert "unsafe-inline" not in server.ask("/sparql", accept="application/sparql-results+json").headers.get(
        "content-security-policy", ""
    )


@pytest.mark.deep
def test_disputes_are_asked_by_address(server: Served) -> None:
    assert "<h2>8 disputes</h2>" in server.ask("/disputes?person=joseph-stalin&lang=en").text
    assert server.ask("/disputes?status=maybe").status == 400
    assert server.ask("/page/source/wikipedia?page=99").status == 400
    assert server.ask("/page/source/wikipedia?page=2").status == 200


def test_article_that_cannot_be_read_keeps_the_server_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--article", str(tmp_path / "none.txt")]) == 2
    assert "none.txt cannot be read" in capsys.readouterr().err
