"""Numbers in words: how many of something, in the form that the number asks for, in English or Russian."""

from __future__ import annotations

from sovleader_kg.prose.phrases import plural

__all__ = ["counted", "spoken_length"]

_FORMS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "day": ("day", "days"),
        "month": ("month", "months"),
        "year": ("year", "years"),
        "person": ("person", "persons"),
        "term": ("term", "terms"),
        "post": ("post", "posts"),
        "claim": ("claim", "claims"),
        "source": ("source", "sources"),
        "size": ("size", "sizes"),
        "statement": ("statement", "statements"),
        "witness": ("independent source", "independent sources"),
        "passage": ("passage", "passages"),
        "dispute": ("dispute", "disputes"),
        "thing": ("thing", "things"),
        "contradiction": ("contradiction", "contradictions"),
    },
    "ru": {
        "day": ("день", "дня", "дней"),
        "month": ("месяц", "месяца", "месяцев"),
        "year": ("год", "года", "лет"),
        "person": ("человек", "человека", "человек"),
        "term": ("срок", "срока", "сроков"),
        "post": ("пост", "поста", "постов"),
        "claim": ("утверждение", "утверждения", "утверждений"),
        "source": ("источник", "источника", "источников"),
        "size": ("указание числа мест", "указания числа мест", "указаний числа мест"),
        "statement": ("тройка", "тройки", "троек"),
        "witness": ("независимый источник", "независимых источника", "независимых источников"),
        "passage": ("место", "места", "мест"),
        "dispute": ("расхождение", "расхождения", "расхождений"),
        "thing": ("предмет", "предмета", "предметов"),
        "contradiction": ("противоречие", "противоречия", "противоречий"),
    },
}
_MONTH = 30.436875
_FEW_DAYS = 60


def counted(number: int, thing: str, language: str) -> str:
    """Return a number of things in words.

    >>> counted(1, "year", "en"), [counted(number, "year", "ru") for number in (1, 22, 11)]
    ('1 year', ['1 год', '22 года', '11 лет'])
    """
    shown = f"{number:,}".replace(",", "," if language == "en" else "\u00a0")
    return f"{shown} {_FORMS[language][thing][plural(number, language)]}"


def spoken_length(shortest: int | None, longest: int | None, language: str) -> str:
    """Return how long something lasted at least and at most, given in days; empty where nothing is known of it.

    >>> spoken_length(10, 10, "en"), spoken_length(4332, 11295, "en"), spoken_length(100, None, "ru")
    ('10 days', '11 years 10 months – 30 years 11 months', 'не меньше: 3 месяца')
    """
    least, most = (None if days is None else _length(days, language) for days in (shortest, longest))
    if least and most:
        return least if least == most else f"{least} – {most}"
    if least:
        return {"en": f"at least {least}", "ru": f"не меньше: {least}"}[language]
    return {"en": f"at most {most}", "ru": f"не больше: {most}"}[language] if most else ""


def _length(days: int, language: str) -> str:
    if days < _FEW_DAYS:
        return counted(days, "day", language)
    years, months = divmod(round(days / _MONTH), 12)
    parts = [counted(years, "year", language)] * bool(years) + [counted(months, "month", language)] * bool(months)
    return " ".join(parts)
