"""The forms of a page as a browser has them: where they go, and what they would send."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, Place, address, is_page

UNTYPED = {"hidden", "submit", "button", "file", "image", "reset"}


@dataclass
class Field:
    """One field: its name, what kind of input it is, what it would send, and what might be chosen instead."""

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form that is sent by POST."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """The name of the address it goes to."""
        try:
            return resolve(urlsplit(self.action).path).view_name
        except Resolver404:
            return ""

    @property
    def sent(self) -> dict[str, Any]:
        """What it would send as it stands."""
        return {one.name: one.values for one in self.fields.values() if one.values}

    @property
    def shown(self) -> dict[str, list[str]]:
        """What a person sees filled in."""
        return {one.name: one.values for one in self.fields.values() if one.kind not in UNTYPED and any(one.values)}


class _Forms(HTMLParser):
    def __init__(self, page: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.found, self.by_id = page, list[Form](), dict[str, Form]()
        self._form: Form | None = None
        self._select: Field | None = None
        self._area: Field | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(urljoin(self.page, known.get("action") or self.page))
            if known.get("method", "get").lower() == "post":
                self.found.append(self._form)
            self.by_id[known.get("id", "")] = self._form
        elif tag in {"input", "textarea", "select"} and known.get("name"):
            self._begin(tag, known)
        elif tag == "option" and self._select is not None:
            value = known.get("value", "")
            self._select.choices.append(value)
            if "selected" in known:
                self._select.values.append(value)

    def _begin(self, tag: str, known: dict[str, str]) -> None:
        form = self.by_id.get(known["form"]) if "form" in known else self._form
        kind = known.get("type", "text") if tag == "input" else tag
        if form is None or "disabled" in known or kind in {"submit", "button", "image", "reset"}:
            return
        one = form.fields.setdefault(known["name"], Field(known["name"], kind))
        if tag == "select":
            self._select = one
        elif tag == "textarea":
            self._area = one
            one.values.append("")
        elif kind in {"checkbox", "radio"}:
            one.choices.append(known.get("value", "on"))
            if "checked" in known:
                one.values.append(known.get("value", "on"))
        else:
            one.values.append(known.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select is not None:
            if not self._select.values and self._select.choices:
                self._select.values = self._select.choices[:1]  # as browsers do
            self._select = None
        elif tag == "textarea":
            self._area = None
        elif tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            said = self._area.values[-1] + data
            # HTML drops a line break right behind the opening tag.
            self._area.values[-1] = said.removeprefix("\n") if not self._area.values[-1] else said


def forms_on(page: str, html: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    return _Forms(page, html).found


def opened(caller: Caller, page: str) -> list[Form]:
    """The forms of a page, as somebody opens it."""
    answer = caller.generic("GET", page)
    is_html = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")  # type: ignore[attr-defined]
    return forms_on(page, answer.content.decode()) if is_html else []  # type: ignore[attr-defined]


def pages(houses: Houses) -> Iterator[tuple[str, str]]:
    """Every page of the walk, by its route: the address in Northlight's program."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    for route in ARGUMENTS:
        if is_page(route):
            yield route, address(route, place)
