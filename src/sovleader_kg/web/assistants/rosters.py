"""Rosters: the leadership of a day, who led in effect, and what changed between two days, each name with how sure."""

from __future__ import annotations

from collections.abc import Callable

from sovleader_kg.answers.chronology.changes import Changes
from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.chronology.rosters import Entry, Group, Roster
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.assistants.replies import SAID, Reply, sure_of

__all__ = ["changes_told", "leaders_told", "roster_told"]

Name = Callable[[str], str]


def roster_told(kg: KnowledgeGraph, found: Roster, name: Name, language: str) -> Reply:
    """Return the whole leadership of a day: the sentences, then each post with its holders."""
    groups = [(group, [entry for entry in group.entries if entry.answer.answers]) for group in found.groups]
    lines = [_entry_line(group, entry, name, language) for group, entries in groups for entry in entries]
    text = "\n".join([kg.say(found, language), *lines, kg.say(found.leaders, language)])
    document = {
        "on": found.on,
        "groups": [_group_told(group, entries, name) for group, entries in groups if entries],
        "leaders": _leaders_told(found.leaders),
        "events": [one.as_json() for one in found.events],
        "last": found.last.as_json() if found.last else None,
        "next": found.next.as_json() if found.next else None,
    }
    heads = [
        one for group, entries in groups if group.kind == "office" for entry in entries for one in entry.answer.answers
    ]
    claims = [claim for one in heads for claim in one.claims]
    things = [iri for one in heads for iri in (one.person, one.post)] + [one.event for one in found.events]
    return Reply(text, SAID[language]["of_days"], document, claims, things)


def changes_told(kg: KnowledgeGraph, found: Changes, language: str) -> Reply:
    """Return what changed between two days."""
    steps = [step for group in found.groups for post in group.posts for step in post.steps]
    things = [*(step.person for step in steps), *(one.event for one in found.events)]
    return Reply(kg.say(found, language), SAID[language]["of_changes"], found.as_json(), (), things)


def leaders_told(kg: KnowledgeGraph, found: Leaders, name: Name, language: str) -> Reply:
    """Return who led a body, or the country and the party, in effect."""
    sure = sure_of(((name(one.leader), one.certainty) for one in found.answers), found.nobody, language)
    claims = [claim for one in found.answers for claim in one.claims]
    things = [iri for one in found.answers for iri in (one.leader, one.leadership)]
    things += [one.collective for one in found.together]
    return Reply(kg.say(found, language), sure, _leaders_told(found), claims, things)


def _entry_line(group: Group, entry: Entry, name: Name, language: str) -> str:
    answers = ((name(one.person), one.certainty) for one in entry.answer.answers)
    place = "" if group.kind == "office" or not group.subject else f", {name(group.subject)}"
    return f"- {name(entry.answer.subject)}{place}: {sure_of(answers, entry.answer.nobody, language, 'is_{certainty}')}"


def _group_told(group: Group, entries: list[Entry], name: Name) -> dict[str, object]:
    posts = [
        {
            "name": name(entry.answer.subject),
            entry.answer.asked: entry.answer.subject,
            "answers": [
                {"name": name(one.person), "person": one.person, "certainty": one.certainty}
                | ({"boundary": one.boundary} if one.boundary else {})
                | ({"acting": True} if one.acting else {})
                for one in entry.answer.answers
            ],
            "nobody": entry.answer.nobody.as_json() if entry.answer.nobody else None,
        }
        for entry in entries
    ]
    return {"name": name(group.subject) if group.subject else group.name, "posts": posts}


def _leaders_told(found: Leaders) -> dict[str, object]:
    """Return who led as the commands tell it, claims counted."""
    told = found.as_json()
    answers = [one.as_json() | {"claims": len(one.claims)} for one in found.answers]
    return {key: value for key, value in told.items() if key != "parts"} | {"answers": answers}
