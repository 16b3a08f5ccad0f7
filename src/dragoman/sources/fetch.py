"""Pages from the network: politely (robots.txt, pauses, back-off), safely (checked addresses), within bounds."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from typing import Any, Self

import httpx
import msgspec
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from dragoman.sources.addresses import addresses
from dragoman.sources.deadline import Deadline
from dragoman.sources.failure import FetchError
from dragoman.sources.manners import Manners, wait_asked
from dragoman.sources.options import SourceOptions
from dragoman.sources.stream import unpacked
from dragoman.sources.types import Fault

_MOST_HOPS = 10
_ADDRESSES_TRIED = 3
_BUSY = frozenset({429, 500, 502, 503, 504})
_WITH_PAGE = (200, 203)
_PACKED = ("gzip", "x-gzip", "deflate")


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """A reply. `url` is the address that gave it, after redirects; `unchanged` one that says so has no content."""

    url: str
    content: bytes
    unchanged: bool = False
    media: str = ""
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Fetches pages. One keeps the connections, the rules and the last visit of each host; close it after use."""

    def __init__(
        self,
        options: SourceOptions,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.options = options
        self._sleep = sleep
        self._client = httpx.Client(
            verify=httpx.create_ssl_context(),  # certifi's authorities, or those of SSL_CERT_FILE
            timeout=options.timeout,
            headers={"User-Agent": options.user_agent, "Accept-Encoding": "gzip, deflate"},
            trust_env=False,
            proxy=options.proxy,
            # A kept connection is known by its address, at which other hosts may live: each request has its own.
            limits=httpx.Limits(max_keepalive_connections=0),
        )
        self._manners = Manners(options, self._reply, sleep, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched | Fault:
        """The page at an address, or why it cannot be had. `etag` and `modified` are those of the copy that one has."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        try:
            return self._followed(_parsed(url), {name: given for name, given in conditions.items() if given})
        except FetchError as error:
            return error.fault(url)

    def _followed(self, url: httpx.URL, headers: dict[str, str]) -> Fetched:
        for _ in range(_MOST_HOPS):
            self._manners.ask(url)
            status, reply, location = self._reply(url, headers)
            if location is None:
                if status != 304 and status not in _WITH_PAGE:
                    raise FetchError(f"HTTP {status}", "open it in a browser to see why")
                return reply
            url = _parsed(location, url)
        raise FetchError(f"redirects more than {_MOST_HOPS} times", "name the page itself")

    def _reply(self, url: httpx.URL, headers: dict[str, str]) -> tuple[int, Fetched, str | None]:
        """The status, the reply, and where it redirects to. Tries again where that may help. Raises FetchError."""
        retrying = Retrying(
            stop=stop_after_attempt(self.options.tries),
            wait=_wait,
            retry=retry_if_exception(_may_pass),
            sleep=self._sleep,
            reraise=True,
        )
        return retrying(self._once, url, headers)

    def _once(self, url: httpx.URL, headers: dict[str, str]) -> tuple[int, Fetched, str | None]:
        self._manners.wait(url)
        try:
            hosts = self._hosts(url)
            for number, host in enumerate(hosts, 1):
                try:
                    return self._asked(url, host, headers)
                except httpx.ConnectError as error:
                    if number == len(hosts) or isinstance(error.__context__, ssl.SSLError):
                        raise
            raise AssertionError("a host has an address")
        except httpx.TimeoutException as error:
            raise FetchError(
                f"no whole answer within {self.options.timeout:g} seconds", "raise timeout, or try later", again=True
            ) from error
        except httpx.TransportError as error:
            raise _failure(error) from error
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise FetchError(f"cannot be fetched ({error})", "check the address") from error

    def _hosts(self, url: httpx.URL) -> list[str | None]:
        """The addresses to connect to, in turn. A proxy looks names up by itself, so there it is the name (None)."""
        port = url.port or (443 if url.scheme == "https" else 80)
        if self.options.proxy is not None:
            return [None]
        found = addresses(url.host, port, allow_private=self.options.allow_private)
        return [*found[:_ADDRESSES_TRIED]]

    def _asked(self, url: httpx.URL, host: str | None, headers: dict[str, str]) -> tuple[int, Fetched, str | None]:
        """One request, to the very address that was checked: a name that is looked up again may give another."""
        target = url.copy_with(host=host) if host else url
        with Deadline(self.options.timeout) as deadline:
            extensions: dict[str, Any] = {"trace": deadline.traced}
            if url.scheme == "https":
                extensions["sni_hostname"] = url.raw_host.decode("ascii")
            headers = {**headers, "Host": url.netloc.decode("ascii")}
            request = self._client.build_request("GET", target, headers=headers, extensions=extensions)
            try:
                taken = self._taken(self._client.send(request, stream=True), url)
            except httpx.TransportError:
                if not deadline.passed:
                    raise
            finally:
                self._client.cookies.clear()
        if deadline.passed:  # what it broke off may look whole
            raise httpx.ReadTimeout("the reply came too slowly")
        return taken

    def _taken(self, response: httpx.Response, url: httpx.URL) -> tuple[int, Fetched, str | None]:
        try:
            status = response.status_code
            if status in _BUSY:
                raise self._busy(response)
            if response.has_redirect_location:
                return status, Fetched(url=str(url), content=b""), response.headers["location"]
            content = self._content(response) if status in _WITH_PAGE else b""
        finally:
            response.close()
        media, charset = _type_of(response.headers.get("content-type", ""))
        reply = Fetched(
            url=str(url),
            content=content,
            unchanged=status == 304,
            media=media,
            charset=charset,
            etag=response.headers.get("etag"),
            modified=response.headers.get("last-modified"),
        )
        return status, reply, None

    def _content(self, response: httpx.Response) -> bytes:
        most = self.options.max_bytes
        content = bytearray()
        for chunk in response.iter_raw():
            content += chunk
            if len(content) > most:
                raise FetchError(f"too large: more than {most:,} bytes", "raise max_bytes")
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in _PACKED:
            return bytes(content)
        plain = unpacked(bytes(content), most + 1)
        if plain is None:
            raise FetchError(f"its {encoding} encoding is broken", "open it in a browser to see why")
        if len(plain) > most:
            raise FetchError(f"too large: unpacks to more than {most:,} bytes", "raise max_bytes")
        return plain

    def _busy(self, response: httpx.Response) -> FetchError:
        reason = f"HTTP {response.status_code}"
        after = wait_asked(response.headers.get("retry-after"))
        if after is not None and after > self.options.patience:
            return FetchError(f"{reason}, and asks to wait {after:,.0f} seconds", "try later, or raise patience")
        return FetchError(reason, "try later", again=True, after=after)


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, FetchError) and error.again


def _wait(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome is not None else None
    asked = getattr(problem, "after", None)
    return float(asked) if asked is not None else wait_random_exponential(multiplier=1, min=1, max=30)(state)


def _failure(error: httpx.TransportError) -> FetchError:
    """What a failed connection means, in words. A certificate does not get better by asking again."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLError):
        cause = cause.__cause__ or cause.__context__
    words = str(error) or type(error).__name__
    if isinstance(error, httpx.ConnectError) and (isinstance(cause, ssl.SSLError) or "SSL" in words):
        return FetchError(f"no secure connection ({words})", "check the address; its certificate or TLS is wrong")
    if isinstance(error, httpx.UnsupportedProtocol) or "location header" in words:
        return FetchError(f"cannot be fetched ({words})", "open it in a browser to see where it leads")
    return FetchError(f"the connection failed ({words})", "try later", again=True)


def _parsed(given: str, base: httpx.URL | None = None) -> httpx.URL:
    """The address, joined to the one it was found at. Raises FetchError for what is none."""
    try:
        url = base.join(given) if base is not None else httpx.URL(given.strip())
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"{given[:200]!r} is no address ({error})", "check it") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(f"{str(url)[:200]!r} is not an http or https address", "give one that is")
    if url.userinfo:
        raise FetchError("the address holds a user's name", "give it without")
    return url.copy_with(fragment=None)


def _type_of(given: str) -> tuple[str, str | None]:
    """The media type and the charset in a Content-Type."""
    media, _, rest = given.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", rest, re.I)
    return media.strip().lower(), charset.group(1) if charset else None
