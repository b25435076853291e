"""Policy: what a browser may load for the pages: nothing from elsewhere, no script and no style inside a page."""

from __future__ import annotations

__all__ = ["EDITOR", "PAGES"]

_REST = "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PAGES = f"default-src 'self'; {_REST}"
EDITOR = f"default-src 'self'; style-src 'self' 'unsafe-inline'; {_REST}"  # the editor's library writes styles
