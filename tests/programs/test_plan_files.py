"""A plan reads back as it was written, and whatever else is handed in is refused with lines and columns."""

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from programs.calendar import After, When
from programs.mix import Mix
from programs.plan_files import Plan, PlanInvalid, planned_mixes, read_plan, write_plan
from programs.plans_reading import readers, trees
from tests.effort import effort

SMALL = """\
format: 1
key: small
version: 2
name: Small plan
months: 12
mix: {experiential: 60, peer: 30, formal: 10, tolerance: 5}
targets: {belonging: 4, activity: 0.8}
phases:
  - {key: before, name: Before, begins: {day: -28}, ends: {day: -1}}
modules:
  - {key: self, number: 1, name: Self, months: [1, 2]}
skills:
  - {key: listen, name: Listen}
  - {key: ask, name: Ask, builds_on: [listen]}
resources:
  - {key: guide, title: Guide, category: general, form: guide, minutes: 5, text: Read this.}
worksheets:
  - key: check
    title: Check
    outcome: first_low
    questions:
      - {key: q1, kind: scale, text: How is it, low: not yet, high: well, resources_when_low: [guide]}
      - {key: q2, kind: choice, text: Which one, options: [one, two]}
steps:
  - key: draw
    title: Draw
    text: |
      Two lines

      of text: with a colon.
    module: self
    kind: experiential
    minutes: 30
    when: {month: 1, working_day: 2, hour: 9}
    due: {working_days: 5}
    skills: [ask]
    resources: [guide]
    worksheet: check
    asks: What did you see?
  - {key: again, title: Again, text: Look back., module: self, kind: peer, minutes: 10, revisits: draw,
     unlock_after: [draw], when: {every: month, from: 2, to: 4, day: 3}}
commitments:
  - {key: call, text: Call one person., module: self, kind: peer, when: {month: 2}, asks: [Whom did you call]}
events:
  - {key: open, title: Open, text: Come., kind: experiential, form: launch, minutes: 9, capacity: 40, when: {month: 1}}
agreements:
  - {key: why, title: Why, text: Because., kind: purpose}
messages:
  - {key: hello, audience: buddy, subject: Hello, text: Hello., when: {day: -3}}
surveys:
  - {key: pulse, kind: pulse, when: {months: [3, 6, 9]}}
blocks:
  - key: piece
    name: Piece
    steps:
      - {key: first, title: A, text: B, module: self, kind: formal, minutes: 5, when: {month: 1}}
      - {key: second, title: A, text: B, module: self, kind: peer, minutes: 5, when: {day: 5}, builds_on: [first, draw]}
"""


def faults_of(text: str) -> list[tuple[int, int, str]]:
    """The faults of a file that is no plan."""
    with pytest.raises(PlanInvalid) as caught:
        read_plan(text)
    assert caught.value.faults
    return [(fault.line, fault.column, fault.words) for fault in caught.value.faults]


def swapped(old: str, new: str) -> str:
    """The small plan with one thing put in place of another."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new)


def test_a_plan_is_read() -> None:
    plan = read_plan(SMALL)

    assert (plan.key, plan.version, plan.months, plan.mix.mix, plan.mix.tolerance) == (
        "small",
        2,
        12,
        Mix(60, 30, 10),
        5,
    )
    assert (plan.targets.belonging, plan.targets.activity, plan.targets.degree) == (4.0, 0.8, 10.0)
    assert plan.phases[0].begins == When(offset=-28)
    assert plan.steps[0].text == "Two lines\n\nof text: with a colon."
    assert plan.steps[0].when == When(months=(1,), working_day=2, hour=9)
    assert plan.steps[0].due == After(working_days=5)
    assert plan.steps[1].when == When(months=(2, 3, 4), day=3)
    assert plan.events[0].capacity == 40
    assert planned_mixes(plan) == {"self": Mix(experiential=30, peer=30)}


def test_a_plan_reads_back_as_it_was_written() -> None:
    plan = read_plan(SMALL)

    assert read_plan(write_plan(plan)) == plan
    assert write_plan(read_plan(write_plan(plan))) == write_plan(plan)


def test_a_file_from_another_editor_reads_the_same() -> None:
    assert read_plan("\ufeff" + SMALL.replace("\n", "\r\n")) == read_plan(SMALL)


def test_no_word_is_taken_for_something_else() -> None:
    plan = read_plan(swapped("name: Small plan", "name: No").replace("title: Draw", "title: 2026-01-01"))

    assert (plan.name, plan.steps[0].title) == ("No", "2026-01-01")
    assert read_plan(write_plan(plan)) == plan


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1, max_size=60)


@settings(max_examples=effort(150), deadline=None)
@given(texts.map(str.strip).filter(bool), texts.map(str.strip).filter(bool))
def test_any_words_read_back(title: str, text: str) -> None:
    plan = read_plan(SMALL)
    if any(letter in title + text for letter in "\ufffe\uffff"):
        return
    step = replace(plan.steps[0], title=title, text=text, asks=text)
    changed = replace(plan, name=title, steps=(step, *plan.steps[1:]))

    assert read_plan(write_plan(changed)) == changed


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("format: 1", "format: 2", 1, "only be 1"),
        ("months: 12\n", "months: twelve\n", 5, "whole number from 1 to 36"),
        ("months: 12\n", "months: 12\ncolour: red\n", 6, "“colour” is not known"),
        ("name: Small plan\n", "", 1, "“name” is missing"),
        ("name: Small plan\n", "name: Small plan\nname: Twice\n", 5, "stands here twice"),
        ("name: Small plan\n", "name: ~\n", 4, "with at least one letter"),
        ("peer: 30, formal", "peer: 35, formal", 6, "make 105 per cent"),
        ("activity: 0.8", "activity: 1.8", 7, "from 0 to 1"),
        ("{day: -28}", "{day: -400}", 9, "outside the program"),
        ("ends: {day: -1}", "ends: {day: 365}", 9, "outside the program"),
        ("ends: {day: -1}", "ends: {day: -29}", 9, "ends before it begins"),
        ("months: [1, 2]", "months: [1, 13]", 11, "Month 13"),
        ("months: [1, 2]", "months: []", 11, "at least one month"),
        ("builds_on: [listen]", "builds_on: [lisen]", 14, "no “lisen” among the skills"),
        ("{key: listen, name: Listen}", "{key: listen, name: Listen, builds_on: [ask]}", 14, "in a circle"),
        ("key: ask", "key: listen", 14, "“listen” is taken"),
        ("key: ask", "key: Ask it", 14, "small letters"),
        ("form: guide", "form: comic", 16, "one of: guide, video"),
        (", text: Read this.", "", 16, "neither text"),
        ("resources_when_low: [guide]", "resources_when_low: [none]", 22, "no “none” among the resources"),
        ("options: [one, two]", "options: [one]", 23, "at least two options"),
        ("kind: choice", "kind: text", 23, "other questions have none"),
        ("module: self\n    kind: experiential", "module: 5\n    kind: experiential", 31, "among the modules"),
        ("minutes: 30", "minutes: 0", 33, "from 1 to 1440"),
        ("minutes: 30", "minutes: '30'", 33, "from 1 to 1440"),
        ("{month: 1, working_day: 2, hour: 9}", "{month: 14}", 34, "Month 14 is outside"),
        ("{month: 1, working_day: 2, hour: 9}", "first", 34, "names with values"),
        ("due: {working_days: 5}", "due: {weeks: 1}", 35, "one of them"),
        ("skills: [ask]", "skills: ask", 36, "a list"),
        ("asks: What did you see?", "is_optional: maybe", 39, "true or false"),
        ("revisits: draw", "revisits: again", 40, "does not come before"),
        ("unlock_after: [draw]", "unlock_after: [again]", 41, "in a circle"),
        ("from: 2, to: 4", "from: 4, to: 2", 41, "never happens"),
        ("key: piece", "key: 'piece", 53, "not YAML"),
        ("key: second", "key: first", 57, "taken"),
        ("[first, draw]", "[first, third]", 57, "no “third” among the steps"),
        ("[Whom did you call]", "[a, b, c, d]", 43, "longer than 3"),
        ("Small plan", "&a Small plan", 4, "anchors"),
        ("Small plan", "!!str Small plan", 4, "tags"),
        ("Small plan", "Small\x07plan", 4, "character"),
        ("Small plan", '"Small\\0plan"', 4, "character"),
    ],
)
def test_a_fault_has_its_line_and_words(old: str, new: str, line: int, words: str) -> None:
    found = faults_of(swapped(old, new))

    assert any(fault[0] == line and words in fault[2] for fault in found), found


def test_every_fault_is_named_at_once() -> None:
    text = (
        swapped("months: 12\n", "months: 0\n")
        .replace("minutes: 10", "minutes: x")
        .replace("form: launch", "form: ball")
    )

    found = faults_of(text.replace("[first, draw]", "[nobody]"))

    assert [line for line, _, _ in found] == [5, 40, 45, 57]
    assert all(column > 1 for _, column, _ in found[1:])


def test_a_fault_says_its_place_as_people_count() -> None:
    (fault,) = faults_of(swapped("kind: choice", "kind: choose"))[:1]

    assert fault == (23, 19, "This is one of: scale, text, choice, people, date.")


def test_bombs_are_refused_before_they_are_built() -> None:
    laughs = "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9))

    assert {words for _, _, words in faults_of(laughs)} == {"A plan has no anchors (&) and aliases (*). Write it out."}
    assert faults_of("[" * 100_000) == [(1, 13, "No plan is that deep or that long.")]
    assert "longer" in faults_of("- x\n" * 70_000)[0][2] or "deep" in faults_of("- x\n" * 70_000)[0][2]
    assert faults_of("#" * 1_000_001) == [(1, 1, "The file is larger than 1 MB.")]
    assert "tags" in faults_of("!!python/object/apply:os.system [x]")[0][2]
    assert "one plan" in faults_of("")[0][2]
    assert faults_of(f"{SMALL}---\n{SMALL}")[0][0] == 59


def test_the_slower_parser_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, junk = read_plan(SMALL), swapped("minutes: 30", "minutes: x")
    found = faults_of(junk)

    monkeypatch.setattr(trees, "LOADER", yaml.SafeLoader)

    assert read_plan(SMALL) == plan
    assert faults_of(junk) == found
    assert faults_of(swapped("key: piece", "key: 'piece"))


lines = st.sampled_from([f"{line}\n" for line in SMALL.splitlines()])
pieces = st.one_of(
    lines,
    st.text(max_size=20),
    st.sampled_from(["  ", "- ", ": ", "{", "}", "[", "]", "|\n", "'", '"', "&a", "*a", "!!x ", "\t"]),
)
mutations: st.SearchStrategy[Callable[[str], str]] = st.builds(
    lambda at, length, piece: lambda text: text[: at % len(text)] + piece + text[at % len(text) + length :],
    st.integers(0, 10_000),
    st.integers(0, 40),
    pieces,
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([field.name for field in fields(Plan)]) | st.text(max_size=5), inner, max_size=6
        )
    ),
    max_leaves=20,
)


@settings(max_examples=effort(500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(mutations, min_size=1, max_size=4))
def test_a_damaged_plan_is_a_plan_or_refused(damages: list[Callable[[str], str]]) -> None:
    text = SMALL
    for damage in damages:
        text = damage(text) or "x"

    _read_or_refuse(text)


@settings(max_examples=effort(500), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.lists(pieces, max_size=30).map("".join), values.map(yaml.safe_dump)))
def test_junk_is_refused(text: str) -> None:
    _read_or_refuse(text)


def _read_or_refuse(text: str) -> None:
    try:
        plan = read_plan(text)
    except PlanInvalid as refused:
        assert refused.faults
        assert all(fault.line >= 1 and fault.column >= 1 and fault.words for fault in refused.faults)
        assert all(before <= fault for before, fault in pairwise(refused.faults))
        last = text.count("\n") + 2 + sum(map(text.count, "\r\x85\u2028\u2029"))
        assert all(fault.line <= last for fault in refused.faults)
    else:
        assert read_plan(write_plan(plan)) == plan


def test_every_field_of_every_shape_has_its_reader() -> None:
    shapes = [Plan, *(type(item) for item in (read_plan(SMALL).phases + read_plan(SMALL).blocks))]

    for shape in shapes:
        assert readers.field_readers(shape).keys() == {field.name for field in fields(shape)}
