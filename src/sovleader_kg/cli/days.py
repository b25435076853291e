"""Days: how the leadership of a day, and what changed between two, look to a person at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sovleader_kg.cli.holders import answer_lines, holding_notes, leader_lines
from sovleader_kg.names import compact

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.changes import Changed, Changes, Step, Turnover
    from sovleader_kg.answers.chronology.daybook import Document

__all__ = ["change_lines", "roster_lines"]

SHIFTS_SHOWN = 3
MARKS = {"came": "+", "left": "-", "moved": ">"}


def roster_lines(roster: Document, *, spoken: bool = False) -> list[str]:
    """Return each group with its posts and holders, who led in effect, what happened, the last and the next change."""
    led = ["Led in effect", *_indented(leader_lines(roster["leaders"], spoken=spoken))]
    turns = [*_turn_lines("last change", roster["last"]), *_turn_lines("next change", roster["next"])]
    groups = [line for group in roster["groups"] for line in _group_lines(group, spoken=spoken)]
    return [*groups, *led, *_event_lines("On this day", roster["events"]), *turns]


def _group_lines(group: Document, *, spoken: bool) -> list[str]:
    if group["kind"] == "office":
        lines = (line for entry in group["entries"] for line in answer_lines(entry, spoken=spoken))
        return [group["name"], *_indented(lines)]
    return [group["name"], *(line for entry in group["entries"] for line in _entry_lines(entry))]


def _entry_lines(entry: Document) -> list[str]:
    """Return a post with its one possible holder, or with how many there are and each of them below."""
    holders = [f"{one['name']}  {', '.join(holding_notes(one))}" for one in entry["answers"]]
    if len(holders) == 1:
        return [f"  {entry['name']}: {holders[0]}"]
    counted = Counter(one["certainty"] for one in entry["answers"])
    counts = ", ".join(f"{counted[kind]} {kind}" for kind in ("certain", "possible") if counted[kind])
    return [f"  {entry['name']} ({counts})", *(f"    {holder}" for holder in holders)]


def _event_lines(title: str, events: Sequence[Document]) -> list[str]:
    """Return a title and one line an event, with the days on which it may have been."""
    lines = [f"  {one['name']}  {one['certainty']}  {_days(one)}  {compact(one['event'])}" for one in events]
    return [title, *lines] if lines else []


def _days(one: Document) -> str:
    return str(one["earliest"]) if one["earliest"] == one["latest"] else f"{one['earliest']}/{one['latest']}"


def _turn_lines(title: str, turn: Document | None) -> list[str]:
    """Return a day with the first of those who enter or leave, and how many more there are."""
    if turn is None:
        return []
    shifts = turn["shifts"]
    shown = [
        f"{one['name']} {one['boundary']} {compact(one['post'])} ({one['certainty']})" for one in shifts[:SHIFTS_SHOWN]
    ]
    more = [f"+{len(shifts) - SHIFTS_SHOWN}"] if len(shifts) > SHIFTS_SHOWN else []
    return [f"{title}  {turn['day']}  {'; '.join([*shown, *more])}"]


def change_lines(changes: Changes) -> list[str]:
    """Return each group with who may have come (+), left (-) or moved (>) there, and what happened meanwhile."""
    groups = [line for group in changes.groups for line in _changed_lines(group)]
    return [*(groups or ["no change"]), *_event_lines("Between", [one.as_json() for one in changes.events])]


def _changed_lines(group: Changed) -> list[str]:
    changed = [post for post in group.posts if post.steps]
    lines = [line for post in changed for line in _turnover_lines(post, alone=group.kind == "office")]
    return [group.name, *lines] if changed else []


def _turnover_lines(post: Turnover, *, alone: bool) -> list[str]:
    steps = [f"{MARKS[one.kind]} {one.name}  {_step_notes(one)}" for one in post.steps]
    possible = f", {post.may_have_stayed} possibly" if post.may_have_stayed else ""
    if alone:
        return list(_indented(steps))
    return [f"  {post.name} ({post.stayed} stayed{possible})", *_indented(_indented(steps))]


def _step_notes(step: Step) -> str:
    return f"{step.certainty}, from {compact(step.left.post)}" if step.left and step.came else step.certainty


def _indented(lines: Iterable[str]) -> Iterable[str]:
    return (f"  {line}" for line in lines)
