"""
The same for programs: an address of the API that edits says which edition it comes on top of, or is not heard.

Which addresses these are is read off the schema that the API publishes of itself.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.cast import TODAY
from tests.effort import is_whole
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import address, body
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_every_body import own_place, published
from tests.guards.test_pressed_twice import people

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

EDITS = ("put", "patch")
DONE, MISSING, CHANGED = {200, 204}, 428, 412
TABS, STEPS, ORDERS = 3, 8, 1000
# A sealed envelope cannot be read, and the words of a table are sent with those they are laid over.
OWN_WAY = {"surveys-api:own-answers": "cannot be read", "programs-api:event-topic": "was"}
RHYTHMS = ("weekly", "biweekly", "monthly", "quarter")
PUBLISHES = "programs-api:plan-draft"
# A list that was asked is followed by its next version.
VERSIONS = {"surveys-api:question-words", "surveys-api:question-list"}
OPEN_ALREADY = {"surveys-api:wave-days"}  # the days of a survey are changed before it opens
Change = Callable[[int], dict[str, Any]]
Lost = tuple[list[str], int]
# What makes one change of an address another than the one before.
CHANGES: dict[str, Change] = {
    "programs-api:event-detail": lambda n: {"title": f"Supper {n}"},
    "programs-api:agreement-text": lambda n: {"text": f"Words {n}"},
    "programs-api:letter-detail": lambda n: {"subject": f"Letter {n}"},
    "community-api:sharing-note": lambda n: {"text": f"A hole {n}"},
    "community-api:theme": lambda n: {"name": f"A hole {n}"},
    "community-api:award-plan": lambda n: {"title": f"A hole {n}"},
    "community-api:story-edit": lambda n: {"title": f"A hole {n}"},
    "community-api:question-edit": lambda n: {"text": f"A hole {n}"},
    "community-api:round-write": lambda n: {"told": f"A hole {n}"},
    "community-api:held-words": lambda n: {"terms": [f"hole {n}"]},
    "community-api:profile-edit": lambda n: {"answers": [{"field": "help", "text": f"Hole {n}"}]},
    "community-api:summary-edit": lambda n: {"quiet_from": n},
    "community-api:wall-note-heading": lambda n: {"heading": f"Hole {n}"},
    "community-api:project-day": lambda n: {"ends_on": str(TODAY + timedelta(days=n))},
    "surveys-api:wave-rules": lambda n: {"least": 6 + n},
    "surveys-api:wave-note": lambda n: {"text": f"A word {n}"},
    "dashboards-api:circle-role": lambda n: {"hours": 1 + n},
    "dashboards-api:goal-chart": lambda n: {"title": f"Goal {n}"},
    "dashboards-api:persona": lambda n: {"text": f"Works nights {n}"},
    "dashboards-api:persona-things": lambda n: {"things": []} if n % 2 else {},
    "programs-api:role-edit": lambda n: {"roles": [["buddy"], ["partner"]][n % 2]},
    "programs-api:promise-answers": lambda n: {"answers": {"How?": f"Hole {n}"}},
    "programs-api:remit": lambda n: {"segments": [["Care"], []][n % 2]},
    "programs-api:entrance": lambda n: {"text": f"Come in {n}"},
    "programs-api:definitions": lambda n: {"new_tie_count": 1 + n},
    "tenancy-api:word": lambda n: {"one": f"guide {n}"},
    "community-api:group-topics": lambda n: {"topics": [f"Hole {n}"]},
    "community-api:post-words": lambda n: {"text": f"A hole {n}"},
    "mentoring-api:profile": lambda n: {"offers": [f"A hole {n}"]},
    "mentoring-api:next": lambda n: {"place": f"A hole {n}"},
    "mentoring-api:track-rules": lambda n: {"minutes": 20 + n},
    "network-api:map-entry-detail": lambda n: {"strength": 1 + n % 5},
    "network-api:map-acts": lambda n: {"acts_a_week": n % 5},
    "network-api:map-rhythm": lambda n: {"rhythm": RHYTHMS[n % 4]},
    "network-api:findable": lambda n: {"is_findable": bool(n % 2)},
    "network-api:drawn-by-name": lambda n: {"agrees": bool(n % 2)},
    "network-api:introduction-wish": lambda n: {"most_at_once": 1 + n % 3},
}


def editing() -> dict[str, tuple[str, int]]:
    """Each route that edits by API, with its method and the first role that may."""
    found = {}
    for (route, method), answers in EXPECTED.items():
        may = [role for role in range(3) if answers[role] in DONE]
        if "-api:" in route and method.lower() in EDITS and may:
            found[route] = method, may[0]
    return found


def sent(caller: Caller, method: str, at: str, words: dict[str, Any], edition: str | None) -> HttpResponse:
    """One request of a program, with what it says it has read."""
    headers = {} if edition is None else {"If-Match": edition}
    data = caller._encode_json(words, "application/json")
    return caller.generic(method, at, data, "application/json", headers=headers)  # type: ignore[return-value]


def read(caller: Caller, at: str) -> str:
    """The edition of what stands there."""
    return str(caller.generic("GET", at).headers["ETag"])


def interleaved(caller: Caller, route: str, method: str, at: str, usual: dict[str, Any], dice: random.Random) -> Lost:
    """Programs read and change in some order; what went wrong, and how many came second. It is taken back."""
    wrong, second = [], 0
    held: dict[int, str] = {}
    with transaction.atomic():
        for step in range(STEPS):
            tab, now = dice.randrange(TABS), read(caller, at)
            if tab not in held:
                held[tab] = now
                continue
            mine = held.pop(tab)
            answer = sent(caller, method, at, usual | CHANGES[route](step), mine)
            after = read(caller, at)
            second += mine != now
            if mine != now and (answer.status_code, after) != (CHANGED, now):
                wrong.append(f"{route}: laid over what nobody had read, {answer.status_code}")
            if mine == now and answer.status_code not in DONE:
                wrong.append(f"{route}: nobody was quicker, and {answer.status_code}: {answer.content[:200]!r}")
            if answer.status_code in DONE and answer.headers["ETag"] != after:
                wrong.append(f"{route}: told another edition than it left")
        transaction.set_rollback(True)
    return wrong, second


# security R7
def test_every_address_that_edits_says_so_in_the_schema() -> None:
    said = set()
    for operations in published()["paths"].values():
        for method, one in operations.items():
            if method in EDITS and {"412", "428"} <= set(one["responses"]):
                assert [part["required"] for part in one["parameters"] if part["name"] == "If-Match"] == [True]
                said.add(one["operationId"])

    assert len(said) == len({*CHANGES, *VERSIONS, *OPEN_ALREADY, PUBLISHES})
    assert set(editing()) == {*CHANGES, *OWN_WAY, *VERSIONS, PUBLISHES}


# security R7
def test_no_program_lays_its_change_over_what_it_has_not_read(houses: Houses, dice: random.Random) -> None:
    callers, place, every = people(houses[0].house), own_place(houses), editing()
    orders, wrong, second = ORDERS if is_whole() else len(CHANGES), [], 0
    for number in range(orders):
        route = sorted(CHANGES)[number % len(CHANGES)]
        method, role = every[route]
        at, usual = address(route, place), body(route, houses[0], houses[0].house.program)
        if number < len(CHANGES):
            with transaction.atomic():
                assert sent(callers[role], method, at, usual, None).status_code == MISSING, route
                transaction.set_rollback(True)
        lost, late = interleaved(callers[role], route, method, at, usual, dice)
        wrong, second = wrong + lost, second + late

    print(
        f"R7: {orders} orders of reading and changing {len(CHANGES)} addresses by API, {second} late, {len(wrong)} lost"
    )
    assert wrong == []
    assert second > 0, "nobody came second"


# security R7
def test_a_draft_that_changed_since_it_was_read_is_not_published(houses: Houses) -> None:
    house, place = houses[0].house, own_place(houses)
    una, at = people(house)[2], address(PUBLISHES, place)
    usual = body(PUBLISHES, houses[0], house.program)
    with transaction.atomic():
        old = read(una, at)
        una.ask("POST", at, usual | {"title": "Walk round the pond"}, form=False)
        answers = [sent(una, "PUT", at, {}, edition).status_code for edition in (None, old, read(una, at))]
        transaction.set_rollback(True)

    assert answers == [MISSING, CHANGED, 200]


# security R7
@pytest.mark.parametrize("route", sorted(VERSIONS))
def test_the_words_of_a_list_of_questions_come_on_top_of_its_newest_version(route: str, houses: Houses) -> None:
    house, place = houses[0].house, own_place(houses)
    ada, at = people(house)[1], address(route, place)
    usual = body(route, houses[0], house.program)
    with transaction.atomic():
        old = read(ada, at)
        answers = [sent(ada, "PUT", at, usual, edition).status_code for edition in (None, '"another"', old, old)]
        transaction.set_rollback(True)

    assert answers == [MISSING, CHANGED, 200, 422]


# security R7
def test_the_words_of_a_table_are_laid_over_those_that_were_read(houses: Houses) -> None:
    house, place, route = houses[0].house, own_place(houses), "programs-api:event-topic"
    ben, at, usual = people(house)[0], address(route, place), body(route, houses[0], house.program)
    with transaction.atomic():
        first = sent(ben, "PUT", at, usual | {"notes": "Bread", "was": ""}, None).status_code
        late = sent(ben, "PUT", at, usual | {"notes": "Salt", "was": ""}, None).status_code
        read_it = sent(ben, "PUT", at, usual | {"notes": "Bread and salt", "was": "Bread"}, None).status_code
        transaction.set_rollback(True)

    assert (first, late, read_it) == (204, 422, 204)
