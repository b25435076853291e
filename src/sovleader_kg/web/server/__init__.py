"""The graph on the web, read-only: a SPARQL endpoint and linked data for machines, pages for people.

`guard` looks at foreign queries before anything parses them; `worker` runs in the processes that evaluate them, `pool`
starts and kills those; `protocol` reads requests; `negotiation` chooses formats; `app` puts them together. Needs the
extra `[server]`.
"""

from __future__ import annotations

__all__: list[str] = []
