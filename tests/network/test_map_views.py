"""A person's own map as pages: drawn, looked through, kept private."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.enums import EntryState, Strength
from network.models import InteractionPartner, Map, MapEntry, MapUpdate
from network.services.interactions import confirm_interaction, log_interaction
from network.services.maps import add_to_map, freeze_map
from programs.models import Participant
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn, said_again
from tests.guards.map_rows import OUTSIDER, plant_map

HTMX = {"HX-Request": "true"}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


@pytest.fixture
def drawn(northlight: House) -> House:
    """Ben has Ada and somebody outside on his map."""
    with northlight.open():
        plant_map(northlight.ben.place, northlight.ada.place)
    return northlight


def entry(house: House, named: Person | None = None) -> MapEntry:
    """Ben's entry of somebody, or of the one outside."""
    with house.open():
        return MapEntry.objects.get(person=named.place if named else None)


# peers 3.21
def test_first_map_says_who_sees_it_before_anything_is_asked(northlight: House, ben: Client) -> None:
    response = ben.get(northlight.address("map/"), follow=True)
    page = response.content.decode()

    assert response.redirect_chain[-1][0] == northlight.address("map/add/")
    assert page.index("Who sees this map") < page.index('name="who"')


# peers D4
def test_first_map_is_drawn_person_by_person_and_finished(northlight: House, ben: Client) -> None:
    who = [str(northlight.ada.place.public_id), str(northlight.mira.place.public_id)]
    at = northlight.address("map/add/")

    ben.post(at, {"who": who, "strength": "4", "how_met": "team"})
    for name in ("Olu Adeyemi", "Rosa", "Piotr"):
        ben.post(at, {"outside_name": name, "strength": "5"})
    page = ben.get(at).content.decode()
    response = ben.post(northlight.address("map/finish/"))

    assert "5 of 5" in page
    assert response.headers["Location"] == northlight.address("map/")
    with northlight.open():
        rows = MapEntry.objects.values_list("is_baseline", "state")
        assert sorted(rows) == sorted([(True, EntryState.CLAIMED)] * 2 + [(True, EntryState.PRIVATE)] * 3)


# peers 3.3
def test_fewer_than_five_offers_a_way_out(northlight: House, ben: Client) -> None:
    ben.post(northlight.address("map/add/"), {"outside_name": "Rosa", "strength": "5"})

    page = ben.get(northlight.address("map/add/")).content.decode()
    refused = ben.post(northlight.address("map/finish/"), follow=True).content.decode()
    ben.post(northlight.address("map/finish/"), {"few": "1"})

    assert "4 more make it a map that can grow." in page
    assert "Fewer is fine too" in refused
    with northlight.open():
        assert Map.objects.get().frozen_at == NOON


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"strength": "4"}, "Choose somebody"),
        ({"outside_name": "Rosa"}, "Choose how close"),
        ({"outside_name": "Rosa", "strength": "9"}, "Choose how close"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    sent: dict[str, str], words: str, northlight: House, ben: Client
) -> None:
    response = ben.post(northlight.address("map/add/"), sent)

    assert (response.status_code, words in response.content.decode()) == (422, True)


# peers 3.2, peers C16
def test_somebody_outside_is_drawn_as_initials(drawn: House, ben: Client) -> None:
    page = ben.get(drawn.address("map/")).content.decode()
    rings = page[page.index('<svg class="rings"') : page.index("</svg>", page.index('<svg class="rings"'))]

    assert ">OA</text>" in rings
    assert "Olu</text>" not in rings


# peers 3.6, peers 3.22
def test_rings_and_list_hold_the_same_people(drawn: House, ben: Client) -> None:
    rings = ben.get(drawn.address("map/")).content.decode()
    table = ben.get(drawn.address("map/?view=list")).content.decode()

    for name in ("Ada Tester", OUTSIDER):
        assert f'aria-label="{name}' in rings
        assert name in table
    assert '<svg class="rings"' not in table


# peers 3.6
@pytest.mark.parametrize("is_htmx", [True, False])
def test_card_moves_somebody_to_another_ring(is_htmx: bool, drawn: House, ben: Client) -> None:
    row = entry(drawn, drawn.ada)
    at = drawn.address(f"map/entries/{row.public_id}/place/")

    response = ben.post(at, {"strength": "2"}, headers=HTMX if is_htmx else {})

    assert entry(drawn, drawn.ada).strength == Strength.GETTING_TO_KNOW
    assert response.status_code == (200 if is_htmx else 302)
    if is_htmx:
        assert "Ada Tester, Care, Getting to know" in response.content.decode()
        assert "Getting to know" in json.loads(response.headers["HX-Trigger"])["toast"]["text"]


def test_ring_that_is_not_there_is_refused(drawn: House, ben: Client) -> None:
    row = entry(drawn, drawn.ada)

    response = ben.post(drawn.address(f"map/entries/{row.public_id}/place/"), {"strength": "6"}, headers=HTMX)

    assert (response.status_code, entry(drawn, drawn.ada).strength) == (422, Strength.CLOSE)


def test_take_off_rhythm_line_and_put_back(drawn: House, ben: Client) -> None:
    row, outside = entry(drawn, drawn.ada), entry(drawn)
    at = drawn.address(f"map/entries/{row.public_id}/")

    ben.post(f"{at}rhythm/", {"rhythm": "weekly"})
    ben.post(f"{at}line/", {"other": str(outside.public_id)})  # there already: taken away
    ben.post(f"{at}remove/")
    gone = ben.get(drawn.address("map/know/")).content.decode()
    ben.post(f"{at}restore/")

    assert entry(drawn, drawn.ada).rhythm == "weekly"
    assert "No longer on it" in gone
    assert entry(drawn, drawn.ada).gone_on is None


# peers C7
def test_update_is_one_form_and_counts_for_the_month(drawn: House, ben: Client) -> None:
    later = NOON + timedelta(days=1)
    with drawn.open():
        MapUpdate.objects.all().delete()
        MapEntry.objects.update(added_on=TODAY - timedelta(days=30), looked_at_on=TODAY - timedelta(days=30))
        for other in (drawn.ada, drawn.mira):
            made = log_interaction(
                program=drawn.program, author=drawn.ben.place, partners=[other.place], happened_on=TODAY, today=TODAY,
                now=later,
            )  # fmt: skip
            confirm_interaction(partner_row=made.claims[0], now=later)
    at, row = drawn.address("map/update/"), entry(drawn, drawn.ada)

    page = ben.get(at).content.decode()
    mira = drawn.mira.place.public_id
    response = ben.post(at, {f"entry-{row.public_id}": "stronger", f"new-{mira}": "2"}, follow=True)

    assert "2 questions, about two minutes" in page
    assert "0 the same, 1 closer, 0 further, 0 gone, 1 new." in response.content.decode()
    with drawn.open():
        assert MapUpdate.objects.get().done_on == TODAY
        assert MapEntry.objects.filter(person=drawn.mira.place, strength=2).exists()


def test_update_takes_only_what_it_asked(drawn: House, ben: Client) -> None:
    with drawn.open():
        stranger = make_person("Rosa", "northlight", drawn.program)
    at = drawn.address("map/update/")

    ben.post(
        at, {f"new-{stranger.place.public_id}": "5", "entry-nonsense": "lost", f"new-{drawn.sam.place.public_id}": "5"}
    )

    with drawn.open():
        assert MapEntry.objects.count() == 2


# security I5
def test_named_person_sees_answers_and_removes(drawn: House, ada: Client) -> None:
    row = entry(drawn, drawn.ada)
    connect = ada.get(drawn.address("map/connect/")).content.decode()
    about = ada.get(drawn.address("about-me/")).content.decode()

    ada.post(drawn.address(f"about-me/maps/{row.public_id}/confirm/"))
    agreed = entry(drawn, drawn.ada).state
    ada.post(drawn.address(f"about-me/maps/{row.public_id}/erase/"))

    assert "Ben Tester" in connect
    assert "Ben Tester" in about
    assert ">Close<" not in about  # how close it feels is told to nobody
    assert agreed == EntryState.MUTUAL
    with drawn.open():
        assert not MapEntry.objects.filter(person=drawn.ada.place).exists()


# security I5
def test_all_that_is_said_is_listed_and_can_be_removed(northlight: House, ada: Client) -> None:
    with northlight.open():
        plant_map(northlight.ben.place, northlight.ada.place)
        authors = [northlight.ben, northlight.mira]
        for author in authors:
            log_interaction(
                program=northlight.program, author=author.place, partners=[northlight.ada.place], happened_on=TODAY,
                today=TODAY, now=NOON,
            )  # fmt: skip
        rows = list(InteractionPartner.objects.select_related("interaction"))
        confirm_interaction(
            partner_row=InteractionPartner.objects.select_related(
                "interaction", "program", "participant__membership"
            ).get(pk=rows[0].pk),
            now=NOON,
        )
    about = northlight.address("about-me/")
    listed = ada.get(about).content.decode()

    for row in rows:
        ada.post(f"{about}times/{row.interaction.public_id}/erase/")

    print(f"I5: {listed.count('/erase/')} of {len(rows) + 1} things said of somebody are listed and can be removed")
    assert listed.count("/erase/") == len(rows) + 1
    assert "/times/" not in ada.get(about).content.decode()
    with northlight.open():
        assert not InteractionPartner.objects.filter(state="mutual").exists()


# peers D55
@pytest.mark.parametrize(
    ("rest", "name", "heading"),
    [
        ("map/", "See", "My map"),
        ("map/know/", "Know", "Know my network"),
        ("map/give/", "Give to", "Give to my network"),
        ("map/connect/", "Connect", "Connect my network"),
    ],
)
def test_see_know_give_to_and_connect_lead_to_each_other(
    rest: str, name: str, heading: str, drawn: House, ben: Client
) -> None:
    page = ben.get(drawn.address(rest)).content.decode()

    tabs = page.split('aria-label="My network"')[1].split("</nav>", maxsplit=1)[0]
    assert f"<h1>{heading}</h1>" in page
    assert [one for one in ("See", "Know", "Give to", "Connect") if f">{one}" in tabs][:4] == [
        "See", "Know", "Give to", "Connect",
    ]  # fmt: skip
    assert f'aria-current="page">{name}' in tabs


# peers C16
def test_own_data_holds_map_with_alters_and_what_others_say(drawn: House, ben: Client, ada: Client) -> None:
    mine = json.loads(said_again(ben).get(drawn.address("about-me/download/")).content)
    hers = json.loads(said_again(ada).get(drawn.address("about-me/download/")).content)

    assert [one["name"] for one in mine["map"]["people"]] == ["Ada Tester", OUTSIDER]
    assert mine["map"]["who_knows_whom"] == [[1, 2]]
    assert hers["said_about_me"]["maps"] == [{"by": "Ben Tester", "on": str(TODAY), "state": "waits for your word"}]
    assert "Close" not in json.dumps(hers)


def test_hidden_person_is_not_found_for_maps(drawn: House, ben: Client, sign_in: SignIn) -> None:
    sign_in(drawn.mira).post(drawn.address("about-me/findable/"), {"is_findable": "no"})

    assert ben.get(drawn.address("map/find/?q=Mira")).content.decode().strip() == ""


def test_blank_sheet_can_be_printed(northlight: House, ben: Client) -> None:
    page = ben.get(northlight.address("map/sheet/")).content.decode()

    assert "Mapping your community network" in page


def test_map_page_asks_the_database_as_often_for_one_as_for_many(
    northlight: House, ben: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def put(*people: Participant) -> None:
        with northlight.open():
            add_to_map(participant=northlight.ben.place, people=people, strength=Strength.CLOSE, on=TODAY, now=NOON)

    put(northlight.ada.place)
    with northlight.open():
        freeze_map(participant=northlight.ben.place, on=TODAY, now=NOON, is_few_fine=True)
    ben.get(northlight.address("map/"))  # what is asked once a process is asked here
    with django_assert_num_queries(24):
        ben.get(northlight.address("map/"))
    put(northlight.mira.place)
    with northlight.open():
        others = [make_person(name, "northlight", northlight.program).place for name in ("Rosa", "Piotr")]
    put(*others)
    with django_assert_num_queries(24):
        ben.get(northlight.address("map/"))


# peers 3.20, peers C16
def test_own_map_as_a_file_holds_initials_of_outsiders(drawn: House, ben: Client, ada: Client) -> None:
    ties = ben.get(drawn.address("map/files/ties.csv/")).content.decode()
    people = ben.get(drawn.address("map/files/attributes.csv/")).content.decode()

    assert ties == "source,target,weight\nme,p1,4\nme,p2,4\np1,p2,1\n"
    assert people.splitlines()[1:] == ["me,Ben Tester,Care,0", "p1,Ada Tester,Care,4", "p2,OA,,4"]
    assert ada.get(drawn.address("map/files/ties.csv/")).status_code == 404


def test_api_reads_and_changes_the_own_map(drawn: House, ben: Client, ada: Client) -> None:
    rows = ben.get(drawn.api("map/")).json()
    at = drawn.api(f"map/{rows[0]['id']}/")

    placed = ben.patch(at, {"strength": 2}, content_type="application/json", headers={"If-Match": "*"}).json()
    update = ben.post(drawn.api("map/update/"), {"words": {rows[0]["id"]: "stronger"}}, content_type="application/json")
    added = ben.post(
        drawn.api("map/"), {"people": [str(drawn.mira.place.public_id)], "strength": 1}, content_type="application/json"
    )

    assert [row["name"] for row in rows] == ["Ada Tester", OUTSIDER]
    assert (placed["strength"], update.json()["stronger"], added.status_code) == (2, 1, 201)
    assert ben.delete(at).status_code == 204
    assert ada.patch(at, {"strength": 2}, content_type="application/json", headers={"If-Match": "*"}).status_code == 404
