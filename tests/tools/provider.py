"""The provider beside (tests.tools.liar), as the tests see it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx

from belonging.runtime.places import ROOT


class Provider:
    """The running process."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.host = urlsplit(url).netloc
        self.line = httpx.Client(base_url=url, trust_env=False, verify=False)

    def knows(self, subject: str, email: str, **claims: object) -> None:
        """From now on it vouches for somebody."""
        said = {"email": email, "email_verified": True, "name": f"{subject.title()} Tester"} | claims
        self.line.put(f"/users/{subject}", json=said).raise_for_status()

    def lies(self, **mood: object) -> None:
        """What it does wrong from now on; nothing if nothing is named."""
        self.line.put("/mood", json=mood).raise_for_status()

    def sign_in(self, address: str, subject: str) -> str:
        """Somebody signs in there and is sent back: the path and query of where to."""
        answer = self.line.post(address, data={"sub": subject}, follow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


@contextmanager
def running() -> Iterator[Provider]:
    """The process, for as long as it is needed."""
    command = [sys.executable, "-m", "tests.tools.liar"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        found = Provider(process.stdout.readline().strip())
        try:
            yield found
        finally:
            found.line.close()
            process.terminate()
