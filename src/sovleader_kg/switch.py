"""Switch: whether the package `accel` is asked, or owlrl and pySHACL alone.

It is asked where it is there, unless the environment variable SOVLEADER_ACCEL is "off". The answers are the same.
"""

from __future__ import annotations

import importlib.util
import os

__all__ = ["accelerated"]


def accelerated() -> bool:
    """Tell whether the faster ways are to be used."""
    return (
        os.environ.get("SOVLEADER_ACCEL") != "off" and importlib.util.find_spec("sovleader_kg.checks.accel") is not None
    )
