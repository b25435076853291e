"""Words: every phrase of the pages is said once, in both languages, the Russian in Russian letters."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

from sovleader_kg import web
from sovleader_kg.web import pages
from sovleader_kg.web.pages.words import WORDS

FILES = sorted((Path(pages.__file__).parent / "wording").glob("*.toml"))
PHRASES = [phrase for path in FILES for phrase in tomllib.loads(path.read_text(encoding="utf-8")).items()]
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(web.__file__).parent.rglob("*"))
    if path.suffix in {".py", ".html", ".js"}
)
NAMED = set(re.findall(r"[\w-]+", CODE)) | {"no-post", "no-body"}  # two reasons that /almanac.json names
# Of which the code names the start alone: words['by_' ~ name], words[f"by_{name}"].
BEGUN = {"".join(pair) for pair in re.findall(r"""['"](\w+_)['"] ~|f"(\w+_)\{""", CODE)}
FILED = {"code ", "almanac.key_", "status_", "scope_", "point_"}  # and those whose start is a value, too
ALIKE = {"locale", "nav_sparql", "other_language", "was"}  # names, and mere marks


def test_every_phrase_has_a_name_of_its_own() -> None:
    assert [key for key, times in Counter(key for key, _ in PHRASES).items() if times > 1] == []


def test_every_phrase_is_said_in_both_languages() -> None:
    assert [key for key, said in PHRASES if set(said) != {"en", "ru"}] == []


def test_russian_phrases_have_russian_letters() -> None:
    assert {key for key, said in WORDS["ru"].items() if not re.search("[а-яё]", said, re.IGNORECASE)} == ALIKE


def test_every_phrase_is_said_somewhere() -> None:
    asked = [key for key, _ in PHRASES if not key.startswith(tuple(BEGUN | FILED))]
    assert [key for key in asked if key.rpartition(".")[2] not in NAMED] == []
