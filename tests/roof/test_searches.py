"""Pickers and searches stay inside the program, however exactly somebody elsewhere is asked for."""

from itertools import cycle, islice, product
from random import Random

from belonging.tenancy.services import add_member
from community.enums import Entry, ProfileField, Sight
from community.models import ProfileLine
from community.services.groups import found_group
from community.services.posts import write_post
from programs.models import Participant
from programs.services.programs import enrol_participant
from tests.cast import NOON, STARTS_ON, House
from tests.conftest import SignIn
from tests.effort import is_whole

HIDDEN = "Quillfeather"
WAYS = {
    "people/": {}, "people/find/": {}, "map/find/": {}, "community/thanks/": {}, "community/groups/": {},
    "community/people/": {"field": "help"}, "community/people/?": {"field": "interest"},
    "community/welcome/unmet/": {}, "resources/": {},
}  # fmt: skip


def stranger(house: House, sibling: bool, number: int) -> Participant:
    """Somebody elsewhere with a name nobody else has, a card, and words in an open group."""
    name = f"{('Ottoline', 'Peregrine')[number % 2]}{number} {HIDDEN}{house.organization.slug[:3]}{number}"
    member = add_member(
        actor=None, name=name, email=f"ottoline{number}@{house.organization.slug}.example", role="participant",
        attributes={}, now=NOON,
    )  # fmt: skip
    program = house.sibling if sibling else house.program
    person = enrol_participant(actor=None, program=program, membership=member, on=STARTS_ON, now=NOON)
    for field in (ProfileField.HELP, ProfileField.INTEREST):
        text = f"Quince jelly {number} {HIDDEN}"
        ProfileLine.objects.create(
            participant=person, field=field, text=text, plain=text.lower(), sight=Sight.EVERYBODY
        )
    group = found_group(founder=person, name=f"{HIDDEN} {number}", about="", entry=Entry.OPEN, now=NOON)
    write_post(author=person, group=group, text=f"Quince jelly {number} by {HIDDEN}", now=NOON)
    return person


def asked_for(people: list[Participant]) -> list[str]:
    """Exact addresses, names, beginnings and slips of the pen."""
    dice, found = Random(3), []
    for one in people:
        member = one.membership
        slip = list(member.name)
        place = dice.randrange(2, len(slip) - 2)
        slip[place], slip[place + 1] = slip[place + 1], slip[place]
        found += [member.email, member.name, member.name[:9], "".join(slip), member.email.split("@")[1], "quince jelly"]
    return found


# security T13
def test_no_search_finds_anything_outside_the_program(northlight: House, southgate: House, sign_in: SignIn) -> None:
    with southgate.open():
        elsewhere = [stranger(southgate, False, number) for number in range(4)]
    with northlight.open():
        elsewhere += [stranger(northlight, True, number) for number in range(4)]
        group = found_group(founder=northlight.ada.place, name="Here", about="", entry=Entry.OPEN, now=NOON)
    ways = {**WAYS, f"community/groups/{group.public_id}/": {}}
    ada, hits, alive = sign_in(northlight.ada), [], 0
    asked = list(islice(cycle(product(asked_for(elsewhere), ways)), 500))
    Random(5).shuffle(asked)
    asked = asked[: 500 if is_whole() else 50]

    for words, way in asked:
        response = ada.get(northlight.address(way.rstrip("?")), ways[way] | {"q": words})
        html = response.content.decode()
        told = [str(one.public_id) for one in elsewhere if str(one.public_id) in html]
        echoed = html.replace(words, "")  # what was asked stands in the field again
        hits += [(way, words)] if told or HIDDEN in echoed else []
        alive += response.status_code == 200

    found = [
        way
        for way in ways
        if "Ben Tester" in ada.get(northlight.address(way.rstrip("?")), {"q": "Ben"}).content.decode()
    ]
    print(f"T13: {len(asked)} searches in {len(ways)} places for 8 people elsewhere, {len(hits)} hits outside")
    assert (hits, alive) == ([], len(asked))
    assert len(found) >= 4  # the pickers do find who is here
