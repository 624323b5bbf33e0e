"""A person's own map, and what others say of them, by API."""

import pytest
from django.test import Client

from network.enums import EntryState
from network.models import Block, InteractionPartner, Map, MapEntry, MapPair
from network.services.interactions import log_interaction
from programs.enums import Purpose
from programs.models import PurposeConsent
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.guards.map_rows import PlantedMap, plant_map
from tests.sending import send


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


@pytest.fixture
def drawn(northlight: House) -> PlantedMap:
    """Ben has Ada and somebody outside on his map."""
    with northlight.open():
        return plant_map(northlight.ben.place, northlight.ada.place)


# peers D4
def test_starting_map_is_finished_once(northlight: House, ben: Client) -> None:
    at = northlight.api("map/")
    empty = ben.get(f"{at}pairs/").status_code
    send(ben, "post", at, {"people": [str(northlight.ada.place.public_id)], "strength": 4})

    done = [send(ben, "post", f"{at}finish/", {"is_few_fine": one}).status_code for one in (False, True, True)]

    assert (empty, done) == (404, [422, 204, 422])
    with northlight.open():
        assert MapEntry.objects.get().state == EntryState.CLAIMED


def test_who_knows_whom_is_said_and_said_anew(northlight: House, ben: Client, drawn: PlantedMap) -> None:
    at = northlight.api("map/pairs/")
    two = {"one": str(drawn.entry.public_id), "other": str(drawn.outside.public_id)}
    turned = {"one": two["other"], "other": two["one"]}

    before = ben.get(at).json()
    said = send(ben, "post", at, {"pairs": [two | {"do_know": True}, turned | {"do_know": False}]}).status_code
    wrong = [
        send(ben, "post", at, {"pairs": [one | {"do_know": True}]}).status_code
        for one in (two | {"other": two["one"]}, two | {"other": str(drawn.own.public_id)})
    ]

    assert ([one["do_know"] for one in before["said"]], before["next"], before["left_count"]) == ([True], [], 0)
    assert (said, wrong, [one["do_know"] for one in ben.get(at).json()["said"]]) == (204, [422, 404], [False])
    with northlight.open():
        assert MapPair.objects.count() == 1


def test_rhythm_small_acts_and_who_is_taken_off(northlight: House, ben: Client, ada: Client, drawn: PlantedMap) -> None:
    at, acts = northlight.api("map/"), northlight.api("map/acts/")
    entry = f"{at}{drawn.entry.public_id}/"
    edition, old = ben.get(f"{entry}rhythm/").headers["ETag"], ben.get(acts).headers["ETag"]

    chosen = send(ben, "put", f"{entry}rhythm/", {"rhythm": "weekly"}, If_Match=edition)
    late = send(ben, "put", f"{entry}rhythm/", {"rhythm": ""}, If_Match=edition).status_code
    odd = send(ben, "put", f"{entry}rhythm/", {"rhythm": "hourly"}, If_Match="*").status_code
    many = [send(ben, "put", acts, {"acts_a_week": one}, If_Match=old).status_code for one in (3, 2, 9)]
    quiet = send(ben, "post", f"{entry}quiet/").status_code
    off = ben.delete(entry).status_code
    gone = [one["id"] for one in ben.get(f"{at}gone/").json()]
    back = [send(ben, "post", f"{entry}restore/").status_code for _ in range(2)]
    others = [ada.get(f"{entry}rhythm/").status_code] + [
        send(ada, "post", f"{entry}{act}/").status_code for act in ("quiet", "restore")
    ]

    assert (chosen.json(), late, odd, many) == ({"rhythm": "weekly"}, 412, 400, [200, 412, 412])
    assert (quiet, off, gone, back, others) == (204, 204, [str(drawn.entry.public_id)], [204, 204], [404] * 3)
    with northlight.open():
        drawn.entry.refresh_from_db()
        assert (drawn.entry.gone_on, drawn.entry.rhythm, Map.objects.get().acts_a_week) == (None, "weekly", 3)


# peers 3.24
def test_what_is_said_of_me_is_read_answered_and_erased(
    northlight: House, southgate: House, ben: Client, ada: Client, drawn: PlantedMap, sign_in: SignIn
) -> None:
    about = northlight.api("about-me/")
    with northlight.open():
        log_interaction(
            program=northlight.program, author=northlight.ben.place, partners=[northlight.ada.place],
            happened_on=TODAY, today=TODAY, now=NOON,
        )  # fmt: skip
    found = ada.get(about).json()
    one, time = (f"{about}{kind}/{found[kind][0]['id']}/" for kind in ("maps", "times"))

    others = [
        send(ben, "post", f"{one}confirm/").status_code,
        ben.delete(one).status_code,
        ben.delete(time).status_code,
    ]
    foreign = [sign_in(southgate.ada).delete(at.replace("northlight", "southgate")).status_code for at in (one, time)]
    said = [send(ada, "post", f"{one}{word}/").status_code for word in ("decline", "confirm")]
    erased = [ada.delete(at).status_code for at in (one, time, one)]

    assert [(row["who"]["name"], row["may_answer"]) for row in found["maps"]] == [("Ben Tester", True)]
    assert (others, foreign) == ([404] * 3, [404] * 2)
    assert (said, erased, ada.get(about).json()) == ([204, 204], [204, 204, 404], {"maps": [], "times": []})
    with northlight.open():
        assert MapEntry.objects.get(pk=drawn.entry.pk).outside_name == "AT"
        assert InteractionPartner.objects.get().state == "declined"


def test_being_found_and_drawn_by_name_is_ones_own_word(northlight: House, ada: Client, sign_in: SignIn) -> None:
    findable, named = northlight.api("about-me/findable/"), northlight.api("about-me/drawn/")
    words = ada.get(named)

    unread = send(ada, "put", named, {"agrees": True}).status_code
    yes = send(ada, "put", named, {"agrees": True}, If_Match=words.headers["ETag"]).json()["agrees"]
    hidden = send(ada, "put", findable, {"is_findable": False}, If_Match=ada.get(findable).headers["ETag"]).json()

    assert (words.json()["agrees"], unread, yes, hidden) == (False, 428, True, {"is_findable": False})
    assert words.json()["asks"].startswith("Facilitators may see me by name")
    assert ada.get(named).json()["agrees"] is False, "who hides is drawn by name nowhere either"
    assert sign_in(northlight.una).get(named).status_code == 404
    with northlight.open():
        held = PurposeConsent.objects.get(purpose=Purpose.DRAWN_BY_NAME)
        assert (held.text.startswith("Facilitators may see me"), held.ended_at is not None) == (True, True)


def test_somebody_is_kept_out_and_let_in(northlight: House, southgate: House, ben: Client) -> None:
    people = northlight.api("people/")
    mira, me = (f"{people}{one.place.public_id}/" for one in (northlight.mira, northlight.ben))

    before = ben.get(mira).json()
    acts = [send(ben, "post", f"{one}block/").status_code for one in (mira, mira, me)]
    stranger = send(ben, "post", f"{people}{southgate.mira.place.public_id}/block/").status_code
    kept = ben.get(mira).json()["is_kept_out"]
    back = [ben.delete(f"{mira}block/").status_code for _ in range(2)]

    assert (before["name"], before["is_kept_out"], ben.get(me).json()["is_me"]) == ("Mira Tester", False, True)
    assert (acts, stranger, kept, back) == ([204, 204, 422], 404, True, [204, 204])
    with northlight.open():
        assert not Block.objects.exists()
