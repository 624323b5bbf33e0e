"""The invented community, without the product: plain rows, the same for the same seed."""

import doctest
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from belonging.core.clock import program_month
from belonging.demo import growth, people
from belonging.demo.growth import Act, Answered, Joined, Met, Withdrew, grow
from belonging.demo.people import APART, departments, full_name
from belonging.demo.planting import Wish
from programs.enums import ConsentMode

DAYS = 205


def eighty(seed: int) -> list[Act]:
    """Eighty people after seven months."""
    return grow(departments(80), days=DAYS, weekday=0, seed=seed, apart=APART, steady=[0, 1, 2])


def test_examples_hold() -> None:
    assert doctest.testmod(growth).failed == doctest.testmod(people).failed == 0


def test_grow_same_seed_same_acts() -> None:
    assert eighty(5) == eighty(5)
    assert eighty(5) != eighty(6)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_grow_tells_of_all_kinds_of_fate(seed: int) -> None:
    acts = eighty(seed)

    kinds = Counter(type(act).__name__ for act in acts)
    late = [act for act in acts if isinstance(act, Joined) and act.day > 0]
    assert (kinds["Joined"], kinds["Withdrew"], kinds["Paused"], len(late)) == (80, 2, 1, 5)
    learning = Counter(act.kind for act in acts if isinstance(act, Met))
    shares = {kind: count / learning.total() for kind, count in learning.items()}
    assert shares == pytest.approx({"experiential": 0.7, "peer": 0.2, "formal": 0.1}, abs=0.06)
    answers = [act.agrees for act in acts if isinstance(act, Answered)]
    claims = sum(len(act.partners) - len(act.merged) for act in acts if isinstance(act, Met))
    assert 0.8 < len(answers) / claims < 0.97
    assert 0.95 < sum(answers) / len(answers) < 1


def test_grow_nobody_meets_on_weekends_or_after_leaving() -> None:
    gone: set[int] = set()
    for act in eighty(1):
        if isinstance(act, Withdrew):
            gone.add(act.person)
        if isinstance(act, Met):
            assert act.day % 7 < 5
            assert not gone & {act.author, *act.partners}
            assert act.author not in act.partners


def test_grow_answers_only_what_was_asked_and_once() -> None:
    asked: set[tuple[int, int]] = set()
    for act in eighty(2):
        if isinstance(act, Met):
            asked |= {(act.number, person) for person in act.partners if person not in act.merged}
        if isinstance(act, Answered):
            asked.remove((act.number, act.partner))


def test_names_of_many_people_differ() -> None:
    assert len({full_name(number) for number in range(20_000)}) == 20_000


@pytest.mark.parametrize("month", range(1, 13))
def test_wish_begins_so_that_today_lies_in_the_month(month: int) -> None:
    for days in range(400):
        today = date(2027, 1, 1) + timedelta(days=days)
        at = datetime(today.year, today.month, today.day, 12, tzinfo=UTC)
        wish = Wish("a", "A", month, 80, 1, ConsentMode.SEGMENTS, at)

        assert wish.starts_on.weekday() == 0
        assert program_month(wish.starts_on, today) == month, today
