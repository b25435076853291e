"""The HTTP server, read-only: a SPARQL endpoint and linked data for machines, pages for people.

Requests come in, responses go out: `run` listens, `app` and `routes` find who answers, `protocol` and `negotiation`
read requests, `guard` looks at untrusted queries before anything parses them, and the processes of `workers` answer.
`version` holds what is served now. Needs the extra `[server]`.
"""
