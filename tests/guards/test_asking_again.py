"""
Before the gravest acts, and before a file about people leaves, whoever is signed in says once more that it is they.

Which acts and files these are is read off the walk: a new file for those who run programs fails here until its address
asks again, and a new act that asks again stands in the list below.
"""

import random

import pytest
from django.db import transaction

from tests.effort import drawn, is_whole
from tests.guards.actors import Caller, fresh_caller
from tests.guards.conftest import Houses
from tests.guards.routes import Place, address, body, sends_form
from tests.guards.tables import digest
from tests.guards.test_access_table import EXPECTED

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

OK, GONE, REFUSED = 200, 404, 403
DONE = {200, 201, 202, 204, 302}
ASKS = "/accounts/reauthenticate/"
ROLES = (1, 2)
# Nobody stands in it: a plan as it was kept, an event for a calendar.
ABOUT_NOBODY = {"programs:template-export"}
# Nothing is there yet in the houses that are planted.
EMPTY = {"dashboards:network-file", "surveys:wave-export"}
NO_FILES = {
    "community:award-words", "community:award-certificate", "surveys-api:wave-results", "dashboards-api:found-circles",
}  # fmt: skip
# What only one person takes along, all of it at once.
OWN = {"network:own-data-download"}
GRAVE = {
    "tenancy:member-role", "tenancy:sign-in-edit", "tools:provider-edit", "tools:provider-remove", "tools:token-make",
    "tools:webhook-make", "tools:webhook-detail", "rights:own-data", "rights:person-erase", "rights:retention-edit",
}  # fmt: skip


def asks(caller: Caller, route: str, method: str, houses: Houses) -> tuple[bool, bool]:
    """Whether an address leads to saying who one is, and whether it hands out a file; it is taken back."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    with transaction.atomic():
        sent = body(route, houses[0], house.program)
        answer = caller.ask(method, address(route, place), sent, form=sends_form(route))
        transaction.set_rollback(True)
    is_file = answer.headers.get("Content-Disposition", "").startswith("attachment")
    return answer.headers.get("Location", "").startswith(ASKS), is_file


# security A11
def test_every_file_of_those_who_run_programs_is_asked_for_again(houses: Houses, dice: random.Random) -> None:
    house = houses[0].house
    people = {0: house.ben, 1: house.ada, 2: house.una}
    fresh = {role: fresh_caller(person.user) for role, person in people.items()}
    stale = {role: Caller(person.user) for role, person in people.items()}
    pages = {route: answers for (route, method), answers in EXPECTED.items() if method == "GET"}
    leading = {route for route, answers in pages.items() if answers[0] == REFUSED} | OWN
    empty = {route for route in leading if all(pages[route][role] == GONE for role in ROLES)}

    files, asked, held = set(), set(), 0
    for route in drawn(leading, dice):
        roles = (0,) if route in OWN else ROLES
        for role in roles:
            is_held, is_file = asks(fresh[role], route, "GET", houses) if pages[route][role] == OK else (False, False)
            held += is_held
            files |= {route} if is_file else set()
        asked |= {route} if asks(stale[roles[-1]], route, "GET", houses)[0] else set()

    print(f"A11: {len(files | asked)} files of {len(leading)} pages, {len(asked)} ask again, {held} twice")
    assert files - asked - ABOUT_NOBODY == set()
    assert asked - files - EMPTY == set()
    assert empty - EMPTY - NO_FILES == set()
    assert held == 0


# security A11
def test_the_gravest_acts_ask_again_and_change_nothing(houses: Houses, dice: random.Random) -> None:
    house, before = houses[0].house, digest()
    callers = [Caller(person.user) for person in (house.ben, house.ada, house.una)]
    acts = {route: answers for (route, method), answers in EXPECTED.items() if method == "POST"}
    asked = set()
    for route in drawn(set(acts), dice):
        may = [role for role in range(3) if acts[route][role] in DONE]
        if may and asks(callers[may[-1]], route, "POST", houses)[0]:
            asked.add(route)

    print(f"A11: {len(acts)} acts, {len(asked)} ask again before anything changes")
    assert asked == (GRAVE if is_whole() else asked & GRAVE)
    assert digest() == before


# security A11
def test_whoever_said_so_comes_back_to_the_page_with_the_file(houses: Houses) -> None:
    house, planted = houses[0].house, houses[0]
    wall = f"community/walls/{planted.community[house.program.pk].wall.public_id}/"
    caller, file = Caller(house.ada.user), house.address(f"{wall}table/")
    pages = {
        f"http://testserver{house.address(wall)}": house.address(wall),
        "https://elsewhere.example/": file,
        "": file,
    }

    for came_from, after in pages.items():
        answer = caller.generic("GET", file, headers={"Referer": came_from} if came_from else {})
        assert answer["Location"] == f"{ASKS}?next={after.replace('/', '%2F')}"  # type: ignore[index]
