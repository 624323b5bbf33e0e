"""
Every form pressed twice, one press after the other: one thing is made, and both answers lead there.

tests/guards/test_at_once.py presses both at the same moment.

The forms are those of the walk. A press is sent as a browser sends it: the same fields and the same secret of the page.
"""

import random
from collections.abc import Mapping

import pytest
from django.db import transaction
from django.http import HttpResponse

from community.models import Group, Post
from tests.cast import House
from tests.conftest import SignIn
from tests.effort import drawn
from tests.guards.actors import Caller, fresh_caller
from tests.guards.community_rows import plant_community
from tests.guards.conftest import Houses
from tests.guards.routes import Place, address, body, is_page
from tests.guards.tables import Planted, maintenance, tenant_models
from tests.guards.test_access_table import EXPECTED

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

DONE = {200, 201, 202, 204, 302}
BROKEN = 500
KEYS = "tenancy_idempotencykey"
SECRET = {"csrfmiddlewaretoken": "s" * 64}
# Nothing is written down of whoever sends these, not even that they pressed.
UNSEEN = {
    "surveys:wave-answer", "surveys:wave-withdraw", "surveys:removal-ask", "surveys:reply-read", "surveys:reply-send",
}  # fmt: skip
# Sealed: nobody can tell two wishes of one person from those of two; the worker carries each out to the same end. The
# address of a calendar is made anew, and a provider asked anew, each time: one line in the audit more.
MANY = {"surveys:removal-ask", "programs:feed-make", "tools:provider-try"}
# The answer itself shows what was made that moment, and the one that is read last is the one that counts.
SHOWS = {"programs:feed-make", "tools:token-make", "tools:webhook-detail", "surveys:wave-answer"}


def forms() -> dict[str, int]:
    """Each page that takes a form, with the first of participant, facilitator and admin for whom it does something."""
    found = {}
    for (route, method), answers in EXPECTED.items():
        may = [role for role in range(3) if answers[role] in DONE]
        if method == "POST" and is_page(route) and may:
            found[route] = may[0]
    return found


def people(house: House) -> tuple[Caller, ...]:
    """Participant, facilitator and admin, who have said who they are a moment ago."""
    return tuple(fresh_caller(person.user) for person in (house.ben, house.ada, house.una))


def press(caller: Caller, route: str, here: Planted) -> HttpResponse:
    """One press of a form, as a browser sends it."""
    house = here.house
    place = Place("own", house.organization.slug, house.program.slug, here, house.program)
    return caller.ask("POST", address(route, place), SECRET | body(route, here, house.program), form=True)


def counts() -> dict[str, int]:
    """How many rows each table of organizations has."""
    tables = [model._meta.db_table for model in tenant_models()]
    with maintenance() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables))
        return dict(cursor.fetchall())


def more(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    """How many rows came or went, by table; presses themselves are counted apart."""
    return {table: after[table] - before[table] for table in before if after[table] != before[table] and table != KEYS}


def answer(response: HttpResponse) -> tuple[int, str]:
    """What a browser goes by."""
    return response.status_code, response.headers.get("Location", "")


# security R5
def test_two_presses_one_after_the_other_make_one_thing(houses: Houses, dice: random.Random) -> None:
    here, every, before = houses[0], forms(), counts()
    callers, wrong, kept, done = people(here.house), [], 0, 0
    for route in drawn(every, dice):
        with transaction.atomic():
            first = press(callers[every[route]], route, here)
            once = counts()
            second = press(callers[every[route]], route, here)
            twice = counts()
            transaction.set_rollback(True)
        is_done = first.status_code in DONE
        done, kept = done + is_done, kept + (once[KEYS] > before[KEYS])
        wrong += [f"{route}: {more(before, once)}, then {more(once, twice)}"] * (
            is_done and more(once, twice) != {} and route not in MANY
        )
        wrong += [f"{route}: {answer(first)}, then {answer(second)}"] * (
            route not in SHOWS and is_done and answer(first) != answer(second)
        )
        wrong += [f"{route} is written down"] * (route in UNSEEN and once[KEYS] != before[KEYS])

    print(f"R5: {len(every)} forms, {done} done and pressed once more, {kept} known again, {len(wrong)} wrong")
    assert wrong == []


def test_answers_to_surveys_are_never_known_again() -> None:
    theirs = {route for route, role in forms().items() if route.startswith("surveys:") and role == 0}

    assert theirs - UNSEEN == set()


# security R5
def test_words_without_a_name_are_kept_once_and_no_press_of_theirs(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        group = plant_community(northlight.program, northlight.ben.place, northlight.ada.place).group
        Group.objects.update(allows_unsigned=True)
        before = Post.objects.count()
    page = northlight.address(f"community/groups/{group.public_id}/")
    client, words = sign_in(northlight.ben), SECRET | {"text": "Nobody says this aloud.", "unsigned": "on"}
    keys = counts()[KEYS]

    answers = [answer(client.post(page, words)) for _ in range(2)]

    assert answers[0] == answers[1]
    assert counts()[KEYS] == keys
    with northlight.open():
        assert Post.objects.count() == before + 1
