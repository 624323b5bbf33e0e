"""The ten who come to every door, and a caller that is quick enough to knock twenty thousand times."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT, ClientHandler, encode_multipart

from belonging.accounts.models import User
from belonging.accounts.sessions import SessionStore
from belonging.tenancy.enums import Role
from tests.guards.routes import IN_PROGRAM, Place
from tests.guards.tables import Planted, dual_member

RUNS_PROGRAMS = {Role.FACILITATOR, Role.ADMIN}
WALK = 86_400  # seconds, on a busy machine
OPERATOR = "operator@belonging.example"
FRESH = re.compile(rb'(name="token"[^>]* value=")[^"]*')  # the log form's key against double sending
TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=|X-CSRFToken[&quot;": ]+)"?[A-Za-z0-9]{64}')


@dataclass(frozen=True)
class Actor:
    """Somebody with a sign-in or none, and what they are where: organization → role, and programs they take part in."""

    name: str
    user: User | None
    roles: Mapping[str, Role] = field(default_factory=dict)
    programs: frozenset[tuple[str, str]] = frozenset()

    def may_enter(self, route: str, place: Place) -> bool:
        """Whether the organization, and the program if there is one, open for this person at all."""
        role = self.roles.get(place.organization)
        if role is None or route not in IN_PROGRAM:
            return role is not None
        # Facilitators run every program of their organization; a role is the membership's, not the program's.
        runs = role in RUNS_PROGRAMS and place.program in {"common-ground", "second-table"}
        return runs or (place.organization, place.program) in self.programs


def ten_actors(here: Planted, there: Planted) -> dict[str, Actor]:
    """Everybody who comes: to Northlight, by name of what they are."""
    house = here.house
    mine, sibling = (house.organization.slug, house.program.slug), (house.organization.slug, house.sibling.slug)
    north, south = house.organization.slug, there.house.organization.slug
    dana = dual_member(house, there.house)
    found = [
        Actor("anonymous", None),
        Actor("participant", house.ben.user, {north: Role.PARTICIPANT}, frozenset({mine})),
        Actor("facilitator", house.ada.user, {north: Role.FACILITATOR}, frozenset({mine})),
        Actor("admin", house.una.user, {north: Role.ADMIN}),
        Actor("sibling participant", house.sam.user, {north: Role.PARTICIPANT}, frozenset({sibling})),
        Actor("sibling facilitator", here.cleo.user, {north: Role.FACILITATOR}, frozenset({sibling})),
        Actor("other admin", there.house.una.user, {south: Role.ADMIN}),
        Actor("ex-member", here.eli.user),
        Actor("dual member", dana, {north: Role.PARTICIPANT, south: Role.ADMIN}, frozenset({mine})),
        Actor("superuser", User.objects.create_superuser(OPERATOR, name="Operator")),
    ]
    return {actor.name: actor for actor in found}


@dataclass(frozen=True)
class Reply:
    """Everything a person gets to see of an answer, but for what they typed themselves and the form's secret."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    content: bytes


class Caller(RequestFactory):
    """Django's test client without what makes it slow: it keeps no templates, contexts or cookies."""

    def __init__(self, user: User | None) -> None:
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        if user is not None:
            client = Client()
            client.force_login(user)
            self.cookies = client.cookies

    def request(self, **request: Any) -> Any:
        """The answer rather than the request."""
        return self.handler(self._base_environ(**request))

    def ask(
        self, method: str, address: str, body: Mapping[str, Any], *, form: bool, htmx: bool = False
    ) -> HttpResponse:
        """One request, as a browser or a program would send it."""
        headers = {"If-Match": "*"} | ({"HX-Request": "true"} if htmx else {})
        if method not in {"POST", "PUT", "PATCH"}:
            return self.generic(method, address, headers=headers)  # type: ignore[return-value]
        if form:
            data = encode_multipart(BOUNDARY, body)
            return self.generic(method, address, data, MULTIPART_CONTENT, headers=headers)  # type: ignore[return-value]
        data = self._encode_json(body, "application/json")
        return self.generic(method, address, data, "application/json", headers=headers)  # type: ignore[return-value]


def fresh_caller(user: User | None) -> Caller:
    """Somebody who has typed their password a moment ago, as the gravest acts ask, however long the walk; or nobody."""
    caller = Caller(user)
    if user is not None:
        session = SessionStore(caller.cookies[settings.SESSION_COOKIE_NAME].value)
        said = {"method": "password", "at": time.time() + WALK, "reauthenticated": True}
        session["account_authentication_methods"] = [said]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return caller


def reply(response: HttpResponse, address: str) -> Reply:
    """What the person sees."""
    headers = tuple(
        (name, value.replace(address, "<address>")) for name, value in sorted(response.items()) if name != "Date"
    )
    content = TOKEN.sub(b"<token>", FRESH.sub(rb"\1", response.content)).replace(address.encode(), b"<address>")
    return Reply(response.status_code, headers, tuple(sorted(response.cookies)), content)
