"""Rounds of introductions: planned as counts, offered to each person alone, closed with what became of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core.clock import today
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import ask
from belonging.tenancy.selectors import unfinished_job_about
from network.enums import IntroductionNews, IntroductionState, LeftOutReason, RoundState
from network.introductions import Figures, Plan, Proposal, bridge_share, figures_of, plan_round, preview
from network.models import Introduction, IntroductionSide, LeftOut, Round
from network.rules import ANSWER_WITHIN, PLAN_LASTS
from network.selectors.introductions import are_kept_apart, lines_of, wish_of
from network.selectors.round_fields import RoundField, round_field
from network.services.introduction_mail import tell_of_introductions
from programs.enums import MeasureKey
from programs.rules import is_open_for_logging
from programs.selectors.programs import locked_program, program_by_public_id

if TYPE_CHECKING:
    from belonging.tenancy.models import Job, Membership
    from programs.models import Program

STEPS = 3

Tell = Callable[[int, int, str], None]  # done, of how many, in words


class RoundRefused(BelongingError):
    """A round cannot be planned or offered now."""

    code = "round_refused"


@transaction.atomic
def ask_round(*, program: Program, apart: str, asked_by: Membership, now: datetime) -> Job:
    """This will ask for a round to be planned; asking again while that is unfinished gives the same job."""
    locked_program(program.pk)
    if not is_open_for_logging(program):
        raise RoundRefused(_("This program is not running now, so nobody can be introduced."))
    waiting = unfinished_job_about(JobKind.PLAN_ROUND, program=str(program.public_id))
    if waiting is not None:
        return waiting
    arguments = {"program": str(program.public_id), "apart": apart}
    return ask(kind=JobKind.PLAN_ROUND, arguments=arguments, asked_by=asked_by, now=now)


def plan_asked_round(*, job: Job, now: datetime, tell: Tell) -> Round:
    """This will plan the round that a job asks for; raises RoundRefused when its program is gone."""
    program = program_by_public_id(UUID(job.arguments["program"]))
    if program is None:
        raise RoundRefused(gettext_lazy("This program is no longer there."))
    apart = str(job.arguments.get("apart", ""))
    return plan_introductions(program=program, apart=apart, actor=job.asked_by, now=now, job=job.public_id, tell=tell)


@transaction.atomic
def plan_introductions(
    *,
    program: Program,
    apart: str,
    actor: Membership | None,
    now: datetime,
    job: UUID | None = None,
    tell: Tell = lambda done, total, message: None,
) -> Round:
    """
    This will plan a round on today's network and keep it, in the place of an earlier plan; nobody is asked yet.

    A job has one plan: done again, it gives that one.
    """
    done = Round.objects.filter(job=job).first() if job else None
    if done is not None:
        return done
    locked_program(program.pk)
    tell(0, STEPS, _("Reading who knows whom"))
    stand = round_field(program, today(program.time_zone, now), now, apart=apart)
    tell(1, STEPS, _("Choosing for everybody at once"))
    field, aims = stand.field, program.targets
    share = bridge_share(field.graph, field.segments, aims[MeasureKey.CLUSTERING], aims[MeasureKey.PATH_LENGTH])
    plan = plan_round(field, share, seed=program.pk)
    tell(2, STEPS, _("Looking ahead"))
    _planned(program).update(state=RoundState.DROPPED)
    found = Round.objects.create(
        program=program, asked_by=actor, job=job, apart=apart, bridge_share=share, planned_at=now,
        figures=_figures(stand, plan), told={"ruled_out": plan.ruled_out, "starved": plan.starved},
    )  # fmt: skip
    store_proposals(found, plan.proposals, stand)
    _leave_out(found, {int(stand.ids[place]): why.value for place, why in plan.left_out.items()})
    record(actor=actor, verb="round.planned", target=found, now=now, introductions=len(plan.proposals))
    return found


def _planned(program: Program) -> Any:
    return Round.objects.filter(program=program, state=RoundState.PLANNED)


def _figures(stand: RoundField, plan: Plan) -> dict[str, Any]:
    """Of the network as it is, if every second introduction becomes a meeting, and if all do."""
    field = stand.field
    groups = [proposal.people for proposal in plan.proposals]

    def told(figures: Figures) -> dict[str, Any]:
        return asdict(figures)

    return {
        "people": len(field.graph),
        "before": told(figures_of(field.graph, field.segments)),
        "half": told(preview(field.graph, field.segments, groups[::2])),
        "all": told(preview(field.graph, field.segments, groups)),
    }


def store_proposals(
    found: Round, proposals: Iterable[Proposal], stand: RoundField, **fields: Any
) -> list[Introduction]:
    """This will write introductions with their people; bulk, since these tables have no save hooks to skip."""
    chosen = list(proposals)
    rows = Introduction.objects.bulk_create(
        Introduction(
            program=found.program, round=found, common=one.common, steps=one.steps, is_across=one.is_across, **fields
        )
        for one in chosen
    )
    news = IntroductionNews.ASKED if fields else ""
    IntroductionSide.objects.bulk_create(
        IntroductionSide(introduction=row, program=found.program, participant_id=int(stand.ids[place]), news=news)
        for row, one in zip(rows, chosen, strict=True)
        for place in one.people
    )
    return rows


def _leave_out(found: Round, people: Mapping[int, str]) -> None:
    # A person may be in a plan twice, or have another introduction in it: one row says why they have none.
    LeftOut.objects.bulk_create(
        (LeftOut(round=found, program=found.program, participant_id=one, reason=why) for one, why in people.items()),
        ignore_conflicts=True,
    )


@transaction.atomic
def start_round(*, planned: Round, counts: Mapping[str, int], actor: Membership, now: datetime) -> Round:
    """
    This will offer a planned round: of each line as many introductions as the count says, each person asked alone.

    Raises RoundRefused when another round is running, the plan is too old or gone, or nothing is to be offered.
    """
    program = locked_program(planned.program_id)
    found = Round.objects.select_for_update().filter(pk=planned.pk, state=RoundState.PLANNED).first()
    if found is None or found.planned_at < now - PLAN_LASTS:
        raise RoundRefused(_("This plan is no longer true. Plan a new round."))
    if not is_open_for_logging(program):
        raise RoundRefused(_("This program is not running now, so nobody can be introduced."))
    if Round.objects.filter(program=program, state=RoundState.OPEN).exists():
        raise RoundRefused(_("A round is running. Wait for its end, or close it."))
    _keep_only(found, counts, now)
    rows = Introduction.objects.filter(round=found)
    if not rows.exists():
        raise RoundRefused(_("Choose at least one introduction."))
    rows.update(state=IntroductionState.OFFERED, expires_at=now + ANSWER_WITHIN)
    IntroductionSide.objects.filter(introduction__round=found).update(news=IntroductionNews.ASKED)
    found.state, found.started_at = RoundState.OPEN, now
    found.save(update_fields=["state", "started_at"])
    record(actor=actor, verb="round.started", target=found, now=now, introductions=rows.count())
    tell_of_introductions(found.organization_id)
    return found


def _keep_only(found: Round, counts: Mapping[str, int], now: datetime) -> None:
    """Takes out what is more than the counts, and whoever must not be asked any more."""
    dropped: dict[int, str] = {}
    for line in lines_of(found):
        for row in line.introductions[max(line.least, counts.get(line.key, line.count)) :]:
            dropped[row] = LeftOutReason.SMALLER_ROUND
    sides: dict[int, list[IntroductionSide]] = {}
    for side in IntroductionSide.objects.filter(introduction__round=found).select_related("participant").order_by("id"):
        sides.setdefault(side.introduction_id, []).append(side)
    on = today(found.program.time_zone, now)
    for row, people in sides.items():
        may = all(side.participant.may_act and wish_of(side.participant).is_open(on) for side in people)
        if not may or are_kept_apart(side.participant_id for side in people):
            dropped.setdefault(row, LeftOutReason.CHANGED)
    left = {side.participant_id: why for row, why in dropped.items() for side in sides[row]}
    stays = {side.participant_id for row, people in sides.items() if row not in dropped for side in people}
    IntroductionSide.objects.filter(introduction__in=dropped).delete()
    Introduction.objects.filter(pk__in=dropped).delete()
    _leave_out(found, {person: why for person, why in left.items() if person not in stays})


@transaction.atomic
def drop_round(*, planned: Round, actor: Membership, now: datetime) -> None:
    """This will put a plan away; nobody was asked."""
    if Round.objects.filter(pk=planned.pk, state=RoundState.PLANNED).update(state=RoundState.DROPPED):
        record(actor=actor, verb="round.dropped", target=planned, now=now)
