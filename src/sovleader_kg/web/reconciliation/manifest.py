"""Manifest: what the service says of itself."""

from __future__ import annotations

from sovleader_kg.answers.reconciliation.properties import KINDS
from sovleader_kg.names import BASE, SL, VERSION
from sovleader_kg.prose.briefs import noun

__all__ = ["DATES", "MOST_QUERIES", "SPACE", "described", "types"]

SPACE = BASE  # before the identifiers of things: `person/joseph-stalin`
MOST_QUERIES = 50  # in one batch
WIDTH, HEIGHT = 420, 300  # of a preview
_NAME = {
    "en": "sovleader: leadership of the CPSU, 1917–1991",
    "ru": "sovleader: руководство КПСС, 1917–1991",
}
# In which form the dates of a column are given.
DATES = {
    "edtf": ("as precise as known (EDTF)", "насколько известно (EDTF)"),
    "first": ("the first day that it may be", "первый возможный день"),
    "last": ("the last day that it may be", "последний возможный день"),
    "year": ("the year, if it is sure", "год, если он известен"),
}
_SETTING = {
    "en": ("dates", "Dates are given as text at the precision of the sources, or as days or years."),
    "ru": ("даты", "Даты даются текстом с точностью источников, днями или годами."),
}


def types(language: str) -> list[dict[str, str]]:
    """Return the types of thing that a cell can mean."""
    return [{"id": kind, "name": noun(kind, language)} for kind in KINDS]


def described(base: str, language: str) -> dict[str, object]:
    """Return the manifest of the service in a language, for a server at an address."""
    root = f"{base}/reconcile/{language}"
    label, help_text = _SETTING[language]
    choices = [{"value": value, "name": names[language == "ru"]} for value, names in DATES.items()]
    setting = {"name": "dates", "label": label, "type": "select", "default": "edtf", "help_text": help_text}
    return {
        "versions": ["0.2"],
        "name": _NAME[language],
        "identifierSpace": SPACE,
        "schemaSpace": SL,
        "defaultTypes": types(language),
        "documentation": f"{base}/about/reconciliation",
        "logo": f"{base}/static/favicon.svg",
        "serviceVersion": VERSION,
        "batchSize": MOST_QUERIES,
        "view": {"url": f"{root}/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {
            what: {"service_url": root, "service_path": f"/suggest/{what}"} for what in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": root, "service_path": "/properties"},
            "property_settings": [{**setting, "choices": choices}],
        },
    }
