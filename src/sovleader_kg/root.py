"""Root: the folder that all files of the project lie in, as text: a start that reads one of them pays for no more."""

from __future__ import annotations

import os

__all__ = ["ROOT", "compiled"]

_HERE = os.path.dirname(__file__)
_BUNDLE = os.path.join(_HERE, "bundle")
ROOT = _BUNDLE if os.path.isdir(_BUNDLE) else os.path.dirname(os.path.dirname(os.path.realpath(_HERE)))


def compiled(root: object = ROOT) -> str:
    """Return the folder of the compiled graph: what SOVLEADER_GRAPH names, or else what the build makes."""
    return os.environ.get("SOVLEADER_GRAPH") or os.path.join(str(root), "dist")
