"""Exports: the graph in other syntaxes, vocabularies and datasets' formats, each with what it cannot carry."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.export.format import Format

__all__ = ["export_format", "formats"]


@cache
def formats() -> Mapping[str, Format]:
    """Return every export by name, in the order in which they are listed.

    Those that build on more than this package knows, such as the site of pages, are found as entry points of the group
    `sovleader_kg.exports`: modules with `FORMATS`, in this project or in another that is installed.
    """
    from sovleader_kg.export import (
        csvw,
        jsonld,
        linkset,
        networks,
        parquet,
        quickstatements,
        rdf,
        rdf12,
        seats,
        sqlite,
        sssom,
        timeline,
        views,
    )

    families = (
        rdf,
        jsonld,
        rdf12,
        views,
        quickstatements,
        sssom,
        linkset,
        csvw,
        sqlite,
        parquet,
        networks,
        timeline,
        seats,
    )
    found = [one.load() for one in entry_points(group="sovleader_kg.exports")]
    return {one.name: one for family in (*families, *found) for one in family.FORMATS}


def export_format(name: str, target: Path | None = None) -> Format:
    """Return an export by name; a target with another suffix may choose a sister of it, as `.png` does for a picture.

    Raises:
        UsageError: There is no such export, or none of its sisters is written to a file of that name.
    """
    suffix, every = target.suffix.lower() if target else "", formats()
    sisters = [one for one in every.values() if one.name == f"{name}-{one.suffix.removeprefix('.')}"]
    found = next((one for one in sisters if one.suffix == suffix), every.get(name))
    if found is None:
        raise UsageError(f'no format "{name}".{did_you_mean(name, every)} List them: sovleader export --list')
    if suffix and sisters and found.suffix != suffix:
        suffixes = " or ".join(one.suffix for one in (found, *sisters))
        raise UsageError(f"{name} is written as {suffixes}, not as {suffix}; name the file so")
    return found
