"""Fetching: what is fetched, what is refused, and how politely."""

from __future__ import annotations

import contextlib
import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from dragoman.sources.addresses import is_public
from dragoman.sources.fetch import Fetched, Fetcher
from dragoman.sources.options import SourceOptions
from dragoman.sources.types import Fault

OPTIONS = SourceOptions(allow_private=True, timeout=2, max_bytes=10_000)


@pytest.fixture
def fetcher(made_time: Any) -> Iterator[Fetcher]:
    with Fetcher(OPTIONS, sleep=made_time.sleep, clock=made_time.clock) as made:
        yield made


def fault(found: Fetched | Fault) -> str:
    assert isinstance(found, Fault), found
    assert found.stage == "fetch"
    return found.reason


def page(found: Fetched | Fault) -> Fetched:
    assert isinstance(found, Fetched), found
    return found


def test_a_page(site: Any, fetcher: Fetcher) -> None:
    found = page(fetcher.fetch(site.page("/a", "<html>", "text/html; charset=KOI8-R", ETag='"1"')))
    assert (found.content, found.media, found.charset, found.etag) == (b"<html>", "text/html", "KOI8-R", '"1"')
    assert site.headers[-1]["User-Agent"].startswith("Dragoman/")
    assert site.headers[-1]["Host"] == site.url.removeprefix("http://")


def test_unchanged(site: Any, fetcher: Fetcher) -> None:
    site.answers["/a"] = lambda headers: (304 if headers.get("If-None-Match") == '"1"' else 200, {}, b"")
    assert page(fetcher.fetch(site.url + "/a", etag='"1"', modified="Tue, 05 Mar 2019 10:00:00 GMT")).unchanged
    assert site.headers[-1]["If-Modified-Since"] == "Tue, 05 Mar 2019 10:00:00 GMT"
    assert not page(fetcher.fetch(site.url + "/a", etag='"0"')).unchanged


def test_redirects_are_followed(site: Any, fetcher: Fetcher) -> None:
    site.page("/a", "", status=301, Location="/b?x=1#part")
    site.page("/b?x=1", "", status=302, Location=site.url + "/c")
    site.page("/c", "here")
    found = page(fetcher.fetch(site.url + "/a"))
    assert (found.url, found.content) == (site.url + "/c", b"here")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("/a", "redirects more than 10 times"),
        ("ftp://wire.example/a", "is not an http or https address"),
        ("file:///etc/passwd", "is not an http or https address"),
        ("http://user:secret@wire.example/", "holds a user's name"),
        ("http://wire.example:x/", "cannot be fetched (Invalid URL in location header"),
    ],
)
def test_redirects_that_are_not_followed(site: Any, fetcher: Fetcher, target: str, reason: str) -> None:
    site.page("/a", "", status=302, Location=target)
    assert reason in fault(fetcher.fetch(site.url + "/a"))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1", "0.0.0.0", "2130706433"],
)
def test_private_addresses_are_refused(host: str, site: Any, made_time: Any) -> None:
    with Fetcher(SourceOptions(robots=False), sleep=made_time.sleep, clock=made_time.clock) as strict:
        assert "private network" in fault(strict.fetch(f"http://{host}:{site.url.rsplit(':', 1)[1]}/a"))
    assert site.asked == []


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest", "http://[::1]/", "http://127.0.0.1:1/"])
def test_redirects_to_private_addresses_are_refused(
    target: str, site: Any, made_time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public host, here played by this machine, that sends one on to a private address."""
    asked = []

    def allowed(host: str, port: int, *, allow_private: bool) -> list[str]:
        from dragoman.sources import addresses

        asked.append(host)
        return ["127.0.0.1"] if host == "wire.example" else addresses.addresses(host, port, allow_private=allow_private)

    monkeypatch.setattr("dragoman.sources.fetch.addresses", allowed)
    site.page("/a", "", status=302, Location=target)
    port = site.url.rsplit(":", 1)[1]
    with Fetcher(SourceOptions(robots=False), sleep=made_time.sleep, clock=made_time.clock) as strict:
        assert "private network" in fault(strict.fetch(f"http://wire.example:{port}/a"))
    assert site.asked == ["/a"]
    assert len(asked) == 2


def test_the_address_that_was_checked_is_the_one_connected_to(
    site: Any, made_time: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that is looked up twice may turn private the second time: it is looked up once."""
    looked_up = []

    def resolver(host: str, port: int, *_: object, **__: object) -> list[Any]:
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    port = int(site.url.rsplit(":", 1)[1])
    site.page("/a", "here")
    options = SourceOptions(robots=False, allow_private=True)
    with Fetcher(options, sleep=made_time.sleep, clock=made_time.clock) as once:
        assert page(once.fetch(f"http://wire.example:{port}/a")).content == b"here"
    assert looked_up.count("wire.example") == 1
    assert site.headers[-1]["Host"] == f"wire.example:{port}"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("fd00::1", False), ("ff02::1", False),
        ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("240.0.0.1", False),
        ("::1", False), ("::", False), ("fe80::1%eth0", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_unknown_host(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def resolver(*_: object, **__: object) -> list[Any]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    assert "the host name wire.invalid is not known" in fault(fetcher.fetch("http://wire.invalid/a"))


def test_no_secure_connection(site: Any, fetcher: Fetcher, made_time: Any) -> None:
    assert "no secure connection" in fault(fetcher.fetch(site.url.replace("http:", "https:") + "/a"))
    assert made_time.slept == []


@pytest.fixture
def secure_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server with a certificate for wire.example that is trusted here, and every name is this machine's."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("makes its certificate with openssl")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    made = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=wire.example"
    names = ["-addext", "subjectAltName=DNS:wire.example", "-keyout", key, "-out", certificate]
    subprocess.run([openssl, *made.split(), *names], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    original = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, *rest, **more: original("127.0.0.1", port, *rest, **more)
    )

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"here")

        def log_message(self, *_: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_certificates_are_held_to_the_name_not_to_the_address(secure_port: int, made_time: Any) -> None:
    options = SourceOptions(allow_private=True, robots=False, timeout=5)
    with Fetcher(options, sleep=made_time.sleep, clock=made_time.clock) as fetcher:
        assert page(fetcher.fetch(f"https://wire.example:{secure_port}/a")).content == b"here"
        reason = fault(fetcher.fetch(f"https://other.example:{secure_port}/a"))
        assert "no secure connection" in reason
        assert "Hostname mismatch" in reason
        assert fault(fetcher.fetch(f"https://127.0.0.1:{secure_port}/a"))


def test_nothing_listens(fetcher: Fetcher) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert "the connection failed" in fault(fetcher.fetch(f"http://127.0.0.1:{port}/a"))


@pytest.mark.parametrize(
    "address", ["", "wire", "http://", "http://[", "http://a b/", "http://" + "x" * 300 + "/", "http://\x00/"]
)
def test_what_is_no_address(address: str, fetcher: Fetcher) -> None:
    assert fault(fetcher.fetch(address))


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"x" * 10_001, {}, "too large: more than 10,000 bytes"),
        (gzip.compress(bytes(5_000_000)), {"Content-Encoding": "gzip"}, "too large: unpacks to more than"),
        (b"not packed", {"Content-Encoding": "gzip"}, "gzip encoding is broken"),
        (b"short", {"Content-Length": "100"}, "the connection failed"),
    ],
)
def test_bodies_that_cannot_be_had(
    site: Any, fetcher: Fetcher, body: bytes, headers: dict[str, str], reason: str
) -> None:
    site.answers["/a"] = (200, headers, body)
    assert reason in fault(fetcher.fetch(site.url + "/a"))


def test_packed_pages(site: Any, fetcher: Fetcher) -> None:
    site.answers["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"here"))
    assert page(fetcher.fetch(site.url + "/a")).content == b"here"


@pytest.mark.parametrize(
    "opening",
    [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_reply_that_never_ends(opening: bytes, scheme: str) -> None:
    """A host that sends a byte now and then, each in time."""
    done = threading.Event()

    def drip(listener: socket.socket) -> None:
        peer, _ = listener.accept()
        with peer, contextlib.suppress(OSError):
            peer.sendall(opening)
            while not done.wait(0.05):
                peer.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,), daemon=True)
        thread.start()
        options = SourceOptions(allow_private=True, robots=False, timeout=0.4, tries=1, pause=0)
        began = time.perf_counter()
        with Fetcher(options) as slow:
            reason = fault(slow.fetch(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}/a"))
        assert scheme == "https" or reason == "no whole answer within 0.4 seconds"
        assert time.perf_counter() - began < 5
        done.set()
        thread.join()


@pytest.mark.parametrize(("status", "tries"), [(404, 1), (403, 1), (410, 1), (429, 4), (503, 4), (500, 4)])
def test_what_is_tried_again(site: Any, fetcher: Fetcher, status: int, tries: int) -> None:
    site.page("/a", "", status=status)
    assert fault(fetcher.fetch(site.url + "/a")) == f"HTTP {status}"
    assert site.asked.count("/a") == tries


def test_a_failure_that_passes(site: Any, fetcher: Fetcher, made_time: Any) -> None:
    site.answers["/a"] = [(503, {"Retry-After": "7"}, b""), (200, {}, b"here")]
    assert page(fetcher.fetch(site.url + "/a")).content == b"here"
    assert 7 in made_time.slept


@pytest.mark.parametrize("form", ["number", "date"])
def test_a_wait_too_long_is_not_waited(site: Any, fetcher: Fetcher, form: str) -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    site.answers["/a"] = (429, {"Retry-After": "7200" if form == "number" else later}, b"")
    assert "asks to wait 7," in fault(fetcher.fetch(site.url + "/a"))
    assert site.asked.count("/a") == 1


def test_robots(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: Dragoman\nDisallow: /private\nCrawl-delay: 9\n", "text/plain")
    site.page("/a", "here")
    assert page(fetcher.fetch(site.url + "/a")).content == b"here"
    assert "robots.txt of 127.0.0.1 forbids it" in fault(fetcher.fetch(site.url + "/private/b"))
    assert site.asked == ["/robots.txt", "/a"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_robots_that_cannot_be_had(site: Any, fetcher: Fetcher, status: int, allowed: bool) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /", status=status)
    site.page("/a", "here")
    found = fetcher.fetch(site.url + "/a")
    assert isinstance(found, Fetched) is allowed
    assert allowed or fault(found).startswith(f"HTTP {status}")


def test_robots_hold_for_where_one_is_sent(site: Any, fetcher: Fetcher) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /b\n", "text/plain")
    site.page("/a", "", status=302, Location="/b")
    assert "forbids it" in fault(fetcher.fetch(site.url + "/a"))
    assert "/b" not in site.asked


@pytest.mark.parametrize(("delay", "pause"), [("", 1.0), ("Crawl-delay: 9\n", 9.0), ("Crawl-delay: 9999\n", 60.0)])
def test_pauses(site: Any, fetcher: Fetcher, made_time: Any, delay: str, pause: float) -> None:
    site.page("/robots.txt", f"User-agent: *\n{delay}Disallow: /private\n", "text/plain")
    site.page("/a", "here")
    for _ in range(3):
        page(fetcher.fetch(site.url + "/a"))
    assert made_time.slept == [pause] * 3
