"""
What an admin keeps from a facilitator is closed to them at every address of it, and nothing else is.

Read off the table of access: what those who run programs have and participants do not belongs to exactly one duty, or
stands in NO_DUTY with why. A tenth of the addresses is tried with each duty kept back, all of them with `--whole`.
"""

import random

import pytest
from django.db import transaction

from belonging.tenancy.duties import duty_of
from belonging.tenancy.enums import Duty
from tests.effort import drawn
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import Place, address, body, sends_form
from tests.guards.test_access_table import EXPECTED

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

NO_DUTY = {
    "tenancy:mail-list": "says how many mails of each kind went out, whatever somebody does here",
    "tools:token-list": "one's own tokens; they reach no further than whoever made them",
    "tools:token-make": "the same",
    "tools:token-revoke": "the same",
}
RUN = {act for act, (participant, facilitator, _admin) in EXPECTED.items() if participant == 403 != facilitator}


def test_each_address_of_those_who_run_programs_has_a_duty() -> None:
    without = {route for route, _method in RUN if duty_of(route) is None}

    assert without == set(NO_DUTY)
    assert {duty_of(route) for route, _method in RUN} - {None} == set(Duty)


# peers 7.13
@pytest.mark.parametrize("duty", Duty)
def test_what_is_kept_back_is_closed_and_nothing_else(duty: Duty, houses: Houses, dice: random.Random) -> None:
    here = houses[0]
    house = here.house
    place = Place("own", house.organization.slug, house.program.slug, here, house.program)
    with house.open():
        house.ada.membership.withheld = [duty]
        house.ada.membership.save(update_fields=["withheld"])
    caller, wrong, tried = Caller(house.ada.user), [], 0

    for route, method in drawn(RUN, dice):
        with transaction.atomic():
            sent = body(route, here, house.program)
            status = caller.ask(method, address(route, place), sent, form=sends_form(route)).status_code
            transaction.set_rollback(True)
        tried += 1
        if (status == 403) != (duty_of(route) == duty):
            wrong.append(f"{method} {route}: {status}")

    print(f"{duty.label.partition(':')[0]} kept back: {tried} requests, {len(wrong)} otherwise than the duties say")
    assert wrong == []
