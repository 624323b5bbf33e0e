"""
Two who run one program, each with people of their own to look after: neither learns more of the other's than everybody.

Pages and endpoints are opened by both: what is narrowed always, of the rest a tenth, or everything with `--whole`. What
names somebody whom the other looks after, or their group, has to be shown to whoever just takes part as well; or it
stands in OPEN with the reason.
"""

import random
from collections.abc import Iterable

import pytest

from belonging.accounts.models import User
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from dashboards.models import Signal
from network.models import Snapshot
from programs.models import Participant, Registration
from programs.services.remits import set_remit
from programs.services.threads import open_thread
from surveys.models import Result
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.effort import drawn, is_whole
from tests.guards.actors import fresh_caller
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, Place, address, body, sends_form
from tests.guards.tables import Planted

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

QUAY, LIGHT, KITCHEN = "Quayside", "Lighthouse", "Kitchen"
THEIRS = ("Ben Tester", "Mira Tester", QUAY, LIGHT)
OURS = ("Noor Tester", KITCHEN)
# Address → why names of other groups are open to everybody who runs the program.
WRITTEN = "what is written for many is looked at by everybody who runs the program"
EVENT = "an event is everybody's: whoever runs it knows who comes"
OPEN = {
    "community-api:award-jury": "an award is the whole program's",
    "community-api:group": WRITTEN,
    "community-api:post": WRITTEN,
    "community-api:post-list": WRITTEN,
    "community-api:prompt": WRITTEN,
    "community-api:report-list": WRITTEN,
    "community:award-jury": "the same",
    "community:group-detail": WRITTEN,
    "community:group-prompts": WRITTEN,
    "community:hub": WRITTEN,
    "community:post-detail": WRITTEN,
    "community:prompt-detail": WRITTEN,
    "community:prompt-list": WRITTEN,
    "community:report-list": WRITTEN,
    "network:home": WRITTEN,
    "programs:welcome-list": WRITTEN,
    "network-api:event-groups": EVENT,
    "programs-api:welcome-queue": WRITTEN,
    "network:event-groups": EVENT,
    "programs-api:event-attendance": EVENT,
    "programs:event-attendance": EVENT,
    "programs:event-tags": EVENT,
}
# What an admin reads of other groups and somebody with a group of their own does not; always opened.
NARROWED = {
    "community-api:unmet-list",
    "community:unmet-list",
    "dashboards:dashboard",
    "dashboards:move-list",
    "dashboards:network-detail",
    "dashboards:network-time",
    "mentoring-api:agreed-list",
    "mentoring-api:round",
    "mentoring:round-detail",
    "mentoring:track-detail",
    "network-api:outreach-list",
    "network:outreach-list",
    "programs-api:place-list",
    "programs-api:registration-list",
    "programs-api:thread",
    "programs-api:thread-list",
    "programs:letter-detail",
    "programs:path-list",
    "programs:registration-list",
    "programs:thread-detail",
    "programs:thread-list",
}
# Acts on other groups' people, and on everybody at once: not there.
REFUSED = (
    "community-api:welcome-give",
    "community:welcome-give",
    "dashboards-api:move-open",
    "dashboards-api:pack-list",
    "dashboards-api:pack-make",
    "dashboards:move-open",
    "dashboards:pack-make",
    "mentoring-api:agreed",
    "mentoring-api:round-list",
    "mentoring-api:round-publish",
    "mentoring:pair-decide",
    "mentoring:round-create",
    "mentoring:round-publish",
    "network-api:outreach",
    "network-api:round-list",
    "network-api:round-start",
    "network:outreach-record",
    "network:round-plan",
    "network:round-start",
    "programs-api:path-pause",
    "programs-api:path-shift",
    "programs-api:promise-assign",
    "programs-api:registration-answer",
    "programs-api:registration-link",
    "programs:path-pause",
    "programs:promise-assign",
    "programs:registration-accept",
    "programs:role-edit",
)


@pytest.fixture
def split(houses: Houses) -> tuple[Planted, Person, Person]:
    """Northlight in two parts: Ada looks after quay and lighthouse, Noah after the kitchen, where Noor is."""
    planted = houses[0]
    house, program = planted.house, planted.house.program
    with house.open():
        for old, new in (("Care", QUAY), ("Digital", LIGHT)):
            Membership.objects.filter(attributes__Department=old).update(attributes={"Department": new})
            Participant.objects.filter(segment=old).update(segment=new)
            Signal.objects.filter(subject=old).update(subject=new)
        noor = make_person("Noor", "northlight", program, department=KITCHEN)
        noah = make_person("Noah", "northlight", program, Role.FACILITATOR, department=KITCHEN)
        open_thread(participant=noor.place, step=None, text="Help", on=TODAY, now=NOON)
        count_in_groups(house)
        for one, segments in ((house.ada, [QUAY, LIGHT]), (noah, [KITCHEN])):
            set_remit(
                actor=house.una.membership, program=program, facilitator=one.membership, segments=segments, now=NOON
            )
    return planted, noah, noor


def count_in_groups(house: House) -> None:
    """The newest count and the published results by group, large enough to be shown."""
    mixing = {
        "segments": [KITCHEN, LIGHT, QUAY], "sizes": [10, 10, 10], "ties": [[20, 1, 0], [1, 20, 1], [0, 1, 20]],
    }  # fmt: skip
    figures = {"people": 30, "ties": 62, "components": 1, "isolates": 0, "largest_component": 30, "reachable_share": 1}
    within = [
        {"segment": name, "people": 10, "degree_mean": 4, "clustering_mean": 0.5, "path_length_mean": 2,
         "reachable_share": 1}
        for name in (KITCHEN, LIGHT, QUAY)
    ]  # fmt: skip
    Snapshot.objects.filter(program=house.program).update(mixing=mixing, within_segments=within, **figures)
    for row in Result.objects.filter(wave__program=house.program):
        groups = [
            {"label": name, "value": 4.0, "bound": "", "count": 10, "key": name} for name in (KITCHEN, LIGHT, QUAY)
        ]
        row.figures["slices"] = [{"name": "Department", "groups": groups, "has_hidden": False}]
        row.save(update_fields=["figures"])
    Registration.objects.filter(program=house.program).update(segment=QUAY)


def shown(user: User, planted: Planted, routes: Iterable[str], words: Iterable[str]) -> dict[str, set[str]]:
    """Which of these words somebody reads where; addresses that show none are left out."""
    caller, house = fresh_caller(user), planted.house
    place = Place("own", house.organization.slug, house.program.slug, planted, house.program)
    found = {}
    for route in routes:
        answer = caller.ask("GET", address(route, place), {}, form=True)
        page = answer.content.decode("utf-8", "replace") if answer.status_code < 400 else ""
        if here := {word for word in words if word in page}:
            found[route] = here
    return found


# peers 6.9
def test_pages_tell_nothing_more_of_people_whom_somebody_else_looks_after(
    split: tuple[Planted, Person, Person], request: pytest.FixtureRequest
) -> None:
    planted, noah, noor = split
    house, dice = planted.house, random.Random(request.config.getoption("randomly_seed", 0))
    routes = sorted(ARGUMENTS if is_whole() else NARROWED | OPEN.keys() | set(drawn(ARGUMENTS, dice)))
    told = {}
    for leader, everybody, words in ((noah, noor, THEIRS), (house.ada, house.ben, OURS)):
        mine = shown(leader.user, planted, routes, words)
        common = shown(everybody.user, planted, mine, words)
        told |= {(leader.membership.name, route): seen - common.get(route, set()) for route, seen in mine.items()}
    whole = shown(house.una.user, planted, sorted(NARROWED), [*THEIRS, *OURS])

    assert {where: seen for where, seen in told.items() if seen and where[1] not in OPEN} == {}
    assert {route for (_, route), seen in told.items() if seen} == OPEN.keys()
    assert whole.keys() == NARROWED


# peers 6.9
def test_acts_on_whom_somebody_else_looks_after_are_not_there(split: tuple[Planted, Person, Person]) -> None:
    planted, noah, _noor = split
    house = planted.house
    place = Place("own", house.organization.slug, house.program.slug, planted, house.program)

    def answer(user: User, route: str) -> int:
        sent = body(route, planted, house.program)
        return fresh_caller(user).ask("POST", address(route, place), sent, form=sends_form(route)).status_code

    assert {route: answer(noah.user, route) for route in REFUSED} == dict.fromkeys(REFUSED, 404)
    assert 404 not in {answer(house.una.user, route) for route in REFUSED}  # to an admin they are
