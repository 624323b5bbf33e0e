"""The network over time and as files: stored counts only, one series at a time, and nobody who did not say yes."""

from datetime import timedelta

import pytest
from django.test import Client

from network.models import Snapshot
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn, said_again

WEEK = timedelta(days=7)
TIES = [[10, 5], [5, 15]]


def counted(house: House, weeks_ago: int, *, people: int = 20, degree: float = 3.0, definition: str = "") -> Snapshot:
    """A stored count of two segments of ten."""
    sizes = [people // 2, people - people // 2]
    with house.open():
        return Snapshot.objects.create(
            program=house.program, local_date=TODAY - weeks_ago * WEEK, taken_at=NOON - weeks_ago * WEEK,
            definition=definition or house.program.definition, edges_digest="", people=people, ties=30 - weeks_ago,
            degree_mean=degree, components=1, reachable_share=1.0,
            mixing={"segments": ["Care", "Digital"], "sizes": sizes, "ties": TIES, "expected": TIES},
        )  # fmt: skip


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers 3.9, peers B14
def test_two_dates_stand_side_by_side_with_their_table(northlight: House, ada: Client) -> None:
    counted(northlight, 4, degree=2.5)
    counted(northlight, 0, degree=3.5)
    at = northlight.address("dashboard/network/time/")

    page = ada.get(f"{at}?on={TODAY - 4 * WEEK}&with={TODAY}").content.decode()

    assert page.count('<svg class="net"') == 2
    row = page[page.index(">Degree<") :]
    assert row.index("2.5") < row.index("3.5")


def test_part_for_scripts_is_the_moment_alone(northlight: House, ada: Client) -> None:
    counted(northlight, 4)
    counted(northlight, 0)
    at = northlight.address("dashboard/network/time/")

    part = ada.get(f"{at}?on={TODAY - 4 * WEEK}", headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="moment"')
    assert "11 June 2026" in part


def test_now_and_ever_are_never_mixed(northlight: House, ada: Client) -> None:
    counted(northlight, 4, degree=2.5, definition="mutual/last_90_days")
    counted(northlight, 0, degree=3.5)
    at = northlight.address("dashboard/network/time/")

    ever = ada.get(f"{at}?with={TODAY - 4 * WEEK}").content.decode()
    now = ada.get(f"{at}?series=mutual/last_90_days&with={TODAY}").content.decode()

    assert ('pill">Ever' in ever, 'pill">Now' in now) == (True, True)
    assert ever.count('<svg class="net"') == now.count('<svg class="net"') == 1
    assert ">2.5<" not in ever
    assert ">3.5<" not in now


# security I7
def test_count_of_fewer_than_ten_is_no_date(northlight: House, ada: Client) -> None:
    shown = []
    for people in range(3, 13):
        with northlight.open():
            Snapshot.objects.all().delete()
        counted(northlight, 4, people=people)
        if "Nothing counted yet" not in ada.get(northlight.address("dashboard/network/time/")).content.decode():
            shown.append(people)

    print(f"I7: programs of 3 to 12 people, shown for {shown}")
    assert shown == [10, 11, 12]


@pytest.mark.parametrize("query", ["?on=soon", "?on=2020-01-01&with=x", "?series=nonsense"])
def test_odd_addresses_show_the_newest(query: str, northlight: House, ada: Client) -> None:
    counted(northlight, 0)

    response = ada.get(northlight.address(f"dashboard/network/time/{query}"))

    assert (response.status_code, "9 July 2026" in response.content.decode()) == (200, True)


# peers 3.20, peers X3
def test_groups_are_always_exported_and_names_never_without_a_yes(northlight: House, ada: Client) -> None:
    counted(northlight, 0)
    at = northlight.address("dashboard/network/files/")

    ties = said_again(ada).get(f"{at}groups/ties.csv/").content.decode()

    assert ties == "source,target,weight\nCare,Care,10\nCare,Digital,5\nDigital,Digital,15\n"
    assert ada.get(f"{at}names/ties.csv/").status_code == 404
    assert ada.get(f"{at}dots/ties.csv/").status_code == 404
    assert ada.get(f"{at}groups/secrets.csv/").status_code == 404


def test_small_program_exports_nothing(northlight: House, ada: Client) -> None:
    counted(northlight, 0, people=9)

    assert said_again(ada).get(northlight.address("dashboard/network/files/groups/ties.csv/")).status_code == 404
