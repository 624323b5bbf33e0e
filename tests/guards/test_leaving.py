"""Whoever left is out by whatever link they ever had; who has no second step comes in nowhere that asks for one."""

import secrets
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

from belonging.core import clock
from belonging.tenancy.models import Organization
from belonging.tenancy.services import end_membership, hashed
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.services.tokens import make_token
from community.models import SummaryWish
from community.services.summaries import unsubscribe_address
from programs.models import PersonalLink, Registration
from programs.services.feeds import make_feed
from tests.cast import NOON
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, address, body, sends_form
from tests.guards.test_refusing import here_place

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

OPENS, GONE = {200, 302}, {401, 404, 410}
WITH_A_LINK = ("arrival-detail", "arrival-calendar-file")


def links(houses: Houses) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every address outside an organization, or header, by which Ben or Ada come in without a cookie."""
    house = houses[0].house
    with house.open():
        feed = make_feed(participant=house.ben.place, now=NOON)
        wish = SummaryWish.objects.get_or_create(participant=house.ben.place)[0]
        link = f"{house.organization.id.hex}.{secrets.token_urlsafe(32)}"
        mine = Registration.objects.get(participant=house.ben.place)
        PersonalLink.objects.create(registration=mine, token_hash=hashed(link), expires_at=NOON + timedelta(days=9))
        token = make_token(
            actor=house.ada.membership, name="x", scopes=list(TokenScope), life=TokenLife.QUARTER, now=NOON
        )[1]
        stop = unsubscribe_address(wish)
    yield "calendar", reverse("programs:event-feed", args=[feed]), {}
    yield "end of summaries", stop[stop.index("/", 8) :], {}
    for name in WITH_A_LINK:
        yield name, reverse(f"programs:{name}", args=[link]), {}
    for rest in ("people/", "events/", "month/"):
        yield f"token, {rest}", house.api(rest), {"Authorization": f"Bearer {token}"}


# security A5
def test_no_link_of_a_leaver_opens_anything(houses: Houses) -> None:
    """Calendars, personal links, the end of summaries, tokens, pages and files by a cookie that is still there."""
    house, place, nobody = houses[0].house, here_place(houses), Caller(None)
    every = list(links(houses))
    cookies = {"Ben": Caller(house.ben.user)}
    before = [nobody.generic("GET", where, headers=headers).status_code for _, where, headers in every]
    with house.open():
        for person in (house.ben, house.ada):
            end_membership(actor=house.una.membership, member=person.membership, now=clock.now())

    tried = {
        (name, method): nobody.generic(method, where, headers=headers).status_code
        for name, where, headers in every
        for method in ("GET", "POST")
    }
    for who, caller in cookies.items():
        for route in ARGUMENTS:
            tried[f"{who}, {route}", "GET"] = caller.ask("GET", address(route, place), {}, form=True).status_code

    opened = {one: status for one, status in tried.items() if status not in GONE | {405}}
    print(f"A5: {len(every)} links and {len(cookies)} cookie, {len(tried)} requests after leaving, {len(opened)} open")
    assert set(before) <= OPENS, before
    assert opened == {}


# security A9
def test_no_privileged_address_is_open_without_a_second_step(houses: Houses) -> None:
    """Every address under the organization, those that name a row too: read as admin, sent to as facilitator."""
    house, place, walked, opened = houses[0].house, here_place(houses), 0, []
    Organization.objects.filter(pk=house.organization.pk).update(second_step_from=clock.now())
    for person, method in ((house.una, "GET"), (house.ada, "POST")):
        caller = Caller(person.user)
        for route in ARGUMENTS:
            sent = body(route, houses[0], house.program) if method == "POST" else {}
            answer = caller.ask(method, address(route, place), sent, form=sends_form(route))
            walked += 1
            if answer.status_code != 403 or b"econd step" not in answer.content:
                opened.append((route, method, answer.status_code))

    print(f"A9: {walked} requests to {len(ARGUMENTS)} addresses without a second step, {len(opened)} opened")
    assert opened == []
