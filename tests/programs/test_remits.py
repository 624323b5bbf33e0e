"""A facilitator who was given groups sees the people of these groups and no others."""

import pytest
from django.test import Client

from programs.models import Remit, Task
from programs.selectors.remits import facilitators_for, people_seen, segments_seen
from programs.services.remits import RemitRefused, set_remit
from programs.services.threads import open_thread
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn
from tests.programs.walk import promise


@pytest.fixture
def noor(northlight: House) -> Person:
    """Somebody of another group than everybody else."""
    with northlight.open():
        return make_person("Noor", "northlight", northlight.program, department="Kitchen")


def give(house: House, client: Client, *segments: str) -> str:
    """Una gives Ada these groups, by the page."""
    address = house.address(f"paths/remits/{house.ada.membership.public_id}/")
    return client.post(address, {"segments": segments}, follow=True).content.decode()


def statuses(client: Client, house: House, person: Person, thread: object) -> list[int]:
    """What somebody who runs the program gets of one person."""
    one = person.place.public_id
    shown = [f"paths/{one}/", f"paths/{one}/promise/", f"paths/{one}/roles/", f"threads/{thread}/"]
    acts = [f"paths/{one}/resume/", f"outreach/{one}/"]
    return [client.get(house.address(rest)).status_code for rest in shown] + [
        client.post(house.address(rest)).status_code for rest in acts
    ]


# peers 6.9
def test_facilitator_sees_the_groups_they_were_given(northlight: House, noor: Person, sign_in: SignIn) -> None:
    ada, una = sign_in(northlight.ada), sign_in(northlight.una)
    with northlight.open():
        threads = [
            open_thread(participant=one.place, step=None, text="Help", on=TODAY, now=NOON).public_id
            for one in (noor, northlight.ben)
        ]
    pages = ("paths/", "threads/", "outreach/")

    def seen(client: Client) -> list[bool]:
        return ["Noor" in client.get(northlight.address(rest)).content.decode() for rest in pages]

    before = seen(ada)
    said = give(northlight, una, "Care")
    after = seen(ada)

    assert (before, after, seen(una)) == ([True] * 3, [False] * 3, [True] * 3)
    assert "looks after these groups" in said
    assert "You look after Care." in ada.get(northlight.address("paths/")).content.decode()
    assert [code == 404 for code in statuses(ada, northlight, noor, threads[0])] == [True] * 6
    assert 404 not in statuses(ada, northlight, northlight.ben, threads[1])
    assert 404 not in statuses(una, northlight, noor, threads[0])
    assert all(ada.get(northlight.address(rest)).status_code == 200 for rest in pages)


# peers 6.9
def test_words_of_somebody_go_to_whoever_looks_after_them(inside: House, noor: Person) -> None:
    ada, una = inside.ada.membership, inside.una.membership
    set_remit(actor=una, program=inside.program, facilitator=ada, segments=["Care"], now=NOON)

    for one in (noor, inside.ben):
        open_thread(participant=one.place, step=None, text="Help", on=TODAY, now=NOON)

    assert [task.assignee for task in Task.objects.order_by("id")] == [una, ada]
    assert facilitators_for(noor.place) == [una]
    assert noor.place not in people_seen(inside.program, segments_seen(inside.program, ada))
    assert noor.place in people_seen(inside.program, segments_seen(inside.program, una))


def test_groups_are_those_of_the_program_and_none_is_everybody(inside: House, noor: Person) -> None:
    words = {"actor": inside.una.membership, "program": inside.program, "facilitator": inside.ada.membership}

    with pytest.raises(RemitRefused, match="not in the program"):
        set_remit(segments=["Moon"], now=NOON, **words)
    set_remit(segments=["Kitchen"], now=NOON, **words)
    kitchen = list(people_seen(inside.program, segments_seen(inside.program, inside.ada.membership)))
    set_remit(segments=[], now=NOON, **words)

    assert kitchen == [noor.place]
    assert not Remit.objects.exists()
    assert inside.ben.place in people_seen(inside.program, segments_seen(inside.program, inside.ada.membership))


def test_only_admins_give_groups(northlight: House, sign_in: SignIn) -> None:
    for person, status in ((northlight.ada, 403), (northlight.ben, 403), (northlight.una, 200)):
        assert sign_in(person).get(northlight.address("paths/remits/")).status_code == status


# peers 6.9
def test_figures_by_group_are_those_of_ones_own(northlight: House, sign_in: SignIn) -> None:
    una, ada = sign_in(northlight.una), sign_in(northlight.ada)
    with northlight.open():
        for department in ("Kitchen", "Garden"):
            for number in range(6):
                person = make_person(f"{department}{number}", "northlight", northlight.program, department=department)
                promise(person.place, TODAY, done_at=NOON)

    give(northlight, una, "Kitchen")
    mine, all_of_it = (one.get(northlight.address("paths/")).content.decode() for one in (ada, una))

    assert ("Kitchen</th>" in mine, "Garden</th>" in mine) == (True, False)
    assert ("Kitchen</th>" in all_of_it, "Garden</th>" in all_of_it) == (True, True)
