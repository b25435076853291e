"""Exports: the graph in other syntaxes, vocabularies and datasets' formats, each with what it cannot carry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.export.format import Format

__all__ = ["export_format", "formats"]


@cache
def formats() -> Mapping[str, Format]:
    """Return every export by name, in the order in which they are listed."""
    from sovleader_kg.export import csvw, jsonld, linkset, popolo, quickstatements, rdf, rdf12, sssom, views

    families = (rdf, jsonld, rdf12, views, popolo, quickstatements, sssom, linkset, csvw)
    return {one.name: one for family in families for one in family.FORMATS}


def export_format(name: str) -> Format:
    """Return an export by name.

    Raises:
        UsageError: There is no such export.
    """
    found = formats().get(name)
    if found is None:
        raise UsageError(f'no format "{name}".{did_you_mean(name, formats())} List them: sovleader export --list')
    return found
