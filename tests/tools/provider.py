"""The providers beside (tests.tools.liar, tests.tools.saml_liar), as the tests see them."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from django.test import Client

from belonging.runtime.places import ROOT
from belonging.tools.services.providers import SamlSettings, Settings, own_metadata

SECRET = "a-secret-of-the-provider-for-us"
Forge = Callable[[str], str]  # what somebody on the way makes of an answer


class Provider:
    """The running process that speaks OpenID Connect."""

    asks_anew = {"prompt": ["login"], "max_age": ["0"]}
    stale = {"claims": {"auth_time": 1_700_000_000}}

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

    def wanted(self, **more: Any) -> Any:
        """What Northlight writes down of it."""
        plain = {"lets_join": False, "gives_addresses": False, "asks_second_step": False}
        mine = {"domains": ["northlight.example"], "issuer": self.url, "client_id": "us", "client_secret": SECRET}
        return Settings(**(plain | mine | more))

    def form(self) -> dict[str, str]:
        """The same as an admin types it."""
        return {"issuer": self.url, "client_id": "us", "client_secret": SECRET}

    def way(self, address: str) -> dict[str, list[str]]:
        """What it is asked on the way there."""
        return parse_qs(urlsplit(address).query)

    def sign_in(self, address: str, subject: str) -> str:
        """Somebody signs in there and is sent back: the path and query of where to."""
        answer = self.line.post(address, data={"sub": subject}, follow_redirects=False)
        back = urlsplit(answer.headers["Location"])
        return f"{back.path}?{back.query}"


class SamlProvider(Provider):
    """The running process that speaks SAML."""

    asks_anew = {"ForceAuthn": ["true"]}
    stale = {"change": [["//saml:AuthnStatement", "AuthnInstant", "2020-01-01T00:00:00Z"]]}

    def knows(self, subject: str, email: str, **claims: object) -> None:
        """From now on it vouches for somebody; `said` are more attributes, `id` and `format` those of the NameID."""
        said = {"mail": [email] if email else [], "displayName": [f"{subject.title()} Tester"]}
        self.line.put(f"/users/{subject}", json={"said": said} | claims).raise_for_status()

    def lies(self, **mood: object) -> None:
        """The same; and whoever sets it up there tells it of Northlight and of Southgate."""
        super().lies(**mood)
        self.line.put("/party/northlight", content=own_metadata("northlight")).raise_for_status()
        self.line.put("/party/southgate", content=own_metadata("southgate")).raise_for_status()

    def wanted(self, **more: Any) -> Any:
        """What Northlight writes down of it."""
        plain = {"lets_join": False, "gives_addresses": True, "asks_second_step": False}
        mine = {"domains": ["northlight.example"], "metadata_url": f"{self.url}/metadata", "metadata": ""}
        return SamlSettings(**(plain | mine | more))

    def form(self) -> dict[str, str]:
        """The same as an admin types it."""
        return {"metadata_url": f"{self.url}/metadata", "gives_addresses": "on"}

    def way(self, address: str) -> dict[str, list[str]]:
        """What it is asked on the way there."""
        asked = self.line.get("/read", params=parse_qs(urlsplit(address).query)).json()
        return {name: [value] for name, value in asked.items()}

    def answer(self, address: str, subject: str) -> tuple[str, str]:
        """Somebody signs in there: where the page that comes back posts to, and what."""
        asked = parse_qs(urlsplit(address).query)["SAMLRequest"][0]
        page = Form(self.line.post("/sso", data={"SAMLRequest": asked, "sub": subject}).text)
        return page.to, page.fields["SAMLResponse"]

    def sign_in(self, address: str, subject: str, forge: Forge = str) -> str:
        """The same; and a browser posts it, from another site's page and so without our cookies."""
        to, posted = self.answer(address, subject)
        return self.brings(to, forge(posted))

    @staticmethod
    def brings(to: str, posted: str) -> str:
        """What a page of another site posts to us leads to; it leaves nothing in the browser."""
        led = Client().post(urlsplit(to).path, {"SAMLResponse": posted, "RelayState": "https://evil.example/"})
        assert (led.status_code, [*led.cookies]) == (303, [])
        return str(led["Location"])


class Form(HTMLParser):
    """The form of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.to, self.fields = "", dict[str, str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reads where it goes to and what it sends."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.to = said["action"]
        elif tag == "input":
            self.fields[said["name"]] = said.get("value", "")


KINDS = {"tests.tools.liar": Provider, "tests.tools.saml_liar": SamlProvider}


@contextmanager
def running(module: str = "tests.tools.liar") -> Iterator[Any]:
    """The process, for as long as it is needed."""
    command = [sys.executable, "-m", module]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        found = KINDS[module](process.stdout.readline().strip())
        try:
            yield found
        finally:
            found.line.close()
            process.terminate()
