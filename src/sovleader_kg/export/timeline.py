"""Timeline: the office, who led in effect and the gaps as a picture, for a paper or a page."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.export.format import FEATURES, Format, Loss
from sovleader_kg.export.lanes import read_lanes
from sovleader_kg.export.picture import draw, png
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

TITLE = "The secretaryship of the party, 1917-1991"
LOSSES = tuple(
    Loss(feature, "a picture shows who held or led what, from when to when, in one language, and nothing else")
    for feature in FEATURES
)


def _svg(engine: Engine) -> Mapping[str, bytes]:
    return {"": draw(read_lanes(engine, "en"), TITLE).encode()}


def _png(engine: Engine) -> Mapping[str, bytes]:
    return {"": png(draw(read_lanes(engine, "en"), TITLE))}


FORMATS = (
    Format("timeline", "the timeline as a picture, SVG", "image/svg+xml", ".svg", _svg, LOSSES),
    Format("timeline-png", "the timeline as a picture, PNG", "image/png", ".png", _png, LOSSES, extra="picture"),
)
