"""
What has to stand there before an act can be done: the houses are planted as they are in the middle of a year, and some
acts need a draft, a finished program, a jury that has chosen.

Each answers with what is sent besides what the walk of T1 sends. What it changed is taken back with the act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from belonging.tenancy.enums import JobState
from belonging.tenancy.jobs import perform
from belonging.tenancy.models import Job, Membership
from community.models import Award, Coding, Juror, Prompt, Theme
from dashboards import tasks as _handlers  # noqa: F401 -- a worker reads them all; they say who does which job
from dashboards.enums import Outcome
from dashboards.models import Move
from dashboards.rules import MINUTES_TO_CHOOSE
from mentoring.enums import RoundState as MentoringState
from mentoring.models import MentorProfile
from mentoring.models import Round as MentoringRound
from network.enums import OutreachAct, RoundState
from network.models import Measure, Outreach, Round, Snapshot
from network.selectors.snapshots import latest_snapshot
from programs.enums import AgreementKind, ParticipantState, PersonStepState, ProgramState
from programs.models import Agreement, OfficeHour, Participant, PersonStep, PlanDraft, PlanEdit, Program
from surveys.enums import WaveKind, WaveState
from surveys.models import Wave
from tests.cast import NOON, TODAY, Person, make_person
from tests.guards.tables import Planted

Sent = dict[str, Any]
Before = Callable[[Planted, Membership], Sent]
WORKER = {
    "network:snapshot-ask", "network-api:snapshot-ask", "network:round-plan", "network-api:round-list",
    "dashboards:pack-make",
}  # fmt: skip


def work_on(planted: Planted) -> None:
    """What the worker does then: every job that waits."""
    house = planted.house
    with house.open():
        waiting = list(Job.objects.filter(state=JobState.WAITING).values_list("public_id", "pk").order_by("pk"))
    for public_id, _pk in waiting:
        perform(organization_id=house.organization.pk, job_id=public_id, now=NOON)


def no_work_waits(_planted: Planted, _actor: Membership) -> Sent:
    Job.objects.update(state=JobState.DONE, finished_at=NOON)
    return {}


def a_count_of_a_crowd(planted: Planted, actor: Membership) -> Sent:
    newest = latest_snapshot(planted.house.program)
    assert newest is not None
    Snapshot.objects.filter(pk=newest.pk).update(people=12)
    return no_work_waits(planted, actor)


def a_plan_and_no_round(planted: Planted, _actor: Membership) -> Sent:
    Round.objects.filter(state=RoundState.OPEN).update(state=RoundState.CLOSED)
    return {}


def a_round_runs(planted: Planted, _actor: Membership) -> Sent:
    Round.objects.filter(state=RoundState.OPEN).update(state=RoundState.CLOSED)
    planned = planted.introductions[planted.house.program.pk].planned
    Round.objects.filter(pk=planned.pk).update(state=RoundState.OPEN, started_at=NOON)
    return {}


def a_circle(planted: Planted, _actor: Membership) -> Sent:
    newest = latest_snapshot(planted.house.program)
    assert newest is not None
    count = newest.carried_from or newest
    for name in ("Kim", "Lou", "Noa", "Pia", "Tom", "Uma"):
        person = member(planted, name)
        Measure.objects.create(
            snapshot=count, participant=person.place, degree=1, clustering=0, core_number=1, betweenness=0,
            component=0, community=0,
        )  # fmt: skip
    return {"count": str(count.public_id), "number": "0"}


def member(planted: Planted, name: str) -> Person:
    return make_person(name, planted.house.organization.slug, planted.house.program)


def somebody_was_reached(planted: Planted, actor: Membership) -> Sent:
    program = planted.house.program
    other = planted.others[program.pk]
    Outreach.objects.create(participant=other, program=program, done_by=actor, done_on=TODAY, act=OutreachAct.CALL)
    return {}


def some_minutes(_planted: Planted, _actor: Membership) -> Sent:
    return {"minutes": str(MINUTES_TO_CHOOSE[0])}


def a_measured_move(planted: Planted, _actor: Membership) -> Sent:
    told = {"outcome_30": Outcome.GONE, "outcome_60": Outcome.GONE, "done_on": TODAY, "state": "done"}
    Move.objects.filter(pk=planted.dashboards[planted.house.program.pk].move.pk).update(**told)
    return {}


def an_act_that_answers(_planted: Planted, _actor: Membership) -> Sent:
    return {"act": "event"}


def a_slot_of_mine(_planted: Planted, actor: Membership) -> Sent:
    OfficeHour.objects.update(facilitator=actor)
    return {}


def a_draft(planted: Planted, _actor: Membership) -> Sent:
    template = planted.template
    changed = template.content.replace("Draw it again.", "Draw it twice.")
    draft = PlanDraft.objects.create(template=template, program=None, content=changed)
    PlanEdit.objects.create(draft=draft, act="move", content_before=template.content)
    return {}


def in_state(state: ProgramState) -> Before:
    """The program is there already."""

    def put(planted: Planted, _actor: Membership) -> Sent:
        program = planted.house.program
        at = NOON if state == ProgramState.ARCHIVED else None
        Program.objects.filter(pk=program.pk).update(state=state, archived_at=at)
        for kind in AgreementKind:
            if not Agreement.objects.filter(program=program, kind=kind).exists():
                Agreement.objects.create(program=program, kind=kind, title=kind, text="Words.", written_at=NOON)
        return {}

    return put


def a_draft_without_a_plan(planted: Planted, actor: Membership) -> Sent:
    """The plan that is planted knows other steps than the rows beside it."""
    Program.objects.filter(pk=planted.house.program.pk).update(template=None)
    return in_state(ProgramState.DRAFT)(planted, actor)


def a_missed_step(planted: Planted, _actor: Membership) -> Sent:
    program, early = planted.house.program, TODAY - timedelta(days=30)
    row, other = planted.paths[program.pk].step, planted.others[program.pk]
    PersonStep.objects.filter(pk=row.pk).update(participant=other, state=PersonStepState.WAITING, opens_on=early)
    Participant.objects.filter(pk=other.pk).update(joined_on=TODAY)
    return {}


def somebody_pauses(planted: Planted, _actor: Membership) -> Sent:
    other, until = planted.others[planted.house.program.pk], TODAY + timedelta(days=5)
    Participant.objects.filter(pk=other.pk).update(state=ParticipantState.PAUSED, paused_until=until)
    return {}


def a_weak_answer(_planted: Planted, _actor: Membership) -> Sent:
    return {"key": "know-why"}


def a_planned_survey(planted: Planted, _actor: Membership) -> Sent:
    program, opens = planted.house.program, TODAY + timedelta(days=60)
    rows = planted.surveys[program.pk]
    wave = Wave.objects.create(
        program=program, instrument=rows.instrument, kind=WaveKind.PULSE, state=WaveState.PLANNED, opens_on=opens,
        closes_on=opens + timedelta(days=9),
    )  # fmt: skip
    planted.surveys[program.pk] = replace(rows, wave=wave)
    return {}


def no_draft_of_a_round(_planted: Planted, _actor: Membership) -> Sent:
    MentoringRound.objects.filter(state=MentoringState.DRAFT).update(state=MentoringState.DROPPED)
    return {}


def two_who_are_free(planted: Planted, _actor: Membership) -> Sent:
    people = [member(planted, name).place for name in ("Kim", "Lou")]
    for person in people:
        MentorProfile.objects.create(
            program=planted.house.program, participant=person, offers=["bread"], wants=["listening"], time_zone="UTC",
            opted_in_at=NOON, changed_at=NOON,
        )  # fmt: skip
    return {"people": [str(person.public_id) for person in people]}


def no_themes(_planted: Planted, _actor: Membership) -> Sent:
    Coding.objects.all().delete()
    Theme.objects.all().delete()
    return {}


def a_jury_that_has_chosen(planted: Planted, _actor: Membership) -> Sent:
    house = planted.house
    award = planted.community[house.program.pk].award
    days: dict[str, date] = {"opens_on": TODAY - timedelta(days=9), "closes_on": TODAY - timedelta(days=1)}
    Award.objects.filter(pk=award.pk).update(**days)
    for person in (house.mira, member(planted, "Kim")):
        Juror.objects.create(award=award, participant=person.place)
    Juror.objects.filter(award=award).update(voted_at=NOON)
    return {}


def another_buddy(planted: Planted, _actor: Membership) -> Sent:
    return {"person": str(planted.house.mira.place.public_id)}


def a_prompt_to_come(_planted: Planted, _actor: Membership) -> Sent:
    Prompt.objects.update(post=None)
    return {}


BEFORE: dict[str, Before] = {
    "network:snapshot-ask": no_work_waits,
    "network-api:snapshot-ask": no_work_waits,
    "network:round-plan": no_work_waits,
    "network-api:round-list": no_work_waits,
    "network-api:round-close": a_round_runs,
    "network-api:outreach-undo": somebody_was_reached,
    "network:round-start": a_plan_and_no_round,
    "network:round-close": a_round_runs,
    "network:community-name": a_circle,
    "network:outreach-undo": somebody_was_reached,
    "dashboards:brief-wish": some_minutes,
    "dashboards:move-close": a_measured_move,
    "dashboards:move-open": an_act_that_answers,
    "dashboards:pack-make": a_count_of_a_crowd,
    "programs:hour-withdraw": a_slot_of_mine,
    "programs:template-undo": a_draft,
    "programs:template-publish": a_draft,
    "programs:template-drop": a_draft,
    "programs:plan-move": a_draft_without_a_plan,
    "programs:plan-start": in_state(ProgramState.DRAFT),
    "programs:plan-archive": in_state(ProgramState.FINISHED),
    "programs:plan-bring-back": in_state(ProgramState.ARCHIVED),
    "programs:path-settle": a_missed_step,
    "programs:path-resume": somebody_pauses,
    "surveys:assessment-plan": a_weak_answer,
    "surveys:wave-call-off": a_planned_survey,
    "mentoring:round-create": no_draft_of_a_round,
    "mentoring:round-join": two_who_are_free,
    "community:theme-begin": no_themes,
    "community-api:theme-begin": no_themes,
    "community:award-announce": a_jury_that_has_chosen,
    "community:welcome-give": another_buddy,
    "community:prompt-drop": a_prompt_to_come,
}
