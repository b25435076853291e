"""Faster ways to what `validation` and `reasoning` answer; deleting this package changes no answer, only its time."""

from sovleader_kg.checks.accel.checked import Checked
from sovleader_kg.checks.accel.shapes import Shapes

__all__ = ["Checked", "Shapes"]
