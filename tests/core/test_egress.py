"""Addresses that people typed lead outside, or nowhere."""

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

import pytest

from belonging.core.egress import Inside, is_outside, post

# Every way to write an address that leads inside; {port} is where somebody listens.
LOOPBACK = (
    "127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001",
    "127.0.0.2", "127.255.255.254", "0.0.0.0", "0", "localhost", "LOCALHOST", "localhost.", "127.0.0.1.",
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]",
    "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:7f00:0001::1]",
    "[::ffff:0:127.0.0.1]", "[2001:0:7f00:1::80ff:fffe]", "①②⑦.⓪.⓪.①", "127。0。0。1",
)  # fmt: skip
INSIDE = (
    "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "100.64.0.1",
    "100.127.255.254", "169.254.169.254", "169.254.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "0.1.2.3", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12:3456:789a::1", "ff02::1", "fec0::1", "2001:db8::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:a9fe:a9fe::1", "2002:0a00:0001::1",
    "2001:0:a9fe:a9fe::1", "::10.0.0.1", "100::1", "not an address", "",
)  # fmt: skip
OUTSIDE = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808")


class Listener(threading.Thread):
    """Counts who connects; never answers."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port, self.count = self.socket.getsockname()[1], 0

    def run(self) -> None:
        while True:
            try:
                found, _ = self.socket.accept()
            except OSError:
                return
            self.count += 1
            found.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Somebody inside who should hear nothing."""
    found = Listener()
    found.start()
    yield found
    found.socket.close()


# security X7
def test_no_way_to_write_it_leads_inside(listener: Listener) -> None:
    tried = 0
    for host in LOOPBACK:
        for scheme in ("https", "http"):
            for name in (host, f"x@{host}"):
                with pytest.raises((Inside, OSError, ValueError, HTTPException)):
                    post(f"{scheme}://{name}:{listener.port}/", b"{}", {})
                tried += 1
    for address in INSIDE:
        assert not is_outside(address), address

    with socket.create_connection(("127.0.0.1", listener.port)) as found:  # it does hear, in order
        assert found.recv(1) == b""
    print(f"X7: {tried} requests in {len(LOOPBACK)} ways to write an address, {len(INSIDE)} addresses, 0 came in")
    assert tried > 80
    assert [is_outside(address) for address in OUTSIDE] == [True] * len(OUTSIDE)
    assert listener.count == 1


# security X7
def test_name_that_changes_between_look_ups_leads_nowhere(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name service answers outside first, then inside: it is asked once, and that answer is where we go."""
    asked, connected = [], []

    def rebinding(host: str, port: int, *args: Any, **kwargs: Any) -> list[Any]:
        asked.append(host)
        address = "93.184.215.14" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def noted(self: socket.socket, address: Any) -> None:
        connected.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    monkeypatch.setattr(socket.socket, "connect", noted)
    with pytest.raises(ConnectionRefusedError):
        post(f"https://rebind.example:{listener.port}/", b"{}", {})
    with pytest.raises(Inside):
        post(f"https://rebind.example:{listener.port}/", b"{}", {})

    assert connected == ["93.184.215.14"]


# security X7
def test_name_with_one_answer_inside_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("8.8.8.8", 443)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::ffff:10.0.0.1", 443, 0, 0)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)

    with pytest.raises(Inside):
        post("https://mixed.example/", b"{}", {})
