"""A client of servers that speak SPARQL: one pool of connections, time limits, and patience where a server asks for it.

A server that is busy (429, 503) is asked again, after as long as its `Retry-After` says, within a limit; one that
cannot be connected to, too. Nothing else is repeated. Credentials stay in headers and never enter a message.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sovleader_kg.errors import QueryError, StoreError, UsageError

if TYPE_CHECKING:
    import urllib3

__all__ = ["Answer", "Client", "credentials", "refusal"]

BUSY = (429, 503)
LONGEST_PAUSE = 60
DENIED = (401, 403)
CONNECTING = 10
LARGE = 65_536
LIMIT = "X-SPARQL-MaxRows"
TOP_OF_ERRORS = 400


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered.

    Attributes:
        status: The HTTP status.
        media_type: The media type, without parameters.
        body: The whole body.
        most: How many rows the server gives at most, where it says that it limits this answer.
    """

    status: int
    media_type: str
    body: bytes
    most: int | None = None


class Client:
    """Sends requests to one server."""

    def __init__(
        self,
        *,
        timeout: float = 60,
        retries: int = 3,
        headers: Mapping[str, str] | None = None,
        largest: int | None = None,
    ) -> None:
        """Keep the settings; nothing is sent yet.

        Args:
            timeout: Seconds to wait for a connection, for a server to take what is sent, and for each piece of the
                answer.
            retries: How often a busy server, or one that refuses connections, is asked again.
            headers: Sent with each request, for instance `{"Authorization": "Bearer …"}`.
            largest: Bytes of an answer, at most; as many as there are unless told otherwise.
        """
        import urllib3

        if timeout <= 0 or retries < 0:
            raise UsageError("a timeout is above zero, retries are zero or more")
        patience = urllib3.Retry(
            total=retries,
            read=0,
            other=0,
            redirect=min(retries, 3),
            status=retries,
            status_forcelist=BUSY,
            allowed_methods=None,
            backoff_factor=0.2,
            retry_after_max=LONGEST_PAUSE,
            raise_on_status=False,
        )
        self._timeout, self._largest = timeout, largest
        self._pool: urllib3.PoolManager = urllib3.PoolManager(
            retries=patience,
            headers=dict(headers or {}),
        )

    def send(
        self, method: str, url: str, *, accept: str, body: bytes | None = None, media_type: str | None = None
    ) -> Answer:
        """Send a request and return the whole answer, whatever its status.

        Raises:
            StoreError: The server cannot be reached, takes too long, or cuts its answer.
            QueryError: The answer is larger than this client takes.
            UsageError: The address is not a URL.
        """
        import urllib3.exceptions as failed

        if not url.startswith(("http://", "https://")):
            raise UsageError(f'"{url}" is not a URL; write http://host:port/path')
        headers = {**self._pool.headers, "Accept": accept} | ({"Content-Type": media_type} if media_type else {})
        try:
            got = self._request(method, url, body, headers)
            content = self._whole(got)
        except (failed.LocationValueError, failed.LocationParseError):
            raise UsageError(f'"{url}" is not a URL; write http://host:port/path') from None
        except ValueError:
            raise UsageError(f"{url}: a header holds what HTTP cannot carry; look at the credentials") from None
        except failed.HTTPError as error:
            raise StoreError(f"{url}: {self._reason(error)}") from None
        kind = got.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        most = got.headers.get(LIMIT, "")
        return Answer(got.status, kind, content, int(most) if most.isdigit() else None)

    def _request(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> urllib3.BaseHTTPResponse:
        """Send a request; one with a large body has the whole time, since urllib3 sends within the time to connect."""
        import urllib3

        connecting = self._timeout if body is not None and len(body) > LARGE else min(self._timeout, CONNECTING)
        limits = urllib3.Timeout(connect=connecting, read=self._timeout)
        return self._pool.request(method, url, body=body, headers=headers, preload_content=False, timeout=limits)

    def _whole(self, got: urllib3.BaseHTTPResponse) -> bytes:
        """Return the body of an answer, which is read no further than this client takes."""
        try:
            content = got.read() if self._largest is None else got.read(self._largest + 1)
        except BaseException:
            got.close()
            raise
        if self._largest is not None and len(content) > self._largest:
            got.close()
            raise QueryError(f"the answer has more than {self._largest:,} bytes; add LIMIT, or ask for less")
        got.release_conn()
        return content

    def form(self, url: str, fields: Mapping[str, str | Sequence[str]], accept: str) -> Answer:
        """Post fields as a form, as every SPARQL server reads them; one with several values stands there as often."""
        from urllib.parse import urlencode

        body = urlencode(fields, doseq=True).encode()
        return self.send("POST", url, accept=accept, body=body, media_type="application/x-www-form-urlencoded")

    def _reason(self, error: Exception) -> str:
        """Return what went wrong in a few words, and what to do."""
        import urllib3.exceptions as failed

        cause = error.reason if isinstance(error, failed.MaxRetryError) and error.reason else error
        if isinstance(cause, failed.NewConnectionError | failed.NameResolutionError):
            return "nothing answers there; is the server running, and the address right?"
        if isinstance(cause, failed.ConnectTimeoutError | failed.ReadTimeoutError) or _waited_in_vain(cause):
            return f"no answer within {self._timeout:g} s; give it more with timeout=, or ask for less"
        if isinstance(cause, failed.ResponseError):
            return "it redirects too often"
        if isinstance(cause, failed.ProtocolError | failed.IncompleteRead):
            return "the answer is cut; ask again, or ask for less"
        return f"no answer ({type(cause).__name__})"


def _waited_in_vain(cause: Exception) -> bool:
    """Tell whether a connection broke because the server took nothing of what was sent in time."""
    return any(isinstance(part, TimeoutError) for part in cause.args)


def credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the header that `SOVLEADER_USER` and `SOVLEADER_PASSWORD`, or `SOVLEADER_TOKEN`, stand for."""
    from base64 import b64encode

    if token := environment.get("SOVLEADER_TOKEN"):
        return {"Authorization": f"Bearer {token}"}
    if user := environment.get("SOVLEADER_USER"):
        pair = f"{user}:{environment.get('SOVLEADER_PASSWORD', '')}"
        return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}
    return {}


def refusal(answer: Answer) -> str | None:
    """Return why a server refused, in its own first line where it says one, or None where it did not."""
    if answer.status < TOP_OF_ERRORS:
        return None
    if answer.status in DENIED:
        hint = "give credentials: headers= in Python, SOVLEADER_USER and SOVLEADER_PASSWORD for load"
        return f"access denied (HTTP {answer.status}); {hint}"
    if answer.status in BUSY:
        return f"the server is busy (HTTP {answer.status}); try again later"
    said = "" if "html" in answer.media_type else answer.body[:2000].decode(errors="replace").strip()
    return f"HTTP {answer.status}" + (f": {' '.join(said.split())[:300]}" if said else "")
