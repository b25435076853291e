"""Characters: those that no XML can hold, whatever it escapes."""

from __future__ import annotations

import re

__all__ = ["beyond_xml"]

_BEYOND_XML = re.compile("[^\t\n\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def beyond_xml(text: str) -> str | None:
    r"""Return the first character of a text that XML 1.0 cannot hold, by its code point, or None.

    >>> beyond_xml("a\x01b")
    'U+0001'
    """
    found = _BEYOND_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else None
