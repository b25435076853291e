"""Day: the page of the whole leadership of a day, and that of what changed between two."""

from __future__ import annotations

from sovleader_kg.answers.chronology.changes import Changes
from sovleader_kg.answers.chronology.rosters import Roster
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["changes", "roster"]


def roster(found: Roster, links: Links) -> Page:
    """Return the page of a day."""
    title = f"{WORDS[links.language]['on_day']} {found.on}"
    return Page("roster.html", title, f"on/{found.on}", {"found": found})


def changes(found: Changes, links: Links) -> Page:
    """Return the page of two days."""
    title = f"{WORDS[links.language]['changes_between']}: {found.first} – {found.last}"
    return Page("changes.html", title, f"on/{found.first}/{found.last}", {"found": found})
