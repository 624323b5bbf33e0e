"""What worksheets come to: means, the first low rating, comparison, hints, groups, cards and the way out of a snag."""

from itertools import product
from typing import Any

import pytest

from programs.worksheets import (
    ENDINGS,
    HUMAN,
    MEDIATED,
    NEW_PAIR,
    RESOLUTION,
    START,
    TALK,
    Values,
    cards_of,
    compared,
    first_low,
    group_rounds,
    is_feedback,
    is_versioned,
    judgements,
    lowest,
    mean,
    questions_of,
    shuffled,
)
from tests.programs.library import CANVAS, FEEDBACK, HABIT, LISTENING, SURE

habit, listening = questions_of(HABIT), questions_of(LISTENING)


def test_scale_ends_may_be_numbers_or_words() -> None:
    rows: list[dict[str, Any]] = [
        {"key": "a", "kind": "scale", "text": "A", "low": 0, "high": 10},
        {"key": "b", "kind": "scale", "text": "B", "low": "never", "high": "always"},
    ]

    numbers, words = questions_of(rows)

    assert (numbers.low, numbers.high, numbers.low_words) == (0, 10, "")
    assert (words.low, words.high, words.low_words, words.high_words) == (1, 5, "never", "always")


def test_mean_counts_what_was_rated() -> None:  # peers D26
    assert mean(listening, {"silence": 2, "asking": 5, "note": "words"}) == 3.5
    assert mean(listening, {"silence": 2}) == 2
    assert mean(listening, {"note": "words"}) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"awareness": 4, "desire": 3, "knowledge": 1}, "desire"),  # the first at the middle, not the lowest
        ({"awareness": 1, "desire": 1, "knowledge": 1}, "awareness"),
        ({"awareness": 5, "desire": 4, "knowledge": 5}, None),
        ({"knowledge": 2}, "knowledge"),
        ({}, None),
    ],
)
def test_first_low_rating_is_the_barrier(given: Values, expected: str | None) -> None:  # peers D29
    barrier = first_low(habit, given)

    assert (barrier.key if barrier else None) == expected


def test_first_low_is_the_first_for_every_rating() -> None:  # peers D29
    for given in product(range(1, 6), repeat=3):
        values = dict(zip([question.key for question in habit], given, strict=True))
        low = [key for key, value in values.items() if value <= 3]

        barrier = first_low(habit, values)

        assert (barrier.key if barrier else None) == next(iter(low), None)


def test_lowest_rating_is_what_to_practise() -> None:  # peers D26
    lower = lowest(habit, {"awareness": 4, "desire": 2, "knowledge": 2})

    assert lower
    assert lower.key == "desire"
    assert lowest(habit, {"awareness": 3, "desire": 3, "knowledge": 3}) is None
    assert lowest(habit, {"awareness": 1}) is None


def test_only_papers_of_words_people_and_days_are_carried_on() -> None:  # peers D34
    assert is_versioned(questions_of(CANVAS))
    assert not is_versioned(questions_of(LISTENING))
    assert not is_versioned(questions_of(FEEDBACK))
    assert not is_versioned(questions_of(SURE))


def test_two_answers_stand_side_by_side() -> None:  # peers D26, 1.20
    silence, asking, note = compared(listening, {"silence": 2, "note": "a"}, {"silence": 5, "asking": 1, "note": "b"})

    assert (silence.change, silence.is_same) == (3, False)
    assert (asking.earlier, asking.later, asking.change) == (None, 1, None)
    assert (note.earlier, note.later, note.change) == ("a", "b", None)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("At nine on Tuesday you arrived, and we had begun.", []),
        ("You were LAZY.", ["trait"]),
        ("You never answer, you’re unreliable and you don’t care", ["trait", "too_wide", "motive"]),
        ("You said “you are always lazy” to me", []),
        ("The meaning of it, an unfairly long meeting, nevertheless", []),
        ("You were so kind. She is very difficult", ["trait"]),
        ("The room was cold; it was difficult for me; what kind of day", []),
        ("", []),
    ],
)
def test_judging_words_are_found(text: str, kinds: list[str]) -> None:  # peers D33
    assert [judgement.kind for judgement in judgements(text)] == kinds


def test_feedback_is_known_by_its_three_fields() -> None:  # peers D33
    assert is_feedback(questions_of(FEEDBACK))
    assert not is_feedback(questions_of(CANVAS))


def pairs(count: int, before: int, after: int, first: int = 0) -> list[tuple[int, Values]]:
    """People who rated twice; all first times come before all second ones."""
    people = range(first, first + count)
    return [*((one, {"silence": before}) for one in people), *((one, {"silence": after}) for one in people)]


def test_group_is_not_shown_below_five() -> None:  # peers 1.20
    assert group_rounds(listening, pairs(4, 2, 4)) == ()


def test_group_of_five_has_means_and_nothing_else() -> None:  # peers 1.20
    (only,) = group_rounds(listening, pairs(5, 2, 4))

    (line,) = only.lines
    assert (only.number, line.question.key, line.people_count) == (2, "silence", 5)
    assert (line.before, line.after, line.change) == (2, 4, 2)


def test_group_stands_still_until_five_more_have_answered() -> None:  # peers 1.20
    answers = pairs(5, 2, 4)
    before = group_rounds(listening, answers)

    for first in range(5, 9):
        answers += pairs(1, 1, 5, first)
        assert group_rounds(listening, answers) == before
    answers += pairs(1, 1, 5, 9)

    assert group_rounds(listening, answers)[0].lines[0].people_count == 10


def test_a_third_time_leaves_the_second_as_it_was() -> None:  # peers 1.20
    answers = pairs(5, 2, 4)
    before = group_rounds(listening, answers)

    assert group_rounds(listening, [*answers, (0, {"silence": 1})]) == before


def test_group_at_the_end_of_a_scale_is_blunted() -> None:  # peers 1.20
    (only,) = group_rounds(listening, pairs(5, 1, 5))

    assert (only.lines[0].before, only.lines[0].after) == (1.4, 4.6)


def test_cards_come_from_lists_or_paragraphs() -> None:  # peers D35
    assert cards_of("Take one.\n\n- One?\n* Two?\n3. Three?") == ("One?", "Two?", "Three?")
    assert cards_of("One\nquestion?\n\nTwo?") == ("One question?", "Two?")
    assert cards_of("") == ()


def test_shuffle_is_decided_by_its_seed() -> None:  # peers D35
    cards = tuple("abcdefgh")

    assert shuffled(cards, 7) == shuffled(cards, 7)
    assert sorted(shuffled(cards, 7)) == sorted(cards)
    assert len({shuffled(cards, seed) for seed in range(20)}) > 10


def test_every_way_out_of_a_snag_ends() -> None:  # peers D36
    ends: set[str] = set()

    def walk(key: str, way: tuple[str, ...]) -> None:
        assert key not in way, "a circle"
        if key in ENDINGS:
            ends.add(key)
            return
        for following in RESOLUTION[key].values():
            walk(following, (*way, key))

    walk(START, ())

    assert ends == {TALK, MEDIATED, NEW_PAIR, HUMAN}
