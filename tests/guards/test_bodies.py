"""
Ids in bodies and queries cannot reach across: every writable reference to a person, with another organization's, a
sibling program's and a random one. Fields that nobody asked for change nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from network.models import Interaction, InteractionPartner
from programs.models import Event, Participant, Program
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House
from tests.guards.actors import Caller, Reply, reply
from tests.guards.conftest import Houses
from tests.guards.routes import NOWHERE
from tests.guards.tables import Planted, digest

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

Body = Callable[[str], Mapping[str, Any]]

COFFEE = {"title": "Tea", "day": "2026-07-20", "begins": "15:00", "ends": "16:00", "place": "The corner", "step": "3"}

# Every place where a body or a query names a person by their id: address, method, and the body around the id.
REFERENCES: dict[str, tuple[str, str, Body]] = {
    "log, who": ("log/", "POST", lambda one: {"who": [one], "when": "today"}),
    "log, who among others": ("log/", "POST", lambda one: {"who": [one, str(uuid4())], "when": "today"}),
    "log, who while finding": ("log/", "POST", lambda one: {"who": [one], "find": "1", "find_name": "Zz"}),
    "log, with": ("log/?with={}", "GET", lambda one: {}),
    "host, who": ("events/host/", "POST", lambda one: COFFEE | {"who": [one]}),
    "host, who among others": ("events/host/", "POST", lambda one: COFFEE | {"who": [one, str(uuid4())]}),
    "host, who while finding": (
        "events/host/", "POST", lambda one: COFFEE | {"who": [one], "find": "1", "find_name": "Zz"},
    ),
    "api log, people": ("interactions/", "POST", lambda one: {"people": [one], "happened_on": "2026-07-08"}),
}  # fmt: skip
SHOWS_A_PAGE = {"log, with", "log, who while finding", "host, who while finding"}


def strangers(houses: Houses) -> dict[str, UUID]:
    """Public ids of people who are not in the program; the last one is nobody."""
    here, there = houses[0].house, houses[1].house
    return {
        "other organization": there.ben.place.public_id,
        "sibling program": here.sam.place.public_id,
        "membership": here.ada.membership.public_id,
        "program": here.program.public_id,
        "nobody": UUID("6a6a6a6a-0000-4000-8000-000000000000"),
    }


def send(house: House, name: str, one: UUID) -> Reply:
    """Sends the body with this id as Ben and gives what he sees, but for the id he typed himself."""
    rest, method, body = REFERENCES[name]
    is_api = name.startswith("api")
    address = (house.api if is_api else house.address)(rest.format(one))
    response = Caller(house.ben.user).ask(method, address, body(str(one)), form=not is_api)
    seen = reply(response, address)
    return Reply(seen.status, seen.headers, seen.cookies, seen.content.replace(str(one).encode(), b"<id>"))


# security T8
@pytest.mark.parametrize("name", REFERENCES)
def test_strangers_id_is_refused_like_nobodys(name: str, houses: Houses) -> None:
    found = strangers(houses)
    before = digest()

    replies = {who: masked(send(houses[0].house, name, one)) for who, one in found.items()}

    assert {who for who in found if replies[who] != replies["nobody"]} == set()
    assert replies["nobody"].status == (200 if name in SHOWS_A_PAGE else 422)
    assert digest() == before
    print(f"T8: {name}, {len(found)} ids, 0 accepted")


def masked(seen: Reply) -> Reply:
    """Without the length that goes with the typed id."""
    headers = tuple(pair for pair in seen.headers if pair[0] != "Content-Length")
    return Reply(seen.status, headers, seen.cookies, seen.content)


def test_person_who_left_is_refused_like_nobody(houses: Houses) -> None:
    house = houses[0].house
    with house.open():
        withdraw_participant(actor=None, participant=house.ada.place, on=TODAY, reason="", now=NOON)

    left = masked(send(house, "api log, people", house.ada.place.public_id))

    assert left == masked(send(house, "api log, people", strangers(houses)["nobody"]))


# What a body names besides people, by who sends it: address, and the body around the id that FOREIGN finds.
THINGS: dict[str, tuple[str, str, Body]] = {
    "promise": ("ben", "p/common-ground/promises/", lambda one: {"shown": [one], "kept": [one]}),
    "step": ("ada", "p/common-ground/paths/{ben}/missed/", lambda one: {"step": one, "act": "release"}),
    "template": (
        "una", "programs/new/", lambda one: {
            "template": one, "name": "Mine", "starts_on": "2026-09-01", "time_zone": "UTC",
            "segment_attribute": "Department", "consent_mode": "segments", "working_days": ["0"],
        },
    ),
    "reply": ("ada", "p/common-ground/events/{event}/attendance/", lambda one: {f"p-{one}": "present"}),
    "mark": (
        "ada", "api p/common-ground/events/{event}/attendance/", lambda one: {
            "marks": [{"person": one, "attendance": "present"}],
        },
    ),
}  # fmt: skip


def foreign(houses: Houses, kind: str) -> dict[str, UUID]:
    """Public ids of things of another organization, of the sibling program, and of nobody."""
    here, there = houses
    finders: dict[str, Callable[[Planted, Program], UUID]] = {
        "promise": lambda planted, program: planted.paths[program.pk].promise.public_id,
        "step": lambda planted, program: planted.paths[program.pk].step.public_id,
        "template": lambda planted, program: planted.template.public_id,
        "reply": lambda planted, program: planted.others[program.pk].public_id,
        "mark": lambda planted, program: planted.others[program.pk].public_id,
    }
    found = {"nobody": NOWHERE, "other organization": finders[kind](there, there.house.program)}
    if kind != "template":  # it belongs to the whole organization
        found["sibling program"] = finders[kind](here, here.house.sibling)
    return found


# security T8
@pytest.mark.parametrize("kind", THINGS)
def test_thing_of_others_is_refused_like_nobodys(kind: str, houses: Houses) -> None:
    house = houses[0].house
    who, rest, around = THINGS[kind]
    event = houses[0].events[house.program.pk]
    is_api, rest = rest.startswith("api "), rest.removeprefix("api ")
    root = "/api/v1/o/northlight/" if is_api else "/o/northlight/"
    address = root + rest.format(ben=house.ben.place.public_id, event=event.public_id)
    with house.open():  # attendance is noted from two hours before on
        Event.objects.filter(pk=event.pk).update(starts_at=NOON)
    before, caller = digest(), Caller(getattr(house, who).user)

    replies = {}
    for whose, one in foreign(houses, kind).items():
        seen = reply(caller.ask("POST", address, around(str(one)), form=not is_api), address)
        content = seen.content.replace(str(one).encode(), b"<id>")
        replies[whose] = masked(Reply(seen.status, seen.headers, seen.cookies, content))

    assert {whose for whose in replies if replies[whose] != replies["nobody"]} == set()
    assert digest() == before


EXTRA = {
    "organization": "southgate", "organization_id": str(uuid4()), "program": "second-table", "author": str(uuid4()),
    "participant": "1", "id": "1", "pk": "1", "public_id": str(uuid4()), "state": "mutual", "source": "imported",
    "is_hidden": "1", "import_key": "x", "logged_at": "2020-01-01", "role": "admin", "is_staff": "1", "user": "1",
    "confirmed": "1",
}  # fmt: skip


# security A2
@pytest.mark.parametrize("is_api", [False, True])
def test_fields_nobody_asked_for_change_nothing(is_api: bool, houses: Houses) -> None:
    house = houses[0].house
    who = str(house.ada.place.public_id)
    page = {"who": [who], "when": "yesterday", "kind": "peer"}
    body = {"people": [who], "happened_on": "2026-07-08"} if is_api else page
    address = house.api("interactions/") if is_api else house.address("log/")

    answer = Caller(house.ben.user).ask("POST", address, EXTRA | body, form=not is_api)

    with house.open():
        made = Interaction.objects.latest("pk")
        row = InteractionPartner.objects.get(interaction=made)
        ben = Participant.objects.select_related("membership").get(pk=house.ben.place.pk)
    assert answer.status_code == (201 if is_api else 302)
    assert (made.author_id, made.program_id, made.source, made.import_key) == (ben.pk, house.program.pk, "logged", None)
    assert (row.participant_id, row.state, row.is_hidden) == (house.ada.place.pk, "claimed", False)
    assert ben.membership.role == "participant"


def bring_in(house: House, kind: str, text: str) -> Reply:
    """A facilitator's file by API."""
    address = house.api(f"imports/{kind}/")
    body = {"file": SimpleUploadedFile("file.csv", text.encode())}
    return reply(Caller(house.ada.user).ask("POST", address, body, form=True), address)


def test_file_cannot_name_people_of_others(houses: Houses) -> None:
    here, there = houses[0].house, houses[1].house
    before = digest()
    strangers = [there.ben.membership.email, here.sam.membership.email, here.una.membership.email, "nobody@x.example"]

    answers = {
        bring_in(here, "interactions", f"from,to,date\n{here.ben.membership.email},{email},2026-07-08\n").content
        .replace(email.encode(), b"<mail>")
        for email in strangers
    }  # fmt: skip

    assert len(answers) == 1
    assert b"<mail>" in answers.pop()
    assert digest() == before


# security A2
def test_file_of_people_gives_no_roles(houses: Houses) -> None:
    here, there = houses[0].house, houses[1].house
    theirs = there.ben.membership.email
    lines = ["Name,E-mail,Role", "Xenia,xenia@x.example,admin", f"Yves,{theirs},admin"]

    answer = bring_in(here, "people", "\n".join(lines))

    with here.open():
        new = Participant.objects.filter(membership__email__in=["xenia@x.example", theirs])
        rows = list(new.values_list("membership__role", "membership__user"))
    assert answer.status == 201
    assert rows == [("participant", None)] * 2
