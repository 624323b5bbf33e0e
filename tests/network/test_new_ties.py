"""New meaningful ties: absent from the starting map, confirmed by both, met on two days within sixty."""

import doctest
from datetime import timedelta

import numpy as np
import pytest

from network import new_ties, rings
from network.enums import Occasion, Strength
from network.models import Snapshot
from network.new_ties import NewTieRule, new_tie_counts, pairs_met_often
from network.selectors.interactions import waiting_for
from network.selectors.maps import asking_me
from network.services.interactions import confirm_interaction, log_interaction
from network.services.maps import add_to_map, freeze_map
from network.services.mentions import answer_mention
from network.services.snapshots import take_snapshot
from programs.enums import TieRule, TieWindow
from programs.models import Program
from programs.services.definitions import DefinitionsRefused, change_definitions
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.network.small_program import SmallProgram

DAY = timedelta(days=1)


def meet(house: House, one: Person, other: Person, days_ago: int, *, is_confirmed: bool = True) -> None:
    """Two people met; one says so, and perhaps the other."""
    on = TODAY - days_ago * DAY
    made = log_interaction(
        program=house.program, author=one.place, partners=[other.place], happened_on=on, today=TODAY, now=NOON
    )
    if is_confirmed and made.claims:
        for row in waiting_for(other.place):
            confirm_interaction(partner_row=row, now=NOON)


def named(owner: Person, *others: Person) -> None:
    """Somebody's starting map."""
    people = [one.place for one in others]
    add_to_map(participant=owner.place, people=people, strength=Strength.CLOSE, on=TODAY, now=NOON)
    freeze_map(participant=owner.place, on=TODAY, now=NOON, is_few_fine=True)


def reached(house: House, need: int = 1) -> int:
    """How many people have enough new ties, as the night counts them."""
    Program.objects.filter(pk=house.program.pk).update(new_tie_count=need)
    house.program.refresh_from_db()
    Snapshot.objects.all().delete()
    taken = take_snapshot(program=house.program, on=TODAY, now=NOON, occasion=Occasion.ASKED)
    return int((taken.new_ties or {})["reached"])


# peers C6, peers 3.23
@pytest.mark.parametrize(
    ("days", "count"), [([1], 0), ([1, 1], 0), ([1, 61], 2), ([1, 62], 0), ([1, 62, 100], 2)], ids=str
)
def test_two_days_within_sixty_make_a_tie_meaningful(days: list[int], count: int, inside: House) -> None:
    kinds = ["experiential", "peer"]
    for place, ago in enumerate(days):
        made = log_interaction(
            program=inside.program, author=inside.ben.place, partners=[inside.mira.place],
            happened_on=TODAY - ago * DAY, today=TODAY, now=NOON, kind=kinds[place % 2],  # type: ignore[arg-type]
        )  # fmt: skip
        assert made.claims
        for row in waiting_for(inside.mira.place):
            confirm_interaction(partner_row=row, now=NOON)

    assert reached(inside) == count


# security I1
def test_unconfirmed_times_and_claims_on_maps_move_nobody(inside: House) -> None:
    for ago in (1, 5):
        meet(inside, inside.ben, inside.mira, ago)
    assert reached(inside) == 2
    meet(inside, inside.ben, inside.ada, 1, is_confirmed=False)
    meet(inside, inside.ben, inside.ada, 5, is_confirmed=False)
    named(inside.ada, inside.ben, inside.mira)  # Ada says she knew both; neither has answered

    assert reached(inside) == 2


# peers D4
def test_own_starting_map_takes_a_tie_from_its_owner_and_a_confirmed_one_from_both(inside: House) -> None:
    for ago in (1, 5):
        meet(inside, inside.ben, inside.mira, ago)
    named(inside.ben, inside.mira)
    assert reached(inside) == 1  # Mira's: she has not said that she knew Ben

    answer_mention(entry=asking_me(inside.mira.place)[0], agrees=True, now=NOON)
    assert reached(inside) == 0


def test_five_new_ties_are_needed_unless_the_program_says_otherwise(inside: House) -> None:
    guests = [make_person(f"Guest{number}", "northlight", inside.program) for number in range(5)]
    for guest in guests:
        for ago in (1, 5):
            meet(inside, inside.ben, guest, ago)

    assert [reached(inside, need) for need in (6, 5, 1)] == [0, 1, 6]


# peers C6, peers T5
def test_changed_definition_begins_a_new_series_and_keeps_the_old_one(inside: House) -> None:
    before = take_snapshot(program=inside.program, on=TODAY, now=NOON, occasion=Occasion.ASKED)
    program = change_definitions(
        actor=inside.una.membership, program=inside.program, tie_rule=TieRule.CLAIMED, tie_window=TieWindow.PROGRAM,
        new_tie_count=3, new_tie_meetings=1, new_tie_within=90, now=NOON,
    )  # fmt: skip
    after = take_snapshot(program=program, on=TODAY, now=NOON + DAY, occasion=Occasion.ASKED)

    assert (before.definition, after.definition) == ("mutual/program", "claimed/program")
    assert [row["definition"] for row in (before.new_ties, after.new_ties)] == ["5/2/60", "3/1/90"]  # type: ignore[index]
    assert Snapshot.objects.count() == 2


def test_odd_definition_is_refused(inside: House) -> None:
    with pytest.raises(DefinitionsRefused, match="1 or more"):
        change_definitions(
            actor=inside.una.membership, program=inside.program, tie_rule=TieRule.MUTUAL,
            tie_window=TieWindow.PROGRAM, new_tie_count=0, new_tie_meetings=1, new_tie_within=90, now=NOON,
        )  # fmt: skip


# peers C20
@pytest.mark.django_db
def test_figures_are_kept_without_those_nobody_has_heard_from() -> None:
    small = SmallProgram(6)
    for author, partner in ((0, 1), (1, 2), (0, 2)):
        small.meet(author, partner, answered_at=NOON)
    with small.scope():
        taken = take_snapshot(program=small.program, on=TODAY, now=NOON, occasion=Occasion.ASKED)

    assert taken.without_silent is not None
    assert (taken.people, taken.degree_mean, taken.clustering_mean) == (6, 1.0, 0.5)
    assert {key: taken.without_silent[key] for key in ("people", "silent", "degree_mean", "clustering_mean")} == {
        "people": 3, "silent": 3, "degree_mean": 2.0, "clustering_mean": 1.0,
    }  # fmt: skip


def test_rule_over_three_days_needs_three() -> None:

    ends = np.array([1, 1, 1]), np.array([2, 2, 2])
    assert pairs_met_often(*ends, np.array([0, 10, 20]), NewTieRule(1, 3, 20)) == [(1, 2)]
    assert pairs_met_often(*ends, np.array([0, 10, 21]), NewTieRule(1, 3, 20)) == []
    assert new_tie_counts([1], [(1, 2)], []) == {1: 0}  # the other one has left


def test_examples_hold() -> None:
    assert doctest.testmod(new_ties).failed == doctest.testmod(rings).failed == 0
