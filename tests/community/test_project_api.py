"""Projects, shared walls and first tours by API: as on the pages, and each once for a key."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import IdempotencyKey
from community.enums import Entry
from community.models import Group, Post, ProjectNetwork, ProjectStep, WallNote
from community.services.benefits import add_network
from community.services.groups import found_group
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.sending import send

DAY = timedelta(days=1)
PROJECT = {"name": "Tools", "goal": "A cupboard of tools to lend", "ends_on": str(TODAY + 30 * DAY)}
WALL = {"title": "Workshop in May", "left": "What emerged?", "right": "What do I take home?"}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


# peers D64
def test_a_project_is_started_once_and_run_by_who_manages_it(
    northlight: House, southgate: House, mira: Client, ben: Client, sign_in: SignIn
) -> None:
    projects = northlight.api("community/projects/")
    made, twin = (send(mira, "post", projects, PROJECT, Idempotency_Key="one") for _ in range(2))
    far = send(mira, "post", projects, PROJECT | {"ends_on": "2028-01-01"})
    one = f"{projects}{made.json()['id']}/"
    etag = mira.get(f"{one}day/").headers["ETag"]

    days = [{"ends_on": str(TODAY + count * DAY)} for count in (40, 41)]
    moved = [send(mira, "put", f"{one}day/", day, If_Match=etag).status_code for day in days]
    acts = [
        send(client, "post", f"{one}{rest}/").status_code for client in (ben, mira) for rest in ("ended", "seeking")
    ]
    ended = mira.get(one).json()
    back = [mira.delete(f"{one}{rest}/").status_code for rest in ("ended", "seeking")]
    page = mira.get(one).json()

    assert (made.status_code, twin.json(), far.json()["field"]) == (201, made.json(), "ends_on")
    assert (moved, acts) == ([200, 412], [422, 422, 204, 204])
    assert (ended["is_over"], ended["seeks_people"], back) == (True, True, [204, 204])
    assert (page["is_over"], page["seeks_people"], page["ends_on"]) == (False, False, days[0]["ends_on"])
    assert sign_in(southgate.mira).get(one.replace("northlight", "southgate")).status_code == 404
    with northlight.open():
        assert Group.objects.count() == 1


# peers D64, D82
def test_steps_and_networks_are_for_those_who_are_in_it(northlight: House, mira: Client, ben: Client) -> None:
    projects = northlight.api("community/projects/")
    one = f"{projects}{send(mira, 'post', projects, PROJECT).json()['id']}/"
    with northlight.open():
        actor, program = northlight.ada.place, northlight.program
        bakers = add_network(actor=actor, program=program, name="Bakers", about="", now=NOON)

    noted, twin = (send(mira, "post", f"{one}steps/", {"text": "Paint"}, Idempotency_Key="one") for _ in range(2))
    step = f"{projects}steps/{noted.json()['id']}/"
    acts = [send(client, "post", step, {"act": "take"}).status_code for client in (ben, mira)]
    named = [
        send(client, "post", f"{one}networks/", {"network": str(bakers.public_id), "works": True}).status_code
        for client in (ben, mira)
    ]
    page = mira.get(one).json()

    assert (noted.status_code, twin.json(), acts, named) == (201, noted.json(), [404, 204], [422, 204])
    assert [(line["text"], line["taken_by"]["name"]) for line in page["steps"]] == [("Paint", "Mira Tester")]
    assert ([line["name"] for line in page["networks"]], page["other_networks"]) == (["Bakers"], [])
    assert send(ben, "post", f"{one}steps/", {"text": "Me"}).status_code == 422
    assert send(mira, "post", step, {"act": "strike"}).status_code == 204
    with northlight.open():
        assert (ProjectStep.objects.count(), ProjectNetwork.objects.count()) == (0, 1)


# peers D80
def test_a_wall_is_put_up_written_on_sorted_and_closed(
    northlight: House, southgate: House, mira: Client, ben: Client, sign_in: SignIn
) -> None:
    walls, ada = northlight.api("community/walls/"), sign_in(northlight.ada)
    refused = send(ben, "post", walls, WALL)
    made, twin = (send(ada, "post", walls, WALL, Idempotency_Key="one") for _ in range(2))
    wall = f"{walls}{made.json()['id']}/"

    words = {"side": "left", "text": "We all wait for each other"}
    notes = [send(ben, "post", f"{wall}notes/", words, Idempotency_Key="two") for _ in range(2)]
    note = f"{walls}notes/{notes[0].json()['id']}/"
    etag = mira.get(f"{note}heading/").headers["ETag"]
    sorted_ = [send(mira, "put", f"{note}heading/", {"heading": one}, If_Match=etag).status_code for one in "AB"]
    (seen,) = mira.get(wall).json()["notes"]
    closed = [send(one, "post", f"{wall}close/").status_code for one in (ben, ada)]
    late = send(ben, "post", f"{wall}notes/", words)
    removed = [one.delete(note).status_code for one in (mira, ben)]

    assert (refused.status_code, made.status_code, twin.json()) == (403, 201, made.json())
    assert (notes[0].status_code, notes[1].json(), sorted_) == (201, notes[0].json(), [200, 412])
    assert (seen["author"]["name"], seen["heading"], closed) == ("Ben Tester", "A", [403, 204])
    assert (late.status_code, removed, ben.get(walls).json()["results"][0]["note_count"]) == (422, [403, 204], 0)
    assert sign_in(southgate.ben).get(wall.replace("northlight", "southgate")).status_code == 404
    with northlight.open():
        assert not WallNote.objects.exists()
        assert "wait" not in str(list(IdempotencyKey.objects.values_list("body")))


# peers D52
def test_a_first_tour_ends_with_three_two_one_said_once(northlight: House, mira: Client, ben: Client) -> None:
    tour = northlight.api("community/tour/")
    with northlight.open():
        words: dict[str, Any] = {"name": "Walkers", "about": "", "now": NOON}
        group = found_group(founder=northlight.mira.place, entry=Entry.OPEN, **words)
        closed = found_group(founder=northlight.mira.place, entry=Entry.INVITATION, **words | {"name": "Cooks"})
    none = send(ben, "post", f"{tour}seen/", {"seen": ["groups"]}).status_code

    began = [send(one, "post", tour, {"ease": "company"}).status_code for one in (ben, ben)]
    seen = send(ben, "post", f"{tour}seen/", {"seen": ["groups", "card"]}).status_code
    found = {"helps": ["Walks", "Talks", "Maps"], "better": ["Light", "Signs"], "surprise": "The lake"}
    said, twin = (
        send(ben, "post", f"{tour}found/", found | {"group": str(group.public_id)}, Idempotency_Key="one")
        for _ in range(2)
    )
    page = ben.get(tour).json()
    refused = [
        send(ben, "post", f"{tour}found/", found | more).status_code
        for more in ({"group": str(closed.public_id)}, {"group": str(group.public_id)}, {"helps": ["One"]})
    ]

    assert (none, began, seen) == (404, [204, 204], 204)
    assert (said.status_code, twin.json(), refused) == (201, said.json(), [404, 422, 400])
    assert (page["tour"]["seen"], page["tour"]["ended_at"] is not None) == (["card", "groups"], True)
    assert mira.get(tour).json()["tour"] is None
    with northlight.open():
        assert "The lake" in Post.objects.get(public_id=said.json()["id"]).text
