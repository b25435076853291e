"""The static site: everything that is linked is there, under names that any host takes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path, PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.format import Streamed
from sovleader_kg.web.pages import site_files
from sovleader_kg.web.pages.links import KEPT_DAYS, LEFT_OUT, SiteLinks, split
from sovleader_kg.web.pages.site_files import site
from test_discovery import ATOM, addresses

LINKS = {"href", "src", "action", "data-almanac"}


class _Linked(HTMLParser):
    """The addresses that a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name in LINKS and value}


def _linked(small_site: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield each page with the places that it leads to within the site."""
    for name, content in small_site.items():
        if name.endswith(".html"):
            parser = _Linked()
            parser.feed(content.decode())
            for address in parser.found:
                parts = urlsplit(address)
                if not parts.scheme and parts.path:
                    yield name, normpath(PurePosixPath(name).parent / unquote(parts.path))


def test_every_link_leads_to_a_file_of_the_site(small_site: Mapping[str, bytes]) -> None:
    """The vocabulary's examples are of the whole graph, of which the small one is a cut."""
    known = set(small_site)
    missing = {(name, place) for name, place in _linked(small_site) if place not in known and "/ontology/" not in name}
    assert sorted(missing)[:5] == []


def test_no_address_begins_at_the_root_of_a_host(small_site: Mapping[str, bytes]) -> None:
    assert not [name for name, place in _linked(small_site) if place.startswith(("/", ".."))]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_scripts_find_their_json(language: str, small_site: Mapping[str, bytes]) -> None:
    for name in ("almanac", "search"):
        assert json.loads(small_site[f"static/{name}.{language}.json"])


def test_any_day_is_one_page_and_the_start_page_asks_by_a_script(small_site: Mapping[str, bytes]) -> None:
    assert SiteLinks("en", 2).page("on/1953-03-05") == "../../on.html#1953-03-05"
    assert SiteLinks("en").page("", day="1953-03-05") == "index.html#day=1953-03-05"
    assert 'id="roster"' in small_site["en/on.html"].decode()
    assert 'id="question"' in small_site["ru/index.html"].decode()
    assert SiteLinks("en").page("on/1953-03-06") == "on/1953-03-06.html"
    assert [name for name in small_site if name.startswith("en/on/")] == [f"en/on/{day}.html" for day in KEPT_DAYS]


def test_what_needs_a_server_is_left_out(small_site: Mapping[str, bytes]) -> None:
    assert not {"en/sparql.html", "static/completions.en.json"} & set(small_site)
    assert not [name for name in small_site if "/verdict/" in name or "/dataset/" in name]


def test_whole_site_has_a_page_for_each_thing_under_a_name_that_any_host_takes(kg: KnowledgeGraph) -> None:
    links, things = SiteLinks("en"), sorted(site_files._things(kg))
    names = [links.thing(iri) for iri in things]
    assert len(things) > 10_000
    assert not {split(iri)[0] for iri in things if split(iri)} & LEFT_OUT  # type: ignore[index]
    assert len({name.casefold() for name in names}) == len(names)
    assert max(map(len, names)) < 200
    assert not [name for name in names if set(name) & set('<>:"\\|?*% ')]


@pytest.mark.deep
def test_files_come_one_after_the_other_and_say_how_far_they_are(small: KnowledgeGraph, tmp_path: Path) -> None:
    said: list[str] = []
    exported = small.export("site")
    assert isinstance(exported.files, Streamed)
    size = exported.write(tmp_path / "site", said.append)
    written = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert size == sum(path.stat().st_size for path in written)
    assert {path.relative_to(tmp_path / "site").parts[0] for path in written} <= set(exported.files.tops)
    assert said[-1].partition(" of ")[0] == said[-1].partition(" of ")[2].removesuffix(" things")


@pytest.mark.deep
def test_processes_of_their_own_make_the_same_files(
    small: KnowledgeGraph, small_folder: Path, small_site: Mapping[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_files, "ALONE", 10)
    made = dict(site_files.site(small, folder=small_folder))
    assert made == dict(small_site)


def test_static_site_tells_machines_what_it_can(small_site: Mapping[str, bytes]) -> None:
    assert "sitemap.xml" not in small_site
    assert "Sitemap" not in small_site["robots.txt"].decode()
    assert ET.fromstring(small_site["feed.atom"]).tag == f"{ATOM}feed"


@pytest.mark.deep
def test_sitemap_of_a_static_site_lists_its_files(small: KnowledgeGraph, small_site: Mapping[str, bytes]) -> None:
    base = "https://example.org/kg/"
    told = dict(takewhile(lambda one: not one[0].startswith("static/"), site(small, base)))
    assert f"Sitemap: {base}sitemap.xml" in told["robots.txt"].decode()
    lists = addresses(told["sitemap.xml"])
    pages = [page for address in lists for page in addresses(told[address.removeprefix(base)])]
    assert len(pages) > 500
    assert [page for page in pages if page.removeprefix(base) not in small_site] == []


def test_links_of_the_static_site_lead_to_its_files(small_site: Mapping[str, bytes]) -> None:
    for name in ("en/disputes.html", "ru/disputes~status-open.html", "en/page/source/wikipedia.html"):
        for address in re.findall(r'href="([^"#:?]+\.(?:html|css|svg|atom))"', small_site[name].decode()):
            assert _joined(Path(name).parent, address.replace("%7E", "~")) in small_site, f"{name}: {address}"


def _joined(folder: Path, address: str) -> str:
    parts = list(folder.parts)
    for part in address.split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
