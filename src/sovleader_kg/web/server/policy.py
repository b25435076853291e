"""Policy: what a browser may load for the pages: nothing from elsewhere, no script and no style inside a page."""

from __future__ import annotations

__all__ = ["PAGES"]

_REST = "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PAGES = f"default-src 'self'; {_REST}"
