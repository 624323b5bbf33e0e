"""
What only those who run a program or an organization may do leaves one line in the audit: who, what, where, when.

Which acts these are is read off the table of access: an address that refuses participants and lets others change
something is a privileged act from its first day. Answering a survey is nobody's business and leaves no line.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from belonging.rights.register import AGES
from belonging.tenancy.duties import SHOWS_SOMEBODY
from belonging.tenancy.enums import SecondStep
from belonging.tenancy.models import AuditEntry, Membership
from tests.cast import NOON
from tests.guards.actors import Caller, fresh_caller
from tests.guards.before_acts import BEFORE, WORKER, work_on
from tests.guards.conftest import Houses
from tests.guards.routes import Place, address, body, sends_form
from tests.guards.tables import maintenance
from tests.guards.test_access_table import EXPECTED
from tests.tools.provider import running

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

REFUSED, DONE = 403, {200, 201, 202, 204, 302}
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
# What these pages ask for besides what the walk of T1 sends.
SENT: dict[str, dict[str, object]] = {
    "tenancy:sign-in-edit": {"rule": SecondStep.NEVER},
    "rights:retention-edit": {ages.key: ages.days for ages in AGES},
}
ANSWERING = (("surveys:wave-answer", "POST"), ("surveys-api:own-answers", "PUT"), ("surveys-api:own-answers", "DELETE"))


def privileged() -> Iterator[tuple[str, str, int]]:
    """Each address and method that participants are refused, with the lowest role for whom it does something."""
    for (route, method), answers in EXPECTED.items():
        does = [role for role in (1, 2) if answers[role] in DONE]
        if method in WRITES and answers[0] == REFUSED and does:
            yield route, method, does[0]


def lines(houses: Houses, caller: Caller, who: Membership, route: str, method: str) -> list[AuditEntry]:
    """What an act leaves in the audit; the act itself is taken back."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    surveys = dict(houses[0].surveys)
    with transaction.atomic():
        with house.open():
            more = BEFORE[route](houses[0], who) if route in BEFORE else {}
        last = newest()
        sent = body(route, houses[0], house.program) | SENT.get(route, {}) | more
        caller.ask(method, address(route, place), sent, form=sends_form(route))
        if route in WORKER:
            work_on(houses[0])
        with house.open():
            found = list(AuditEntry.objects.filter(pk__gt=last).select_related("actor"))
        transaction.set_rollback(True)
    houses[0].surveys.update(surveys)
    return found


def newest() -> int:
    """The last line so far, of any organization."""
    with maintenance() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM tenancy_auditentry")
        return int(cursor.fetchone()[0])


# security O3
def test_every_privileged_act_is_written_down(houses: Houses, settings: Settings) -> None:
    house, acts, wrong = houses[0].house, list(privileged()), []
    people = {1: house.ada, 2: house.una}
    callers = {role: fresh_caller(person.user) for role, person in people.items()}
    with running() as provider:
        settings.SIGN_IN_INSIDE = [provider.host]
        SENT["tools:provider-edit"] = provider.form()
        for route, method, role in acts:
            who = people[role].membership
            found = lines(houses, callers[role], who, route, method)
            if not any(line.actor_id == who.pk and line.verb and line.at == NOON for line in found):
                wrong.append(f"{method} {route} by {who.role}: {[line.verb for line in found]}")

    print(f"O3: {len(acts)} privileged acts done, {len(acts) - len(wrong)} written down: who, what, where, when")
    assert not wrong, "\n".join(wrong)
    assert set(BEFORE) - {route for route, *_ in acts} == set()
    assert len(acts) > 100


# security O3
# peers 7.12
def test_whoever_runs_a_program_reads_nobody_unseen(houses: Houses) -> None:
    house, missing = houses[0].house, []
    people = {0: house.ben, 1: house.ada, 2: house.una}
    callers = {role: fresh_caller(person.user) for role, person in people.items()}
    for route in sorted(SHOWS_SOMEBODY):
        answers = EXPECTED[route, "GET"]
        for role in [role for role in people if answers[role] == 200]:
            who = people[role].membership
            found = lines(houses, callers[role], who, route, "GET")
            told = [(line.verb, line.detail["page"], line.actor_id, line.at) for line in found]
            if told != [("page.read", route, who.pk, NOON)] * (role > 0):
                missing.append(f"{route} by {who.role}: {told}")

    print(f"O3: {len(SHOWS_SOMEBODY)} pages about single people read, {len(missing)} times otherwise than written down")
    assert missing == []


# security O3
def test_answering_a_survey_is_not_written_down(houses: Houses) -> None:
    house = houses[0].house
    ben = Caller(house.ben.user)

    assert {act: lines(houses, ben, house.ben.membership, *act) for act in ANSWERING} == {act: [] for act in ANSWERING}
