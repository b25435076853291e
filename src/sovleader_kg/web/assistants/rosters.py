"""Rosters: the leadership of a day, who led in effect, and what changed between two days, each name with how sure."""

from __future__ import annotations

from sovleader_kg.answers.chronology.changes import Changes
from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.chronology.rosters import Entry, Group, Roster
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import Reply, sure_of

__all__ = ["leaders_told", "on"]


def on(asked: Question) -> Reply:
    """Return the whole leadership of a day, or what changed until another one."""
    day = asked.given.get("day", "")
    if "until" in asked.given:
        return _changes_told(asked, asked.kg.changes(day, asked.given["until"]))
    return _roster_told(asked, asked.kg.on(day))


def _roster_told(asked: Question, found: Roster) -> Reply:
    """Return the whole leadership of a day: the sentences, then each post with its holders."""
    groups = [(group, [entry for entry in group.entries if entry.answer.answers]) for group in found.groups]
    lines = [_entry_line(asked, group, entry) for group, entries in groups for entry in entries]
    text = "\n".join([asked.kg.say(found, asked.language), *lines, asked.kg.say(found.leaders, asked.language)])
    document = {
        "on": found.on,
        "groups": [_group_told(asked, group, entries) for group, entries in groups if entries],
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
    return Reply(text, asked.said["of_days"], document, claims, things)


def _changes_told(asked: Question, found: Changes) -> Reply:
    """Return what changed between two days."""
    steps = [step for group in found.groups for post in group.posts for step in post.steps]
    things = [*(step.person for step in steps), *(one.event for one in found.events)]
    return Reply(asked.kg.say(found, asked.language), asked.said["of_changes"], found.as_json(), (), things)


def leaders_told(asked: Question, found: Leaders) -> Reply:
    """Return who led a body, or the country and the party, in effect."""
    sure = sure_of(((asked.name(one.leader), one.certainty) for one in found.answers), found.nobody, asked.language)
    claims = [claim for one in found.answers for claim in one.claims]
    things = [iri for one in found.answers for iri in (one.leader, one.leadership)]
    things += [one.collective for one in found.together]
    return Reply(asked.kg.say(found, asked.language), sure, _leaders_told(found), claims, things)


def _entry_line(asked: Question, group: Group, entry: Entry) -> str:
    answers = ((asked.name(one.person), one.certainty) for one in entry.answer.answers)
    place = "" if group.kind == "office" or not group.subject else f", {asked.name(group.subject)}"
    sure = sure_of(answers, entry.answer.nobody, asked.language, "is_{certainty}")
    return f"- {asked.name(entry.answer.subject)}{place}: {sure}"


def _group_told(asked: Question, group: Group, entries: list[Entry]) -> dict[str, object]:
    posts = [
        {
            "name": asked.name(entry.answer.subject),
            entry.answer.asked: entry.answer.subject,
            "answers": [
                {"name": asked.name(one.person), "person": one.person, "certainty": one.certainty}
                | ({"boundary": one.boundary} if one.boundary else {})
                | ({"acting": True} if one.acting else {})
                for one in entry.answer.answers
            ],
            "nobody": entry.answer.nobody.as_json() if entry.answer.nobody else None,
        }
        for entry in entries
    ]
    return {"name": asked.name(group.subject) if group.subject else group.name, "posts": posts}


def _leaders_told(found: Leaders) -> dict[str, object]:
    """Return who led as the commands tell it, claims counted."""
    told = found.as_json()
    answers = [one.as_json() | {"claims": len(one.claims)} for one in found.answers]
    return {key: value for key, value in told.items() if key != "parts"} | {"answers": answers}
