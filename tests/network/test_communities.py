"""Circles that were found: who sees them, what they are called, and how a name goes with its people."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from dashboards.selectors.detail import network_detail_view
from dashboards.selectors.found import Circle
from network.models import CommunityName, Snapshot, Tie
from network.services.communities import NamingRefused, name_community
from programs.models import Program
from tests.cast import TODAY, House
from tests.conftest import SignIn
from tests.dashboards.networks import clique, counted, program_of, tied
from tests.dashboards.test_views import count, grow
from tests.network.small_program import DAY, NOON, SmallProgram

pytestmark = pytest.mark.django_db
CARE_AND_OTHERS = [*["Care"] * 12, *["Digital"] * 8, *["Legal"] * 2, "Board", "Board", *["Care"] * 3]
THREE = [*clique(0, 12), *clique(12, 12), *clique(24, 3), (0, 12)]


def circles(small: SmallProgram) -> tuple[Circle, ...]:
    with small.scope():
        found = network_detail_view(Program.objects.get(pk=small.program.pk), segments=None).found
    assert found is not None
    return found.circles


def name(small: SmallProgram, number: int, words: str, snapshot: Snapshot, **more: Any) -> CommunityName | None:
    actor = small.people[0].membership
    with small.scope():
        return name_community(
            program=small.program, count=snapshot.public_id, number=number, name=words, actor=actor, now=NOON, **more
        )


# peers 3.13
def test_circles_say_where_people_come_from_as_far_as_a_crowd_hides_them() -> None:
    small = program_of(CARE_AND_OTHERS, THREE)
    counted(small)

    shown = circles(small)

    assert [(one.title, one.people, one.made_of) for one in shown] == [
        ("Circle 1", 12, "Care 12"),
        ("Circle 2", 12, "mostly Digital"),
    ]


# peers 3.13
def test_name_goes_with_its_people_until_most_are_elsewhere() -> None:
    small = program_of(CARE_AND_OTHERS, THREE)
    first = counted(small)
    name(small, 1, "The walkers", first)
    names = [[one.name for one in circles(small)]]

    tied(small, [(person, 24 + person % 3) for person in range(12)])  # circle 1 grows: the numbers change
    second = counted(small, DAY + timedelta(days=1))
    names.append(sorted(one.name for one in circles(small)))
    with small.scope():
        Tie.objects.filter(high_id__in=[person.pk for person in small.people[17:24]]).delete()  # seven of twelve go
    third = counted(small, DAY + timedelta(days=2))
    names.append([one.name for one in circles(small)])

    assert names == [["", "The walkers"], ["", "The walkers"], ["", ""]]
    assert first.pk != second.pk != third.pk


# peers 3.13
def test_naming_again_is_one_name_and_a_blank_takes_it_off() -> None:
    small = program_of(CARE_AND_OTHERS, THREE)
    first = counted(small)
    for words in ("Walkers", "The walkers", "The walkers"):
        name(small, 1, words, first)
    second = counted(small, DAY + timedelta(days=1))  # carried forward
    with pytest.raises(NamingRefused, match="counted anew"):
        name(small, 1, "Late", second)
    with pytest.raises(NamingRefused):
        name(small, 2, "Three people", first)
    with small.scope():
        kept = list(CommunityName.objects.values_list("name", flat=True))

    assert kept == ["The walkers"]
    name(small, 1, "", first)
    assert [one.name for one in circles(small)] == ["", ""]


# peers 3.10, peers 3.13
def test_page_lists_circles_and_quarters_and_takes_a_name(northlight: House, sign_in: SignIn) -> None:
    grow(northlight)
    count(northlight)
    client, address = sign_in(northlight.ada), northlight.address("dashboard/network/")
    page = client.get(address).content.decode()
    with northlight.open():
        newest = Snapshot.objects.latest("taken_at")

    body = {"count": str(newest.public_id), "number": "0", "name": "The <b>garden</b>"}
    after = client.post(northlight.address("network/circles/name/"), body, follow=True).content.decode()

    central = page.split('id="central-title"')[1].split("</section>", maxsplit=1)[0]
    assert [word for word in ("Degree", "Closeness", "Betweenness", "Eigenvector") if word in central] == [
        "Degree", "Closeness", "Betweenness", "Eigenvector",
    ]  # fmt: skip
    assert central.count('<td class="num">') == 12
    assert "Circle 1" in page
    assert "The &lt;b&gt;garden&lt;/b&gt;" in after
    assert "Guest" not in page.split('id="circles-title"')[1].split("</section>", maxsplit=1)[0]
    assert newest.local_date == TODAY


# peers 3.13
def test_circles_are_read_and_named_by_api(northlight: House, southgate: House, sign_in: SignIn) -> None:
    ada, found = sign_in(northlight.ada), northlight.api("circles/found/")
    before = ada.get(found).status_code
    grow(northlight)
    count(northlight)
    circles, at = ada.get(found).json(), northlight.api("circles/name/")
    words = {"count": circles["count"], "number": circles["circles"][0]["number"], "name": "The garden"}

    def post(client: Client, said: dict[str, Any]) -> int:
        return int(client.post(at, said, content_type="application/json").status_code)

    named = [post(ada, words) for _ in range(2)]
    wrong = [post(ada, words | one) for one in ({"count": str(uuid4())}, {"number": 99}, {"name": "x" * 61})]
    others = [post(sign_in(who), words) for who in (northlight.ben, southgate.ada)]
    names = [one["name"] for one in ada.get(found).json()["circles"]]
    off = post(ada, words | {"name": ""})

    assert (before, named, wrong, others) == (404, [204, 204], [422, 422, 400], [403, 404])
    assert (names[0], off, ada.get(found).json()["circles"][0]["name"]) == ("The garden", 204, "")
    assert "Guest" not in str(circles)
    assert sign_in(northlight.ben).get(found).status_code == 403
