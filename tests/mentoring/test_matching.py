"""Matching by hand: hours across clocks, what fits, what is shut out, what is said."""

from datetime import date

import numpy as np
import pytest

from mentoring.matching.fitting import Fits
from mentoring.matching.hours import HoursInvalid, free_steps, shared_minutes, spans, zone_of
from mentoring.matching.people import Known, Someone, meets
from mentoring.matching.proposing import Left, propose
from mentoring.matching.rules import Contradiction, Rules, RulesInvalid, read_rules

JULY, JANUARY, MARCH = date(2026, 7, 9), date(2026, 1, 8), date(2026, 3, 12)


def someone(name: str, team: str = "a", **more: object) -> Someone:
    return Someone(name, facts={"team": team}, **more)  # type: ignore[arg-type]


# peers 4.21: nothing of the kind; hours are the same in July and January only where clocks change together
@pytest.mark.parametrize(
    ("zone", "on", "minutes"),
    [
        ("Europe/London", JULY, 240),
        ("America/New_York", JULY, 0),
        ("Asia/Kathmandu", JULY, 0),
        ("Africa/Casablanca", JULY, 240),  # the same clocks as London in summer
        ("Africa/Casablanca", JANUARY, 180),  # and an hour ahead in winter
        ("America/New_York", MARCH, 0),
    ],
)
def test_hours_in_common_go_by_the_clocks_of_that_week(zone: str, on: date, minutes: int) -> None:
    london = free_steps(["mon-evening"], "Europe/London", on)

    assert shared_minutes(london, free_steps(["Mon 17-21"], zone, on)) == minutes


def test_weeks_in_which_only_one_clock_changed_move_by_an_hour() -> None:
    london = ["Mon 14-15"]
    new_york = ["Mon 10-11"]  # four hours apart from 8 to 28 March, else five

    common = {
        on: shared_minutes(free_steps(london, "Europe/London", on), free_steps(new_york, "America/New_York", on))
        for on in (MARCH, date(2026, 3, 19), date(2026, 4, 2))
    }

    assert common == {MARCH: 60, date(2026, 3, 19): 60, date(2026, 4, 2): 0}


def test_hours_run_over_midnight_and_over_the_week() -> None:
    assert spans("sun 22-2") == [(6, 22 * 60, 26 * 60)]
    assert shared_minutes(free_steps(["sun 22-2"], "UTC", JULY), free_steps(["Mon 0-2"], "UTC", JULY)) == 120


def test_no_words_mean_any_time() -> None:
    assert free_steps([], "Asia/Tokyo", JULY).all()


@pytest.mark.parametrize("words", ["noonish", "mon-night", "Mon 25-26", "9:75", "tue 9-9"])
def test_other_words_are_refused(words: str) -> None:
    with pytest.raises(HoursInvalid):
        spans(words)


@pytest.mark.parametrize("name", ["Moon/Base", "UTC+15", "../etc"])
def test_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(HoursInvalid, match="is not known"):
        zone_of(name)


@pytest.mark.parametrize(
    ("wanted", "offered", "fits"),
    [("Bread", "bread.", True), ("baking bread", "bread for many", True), ("help", "held", False), ("tea", "a", False)],
)
def test_what_is_wanted_meets_what_is_offered(wanted: str, offered: str, fits: bool) -> None:
    assert meets(wanted, offered) is fits


# peers 4.7: goals both ways count more than one way twice
def test_fit_rises_with_goals_both_ways() -> None:
    ada = someone("ada", offers=("bread",), wants=("trust",))
    ben = someone("ben", offers=("trust",), wants=("bread",))
    cleo = someone("cleo", offers=("trust",), wants=("chess",))
    rules = read_rules({"prefer": ["goals"]})

    fit = Fits([ada, ben, cleo], rules, Known(), JULY).fit(slice(0, 3))

    assert (round(float(fit[0, 1]), 3), round(float(fit[0, 2]), 3)) == (1.0, 0.25)


def test_order_of_preferences_is_their_weight() -> None:
    ada, ben = someone("ada", interests=("tea",)), someone("ben", "b", interests=("tea",))
    first = read_rules({"prefer": ["interests", {"same": "team"}]})
    last = read_rules({"prefer": [{"same": "team"}, "interests"]})

    fits = [float(Fits([ada, ben], rules, Known(), JULY).fit(slice(0, 1))[0, 1]) for rules in (first, last)]

    assert np.allclose(fits, [2 / 3, 1 / 3])


# peers 4.21
def test_people_far_apart_fit_better() -> None:
    people = [someone(name) for name in ("ada", "ben", "cleo", "dan")]
    known = Known(steps={("ada", "ben"): 1, ("ada", "cleo"): 2})
    fit = Fits(people, read_rules({"prefer": ["distance"]}), known, JULY).fit(slice(0, 1))[0]

    assert fit.tolist()[1:] == [0.0, 0.5, 1.0]


# peers B1, 4.4
def test_who_has_been_a_pair_comes_last() -> None:
    people = [someone(name) for name in ("ada", "ben", "cleo", "dan")]
    known = Known(partners={("ada", "ben"), ("cleo", "dan")})

    groups = propose(people, Rules(), known, JULY).groups

    assert not {group.members for group in groups} & {("ada", "ben"), ("cleo", "dan")}


# peers 4.3, B8
def test_rule_names_whom_it_shuts_out() -> None:
    people = [someone("ada"), someone("ben"), someone("cleo"), someone("dan", "b")]
    rules = read_rules({"must": [{"same": "team"}]})

    found = propose(people, rules, Known(), JULY)

    assert [(shut.rule, shut.pairs, shut.people) for shut in found.shut] == [("the same team", 3, ("dan",))]
    assert [(one.id, one.why, one.rules) for one in found.unmatched] == [("dan", Left.RULES, ("the same team",))]
    assert [group.members for group in found.groups] == [("ada", "ben", "cleo")]


# peers 4.3
@pytest.mark.parametrize(
    ("musts", "names"),
    [
        ([{"same": "team"}, {"different": "team"}], ("the same team", "a different team")),
        ([{"together": ["ada", "ben"]}, {"apart": ["ben", "ada"]}], ("ada and ben together", "ben and ada apart")),
        ([{"different": "team"}, {"together": ["ada", "ben"]}], ("a different team", "ada and ben together")),
        (
            [{"together": ["ada", "ben"]}, {"together": ["ada", "dan"]}],
            ("ada and ben together", "ada and dan together"),
        ),
    ],
)
def test_rules_that_contradict_are_named(musts: list[object], names: tuple[str, str]) -> None:
    people = [someone("ada"), someone("ben"), someone("dan", "b")]

    with pytest.raises(Contradiction) as refusal:
        propose(people, read_rules({"must": musts}), Known(), JULY)

    assert refusal.value.rules == names


def test_two_rules_that_leave_nobody_are_named() -> None:
    people = [
        someone("ada", languages=("en",)),
        someone("ben", languages=("de",)),
        someone("dan", "b", languages=("en",)),
    ]
    people.append(someone("eli", "b", languages=("de",)))
    rules = read_rules({"must": [{"overlap": 10}, {"same": "team"}, "language"]})

    found = propose(people, rules, Known(), JULY)

    assert found.groups == ()
    assert found.nobody_by == ("the same team", "a language in common")
    assert {one.why for one in found.unmatched} == {Left.RULES}


def test_everybody_shut_out_by_one_rule() -> None:
    people = [someone(name) for name in "abc"]

    found = propose(people, read_rules({"must": [{"different": "team"}]}), Known(), JULY)

    assert (found.groups, found.nobody_by) == ((), ("a different team",))


def test_one_person_is_told_so() -> None:
    assert [(one.id, one.why) for one in propose([someone("ada")], Rules(), Known(), JULY).unmatched] == [
        ("ada", Left.ALONE)
    ]


# peers 4.18: likeness of style is a wish among others, where people say what theirs is
def test_likeness_of_style_is_one_wish_among_others() -> None:
    styles = {"ada": "calm", "ben": "lively", "cleo": "calm", "dan": "lively"}
    people = [Someone(name, facts={"style": style}, comfort=2) for name, style in styles.items()]

    found = propose(people, read_rules({"prefer": [{"same": "style"}, "comfort"]}), Known(), JULY)

    assert [group.members for group in found.groups] == [("ada", "cleo"), ("ben", "dan")]


# peers 4.2: the same people are paired alike wherever their numbers begin
def test_row_numbers_count_by_size() -> None:
    def together(begin: int) -> list[list[int]]:
        people = [someone(str(begin + number), offers=["bread"], wants=["bread"]) for number in range(6)]
        return [[int(who) - begin for who in group.members] for group in propose(people, Rules(), Known(), JULY).groups]

    assert together(1) == together(7) == together(97)


def test_nobody_at_all_comes_to_nothing() -> None:
    found = propose([], Rules(), Known(), JULY)

    assert (found.groups, found.unmatched, found.total_fit) == ((), (), 0)


# peers 4.5, B3, C15
def test_odd_one_joins_people_who_are_at_ease_with_it() -> None:
    people = [someone(name, comfort=3 if name in "cde" else 2) for name in "abcde"]

    found = propose(people, Rules(), Known(), JULY)

    assert ("c", "d", "e") in [group.members for group in found.groups]
    assert found.unmatched == ()


# peers 4.6
def test_locked_pairs_stay_and_take_a_place() -> None:
    people = [someone(name) for name in "abcd"]

    found = propose(people, read_rules({"must": [{"together": ["a", "d"]}]}), Known(), JULY)

    assert [(group.members, group.is_locked) for group in found.groups] == [(("a", "d"), True), (("b", "c"), False)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"must": ["tall"]}, "“tall” is no hard rule"),
        ({"prefer": ["tall"]}, "“tall” is no preference"),
        ({"wish": []}, "not wish"),
        ({"must": [{"overlap": "long"}]}, "whole number above 0"),
        ({"must": [{"apart": ["a"]}]}, "two people or more"),
        ({"must": [{"same": ""}]}, "names what is compared"),
        ({"must": [{"same": "team", "different": "team"}]}, "is no rule"),
        ({"prefer": ["goals", "goals"]}, "twice"),
        ({"must": "language"}, "must is a list"),
        ({"seed": -1}, "0 or more"),
    ],
)
def test_rules_that_cannot_be_read_say_what(content: dict[str, object], words: str) -> None:
    with pytest.raises(RulesInvalid, match=words):
        read_rules(content)


@pytest.mark.parametrize("must", [{"same": "shoe"}, {"apart": ["a", "zz"]}])
def test_rules_about_what_nobody_has_are_refused(must: object) -> None:
    with pytest.raises(RulesInvalid):
        propose([someone("a"), someone("b")], read_rules({"must": [must]}), Known(), JULY)


# peers D63
def test_seasoned_with_newcomer_is_a_rule_like_any_other() -> None:
    people = [Someone(name, facts={"time here": "new" if name in "ab" else "seasoned"}) for name in "abcd"]

    found = propose(people, read_rules({"must": [{"different": "time here"}]}), Known(), JULY)

    assert {frozenset(group.members) & {"a", "b"} for group in found.groups} == {frozenset("a"), frozenset("b")}
