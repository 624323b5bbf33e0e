"""
What only those who run a program or an organization may do leaves one line in the audit: who, what, where, when.

Which acts these are is read off the table of access: an address that refuses participants and lets others change
something is a privileged act from its first day. Answering a survey is nobody's business and leaves no line.
"""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction

from belonging.rights.register import AGES
from belonging.runtime.places import ROOT
from belonging.tenancy.enums import SecondStep
from belonging.tenancy.models import AuditEntry
from tests.cast import NOON
from tests.guards.actors import Caller, fresh_caller
from tests.guards.conftest import Houses
from tests.guards.routes import Place, address, body, sends_form
from tests.guards.tables import maintenance
from tests.guards.test_access_table import EXPECTED

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

REFUSED, DONE = 403, {200, 201, 202, 204, 302}
WRITES = {"POST", "PUT", "PATCH", "DELETE"}
# Where nothing is to be done in the houses that are planted, or a worker does it later: the line its service writes.
ELSEWHERE = {
    "network:snapshot-ask": "snapshot.taken",
    "network-api:snapshot-ask": "snapshot.taken",
    "network:round-plan": "round.planned",
    "network:round-start": "round.started",
    "network:round-close": "round.closed",
    "network:community-name": "community.named",
    "network:outreach-undo": "person.reached_taken_back",
    "tools:provider-edit": "provider.set",
    "dashboards:brief-wish": "brief.wished",
    "dashboards:move-close": "move.closed",
    "dashboards:move-open": "move.opened",
    "dashboards:pack-make": "pack.made",
    "programs:hour-withdraw": "hour.withdrawn",
    "programs:template-undo": "plan.undone",
    "programs:template-publish": "template.kept",
    "programs:template-drop": "plan.draft_dropped",
    "programs:plan-move": "program.start_moved",
    "programs:plan-start": "program.started",
    "programs:plan-archive": "program.archived",
    "programs:plan-bring-back": "program.brought_back",
    "programs:path-settle": "step.released",
    "programs:path-resume": "path.shifted",
    "surveys:assessment-plan": "plan.{act}",
    "surveys:wave-call-off": "wave.{to}",
    "mentoring:round-create": "mentoring.round_prepared",
    "mentoring:round-join": "mentoring.people_joined",
    "community:theme-begin": "themes.begun",
    "community:award-announce": "award.announced",
    "community:welcome-give": "welcome.given",
    "community:prompt-drop": "prompt.dropped",
}
# What these pages ask for besides what the walk of T1 sends.
SENT: dict[str, dict[str, object]] = {
    "tenancy:sign-in-edit": {"rule": SecondStep.NEVER},
    "rights:retention-edit": {ages.key: ages.days for ages in AGES},
}
ANSWERING = (("surveys:wave-answer", "POST"), ("surveys-api:own-answers", "PUT"), ("surveys-api:own-answers", "DELETE"))
SOURCES = ("belonging", "programs", "surveys", "network", "mentoring", "community", "dashboards")
WRITTEN = re.compile(r"\bverb=f?\"([^\"]+)\"(?: if \w+ else \"([^\"]+)\")?")


def privileged() -> Iterator[tuple[str, str, int]]:
    """Each address and method that participants are refused, with the lowest role for whom it does something."""
    for (route, method), answers in EXPECTED.items():
        does = [role for role in (1, 2) if answers[role] in DONE]
        if method in WRITES and answers[0] == REFUSED and does:
            yield route, method, does[0]


def written_verbs() -> set[str]:
    """Every verb that the product writes."""
    files = [file for app in SOURCES for file in (ROOT / app).rglob("*.py")]
    return {verb for file in files for found in WRITTEN.findall(file.read_text()) for verb in found}


def lines(houses: Houses, caller: Caller, route: str, method: str) -> list[AuditEntry]:
    """What an act leaves in the audit; the act itself is taken back."""
    house = houses[0].house
    place = Place("own", house.organization.slug, house.program.slug, houses[0], house.program)
    with transaction.atomic():
        last = newest()
        sent = body(route, houses[0], house.program) | SENT.get(route, {})
        caller.ask(method, address(route, place), sent, form=sends_form(route))
        with house.open():
            found = list(AuditEntry.objects.filter(pk__gt=last).select_related("actor"))
        transaction.set_rollback(True)
    return found


def newest() -> int:
    """The last line so far, of any organization."""
    with maintenance() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM tenancy_auditentry")
        return int(cursor.fetchone()[0])


# security O3
def test_every_privileged_act_is_written_down(houses: Houses) -> None:
    house, acts, wrong = houses[0].house, list(privileged()), []
    people = {1: house.ada, 2: house.una}
    callers = {role: fresh_caller(person.user) for role, person in people.items()}
    for route, method, role in acts:
        person = people[role]
        found = lines(houses, callers[role], route, method)
        mine = [line for line in found if line.actor_id == person.membership.pk and line.verb and line.at == NOON]
        if not mine and route not in ELSEWHERE:
            wrong.append(f"{method} {route} by {person.membership.role}: {[line.verb for line in found]}")

    told = f"{len(ELSEWHERE)} of them by what their service writes"
    print(f"O3: {len(acts)} privileged acts, {len(acts) - len(wrong)} written down, {told}")
    assert wrong == []
    assert set(ELSEWHERE) - {route for route, *_ in acts} == set()
    assert set(ELSEWHERE.values()) - written_verbs() == set()
    assert len(acts) > 100


# security O3
def test_answering_a_survey_is_not_written_down(houses: Houses) -> None:
    ben = Caller(houses[0].house.ben.user)

    assert {act: lines(houses, ben, *act) for act in ANSWERING} == {act: [] for act in ANSWERING}
