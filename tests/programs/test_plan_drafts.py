"""Plans being changed, and programs that follow them: what is to come moves, what people did stays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from belonging.tenancy.models import AuditEntry
from programs.calendar import When
from programs.enums import PersonStepState, ProgramState, ReplyState
from programs.models import (
    Event,
    Letter,
    Module,
    Occurrence,
    PersonStep,
    PlanDraft,
    PlanEdit,
    PlannedPromise,
    Program,
    Promise,
    Reply,
    Step,
    Template,
)
from programs.plan_edits import Add, Change, ChangeModule, Copy, Edit, Move, Remove
from programs.plan_files import Plan, read_plan
from programs.selectors.plan_changes import publishing_of
from programs.services.days import release_due_days
from programs.services.plan_changes import follow_plan, publish_draft
from programs.services.plan_drafts import (
    MOST_UNDONE,
    DraftRefused,
    drop_draft,
    edit_draft,
    keep_draft_as_template,
    undo_edit,
)
from programs.services.plans import create_program_from_template, keep_template, lock_template, start_with_paths
from programs.services.programs import enrol_participant
from programs.services.seed import keep_seed_template
from tests.cast import NOON, House

STARTS_ON = date(2026, 9, 1)
MARCH = datetime(2027, 3, 10, 12, tzinfo=UTC)  # month 7
WALK = "walk-in-pairs"  # month 3
MONTHLY = """\
format: 1
key: monthly
version: 1
name: One call a month
modules:
  - {key: self, number: 1, name: Self, months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}
steps:
  - key: call
    title: Call somebody
    text: Call somebody.
    module: self
    kind: peer
    minutes: 30
    when: {every: month, from: 2, to: 11, day: 5}
"""


@pytest.fixture
def seed(inside: House) -> Template:
    return keep_seed_template(actor=inside.una.membership, now=NOON)


@pytest.fixture
def draft(inside: House, seed: Template) -> Program:
    return create_program_from_template(
        actor=inside.una.membership, template=seed, name="New Year", starts_on=STARTS_ON, now=NOON
    )


@pytest.fixture
def running(inside: House, draft: Program) -> Program:
    """In month 7, with two people; Ben has done one step."""
    for person in (inside.ben, inside.mira):
        enrol_participant(actor=None, program=draft, membership=person.membership, on=STARTS_ON, now=NOON)
    start_with_paths(actor=inside.una.membership, program=draft, now=NOON)
    release_due_days(now=MARCH)
    return draft


def change(house: House, program: Program, *edits: Edit, now: datetime = NOON) -> PlanDraft:
    assert program.template is not None
    for edit in edits:
        made = edit_draft(actor=house.una.membership, template=program.template, program=program, edit=edit, now=now)
    return made


def plan_of(program: Program) -> Plan:
    program.refresh_from_db()
    assert program.template is not None
    return read_plan(program.template.content)


def days(program: Program, key: str) -> list[date]:
    rows = Occurrence.objects.filter(program=program, step__key=key).order_by("opens_on")
    return list(rows.values_list("opens_on", flat=True))


def test_edits_wait_in_a_draft_and_are_taken_back_one_by_one(inside: House, draft: Program) -> None:
    before = list(Event.objects.filter(program=draft).values_list("starts_at", flat=True).order_by("id"))
    made = change(inside, draft, Move("events", WALK, 3, 4), Add("events", "A song", "experiential", 5))

    once = undo_edit(actor=inside.una.membership, draft=made, now=NOON)

    events = {one.key: one for one in read_plan(once.content).events}
    assert (events[WALK].when.months, "a-song" in events) == ((4,), False)
    assert list(Event.objects.filter(program=draft).values_list("starts_at", flat=True).order_by("id")) == before
    undo_edit(actor=inside.una.membership, draft=made, now=NOON)
    with pytest.raises(DraftRefused, match="nothing left"):
        undo_edit(actor=inside.una.membership, draft=made, now=NOON)


def test_only_the_newest_edits_can_be_taken_back(inside: House, draft: Program) -> None:
    made = change(inside, draft, Move("events", WALK, 3, 4), Move("events", WALK, 4, 3))
    PlanEdit.objects.bulk_create(
        PlanEdit(draft=made, act="move", content_before=made.content) for _ in range(MOST_UNDONE)
    )

    change(inside, draft, Move("events", WALK, 3, 6))

    assert PlanEdit.objects.filter(draft=made).count() == MOST_UNDONE


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Move("events", WALK, 3, 40), "months 1 to 12"),
        (Change("events", WALK, {"when": When(months=(14,), day=1)}), "outside the program"),
        (Change("steps", "say-why-you-are-here", {"asks": "", "worksheet": ""}), "brought back"),
    ],
)
def test_edit_that_would_break_the_plan_stores_nothing(inside: House, draft: Program, edit: Edit, words: str) -> None:
    with pytest.raises(DraftRefused, match=words):
        change(inside, draft, edit)

    assert not PlanDraft.objects.exists()


def test_published_draft_changes_a_draft_program_and_keeps_its_own_versions(
    inside: House, draft: Program, seed: Template
) -> None:  # peers 1.12
    made = change(
        inside, draft, Move("events", WALK, 3, 4), Remove("events", "swap-shelf", 4),
        Add("commitments", "Call one person", "peer", 2), ChangeModule("one-to-one", "Two of us", "Anew."),
    )  # fmt: skip

    kept = publish_draft(actor=inside.una.membership, program=draft, draft=made, now=NOON)

    assert (kept.key, kept.version, kept.copied_from) == ("plan-of-new-year", 1, seed)
    assert Event.objects.get(program=draft, key=WALK).starts_at.month == 12
    assert not Event.objects.filter(program=draft, key="swap-shelf").exists()
    assert PlannedPromise.objects.filter(program=draft, text="Call one person").count() == 1
    assert Module.objects.get(program=draft, number=2).name == "Two of us"
    assert plan_of(draft).key == "plan-of-new-year"
    assert not PlanDraft.objects.exists()
    assert AuditEntry.objects.filter(verb="program.plan_changed").count() == 1


def test_edited_rule_changes_what_is_to_come_and_nothing_else(inside: House) -> None:  # peers 1.7
    una = inside.una.membership
    monthly = keep_template(actor=una, content=MONTHLY, now=NOON)
    program = create_program_from_template(actor=una, template=monthly, name="Rule", starts_on=STARTS_ON, now=NOON)
    ben = enrol_participant(actor=None, program=program, membership=inside.ben.membership, on=STARTS_ON, now=NOON)
    start_with_paths(actor=una, program=program, because="A small plan.", now=NOON)
    release_due_days(now=MARCH)
    PersonStep.objects.filter(participant=ben, occurrence__month=3).update(state=PersonStepState.DONE, wrote="Mine")
    before = days(program, "call")

    made = change(inside, program, Change("steps", "call", {"when": When(months=tuple(range(2, 10)), day=20)}))
    publish_draft(actor=una, program=program, draft=made, now=MARCH)

    after = days(program, "call")
    today = MARCH.date()
    assert [one for one in after if one <= today] == [one for one in before if one <= today]
    assert [one for one in after if one > today] == [date(2027, 3, 20), date(2027, 4, 20), date(2027, 5, 20)]
    rows = PersonStep.objects.filter(participant=ben).order_by("opens_on")
    assert list(rows.values_list("opens_on", flat=True)) == after
    assert list(rows.filter(wrote="Mine").values_list("state", flat=True)) == [PersonStepState.DONE]
    assert AuditEntry.objects.get(verb="program.plan_changed").detail["since"] == "2027-03-11"


def test_moved_path_keeps_its_distance_to_the_plan(inside: House, running: Program) -> None:  # peers 1.5
    row = PersonStep.objects.filter(
        participant__program=running, state=PersonStepState.WAITING, occurrence__opens_on__gt=MARCH.date()
    ).order_by("-opens_on")[0]  # fmt: skip
    PersonStep.objects.filter(pk=row.pk).update(opens_on=row.occurrence.opens_on + timedelta(days=40))
    key, source = row.step.key, row.occurrence.month

    made = change(inside, running, Move("steps", key, source, source - 1), now=MARCH)
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)

    moved = PersonStep.objects.select_related("occurrence").get(pk=row.pk)
    assert moved.opens_on - moved.occurrence.opens_on == timedelta(days=40)
    assert moved.occurrence.month == source - 1


def test_new_step_reaches_everybody_and_one_taken_out_leaves(inside: House, running: Program) -> None:
    gone = Step.objects.filter(program=running, occurrences__opens_on__gt=MARCH.date(), audience="participant")
    gone = gone.exclude(occurrences__opens_on__lte=MARCH.date()).order_by("id")[0]
    month = Occurrence.objects.get(step=gone).month

    made = change(
        inside, running, Add("steps", "Write a letter", "formal", 11), Remove("steps", gone.key, month), now=MARCH
    )
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)

    assert PersonStep.objects.filter(step__title="Write a letter").count() == 2
    assert not Step.objects.filter(pk=gone.pk).exists()


def test_promises_follow_and_kept_ones_stay(inside: House, running: Program) -> None:
    planned = PlannedPromise.objects.filter(program=running, opens_on__gt=MARCH.date()).order_by("opens_on")[0]
    kept = Promise.objects.filter(planned=planned).order_by("id")[0]
    Promise.objects.filter(pk=kept.pk).update(done_at=NOON)

    made = change(
        inside, running, Change("commitments", planned.key, {"text": "Another word", "asks": ("And then?",)}), now=MARCH
    )
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)

    texts = dict(Promise.objects.filter(planned=planned).values_list("pk", "text"))
    assert texts.pop(kept.pk) == planned.text
    assert set(texts.values()) == {"Another word"}
    asked = Promise.objects.filter(planned=planned).exclude(pk=kept.pk).values_list("asks", flat=True)
    assert all(asks == ["And then?"] for asks in asked)


def test_events_tell_those_who_come_and_keep_what_was_set_by_hand(
    inside: House, running: Program, django_capture_on_commit_callbacks: object
) -> None:
    event = Event.objects.filter(program=running, starts_at__gt=MARCH, kind="experiential").order_by("starts_at")[1]
    Event.objects.filter(pk=event.pk).update(place="The barn")
    ben = running.participants.get(membership=inside.ben.membership)
    Reply.objects.create(event=event, participant=ben, state=ReplyState.GOING, asked_at=NOON)
    month = next(one for one in plan_of(running).events if one.key == event.key).when.months[0]

    made = change(inside, running, Move("events", event.key, month, month + 1), now=MARCH)
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)

    moved = Event.objects.get(pk=event.pk)
    assert (moved.starts_at > event.starts_at, moved.place, moved.revision) == (True, "The barn", 1)
    assert Reply.objects.get(event=event).news == "changed"
    made = change(inside, running, Remove("events", event.key, month + 1), now=MARCH)
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)
    moved.refresh_from_db()
    assert moved.is_cancelled
    assert mail.outbox == []  # the mail goes with its own task


def test_messages_to_come_follow_the_plan(inside: House, running: Program) -> None:  # peers 1.13
    letter = Letter.objects.filter(program=running, goes_on__gt=MARCH.date(), sent_at=None).order_by("goes_on")[0]
    before = Letter.objects.filter(program=running, goes_on__lte=MARCH.date()).count()

    made = change(inside, running, Change("messages", letter.key, {"subject": "Another subject"}), now=MARCH)
    publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)

    changed = Letter.objects.filter(program=running, key=letter.key, goes_on__gt=MARCH.date())
    assert set(changed.values_list("subject", flat=True)) == {"Another subject"}
    assert Letter.objects.filter(program=running, goes_on__lte=MARCH.date()).count() == before


def test_step_people_did_is_not_told_otherwise(inside: House, running: Program) -> None:
    made = change(inside, running, Change("steps", "draw-your-map", {"minutes": 5}), now=MARCH)
    preview = publishing_of(running, plan_of(running), read_plan(made.content), MARCH)

    assert preview.is_refused
    with pytest.raises(DraftRefused, match="has been done as it was"):
        publish_draft(actor=inside.una.membership, program=running, draft=made, now=MARCH)
    assert plan_of(running).key == "community-belonging-network"


def test_preview_says_whom_it_touches(inside: House, running: Program) -> None:
    step = PersonStep.objects.filter(
        participant__program=running, state=PersonStepState.WAITING, occurrence__opens_on__gt=MARCH.date()
    ).order_by("-opens_on")[0]  # fmt: skip
    key, month = step.step.key, step.occurrence.month
    made = change(
        inside, running, Move("steps", key, month, month - 1), Copy("events", WALK, 3),
        Change("steps", "draw-your-map", {"title": "Draw it"}), now=MARCH,
    )  # fmt: skip

    preview = publishing_of(running, plan_of(running), read_plan(made.content), MARCH)

    found = {(change.title, change.what): change.people for change in preview.changes}
    assert found[(step.step.title, "moved")] == 2
    assert found[("Draw it", "changed")] == 0
    assert found[("A walk in pairs", "added")] == 0
    assert preview.since == date(2027, 3, 11)
    assert not preview.is_refused


def test_following_a_newer_version_of_the_template(inside: House, running: Program, seed: Template) -> None:
    made = edit_draft(
        actor=inside.una.membership, template=seed, program=None, edit=Add("events", "A feast", "experiential", 10),
        now=NOON,
    )  # fmt: skip
    newer = keep_draft_as_template(actor=inside.una.membership, draft=made, now=NOON)

    count = follow_plan(actor=inside.una.membership, program=running, template=newer, now=MARCH)

    assert (count, newer.version) == (1, 2)
    assert Event.objects.get(program=running, key="a-feast").starts_at.date() > MARCH.date()
    assert running.state == ProgramState.RUNNING


def test_template_draft_becomes_the_next_version_and_a_locked_one_a_copy(
    inside: House, seed: Template
) -> None:  # peers 1.12
    una = inside.una.membership
    edit = Move("events", WALK, 3, 4)
    first = edit_draft(actor=una, template=seed, program=None, edit=edit, now=NOON)
    second = keep_draft_as_template(actor=una, draft=first, now=NOON)
    lock_template(actor=una, template=second, is_locked=True, now=NOON)
    draft = edit_draft(
        actor=una, template=second, program=None, edit=Add("events", "A feast", "experiential", 10), now=NOON
    )

    copied = keep_draft_as_template(actor=una, draft=draft, now=NOON)

    assert (second.key, second.version) == (seed.key, 2)
    assert (copied.key, copied.version, copied.copied_from) == (f"{seed.key}-2", 1, second)


def test_dropped_draft_leaves_the_plan_alone(inside: House, draft: Program) -> None:
    made = change(inside, draft, Move("events", WALK, 3, 4))

    drop_draft(actor=inside.una.membership, draft=made, now=NOON)

    assert not PlanDraft.objects.exists()
    assert plan_of(draft).key == "community-belonging-network"
