"""Locators: where a passage stands in its source, in Russian.

A locator is clauses between semicolons, a clause is parts between commas. Our own words and the names of people are
told in Russian; addresses and files stay as they are; whatever else there is, is a title and stays, in «…».
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sovleader_kg.written_days import MONTHS

__all__ = ["RussianLocators"]

_MONTHS = {
    english: (named, of, f"{'об' if about[0] in 'аио' else 'о'} {about}")
    for english, named, of, about in zip(*MONTHS.values(), strict=True)
}
_PHRASES = {
    "(grep over HEAD)": "(поиск по HEAD)",
    "English Wikipedia": "английская Википедия",
    "Gorbachev’s speech": "речь Горбачёва",
    "abstract": "аннотация",
    "address of the page": "адрес страницы",
    "appendix": "приложение",
    "article": "статья",
    "biography": "биография",
    "career": "карьера",
    "copy without address": "копия без адреса",
    "dateline": "место и дата сообщения",
    "dates of career": "даты карьеры",
    "dates of life": "даты жизни",
    "day": "день",
    "days on which the holders took office": "дни вступления в должность",
    "death date": "дата смерти",
    "description": "описание",
    "description of the item": "описание элемента",
    "end": "окончание",
    "entry": "статья",
    "first entry": "первая запись",
    "first office": "первая должность",
    "full member": "член",
    "heading that names the record of the Presidium": "заголовок, в котором названа запись заседания Президиума",
    "history of the post": "история поста",
    "infobox": "карточка",
    "infobox and text": "карточка и текст",
    "lead": "преамбула",
    "list": "список",
    "list of congresses": "список съездов",
    "list of congresses at the foot of the page": "список съездов внизу страницы",
    "list of congresses attended": "список съездов, в которых участвовал",
    "list of general secretaries": "список генеральных секретарей",
    "list of holders": "список занимавших пост",
    "list of members": "список членов",
    "list of plenums": "список пленумов",
    "list of secretaries": "список секретарей",
    "member of the 28th Politburo": "член Политбюро после XXVIII съезда",
    "names": "имена",
    "names of the post": "названия поста",
    "not the Senate building": "не здание Сената",
    "office": "должность",
    "opening sentence": "первое предложение",
    "page top": "начало страницы",
    "position held": "занимаемая должность",
    "quotation of the plenum’s wording": "цитата из формулировки пленума",
    "repealed": "утрата силы",
    "report from Moscow": "сообщение из Москвы",
    "second entry": "вторая запись",
    "start": "начало",
    "table": "таблица",
    "term and notes": "срок и примечания",
    "the Brezhnev era": "эпоха Брежнева",
    "vote on the party": "голосование о партии",
}
_THINGS = {
    "Central Committee of the CPSU": "ЦК КПСС",
    "Congress of the CPSU": "съезд КПСС",
    "Council of Ministers of the USSR": "Совет министров СССР",
    "General Secretary of the CPSU": "генеральный секретарь КПСС",
    "Politburo of the CC of the CPSU": "Политбюро ЦК КПСС",
    "Secretariat of the CC of the CPSU": "Секретариат ЦК КПСС",
}
_KINDS = {
    "account of ": "рассказ",
    "article on ": "статья",
    "chapter on ": "глава",
    "note on ": "примечание",
    "on ": "место",
    "report of ": "сообщение",
    "report on ": "сообщение",
    "section on ": "раздел",
}
_TOPICS = {
    "informal usage": "о неофициальном употреблении",
    "the First Secretary": "о первом секретаре",
    "the attempt": "о попытке",
    "the closed session": "о закрытом заседании",
    "the congress": "о съезде",
    "the coup": "о перевороте",
    "the death": "о смерти",
    "the decree": "об указе",
    "the election": "об избрании",
    "the first General Secretary": "о первом генеральном секретаре",
    "the new Central Committee": "о новом Центральном комитете",
    "the plenum": "о пленуме",
    "the plenum after the congress": "о пленуме после съезда",
    "the proposal": "о предложении",
    "the restoration": "о восстановлении",
    "the statutes": "об уставе",
    "the vote": "о голосовании",
}
_NUMBERED = {
    r"paragraph (\d+)": "абзац {0}",
    r"sentence (\d+)": "предложение {0}",
    r"item (\d+)": "пункт {0}",
    r"point (\d+)": "пункт {0}",
    r"table (\d+)": "таблица {0}",
    r"office (\d+)": "должность {0}",
    r"page (\d+) of (\d+)": "страница {0} из {1}",
    r"p\. (\d+) of the copy at (\S+)": "с. {0} копии на {1}",
    r"row (\d+)": "строка {0}",
    r"row of the congress numbered (\d+)": "строка съезда № {0}",
    r"record (RUS-[\d-]+)": "запись {0}",
    r"decree No\. (\d+)": "указ № {0}",
    r"decree UP-(\d+)": "указ УП-{0}",
    r"resolution (\S+)": "постановление {0}",
    r"id (\S+)": "№ {0}",
    r"biographies from (\S+) to (\S+)": "биографии от «{0}» до «{1}»",
    r"(\d+)\w\w Congress of the CPSU": "{0}-й съезд КПСС",
    r"(\d+)\w\w Congress of the RCP\(b\)": "{0}-й съезд РКП(б)",
    r"(\d+)\w\w Congress of the VKP\(b\)": "{0}-й съезд ВКП(б)",
}
_NAMED = {"row of ": "строка", "record of ": "запись", "item of ": "элемент", "heading: ": "заголовок"}
_ABOUT = {
    r"law (\S+)": "о законе {0}",
    r"decree No\. (\d+)": "об указе № {0}",
    r"the years (\d+) to (\d+)": "о {0}–{1} годах",
    r"(\d{4})": "о {0} годе",
}
_DATED = "dated by the note to "
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(rf"(?:(\d+(?: and \d+)?) )?({_MONTH}) (\d{{4}})")
_YEAR = re.compile(r"\d{4}")
_STAYS = re.compile(r"\S*\w(\.[a-z]|/)\S*")
_COMMIT = re.compile(r"(.+) @ ([0-9a-f]{7,40})")
_BRACKETED = re.compile(r"(.+?) \(([^()]+)\)(?: and (.+))?")


class RussianLocators:
    """The locators of one graph, as Russian has them."""

    def __init__(self, people: Mapping[str, str], things: Mapping[str, str]) -> None:
        """Keep the Russian names of people and of other things, by their English ones."""
        surnames = {english.split()[-1]: russian.split()[-1] for english, russian in people.items()}
        self._people, self._things = {**surnames, **people}, {**_THINGS, **things}

    def of(self, locator: str) -> str:
        """Return a locator in Russian.

        >>> RussianLocators({}, {}).of("History, paragraph 2, sentence 1")
        '«History», абзац 2, предложение 1'
        """
        return "; ".join(map(self._clause, locator.split("; ")))

    def _clause(self, clause: str) -> str:
        if clause.startswith("also "):
            return f"также {self._clause(clause.removeprefix('also '))}"
        return ", ".join(map(self._part, clause.split(", ")))

    def _part(self, part: str) -> str:
        if told := _PHRASES.get(part) or self._people.get(part) or _date(part) or _filled(_NUMBERED, part):
            return told
        if part.startswith(_DATED):
            return f"дата по примечанию: {self._part(part.removeprefix(_DATED))}"
        if found := _COMMIT.fullmatch(part):
            return f"{self._part(found[1])} @ {found[2]}"
        return part if _STAYS.fullmatch(part) else self._composed(part) or f"«{part}»"

    def _composed(self, part: str) -> str | None:
        """Return a part that is made of others."""
        for kind, told in _NAMED.items():
            if part.startswith(kind):
                return f"{told} {self._title(part.removeprefix(kind))}"
        for kind, told in _KINDS.items():
            if part.startswith(kind):
                topic = part.removeprefix(kind)
                return f"{told} {_about(topic) or self._title(topic)}"
        where, colon, what = part.partition(": ")
        if colon and (place := self._part(where)) != f"«{where}»":
            return f"{place}: {self._things.get(what) or self._part(what)}"
        return self._bracketed(part)

    def _bracketed(self, part: str) -> str | None:
        """Return a part with a word on it in brackets, or two such parts."""
        found = _BRACKETED.fullmatch(part)
        if found is None or (found[2] not in _PHRASES and not found[2].isdigit()):
            return None
        more = f" и {self._part(found[3])}" if found[3] else ""
        return f"{self._things.get(found[1]) or self._part(found[1])} ({_PHRASES.get(found[2], found[2])}){more}"

    def _title(self, name: str) -> str:
        return f"«{self._people.get(name, name)}»"


def _filled(forms: Mapping[str, str], text: str) -> str | None:
    """Return the form of the first pattern that is the text, with what it found."""
    found = ((form, re.fullmatch(pattern, text)) for pattern, form in forms.items())
    return next((form.format(*match.groups()) for form, match in found if match), None)


def _date(text: str) -> str | None:
    """Return a day, two days of a month, a month or a year."""
    found = _DATE.fullmatch(text)
    if found is None:
        return f"{text} год" if _YEAR.fullmatch(text) else None
    month = _MONTHS[found[2]][1 if found[1] else 0]
    day = f"{found[1].replace('and', 'и')} " if found[1] else ""
    return f"{day}{month} {found[3]} года"


def _about(topic: str) -> str | None:
    """Return what a text is about, with its preposition."""
    changes = topic.removeprefix("the changes of ")
    if found := _DATE.fullmatch(changes):
        if changes != topic:
            return f"о переменах {_MONTHS[found[2]][1]} {found[3]} года"
        return f"о {_date(topic)}" if found[1] else f"{_MONTHS[found[2]][2]} {found[3]} года"
    return _TOPICS.get(topic) or _filled(_ABOUT, topic)
