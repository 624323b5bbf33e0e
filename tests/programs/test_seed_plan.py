"""The plan that ships: it reads, nothing of the program guide is missing, and its mix holds."""

import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import programs
from programs.calendar import When, occurrences
from programs.enums import AgreementKind
from programs.mix import Mix
from programs.plan_files import Plan, Resource, planned_mixes, read_plan, write_plan

FILE = Path(programs.__file__).parent / "plans" / "community-belonging-network.yaml"

GENERAL = {
    "mapping-your-network": "Mapping Your Community Network: A Starter Template",
    "art-of-the-follow-up": "The Art of the Follow-Up: Turning a Hello into a Connection",
    "active-listening-in-action": "Active Listening in Action: A Self-Assessment",
    "science-of-belonging": "The Science of Belonging: Why Weak Ties Matter",
    "hosting-a-coffee-chat": "Hosting a Successful Peer-Led Coffee Chat",
    "adkar-for-networking-habits": "Using ADKAR for Personal Networking Habit Change",
    "my-connection-ritual": "My Connection Maintenance Ritual",
    "stories-of-the-first-step": "Case Studies: Overcoming Social Anxiety in a Community",
}
MENTORING = {
    "three-levels-of-listening": "The Three Levels of Listening",
    "sbi-feedback": "The SBI Model for Peer Feedback",
    "networking-goal-canvas": "Networking Goal Canvas",
    "questions-for-deeper-connection": "Question Prompts for Deeper Connection",
    "peer-resolution": "A Simple Framework for Peer Resolution",
}
WORKSHEETS = {
    "network-map": "none",  # peers D4
    "active-listening": "mean",  # D26
    "adkar-habit-check": "first_low",  # D29
    "goal-canvas": "none",  # D34
    "connection-ritual": "none",  # D30
    "sbi-feedback-form": "none",  # D33
    "peer-resolution-steps": "none",  # D36
    "meeting-style": "none",  # D3
    "self-rating": "mean",  # 1.20
}


@cache
def seed() -> Plan:
    """The plan as it ships."""
    return read_plan(FILE.read_text(encoding="utf-8"))


def months_of(when: When) -> set[int]:
    """The program months a moment falls in, 0 for all before the start."""
    return set(when.months) or {0}


def word_count(resource: Resource) -> int:
    """The words of a resource, chapters included."""
    return len(" ".join([resource.text, *(chapter.text for chapter in resource.chapters)]).split())


def test_it_reads_and_reads_back() -> None:
    assert read_plan(write_plan(seed())) == seed()
    assert (seed().key, seed().months, seed().mix.mix, seed().mix.tolerance) == (FILE.stem, 12, Mix(70, 20, 10), 10)


def test_phases_of_the_guide() -> None:
    # peers 1.1: four weeks out, three weeks out, kickoff, the months between, wrap-up
    begins = {phase.key: phase.begins for phase in seed().phases}

    assert begins == {
        "pre-launch": When(offset=-28),
        "tooling": When(offset=-21),
        "kickoff": When(months=(1,), day=1),
        "twelve-months": When(months=(2,), day=1),
        "wrap-up": When(months=(12,), day=1),
    }


def test_modules_of_the_guide_fill_the_year() -> None:  # peers D16
    modules = seed().modules

    assert [(module.number, module.name) for module in modules] == [
        (1, "Self in community"),
        (2, "One to one"),
        (3, "In good company"),
        (4, "Keeping it going"),
    ]
    assert list(chain.from_iterable(module.months for module in modules)) == list(range(1, 13))


def test_targets_of_the_guide() -> None:
    targets = seed().targets

    assert (targets.belonging, targets.degree, targets.clustering, targets.path_length) == (4.5, 10, 0.5, 3)
    assert (targets.activity, targets.new_ties, targets.dropout) == (0.9, 0.75, 0.1)


@pytest.mark.parametrize(("category", "titles"), [("general", GENERAL), ("mentoring", MENTORING)])
def test_every_resource_of_the_guide_is_there_with_text_to_use(category: str, titles: dict[str, str]) -> None:
    # peers D25-D36
    found = {resource.key: resource for resource in seed().resources if resource.category == category}

    assert found.keys() == titles.keys()
    for key, title in titles.items():
        assert title in found[key].title
        assert 150 <= word_count(found[key]) <= 600, key
    assert len(found.get("art-of-the-follow-up", found[next(iter(found))]).chapters) in {0, 4}


def test_the_card_deck_has_four_depths() -> None:
    # peers D35
    deck = next(resource for resource in seed().resources if resource.form == "cards")

    assert [len(re.findall(r"^- .+\?$", chapter.text, re.MULTILINE)) for chapter in deck.chapters] == [10, 10, 10, 8]


def test_worksheets_and_what_comes_out_of_them() -> None:
    assert {worksheet.key: worksheet.outcome for worksheet in seed().worksheets} == WORKSHEETS

    check = next(worksheet for worksheet in seed().worksheets if worksheet.key == "adkar-habit-check")
    scales = [question for question in check.questions if question.kind == "scale"]
    assert [question.key for question in scales] == ["awareness", "desire", "knowledge", "ability", "reinforcement"]
    assert all(question.resources_when_low for question in scales)


def test_the_style_inventory_is_never_required() -> None:
    # peers D3
    using = [step for step in seed().steps if step.worksheet == "meeting-style"]

    assert [step.is_optional for step in using] == [True]
    assert not any(using[0].key in step.unlock_after for step in seed().steps)


def test_the_mix_of_every_module_and_of_the_year() -> None:
    # peers 1.17, D17
    mixes, goal = planned_mixes(seed()), seed().mix

    year = sum(mixes.values(), Mix())

    print({key: {kind: round(share, 1) for kind, share in mix.shares.items()} for key, mix in mixes.items()})
    assert mixes.keys() == {module.key for module in seed().modules}
    assert [key for key, mix in mixes.items() if mix.is_off(goal.mix, goal.tolerance)] == []
    assert not year.is_off(goal.mix, 2)
    assert 40 * 60 <= year.total <= 48 * 60  # about four hours a month, as the page says


def test_a_person_has_at_least_sixty_steps_and_meets_eight_again() -> None:
    # peers 1.18
    own = [step for step in seed().steps if step.audience == "participant" and not step.is_optional]

    assert sum(len(step.when.months) for step in own) >= 60
    assert sum(bool(step.revisits) for step in own) >= 8
    assert sum(len(step.unlock_after) > 1 for step in seed().steps) >= 3  # peers 1.3: all of a set


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_an_experience_a_step_of_each_kind_and_a_commitment(month: int) -> None:
    plan = seed()
    (module,) = [module.key for module in plan.modules if month in module.months]
    steps = [step for step in plan.steps if step.audience == "participant" and month in months_of(step.when)]

    assert any(event.kind == "experiential" and month in months_of(event.when) for event in plan.events)
    assert {step.kind for step in steps} == {"experiential", "peer", "formal"}
    assert any(month in months_of(promise.when) for promise in plan.commitments)
    assert {step.module for step in steps} == {module}


def test_commitments_events_and_surveys_of_the_guide() -> None:  # peers D61
    plan = seed()
    surveys = [(survey.kind, survey.when.months) for survey in plan.surveys]

    assert len(plan.commitments) >= 24
    assert all(promise.due for promise in plan.commitments)
    assert {event.form for event in plan.events} >= {"launch", "roundtable", "peer_led", "social", "closing"}
    assert next(event.when.months for event in plan.events if event.form == "social") == (3, 6, 9)
    assert surveys == [("baseline", (1,)), ("pulse", (3, 6, 9)), ("annual", (12,))]


def test_facilitators_have_their_tasks() -> None:
    # peers D8-D10, 1.11
    tasks = {step.key: step.when.offset for step in seed().steps if step.audience == "facilitator"}

    assert [tasks[key] for key in ("secure-leadership", "announce-the-program", "open-registration")] == [-28, -26, -25]
    assert [tasks[key] for key in ("set-up-the-meeting-place", "set-up-the-journey")] == [-21, -20]
    hosting = [step for step in seed().steps if step.key.startswith("host-this-month")]
    assert sorted(chain.from_iterable(step.when.months for step in hosting)) == list(range(2, 12))
    assert tasks.keys() >= {"host-the-launch", "open-mentoring", "run-the-pulse-spring", "read-the-quarter-spring"}
    assert tasks.keys() >= {"run-the-annual-survey", "host-the-closing", "write-up-the-year"}


def test_agreements_messages_and_blocks() -> None:
    # peers C8, D39, D51, 1.13, 1.22
    plan = seed()

    assert Counter(agreement.kind for agreement in plan.agreements) == Counter(AgreementKind.values)
    assert {message.audience for message in plan.messages} == {"participant", "buddy", "partner", "facilitator"}
    assert len(plan.blocks) >= 6
    assert all(block.steps for block in plan.blocks)


def test_skills_build_on_each_other_and_each_is_practised() -> None:
    plan = seed()

    assert 10 <= len(plan.skills) <= 14
    assert sum(bool(skill.builds_on) for skill in plan.skills) >= 8
    assert {skill.key for skill in plan.skills} == set(chain.from_iterable(step.skills for step in plan.steps))
    assert {resource.key for resource in plan.resources} == set(
        chain.from_iterable(step.resources for step in plan.steps)
    )


@pytest.mark.parametrize("starts_on", [date(2026, 1, 31), date(2028, 2, 29), date(2026, 9, 1), date(2026, 12, 27)])
def test_nothing_unlocks_after_something_later(starts_on: date) -> None:
    steps = {step.key: step for step in seed().steps}
    opens = {key: occurrences(step.when, starts_on, 12)[0] for key, step in steps.items()}

    late = [
        (key, before)
        for key, step in steps.items()
        for before in (*step.unlock_after, *step.builds_on)
        if opens[before] > opens[key]
    ]

    assert late == []


def test_its_words_follow_the_house() -> None:
    text = FILE.read_text(encoding="utf-8")

    assert re.findall(r"!|\bplease\b|\boops\b|https?:", text, re.IGNORECASE) == []
