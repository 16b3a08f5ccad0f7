"""Which addresses may be connected to: those of the public network, unless others are allowed."""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from dragoman.sources.failure import FetchError

_NAT64 = IPv6Network("64:ff9b::/96")


def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host that may be connected to, in the order of the resolver. Raises FetchError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
        raise FetchError(
            f"the host name {host} is not known", "check the address and the network", again=again
        ) from error
    known = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    allowed = [address for address in known if allow_private or is_public(address)]
    if not allowed:
        where = host if host in known else f"{host} ({', '.join(known)})"
        raise FetchError(
            f"{where} is an address of a private network or of this machine", "set allow_private, if it is meant"
        )
    return allowed


def is_public(address: str) -> bool:
    """Whether an address lies in the public network; one that wraps another is what that other is."""
    parsed = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address) and (inner := _wrapped(parsed)) is not None:
        parsed = inner
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


def _wrapped(address: IPv6Address) -> IPv4Address | None:
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
