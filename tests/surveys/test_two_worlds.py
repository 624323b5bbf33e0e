"""Two worlds that differ in nothing but what people answered, or in nothing but who did: everybody sees the same."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from belonging.tenancy.models import AuditEntry
from surveys.models import Wave
from surveys.selectors.ballots import answered_count
from tests.cast import House
from tests.conftest import SignIn
from tests.surveys.community import Community, make_community, mixed, same, send

pytestmark = pytest.mark.django_db
PAGES = ("", "people/", "interactions/", "dashboard/", "dashboard/network/", "surveys/", "paths/", "tasks/", "events/")
TOKEN = re.compile(rb'value="[A-Za-z0-9]{64}"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}')
WORLDS = 8


def seen(house: House, wave: Wave, clients: list[Client]) -> Iterator[tuple[str, bytes]]:
    """Everything that others than the ones who answered can see: pages, mails and the audit trail."""
    rests = (*PAGES, f"surveys/{wave.public_id}/")
    for number, client in enumerate(clients):
        for rest in rests:
            response = client.get(house.address(rest))
            yield f"{number} {rest}", bytes([response.status_code % 256]) + TOKEN.sub(b"", response.content)
    yield "mails", repr([(one.to, one.subject, one.body) for one in mail.outbox]).encode()
    with house.open():
        audit = AuditEntry.objects.order_by("id").values_list("verb", "actor_id", "target_id", "detail")
        yield "audit", repr(list(audit)).encode()


@pytest.fixture
def community(northlight: House) -> Community:
    with northlight.open():
        return make_community(northlight, 12)


def world(community: Community, wave: Wave, clients: list[Client], who: slice, level: int) -> dict[str, bytes]:
    """What is seen in a world in which these people answered like that; the world ends afterwards."""
    with transaction.atomic():
        with community.house.open():
            for number, member in enumerate(community.members[who]):
                send(wave, member, same(level)(number) if level else mixed(number), f"words {level}")
            assert answered_count(wave) == len(community.members[who])
        found = dict(seen(community.house, wave, clients))
        transaction.set_rollback(True)
    return found


def test_answers_change_nothing_that_anybody_sees_while_it_is_open(
    community: Community, sign_in: SignIn
) -> None:  # security S12, S8, S14
    house = community.house
    with house.open():
        wave = community.opened()
    clients = [sign_in(person) for person in (house.ada, house.ben, house.una)]
    first = world(community, wave, clients, slice(0, 6), 1)

    compared = different = 0
    for number in range(WORLDS):
        what = world(community, wave, clients, slice(0, 6), number % 6)  # other answers of the same people
        who = world(community, wave, clients, slice(number % 6, number % 6 + 6), 1)  # the same answers of others
        for other in (what, who):
            compared += len(first)
            different += sum(other[key] != first[key] for key in first)

    print(f"S12: {compared} comparisons in {2 * WORLDS} worlds, {different} differences")
    assert compared >= 200
    assert different == 0


def test_the_count_is_the_only_thing_that_moves(community: Community, sign_in: SignIn) -> None:  # security S12
    house = community.house
    with house.open():
        wave = community.opened()
    clients = [sign_in(house.ada), sign_in(house.ben)]
    few = world(community, wave, clients, slice(0, 3), 1)
    more = world(community, wave, clients, slice(0, 7), 1)

    moved = {key for key in few if few[key] != more[key]}

    assert moved == {f"0 surveys/{wave.public_id}/"}
