"""What is published of made-up waves: never too precise, never too little, right where it can be worked out by hand."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.disclosure import CAP, CAP_FINE
from surveys.publishing import Earlier, Limits, Opened, Question, Slice, wave_figures

QUESTIONS = [
    Question("a", "scale", "membership", is_core=True),
    Question("b", "scale", "trust", is_reverse=True, is_core=True),
    Question("c", "scale", "trust"),
    Question("band", "choice", highest=4),
    Question("words", "words"),
]
WAVES = 300
counted = {"waves": 0, "figures": 0}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


@st.composite
def waves(draw: st.DrawFn) -> tuple[Opened, Limits]:
    people = draw(st.integers(5, 45))
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    skips = draw(st.sampled_from([0.0, 0.0, 0.1]))
    top = draw(st.sampled_from([5, 5, 1]))  # everybody says the same, now and then
    answers = [
        {
            question.key: int(chance.integers(1, min(top, question.highest) + 1))
            for question in QUESTIONS[:4]
            if chance.random() >= skips
        }
        for _ in range(people)
    ]
    groups = [str(one) for one in chance.choice(["Care", "Digital", "Kitchen", ""], people)]
    codes = [bytes([number]) for number in range(people)]
    earlier = Earlier("previous", {code: float(chance.integers(1, 6)) for code in codes[: people // 2]})
    opened = Opened(answers, [Slice("Department", groups)], codes, [earlier])
    return opened, Limits(5, draw(st.booleans()))


@settings(max_examples=WAVES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
@given(waves())
def check_precision(wave: tuple[Opened, Limits]) -> None:
    opened, limits = wave
    figures = wave_figures(QUESTIONS, opened, limits)
    people = len(opened.answers)
    counted["waves"] += 1
    for path, value in leaves(figures):
        name = path.rsplit("/", 1)[-1]
        assert name not in {"sd", "deviation", "min", "max", "distribution", "variance", "sum", "median"}
        if isinstance(value, float):
            counted["figures"] += 1
            assert value == round(value, 2 if name in {"alpha", "omega"} else 1), path
        if name in {"low", "high", "alpha", "omega", "detectable"} and "/changes" not in path:
            assert value is None or people >= 10, path
        if name == "value" and value is not None and "/choices" not in path and "/changes" not in path:
            assert 1 + (1 - CAP_FINE) * 4 - 0.05 <= value <= 1 + CAP_FINE * 4 + 0.05
        if name == "value" and "/choices" in path:
            assert people >= 10
            assert 10 <= value <= 90
    if people < 20 and figures["headline"]:
        assert 1.4 <= figures["headline"]["value"] <= 1 + CAP * 4
    least = 6 if limits.staff_answered else 5
    for one in figures["slices"]:
        assert all(group["count"] >= least for group in one["groups"])
    assert all(one["pairs"] >= 8 for one in figures["changes"])


def test_no_output_is_too_precise() -> None:  # security S10
    check_precision()

    print(f"S10: {counted['waves']} waves, {counted['figures']} figures, none too precise")
    assert counted["waves"] >= WAVES


def plain(values: list[dict[str, int]], **more: Any) -> dict[str, Any]:
    return wave_figures(QUESTIONS, Opened(values, **more), Limits(5, staff_answered=False))


def test_headline_is_the_mean_of_core_items_with_reverse_ones_turned() -> None:  # peers 2.13, 2.14
    found = plain([{"a": 4, "b": 3, "c": 1}] * 6 + [{"a": 2, "b": 3, "c": 1}] * 6)

    assert found["headline"]["value"] == 3.0  # (3 + 3) / 2; c is no core item
    assert [(one["key"], one["value"]) for one in found["scales"]] == [("membership", 3.0), ("trust", 2.0)]
    assert found["headline"]["low"] is not None


def test_item_that_few_answered_is_not_shown() -> None:  # peers 2.1
    found = plain([{"a": 4, "b": 3}] * 9 + [{"a": 2, "b": 3, "c": 5}] * 4)

    assert {one["key"]: one["value"] for one in found["items"]} == {"a": 3.4, "b": 3.0, "c": None}


def test_core_item_that_few_answered_hides_the_score() -> None:
    found = plain([{"a": 4}] * 9 + [{"a": 4, "b": 2}] * 4)

    assert (found["headline"], found["slices"], found["changes"]) == (None, [], [])


def test_focus_is_what_is_low_and_goes_along_with_the_rest() -> None:  # peers 2.20
    keys = ["lone", "close", "good1", "good2", "good3"]
    questions = [Question(key, "scale", is_core=True) for key in keys]
    values = []
    for number in range(20):
        mood = 1 + number % 4
        lone = 1 + (number * 7) % 3  # low, and about something else
        values.append({"lone": lone, "close": min(5, mood), "good1": mood + 1, "good2": mood + 1, "good3": mood + 1})

    found = wave_figures(questions, Opened(values), Limits(5, staff_answered=False))

    assert found["focus"][0] == "close"
    assert "lone" not in found["best"]


def test_belonging_is_shown_by_ones_own_place_without_the_map() -> None:  # peers C14
    values = [{"a": 2, "b": 4, "band": 1}] * 8 + [{"a": 4, "b": 2, "band": 3}] * 8 + [{"a": 3, "b": 3, "band": 4}] * 2

    band = plain(values)["slices"][-1]

    assert band["name"] == "band"
    assert [group["label"] for group in band["groups"]] in (["1"], ["3"])  # two people may not be left over


@pytest.mark.parametrize(("people", "is_for_everybody"), [(5, False), (6, True)])
def test_those_who_answered_see_results_from_one_more_up(people: int, is_for_everybody: bool) -> None:
    found = plain([{"a": 4, "b": 3, "c": 1}] * people)

    assert found["is_for_everybody"] is is_for_everybody
    assert found["headline"] is not None


def test_change_that_would_single_somebody_out_is_left_out() -> None:  # security S7
    codes = [bytes([number]) for number in range(12)]
    everybody = Earlier("previous", dict.fromkeys(codes, 3.0))
    all_but_one = Earlier("previous", dict.fromkeys(codes[:-1], 3.0))
    values = [{"a": 4, "b": 2}] * 12

    assert [one["pairs"] for one in plain(values, pseudonyms=codes, earlier=[everybody])["changes"]] == [12]
    assert plain(values, pseudonyms=codes, earlier=[all_but_one])["changes"] == []
