"""Manners toward a host: its robots.txt, pauses between requests, the wait it asks for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from protego import Protego

from dragoman.sources.failure import FetchError
from dragoman.sources.options import SourceOptions

_HOSTS_KEPT = 2_000
_RULES_LAST = 24 * 3600.0
_FAILURE_LASTS = 600.0
_LARGEST = 512_000
_LONGEST_DELAY = 60.0
_MOST_HOPS = 5


class Manners:
    """What each host asks of us, kept for a day, and when it was visited last.

    `reply` fetches (status, page, where it redirects to) and raises FetchError.
    """

    def __init__(
        self,
        options: SourceOptions,
        reply: Callable[[httpx.URL, dict[str, str]], tuple[int, Any, str | None]],
        sleep: Callable[[float], None],
        clock: Callable[[], float],
    ) -> None:
        self._options, self._reply, self._sleep, self._clock = options, reply, sleep, clock
        self._rules: OrderedDict[str, tuple[float, Protego | FetchError]] = OrderedDict()
        self._last: OrderedDict[str, float] = OrderedDict()
        self._name = options.user_agent.split("/")[0].strip() or "*"

    def ask(self, url: httpx.URL) -> None:
        """Raises FetchError where the host does not want this page fetched, or cannot say."""
        if not self._options.robots:
            return
        rules = self._rules_of(url)
        if isinstance(rules, FetchError):
            raise rules.with_traceback(None)
        if not rules.can_fetch(str(url), self._name):
            raise FetchError(f"the robots.txt of {url.host} forbids it", "ask the publisher, or leave it out")

    def wait(self, url: httpx.URL) -> None:
        """Waits until the host may be asked again."""
        pause = self._options.pause
        known = self._rules.get(_site(url))
        if known is not None and isinstance(known[1], Protego):
            pause = max(pause, min(float(known[1].crawl_delay(self._name) or 0), _LONGEST_DELAY))
        last = self._last.pop(url.host, None)
        if last is not None and (left := last + pause - self._clock()) > 0:
            self._sleep(left)
        _keep(self._last, url.host, self._clock())

    def _rules_of(self, url: httpx.URL) -> Protego | FetchError:
        site = _site(url)
        known = self._rules.get(site)
        if known is not None and self._clock() < known[0]:
            return known[1]
        rules = self._fetched_rules(url)
        lasts = _FAILURE_LASTS if isinstance(rules, FetchError) else _RULES_LAST
        _keep(self._rules, site, (self._clock() + lasts, rules))
        return rules

    def _fetched_rules(self, url: httpx.URL) -> Protego | FetchError:
        """The rules of a host (RFC 9309): none where it has none; everything is forbidden where it cannot say."""
        target = url.copy_with(raw_path=b"/robots.txt")
        try:
            for _ in range(_MOST_HOPS):
                status, page, location = self._reply(target, {})
                if location is None:
                    break
                target = target.join(location)
            else:
                return Protego.parse("")
        except FetchError as error:
            return error  # what keeps us from its rules keeps us from its pages
        if status >= 500:
            return FetchError(f"HTTP {status} for its robots.txt", "try later")
        text = page.content[:_LARGEST].decode("utf-8", "replace") if status == 200 else ""
        return Protego.parse(text)


def wait_asked(given: str | None) -> float | None:
    """The seconds that a Retry-After header asks for, as a number or as a date."""
    if not given:
        return None
    try:
        return max(0.0, float(given))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(given)
    except (ValueError, IndexError, TypeError):
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _keep(table: OrderedDict[str, Any], key: str, value: Any) -> None:
    table[key] = value
    table.move_to_end(key)
    if len(table) > _HOSTS_KEPT:
        table.popitem(last=False)
