"""Rules: what the rules behind derived triples are called, and what they say, in English and in Russian."""

from __future__ import annotations

from sovleader_kg.model import Reason

__all__ = [
    "BEFORE_JOINING",
    "BETWEEN_CONGRESSES",
    "CALLED",
    "DAYS_BETWEEN",
    "DISPUTED",
    "DOUBTED",
    "EVENT_DAY",
    "LISTED",
    "MEMBERS_SERVE",
    "OFFICE_LASTS",
    "ONLY_ONE",
    "PART_OF_BODY",
    "RULES_RU",
    "SERVING",
    "SITTING",
    "SURELY",
    "TWO_MEMBERS",
    "UNION",
    "WITHIN",
]

RULES_RU = {
    "bounds": "границы",
    "dispute": "спорный вопрос",
    "domain": "область определения",
    "doubt": "сомнение",
    "existence": "существование",
    "has value": "имеет значение",
    "interval": "промежуток",
    "inverse property": "обратное свойство",
    "length": "продолжительность",
    "limits": "пределы",
    "name": "имя",
    "part": "часть",
    "property chain": "цепочка свойств",
    "range": "область значений",
    "shared day": "общий день",
    "some values": "некоторые значения",
    "sub-class": "подкласс",
    "sub-property": "подсвойство",
    "transitive property": "транзитивное свойство",
    "verdict": "вердикт",
}

DAYS_BETWEEN = Reason(
    "the days between the bounds, first and last included",
    "дни между границами, включая первый и последний",
)
CALLED = Reason(
    "a name as other vocabularies ask for it",
    "имя в том виде, в каком его ищут через другие словари",
)
SURELY = Reason(
    "the days on which, as agreed, the term surely lasted",
    "дни, в которые срок полномочий, по согласованным данным, несомненно длился",
)
PART_OF_BODY = Reason(
    "a body that is part of a body is an organization within it",
    "орган, который входит в другой орган, — организация в его составе",
)
DOUBTED = Reason(
    "contested, or resting on hedged or implied claims alone",
    "оспаривается или опирается лишь на утверждения с оговоркой либо подразумеваемые",
)
OFFICE_LASTS = Reason(
    "an office exists from its first post to its last",
    "должность существует от первого своего поста до последнего",
)
UNION = Reason(
    "the union over the maximal consistent sets of the claims on the point, start before end",
    "объединение по наибольшим непротиворечивым наборам утверждений по этому вопросу, начало раньше конца",
)
SITTING = Reason(
    "whoever sits on a day holds the post on it",
    "кто в какой-то день заседает, тот в этот день и занимает пост",
)
BEFORE_JOINING = Reason(
    "nobody holds a post in the party before joining it",
    "никто не занимает поста в партии, не вступив в неё",
)
SERVING = {
    "start": Reason(
        "nobody serves before the age of sixteen, a rule of this project",
        "никто не занимает постов до шестнадцати лет — правило этого проекта",
    ),
    "end": Reason("nobody serves after death", "никто не занимает постов после смерти"),
}
ONLY_ONE = {
    "start": Reason(
        "only one can be at a time, and another is certain until that day",
        "одновременно возможно лишь одно, а до этого дня несомненно другое",
    ),
    "end": Reason(
        "only one can be at a time, and another is certain from that day",
        "одновременно возможно лишь одно, а с этого дня несомненно другое",
    ),
}
BETWEEN_CONGRESSES = Reason(
    "an inference of this project: a seat no source carries further lasts from a congress to the next",
    "вывод этого проекта: место, о котором источники дальше молчат, сохраняется от съезда до следующего съезда",
)
LISTED = Reason(
    "a list that its source calls complete does not name the holder on that day",
    "список на этот день, который источник называет полным, этого человека не содержит",
)
WITHIN = {
    "start": Reason(
        "nothing starts before what it is in, of or leads",
        "ничто не начинается раньше того, к чему относится или чем руководит",
    ),
    "end": Reason(
        "nothing ends after what it is in, of or leads",
        "ничто не заканчивается позже того, к чему относится или чем руководит",
    ),
}
TWO_MEMBERS = Reason(
    "a leadership of several needs two of its members",
    "коллективному руководству нужны двое участников",
)
MEMBERS_SERVE = {
    "start": Reason(
        "a leadership of several needs two of its members, and nobody serves before the age of sixteen, "
        "a rule of this project",
        "коллективному руководству нужны двое участников, и никто не занимает постов до шестнадцати лет — "
        "правило этого проекта",
    ),
    "end": Reason(
        "a leadership of several needs two of its members, and nobody serves after death",
        "коллективному руководству нужны двое участников, и никто не занимает постов после смерти",
    ),
}
EVENT_DAY = Reason(
    "what an event marks has the day of that event",
    "отмеченное событием приходится на день этого события",
)
DISPUTED = Reason(
    "claims that exclude each other, or that only claims know",
    "утверждения, исключающие друг друга, или известное лишь из утверждений",
)
