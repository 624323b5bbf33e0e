"""The first map, what it claims, what both say, and what is counted of it."""

from collections.abc import Callable

import pytest

from network.enums import EntryState, Strength
from network.models import Map, MapEntry, Tie
from network.rules import NEW_PEOPLE_A_DAY
from network.selectors.maps import asking_me, entries_on, found_for_map, map_choices, map_of, open_pairs, pairs_on
from network.selectors.ties import counted_ties, network_people
from network.services.interactions import block_person
from network.services.maps import (
    MapRefused,
    add_to_map,
    freeze_map,
    place_entry,
    put_back_on_map,
    say_knows,
    take_off_map,
)
from network.services.mentions import answer_mention, erase_mention, set_findable
from programs.enums import TieRule
from programs.models import Participant
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person, make_person

CLOSE = Strength.CLOSE


def put(person: Person, *others: Person, strength: Strength = CLOSE, **more: str) -> list[MapEntry]:
    """Puts people on somebody's map."""
    people = [one.place for one in others]
    return add_to_map(participant=person.place, people=people, strength=strength, on=TODAY, now=NOON, **more)


def freeze(person: Person) -> Map:
    """Finishes somebody's starting map, however few are on it."""
    return freeze_map(participant=person.place, on=TODAY, now=NOON, is_few_fine=True)


def tie(one: Person, other: Person) -> Tie | None:
    """The tie's row, if there is one."""
    low, high = sorted([one.place.pk, other.place.pk])
    return Tie.objects.filter(low=low, high=high).first()


def is_counted(house: House, one: Person, other: Person, rule: TieRule = TieRule.MUTUAL) -> bool:
    """Whether the night would count the two as tied."""
    house.program.tie_rule = rule
    ends = counted_ties(house.program, TODAY, network_people(house.program, TODAY))
    return tuple(sorted([one.place.pk, other.place.pk])) in set(zip(ends.low.tolist(), ends.high.tolist(), strict=True))


# peers 3.3
def test_starting_map_of_fewer_than_five_needs_a_word(inside: House) -> None:
    put(inside.ben, inside.ada, inside.mira)

    with pytest.raises(MapRefused, match="Fewer is fine"):
        freeze_map(participant=inside.ben.place, on=TODAY, now=NOON)
    assert freeze(inside.ben).frozen_at == NOON


# peers D4
def test_what_is_on_the_map_when_it_is_finished_is_the_baseline(inside: House) -> None:
    before = put(inside.ben, inside.ada)[0]
    freeze(inside.ben)
    after = put(inside.ben, inside.mira)[0]

    assert [MapEntry.objects.get(pk=row.pk).is_baseline for row in (before, after)] == [True, False]
    with pytest.raises(MapRefused, match="kept already"):
        freeze(inside.ben)


def test_draft_map_asks_nobody_and_makes_no_tie(inside: House) -> None:
    put(inside.ben, inside.ada)

    assert list(asking_me(inside.ada.place)) == []
    assert tie(inside.ben, inside.ada) is None


# peers C6, peers 3.24, security I1
def test_map_entry_is_a_claim_until_the_other_says_so_too(inside: House) -> None:
    put(inside.ben, inside.ada)
    freeze(inside.ben)

    claim = tie(inside.ben, inside.ada)
    assert claim
    assert (claim.is_named, claim.is_mapped, claim.is_baseline) == (True, False, False)
    assert not is_counted(inside, inside.ben, inside.ada)
    assert is_counted(inside, inside.ben, inside.ada, TieRule.CLAIMED)

    answer_mention(entry=asking_me(inside.ada.place)[0], agrees=True, now=NOON)

    both = tie(inside.ben, inside.ada)
    assert both
    assert (both.is_named, both.is_mapped, both.is_baseline) == (False, True, True)
    assert is_counted(inside, inside.ben, inside.ada)


# peers 3.19
def test_two_who_name_each_other_are_confirmed_and_one_tie(inside: House) -> None:
    put(inside.ben, inside.ada)
    freeze(inside.ben)
    put(inside.ada, inside.ben, strength=Strength.JUST_MET)
    freeze(inside.ada)

    assert set(MapEntry.objects.values_list("state", flat=True)) == {EntryState.MUTUAL}
    assert Tie.objects.filter(is_baseline=True).count() == 1
    assert sorted(MapEntry.objects.values_list("strength", flat=True)) == [1, 4]  # each keeps their own


def test_mutual_entry_of_a_later_month_counts_but_is_no_baseline(inside: House) -> None:
    for person in (inside.ben, inside.ada):
        put(person, inside.mira)
        freeze(person)
    put(inside.ben, inside.ada)
    put(inside.ada, inside.ben)

    row = tie(inside.ben, inside.ada)
    assert row
    assert (row.is_mapped, row.is_baseline) == (True, False)
    assert is_counted(inside, inside.ben, inside.ada)


# security I2
def test_declined_entry_looks_as_before_to_its_owner(inside: House) -> None:
    put(inside.ben, inside.ada, inside.mira)
    own = freeze(inside.ben)
    answer_mention(entry=asking_me(inside.ada.place)[0], agrees=False, now=NOON)

    assert [row.person_id for row in entries_on(own)] == [inside.ada.place.pk, inside.mira.place.pk]
    assert list(asking_me(inside.ada.place)) == []
    row = tie(inside.ben, inside.ada)
    assert row
    assert not (row.is_named)
    assert not (row.is_mapped)
    assert not (row.is_baseline)


def test_declined_once_is_not_asked_again_when_put_back(inside: House) -> None:
    entry = put(inside.ben, inside.ada)[0]
    freeze(inside.ben)
    answer_mention(entry=asking_me(inside.ada.place)[0], agrees=False, now=NOON)
    entry = MapEntry.objects.select_related("map__program", "person").get(pk=entry.pk)
    take_off_map(entry=entry, on=TODAY, now=NOON)
    put(inside.ben, inside.ada)

    assert list(asking_me(inside.ada.place)) == []


# security I8
@pytest.mark.parametrize("is_first", [True, False])
def test_blocked_entry_reaches_nobody(is_first: bool, inside: House) -> None:
    if is_first:
        block_person(blocker=inside.ada.place, blocked=inside.ben.place, now=NOON)
    put(inside.ben, inside.ada)
    freeze(inside.ben)
    if not is_first:
        block_person(blocker=inside.ada.place, blocked=inside.ben.place, now=NOON)

    assert list(asking_me(inside.ada.place)) == []
    assert not is_counted(inside, inside.ben, inside.ada, TieRule.CLAIMED)
    with pytest.raises(MapRefused, match="cannot be put"):
        put(inside.ada, inside.ben)


# peers C16
def test_who_hides_is_found_by_nobody_and_what_waited_is_put_away(inside: House) -> None:
    put(inside.ben, inside.ada)
    freeze(inside.ben)
    set_findable(participant=inside.ada.place, is_findable=False, on=TODAY, now=NOON)

    assert list(asking_me(inside.ada.place)) == []
    assert not is_counted(inside, inside.ben, inside.ada, TieRule.CLAIMED)
    assert found_for_map(inside.program, inside.mira.place, "Ada") == []
    with pytest.raises(MapRefused, match="cannot be put"):
        put(inside.mira, inside.ada)


# security I5, peers C16
def test_erased_mention_leaves_initials_and_no_tie(inside: House) -> None:
    put(inside.ben, inside.ada)
    own = freeze(inside.ben)
    answer_mention(entry=asking_me(inside.ada.place)[0], agrees=True, now=NOON)
    entry = MapEntry.objects.select_related("map__program", "person__membership").get(person=inside.ada.place)
    erase_mention(entry=entry, now=NOON)

    left = entries_on(own)[0]
    assert (left.person_id, left.outside_name) == (None, "AT")
    assert not is_counted(inside, inside.ben, inside.ada)


# peers 3.2
def test_somebody_outside_is_nobody_in_the_network(inside: House) -> None:
    put(inside.ben, outside_name="Olu Adeyemi", outside_segment="Care")
    freeze(inside.ben)

    assert MapEntry.objects.get().state == EntryState.PRIVATE
    assert Tie.objects.count() == 0


# peers 3.4
@pytest.mark.parametrize("step", list(Strength))
def test_closeness_has_five_ordered_steps(step: Strength, inside: House) -> None:
    entry = put(inside.ben, inside.ada)[0]
    place_entry(entry=entry, strength=step, on=TODAY)

    assert MapEntry.objects.get().strength == step.value in range(1, 6)


# peers 3.5
def test_pairs_are_answered_or_drawn_and_count_nowhere(inside: House) -> None:
    rows = put(inside.ben, inside.ada, inside.mira)
    own = freeze(inside.ben)
    assert open_pairs(own)[1] == 1

    assert say_knows(entry=rows[0], other_id=str(rows[1].public_id)) is True
    assert (open_pairs(own)[1], [pair.do_know for pair in pairs_on(own)]) == (0, [True])
    assert say_knows(entry=rows[1], other_id=str(rows[0].public_id)) is False
    assert tie(inside.ada, inside.mira) is None


def test_line_to_somebody_on_another_map_is_refused(inside: House) -> None:
    mine, theirs = put(inside.ben, inside.ada)[0], put(inside.mira, inside.ada)[0]

    for other in (theirs.public_id, "nonsense", mine.public_id):
        with pytest.raises(MapRefused, match="on your map"):
            say_knows(entry=mine, other_id=str(other))


# security I3
def test_later_claims_are_ten_new_people_a_day(inside: House) -> None:
    freeze(inside.ben)
    others = [make_person(f"Guest{n}", "northlight", inside.program) for n in range(NEW_PEOPLE_A_DAY + 1)]
    put(inside.ben, *others[:NEW_PEOPLE_A_DAY])

    with pytest.raises(MapRefused, match="in one day"):
        put(inside.ben, others[-1])


# peers 3.1
def test_larger_program_lists_nobody_until_one_types(inside: House) -> None:
    for number in range(98):
        make_person(f"Guest{number}", "northlight", inside.program)

    choices = map_choices(inside.program, inside.ben.place)
    assert (choices.is_listed, choices.people) == (False, [])
    found = map_choices(inside.program, inside.ben.place, find="Mria")  # two letters swapped
    assert [person.name for person in found.people] == ["Mira Tester"]


def test_smaller_program_lists_everybody_else(inside: House) -> None:
    put(inside.ben, inside.ada)

    assert [one.name for one in map_choices(inside.program, inside.ben.place).people] == ["Mira Tester"]


def test_taken_off_and_put_back(inside: House) -> None:
    entry = put(inside.ben, inside.ada)[0]
    own = freeze(inside.ben)
    entry = MapEntry.objects.select_related("map__program", "person").get(pk=entry.pk)
    take_off_map(entry=entry, on=TODAY, now=NOON)
    assert (list(entries_on(own)), list(asking_me(inside.ada.place))) == ([], [])

    put_back_on_map(entry=entry, now=NOON)
    assert [row.pk for row in entries_on(own)] == [entry.pk]
    assert len(asking_me(inside.ada.place)) == 1


Who = Callable[[House], Participant]


@pytest.mark.parametrize(
    ("who", "words"),
    [(lambda house: house.ben.place, "cannot be put"), (lambda house: house.sam.place, "cannot be put")],
    ids=["oneself", "somebody of another program"],
)
def test_who_may_not_be_named_is_refused(who: Who, words: str, inside: House) -> None:
    with pytest.raises(MapRefused, match=words):
        add_to_map(participant=inside.ben.place, people=[who(inside)], strength=CLOSE, on=TODAY, now=NOON)


def test_nobody_named_is_refused(inside: House) -> None:
    with pytest.raises(MapRefused, match="Choose somebody"):
        put(inside.ben)


def test_who_left_has_no_new_map(inside: House) -> None:
    withdraw_participant(actor=None, participant=inside.ben.place, on=TODAY, reason="", now=NOON)

    with pytest.raises(MapRefused, match="not joined"):
        put(inside.ben, inside.ada)
    assert map_of(inside.ben.place) is None
