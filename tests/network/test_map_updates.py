"""The two-minute update: whom it asks, what it writes, and what a program's months add up to."""

from datetime import date, timedelta

import pytest

from network.enums import MapWord, Occasion, Strength
from network.models import Map, MapAnswer, MapEntry
from network.rules import LOOK_AGAIN_AFTER, MOST_NEW, MOST_UPDATED
from network.selectors.interactions import waiting_for
from network.selectors.map_updates import UpdateSheet, month_changes, update_sheet
from network.selectors.rituals import small_acts
from network.services.interactions import confirm_interaction, log_interaction
from network.services.map_updates import put_act_away, set_acts_a_week, set_rhythm, update_map
from network.services.maps import MapRefused, add_to_map, freeze_map, take_off_map
from network.services.snapshots import take_snapshot
from tests.cast import NOON, TODAY, House, Person, make_person

DAY = timedelta(days=1)
BEGAN = TODAY - 40 * DAY


def mapped(house: House, *others: Person, on: date = BEGAN, strength: Strength = Strength.FAMILIAR) -> Map:
    """Ben's map, frozen on a day."""
    people = [one.place for one in others]
    if people:
        add_to_map(participant=house.ben.place, people=people, strength=strength, on=on, now=NOON)
    freeze_map(participant=house.ben.place, on=on, now=NOON, is_few_fine=True)
    return Map.objects.select_related("participant__membership", "program").get(participant=house.ben.place)


def met(house: House, other: Person, on: date = TODAY) -> None:
    """Ben and somebody met, and both say so."""
    log_interaction(
        program=house.program, author=house.ben.place, partners=[other.place], happened_on=on, today=TODAY, now=NOON,
    )  # fmt: skip
    for row in waiting_for(other.place):
        confirm_interaction(partner_row=row, now=NOON)


def sheet(house: House, own: Map, on: date = TODAY) -> UpdateSheet:
    """What an update would ask on a day."""
    return update_sheet(house.program, house.ben.place, own, on)


# peers C7, peers B13
def test_update_asks_only_about_people_met_since(inside: House) -> None:
    own = mapped(inside, inside.ada, inside.mira)
    met(inside, inside.mira)

    assert [one.name for one in sheet(inside, own).asked] == ["Mira Tester"]


def test_update_asks_again_about_whoever_was_not_looked_at_for_a_season(inside: House) -> None:
    own = mapped(inside, inside.ada, on=TODAY - LOOK_AGAIN_AFTER)

    assert [one.name for one in sheet(inside, own).asked] == ["Ada Tester"]


# peers 3.7
def test_update_offers_who_is_newly_visible(inside: House) -> None:
    own = mapped(inside)
    met(inside, inside.mira)
    add_to_map(participant=inside.ada.place, people=[inside.ben.place], strength=Strength.CLOSE, on=TODAY, now=NOON)
    freeze_map(participant=inside.ada.place, on=TODAY, now=NOON, is_few_fine=True)

    offered = sheet(inside, own).offered
    assert [one.face.name for one in offered] == ["Mira Tester", "Ada Tester"]
    assert [one.since for one in offered] == ["Last time together: 9 July", "Has you on their map"]


# peers 3.8
@pytest.mark.parametrize(
    ("word", "strength", "is_gone"),
    [(MapWord.KEPT, 3, False), (MapWord.STRONGER, 4, False), (MapWord.WEAKER, 2, False), (MapWord.LOST, 3, True)],
)
def test_update_writes_what_is_said(word: MapWord, strength: int, is_gone: bool, inside: House) -> None:
    own = mapped(inside, inside.ada)
    entry = MapEntry.objects.get()

    update = update_map(own=own, words={entry: word}, new={}, on=TODAY, now=NOON)

    entry.refresh_from_db()
    assert (entry.strength, entry.gone_on is not None) == (strength, is_gone)
    assert {one.value: getattr(update, one.value) for one in MapWord} == {
        one.value: int(one == word) for one in MapWord
    }


def test_update_said_again_in_its_month_takes_the_earlier_ones_place(inside: House) -> None:
    own = mapped(inside, inside.ada)
    entry = MapEntry.objects.get()
    update_map(own=own, words={entry: MapWord.LOST}, new={}, on=TODAY, now=NOON)
    entry.refresh_from_db()

    shown = sheet(inside, own).asked
    assert [(one.name, one.word) for one in shown] == [("Ada Tester", "lost")]
    update = update_map(own=own, words={entry: MapWord.STRONGER}, new={}, on=TODAY, now=NOON)

    entry.refresh_from_db()
    assert (entry.strength, entry.gone_on, MapAnswer.objects.count()) == (4, None, 1)
    assert (update.lost, update.stronger) == (0, 1)


def test_update_stays_inside_the_five_steps(inside: House) -> None:
    own = mapped(inside, inside.ada, strength=Strength.LEAN_ON)
    entry = MapEntry.objects.get()
    update_map(own=own, words={entry: MapWord.STRONGER}, new={}, on=TODAY, now=NOON)

    assert MapEntry.objects.get().strength == 5


def test_update_before_the_starting_map_is_refused(inside: House) -> None:
    add_to_map(participant=inside.ben.place, people=[inside.ada.place], strength=Strength.CLOSE, on=TODAY, now=NOON)
    own = Map.objects.select_related("participant", "program").get()

    with pytest.raises(MapRefused, match="Finish your starting map"):
        update_map(own=own, words={}, new={}, on=TODAY, now=NOON)


def test_update_never_asks_more_than_two_minutes_hold(inside: House) -> None:
    guests = [make_person(f"Guest{number}", "northlight", inside.program) for number in range(30)]
    own = mapped(inside, *guests[:20], on=TODAY - LOOK_AGAIN_AFTER)
    for guest in guests[20:]:
        add_to_map(participant=guest.place, people=[inside.ben.place], strength=Strength.CLOSE, on=TODAY, now=NOON)
        freeze_map(participant=guest.place, on=TODAY, now=NOON, is_few_fine=True)

    asks = sheet(inside, own)
    assert (len(asks.asked), len(asks.offered)) == (MOST_UPDATED, MOST_NEW)


# peers 3.8, peers 3.14
def test_night_keeps_what_the_month_changed(inside: House) -> None:
    own = mapped(inside, inside.ada)
    entry = MapEntry.objects.get()
    new = {inside.mira.place: Strength.JUST_MET}
    update_map(own=own, words={entry: MapWord.KEPT}, new=new, on=TODAY, now=NOON)

    taken = take_snapshot(program=inside.program, on=TODAY, now=NOON, occasion=Occasion.NIGHT)
    again = take_snapshot(program=inside.program, on=TODAY + DAY, now=NOON + DAY, occasion=Occasion.NIGHT)

    assert taken.map_changes == {
        "month": 6, "maps": 1, "named": 2, "updated": 1, "formed": 1, "kept": 1, "stronger": 0, "weaker": 0, "lost": 0,
    }  # fmt: skip
    assert again.carried_from_id == taken.pk  # nothing changed in the network, and the month is told all the same
    assert again.map_changes == taken.map_changes == month_changes(inside.program, TODAY)


def fading(house: House, *others: Person) -> Map:
    """Ben's map with a weekly rhythm for everybody on it, chosen long ago."""
    own = mapped(house, *others)
    for entry in MapEntry.objects.all():
        set_rhythm(entry=entry, rhythm="weekly", on=BEGAN)
    return own


# peers C19, peers D30
def test_fading_tie_gives_one_suggestion_and_never_more_than_chosen(inside: House) -> None:
    own = fading(inside, inside.ada, inside.mira)
    monday = TODAY - TODAY.weekday() * DAY
    seen = set()
    for day in range(7):
        acts = small_acts(inside.program, inside.ben.place, own, monday + day * DAY)
        seen |= {act.name for act in acts}
        assert len(acts) <= 1
        if day == 2:
            put_act_away(entry=acts[0].entry, on=monday + day * DAY)
    assert len(seen) == 1

    set_acts_a_week(own=own, count=2)
    assert len(small_acts(inside.program, inside.ben.place, own, monday + 7 * DAY)) == 2
    set_acts_a_week(own=own, count=0)
    assert small_acts(inside.program, inside.ben.place, own, monday + 7 * DAY) == []


@pytest.mark.parametrize("how", ["taken off", "another rhythm", "no rhythm", "met"])
def test_nothing_takes_the_place_of_a_suggestion_in_its_week(how: str, inside: House) -> None:
    own = fading(inside, inside.ada, inside.mira)
    act = small_acts(inside.program, inside.ben.place, own, TODAY)[0]
    entry = MapEntry.objects.select_related("map__program", "map__participant", "person").get(pk=act.entry.pk)
    if how == "taken off":
        take_off_map(entry=entry, on=TODAY, now=NOON)
    elif how == "met":
        met(inside, inside.ada if entry.person == inside.ada.place else inside.mira)
    else:
        set_rhythm(entry=entry, rhythm="monthly" if how == "another rhythm" else "", on=TODAY)

    assert small_acts(inside.program, inside.ben.place, own, TODAY) == []


def test_met_people_are_left_in_peace(inside: House) -> None:
    own = fading(inside, inside.ada)
    met(inside, inside.ada, on=TODAY - 7 * DAY)

    assert small_acts(inside.program, inside.ben.place, own, TODAY) == []


@pytest.mark.parametrize("count", [-1, 6])
def test_odd_number_of_acts_is_refused(count: int, inside: House) -> None:
    own = mapped(inside)

    with pytest.raises(MapRefused, match="a week"):
        set_acts_a_week(own=own, count=count)
