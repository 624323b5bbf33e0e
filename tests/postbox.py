"""A mail server in a thread, which is slow, refuses, hangs up or goes away when a test says so."""

import contextlib
import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from typing import cast

SLOW = 0.5  # seconds before each answer to who sends a mail


class Postbox(socketserver.ThreadingTCPServer):
    """
    Takes mail on a port of its own.

    `mood` is what it does with the next mail: "open", "later" (451), "never" (550), "slow", "hangs up" (takes the mail,
    says nothing and closes) or "holds" (takes the mail and says nothing until the mood is another).
    """

    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Talk)
        self.port = self.server_address[1]
        self.mood = "open"
        self.ids: dict[str, set[str]] = {}  # by subject
        self.taken: Counter[str] = Counter()  # by Message-ID: how often the whole mail came here
        self.left_open: set[str] = set()  # ids of mails it took without saying so

    def take(self, content: bytes) -> str:
        """Keeps a mail and answers its id."""
        mail = message_from_bytes(content, policy=default)
        number = str(mail["Message-ID"])
        self.ids.setdefault(str(mail["Subject"]), set()).add(number)
        self.taken[number] += 1
        return number


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        with contextlib.suppress(OSError):
            self._talk(cast("Postbox", self.server))

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def _talk(self, box: Postbox) -> None:
        self._say("220 here")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                if box.mood == "slow":
                    time.sleep(SLOW)
                self._say({"later": "451 not now", "never": "550 nobody here"}.get(box.mood, "250 yes"))
            elif word == b"DATA":
                self._say("354 go on")
                number = box.take(b"".join(self._lines()))
                if box.mood in {"hangs up", "holds"}:
                    box.left_open.add(number)
                    while box.mood == "holds":
                        time.sleep(0.05)
                    return
                self._say("250 taken")
            elif word == b"QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 yes")

    def _lines(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            yield line.removeprefix(b".") if line.startswith(b"..") else line


@contextlib.contextmanager
def postbox(port: int = 0) -> Iterator[Postbox]:
    """A mail server for a block."""
    with Postbox(port) as box:
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield box
        finally:
            box.mood = "open"
            box.shutdown()
            thread.join()
