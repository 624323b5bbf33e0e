"""The 70-20-10 arithmetic, with answers worked out by hand."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs import mix as room
from programs.mix import KINDS, Mix, mix_of, mixes_of

GOAL = Mix(70, 20, 10)


def test_shares_and_points_by_hand() -> None:
    # peers 1.17
    mix = mix_of([("experiential", 90), ("peer", 50), ("formal", 10), ("experiential", 50)])

    assert mix == Mix(140, 50, 10)
    assert mix.shares == {"experiential": 70.0, "peer": 25.0, "formal": 5.0}
    assert mix.off_by(GOAL) == {"experiential": 0.0, "peer": 5.0, "formal": -5.0}
    assert not mix.is_off(GOAL, 5)
    assert mix.is_off(GOAL, 4.9)


@pytest.mark.parametrize(("mix", "off"), [(Mix(60, 30, 10), False), (Mix(599, 301, 100), True), (Mix(0, 1, 0), True)])
def test_the_edge_of_the_band_is_inside_it(mix: Mix, *, off: bool) -> None:
    assert mix.is_off(GOAL, 10) is off


def test_nothing_planned_is_not_off() -> None:
    assert Mix().shares == {"experiential": 0.0, "peer": 0.0, "formal": 0.0}
    assert Mix().off_by(GOAL) == {"experiential": 0.0, "peer": 0.0, "formal": 0.0}
    assert not Mix().is_off(GOAL, 0)


def test_a_kind_that_is_none_and_minutes_below_nothing() -> None:
    with pytest.raises(KeyError):
        mix_of([("other", 5)])
    with pytest.raises(ValueError, match="never negative"):
        mix_of([("peer", -5)])


def test_mixes_of_modules_add_up_to_the_whole() -> None:
    planned = [("one", "peer", 20), ("two", "formal", 5), ("one", "experiential", 45), ("two", "formal", 10)]

    mixes = mixes_of(planned)

    assert mixes == {"one": Mix(45, 20, 0), "two": Mix(0, 0, 15)}
    assert mixes["one"] + mixes["two"] == mix_of([(kind, minutes) for _, kind, minutes in planned])


@given(st.builds(Mix, *[st.integers(0, 10**6)] * 3), st.integers(2, 50))
def test_shares_make_a_whole_and_do_not_hang_on_the_size(mix: Mix, times: int) -> None:
    larger = Mix(*(getattr(mix, kind) * times for kind in KINDS))

    assert larger.shares == mix.shares
    assert larger.is_off(GOAL, 10) == mix.is_off(GOAL, 10)
    assert sum(mix.off_by(GOAL).values()) == pytest.approx(0, abs=1e-9)
    assert mix.total == 0 or sum(mix.shares.values()) == pytest.approx(100)


def test_examples_run() -> None:
    failed, tried = doctest.testmod(room)

    assert (failed, tried) == (0, 5)
