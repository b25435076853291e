"""Holders: who held a post or led in effect, or how sure that is of one person."""

from __future__ import annotations

from sovleader_kg.model import Answer
from sovleader_kg.prose.dates import spoken
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import Reply, holding_told, sure_of
from sovleader_kg.web.assistants.rosters import leaders_told

__all__ = ["who"]


def who(asked: Question) -> Reply:
    """Return who held a post or an office, or led a body in effect, on a day or in a period."""
    given = asked.given
    time = {name: given[name] for name in ("on", "during", "through") if name in given}
    if "in_effect" in given:
        return leaders_told(asked, asked.kg.leaders(asked.if_meant("post", "body"), **time))
    answer = asked.kg.who(asked.if_meant("post", "post", "office"), **time)
    if "person" in given:
        return _whether(asked, answer, asked.meant("person", "person"))
    document = {
        answer.asked: answer.subject,
        **time,
        "answers": [holding_told(one, asked.name) for one in answer.answers],
        "nobody": answer.nobody.as_json() if answer.nobody else None,
    }
    sure = sure_of(((asked.name(one.person), one.certainty) for one in answer.answers), answer.nobody, asked.language)
    things = [answer.subject, *(iri for one in answer.answers for iri in (one.person, one.term))]
    return Reply(asked.kg.say(answer, asked.language), sure, document, _deciding(asked, answer), things)


def _whether(asked: Question, answer: Answer, person: str) -> Reply:
    """Return how certain it is of one person."""
    held = next((one for one in answer.answers if one.person == person), None)
    certainty = held.certainty if held else "impossible"
    time = spoken(answer.on or answer.during or answer.through or "", asked.language)
    text = asked.said["of_person"].format(
        person=asked.name(person), post=asked.name(answer.subject), time=time, certainty=asked.said[certainty]
    )
    document = {"person": person, answer.asked: answer.subject, "certainty": certainty}
    things = [person, answer.subject, *([held.term] if held else [])]
    return Reply(text, asked.said[certainty], document, held.claims if held else (), things)


def _deciding(asked: Question, answer: Answer) -> list[str]:
    """Return the claims behind an answer, those that leave the day open first."""
    grounds = asked.kg.grounds(answer) if answer.on else ()
    rivals = [claim for one in grounds for end in one.deciding for side in end.positions for claim in side.claims]
    dated = [claim for one in grounds for end in one.ends for claim in end.claims]
    return [*rivals, *dated, *(claim for one in answer.answers for claim in one.claims)]
