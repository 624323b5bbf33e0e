"""
Requests to addresses that people typed: they leave for the outside, or not at all.

What counts is the address a socket is connected to, not the words in a link: a name is looked up once, each answer is
judged, and the connection goes to the very address that was judged. So neither another notation, nor a name that
changes between two look-ups, nor an IPv6 form of an inside address leads in. Redirects are not followed, and of an
answer no more comes back than its status and, to `fetch`, so many bytes.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

PATIENCE = 10.0  # seconds for the whole request, however slowly the other side drips

# Networks whose addresses carry an IPv4 address in their last 32 bits: NAT64, the old compatible form, SIIT.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_CARRY_IN_THE_END = (_NAT64, ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("::ffff:0:0:0/96"))
_NEVER = ipaddress.IPv6Network("64:ff9b:1::/48")  # NAT64 of a house's own: what it carries stands anywhere
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Inside(Exception):
    """The address leads inside, or nowhere."""


def is_outside(text: str) -> bool:
    """True for an address of the open internet; embedded IPv4 addresses are judged as well."""
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return False
    return all(_is_open(one) for one in _shells(address))


def _is_open(address: Address) -> bool:
    is_site = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_site)


def _shells(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address in _NEVER:
        return [ipaddress.IPv6Address("::1")]
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if any(address in network for network in _CARRY_IN_THE_END):
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF))
    found: list[Address] = [one for one in inner if one is not None]
    # Two shells are no place of their own: what they carry counts.
    return found if address.ipv4_mapped is not None or address in _NAT64 else [address, *found]


def connect_outside(host: str, port: int, *, is_allowed_inside: bool) -> socket.socket:
    """A socket to the first answer of the name service that leads outside; raises Inside when one leads in."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    if not is_allowed_inside and not all(is_outside(str(answer[4][0])) for answer in answers):
        raise Inside(host)
    problem: OSError = OSError("no answer")
    for family, kind, protocol, _, address in answers[:4]:
        found = socket.socket(family, kind, protocol)
        found.settimeout(PATIENCE / 2)
        try:
            found.connect(address)
        except OSError as error:
            found.close()
            problem = error
        else:
            return found
    raise problem


class _Connection(http.client.HTTPConnection):
    """Takes a socket that is connected already; the library makes none itself."""

    def __init__(self, host: str, port: int, made: socket.socket) -> None:
        super().__init__(host, port, timeout=PATIENCE / 2)
        self.sock = made

    def connect(self) -> None:
        """Refuses: a second connection would not have been judged."""
        raise Inside(self.host)


def is_allowed(url: str, inside: frozenset[str]) -> bool:
    """True for what may be asked at all: HTTPS, or plain HTTP to a host and port the operator named; no password."""
    try:
        parts = urlsplit(url)
        is_inside = f"{parts.hostname}:{_port(parts)}" in inside and parts.scheme == "http"
    except ValueError:  # a port that is none
        return False
    return bool(parts.hostname) and parts.username is None and (parts.scheme == "https" or is_inside)


def _port(parts: SplitResult) -> int:
    return parts.port or (80 if parts.scheme == "http" else 443)


def post(url: str, body: bytes, headers: Mapping[str, str], *, inside: frozenset[str] = frozenset()) -> int:
    """
    This will send a body to an address outside by HTTPS and answer the status; no more is read. Once connected it takes
    ten seconds at most.

    `inside` names the hosts with their ports that the operator lets it reach all the same, by plain HTTP too. Raises
    Inside for what leads inside, and OSError, ValueError or HTTPException when nothing sensible comes back.
    """
    return _asked("POST", url, body, headers, inside, most=0)[0]


def fetch(
    url: str, form: bytes | None, headers: Mapping[str, str], *, inside: frozenset[str], most: int
) -> tuple[int, bytes]:
    """
    This will ask an address outside, as `post` does, and answer the status and what came back; a form is posted.

    Raises as `post` does, and ValueError when more than `most` bytes come.
    """
    if form is None:
        return _asked("GET", url, None, headers, inside, most)
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _asked("POST", url, form, {**kind, **headers}, inside, most)


def _asked(
    verb: str, url: str, body: bytes | None, headers: Mapping[str, str], inside: frozenset[str], most: int
) -> tuple[int, bytes]:
    parts = urlsplit(url)
    if not is_allowed(url, inside):
        raise Inside(parts.hostname or "")
    host, port = parts.hostname or "", _port(parts)
    line = [connect_outside(host, port, is_allowed_inside=f"{host}:{port}" in inside)]
    # The other side may drip a byte a second forever, or never finish a handshake.
    alarm = threading.Timer(PATIENCE, _hang_up, [line])
    alarm.start()
    try:
        if parts.scheme == "https":
            context = ssl.create_default_context()
            line.append(context.wrap_socket(line[0], server_hostname=host, do_handshake_on_connect=False))
            line[-1].do_handshake()  # type: ignore[attr-defined]  # the wrapped one
        connection = _Connection(host, port, line[-1])
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(verb, target, body, {"Host": parts.netloc, "Connection": "close", **headers})
        return _read(connection.getresponse(), most)
    finally:
        alarm.cancel()
        line[-1].close()


def _read(answer: http.client.HTTPResponse, most: int) -> tuple[int, bytes]:
    body = answer.read(most + 1) if most else b""
    if len(body) > most:
        raise ValueError("too long an answer")
    return answer.status, body


def _hang_up(line: list[socket.socket]) -> None:
    try:
        line[-1].shutdown(socket.SHUT_RDWR)
    except OSError:
        line[-1].close()
