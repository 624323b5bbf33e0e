"""Edits of a plan, one by one, on the built-in one and on small ones."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from programs.calendar import When, occurrences
from programs.plan_edits import (
    Add,
    Change,
    ChangeModule,
    Copy,
    Edit,
    Move,
    PlanEditInvalid,
    Remove,
    UseBlock,
    cards,
    faults_of,
    find,
    months_of,
)
from programs.plan_files import Plan, read_plan, write_plan
from programs.plan_looks import differences, hard_changes, looks_at, months_without_doing
from programs.services.seed import seed_plan


@cache
def seed() -> Plan:
    return read_plan(seed_plan())


def kinds(plan: Plan) -> list[tuple[str, int]]:
    return [(look.kind, look.month) for look in looks_at(plan) if look.is_care]


def test_built_in_plan_has_nothing_to_mend() -> None:
    assert kinds(seed()) == []
    assert {card.month for card in cards(seed())} == set(range(13))


def test_card_moves_and_the_rest_stays() -> None:
    moved = Move("events", "repair-table", 2, 5).on(seed())

    assert months_of(find(moved, "events", "repair-table").when) == (5,)
    assert [difference.key for difference in differences(seed(), moved)] == ["repair-table"]
    assert [difference.what for difference in differences(seed(), moved)] == ["moved"]
    assert read_plan(write_plan(moved)) == moved


def test_step_takes_the_module_of_its_new_month() -> None:
    moved = Move("steps", "say-why-you-are-here", 1, 11).on(seed())

    assert find(moved, "steps", "say-why-you-are-here").module == "keeping-it-going"


def test_one_turn_of_a_rule_moves_alone() -> None:  # peers 1.7
    repeated = next(one for one in seed().steps if len(one.when.months) > 2)
    first, *rest = repeated.when.months
    free = next(month for month in range(1, 13) if month not in repeated.when.months)

    moved = Move("steps", repeated.key, first, free).on(seed())

    assert months_of(find(moved, "steps", repeated.key).when) == tuple(sorted([free, *rest]))


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Move("events", "repair-table", 2, 13), "months 1 to 12"),
        (Move("events", "repair-table", 3, 4), "not in the plan"),
        (Move("events", "gone", 3, 4), "not in the plan"),
        (Move("targets", "gone", 3, 4), "not in the plan"),
        (Remove("events", "repair-table", 7), "not in the plan"),
        (UseBlock("table-of-the-month", 13), "would leave the plan"),
        (UseBlock("gone", 1), "not in the plan"),
        (ChangeModule("gone", "A", "B"), "not in the plan"),
    ],
)
def test_what_cannot_be_is_refused(edit: Edit, words: str) -> None:
    with pytest.raises(PlanEditInvalid, match=words):
        edit.on(seed())


def test_moving_before_the_launch_and_back() -> None:
    early = Move("events", "repair-table", 2, 0).on(seed())
    back = Move("events", "repair-table", 0, 3).on(early)

    when = find(early, "events", "repair-table").when
    assert occurrences(when, date(2026, 9, 1), 12) == (date(2026, 8, 18),)
    assert months_of(find(back, "events", "repair-table").when) == (3,)


def test_what_comes_again_and_again_stays_behind_the_launch() -> None:
    repeated = next(one for one in seed().steps if len(one.when.months) > 2)

    with pytest.raises(PlanEditInvalid, match="before the launch"):
        Move("steps", repeated.key, repeated.when.months[0], 0).on(seed())


def test_taking_out_the_last_turn_forgets_it_everywhere() -> None:
    waited_for = next(key for one in seed().steps for key in one.unlock_after)
    step = find(seed(), "steps", waited_for)
    plan = seed()
    for month in months_of(step.when):
        plan = Remove("steps", waited_for, month).on(plan)

    assert faults_of(plan) == []
    assert not any(waited_for in one.unlock_after or one.revisits == waited_for for one in plan.steps)


def test_new_things_and_copies_have_keys_of_their_own() -> None:
    plan = Add("events", "A long walk!", "experiential", 8).on(seed())
    plan = Add("events", "A long walk!", "experiential", 8).on(plan)
    plan = Add("commitments", "Call one person", "peer", 3).on(plan)
    plan = Add("steps", "Æther", "formal", 0).on(plan)
    plan = Copy("events", "a-long-walk", 8).on(plan)

    keys = [one.key for one in plan.events][-3:]
    assert keys == ["a-long-walk", "a-long-walk-2", "a-long-walk-3"]
    assert months_of(plan.events[-1].when) == (9,)
    assert read_plan(write_plan(plan)) == plan


def test_block_goes_in_from_a_month_on() -> None:  # peers 1.22
    plan = UseBlock("table-of-the-month", 11).on(seed())

    assert months_of(find(plan, "events", "block-table-evening").when) == (11,)
    assert find(plan, "steps", "block-table-seat").module == "keeping-it-going"
    assert "table-of-the-month" not in {block.key for block in plan.blocks}
    assert read_plan(write_plan(plan)) == plan


def test_month_without_doing_is_named() -> None:  # peers D14
    plan = seed()
    for card in [one for one in cards(plan) if one.month == 5 and one.track == "experiential"]:
        plan = Remove(card.collection, card.key, 5).on(plan)

    assert months_without_doing(plan) == [5]
    assert ("no_doing", 5) in kinds(plan)


def test_mix_off_the_band_is_named_by_module() -> None:  # peers 1.17
    reading = find(seed(), "steps", "read-how-the-year-works")

    plan = Change("steps", reading.key, {"minutes": 600}).on(seed())

    assert ("mix", 1) in kinds(plan)
    assert ("mix_whole", 0) in kinds(plan)


def test_step_that_waits_for_a_later_one_is_named() -> None:
    plan = Move("steps", "read-the-mapping-guide", 1, 6).on(seed())

    assert ("late", 1) in kinds(plan)


def test_dates_outside_are_faults() -> None:
    plan = Change("events", "repair-table", {"when": When(offset=900)}).on(seed())

    assert any("outside the program" in words for words in faults_of(plan))


def test_what_people_did_is_changed_by_kind_and_minutes_only() -> None:
    step = seed().steps[0]
    words, minutes = replace(step, title="Another title"), replace(step, minutes=step.minutes + 5)

    found = [differences(seed(), replace(seed(), steps=(one, *seed().steps[1:]))) for one in (words, minutes)]

    assert [hard_changes(difference) for (difference,) in found] == [False, True]
