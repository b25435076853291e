"""Words: what the pages say in English and Russian, beside the graph's own labels: `wording/`, a file for each part."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sovleader_kg.names import LANGUAGES

__all__ = ["LANGUAGES", "WORDS", "script_words"]

_FILES = sorted((Path(__file__).parent / "wording").glob("*.toml"))
_PHRASES = {key: said for path in _FILES for key, said in tomllib.loads(path.read_text(encoding="utf-8")).items()}

WORDS = {language: {key: said[language] for key, said in _PHRASES.items()} for language in LANGUAGES}


def script_words(language: str, script: str) -> dict[str, str]:
    """Return what a script says: each phrase `script.word`, by its word."""
    start = f"{script}."
    return {key.removeprefix(start): said for key, said in WORDS[language].items() if key.startswith(start)}
