"""Policy: what a browser may load for the pages: nothing from elsewhere, no script and no style inside a page."""

from __future__ import annotations

__all__ = ["PAGES", "PREVIEWS"]

_REST = "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
PAGES = f"default-src 'self'; {_REST}"
# Previews are made to stand within the pages of others; they have no scripts and no forms.
PREVIEWS = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
