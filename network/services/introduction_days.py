"""What each hour does to introductions: unanswered ones end, the next choice is made, meetings are asked about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q

from belonging.core.clock import today
from belonging.tenancy.audit import record
from network.enums import (
    IntroductionAnswer,
    IntroductionNews,
    IntroductionState,
    LeftOutReason,
    MetAnswer,
    RoundState,
)
from network.introductions import plan_round
from network.models import Introduction, IntroductionSide, IntroductionWish, LeftOut, Round
from network.rules import (
    ANSWER_WITHIN,
    ASK_WHETHER_MET_AFTER,
    MEET_WITHIN,
    MOST_TRIES,
    NEXT_CHOICE_WITHIN,
    ROUND_LASTS,
    SILENCES_BEFORE_A_REST,
)
from network.selectors.introductions import open_introduction_rows
from network.selectors.round_fields import round_field
from network.selectors.snapshots import latest_figures
from network.services.introduction_mail import send_due_introduction_mail
from network.services.introductions import name_people, settle_meeting
from network.services.rounds import store_proposals
from programs.selectors.programs import unless_archived

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership


@transaction.atomic
def make_introduction_hour(*, now: datetime) -> None:
    """This will move the open organization's introductions on and then tell people what they are still to hear."""
    move_introductions(now=now)
    send_due_introduction_mail(now=now)


@transaction.atomic
def move_introductions(*, now: datetime) -> int:
    """This will do for the open organization's introductions whatever the hour asks for, and count what moved."""
    moved = 0
    rounds = Round.objects.select_for_update(of=("self",)).filter(unless_archived(), state=RoundState.OPEN)
    for found in rounds.select_related("program"):
        ended = _end_unanswered(found, now)
        moved += ended + _ask_whether_met(found, now) + _settle_old(found, now)
        if ended:
            moved += _make_next_choice(found, now)
        _close_if_over(found, now)
    return moved


def _end_unanswered(found: Round, now: datetime) -> int:
    """Introductions whose time is up: who said yes is named to the others who did, the rest ends without a word."""
    due = found.introductions.select_for_update().filter(state=IntroductionState.OFFERED, expires_at__lte=now)
    rows = list(due.order_by("id"))
    for row in rows:
        sides = list(row.sides.select_related("program", "participant").order_by("id"))
        silent = [side for side in sides if side.answer == IntroductionAnswer.WAITING]
        for side in silent:
            _note_silence(side, now)
        if not name_people(row, [side for side in sides if side.answer == IntroductionAnswer.YES], now):
            row.state = IntroductionState.FALLEN
            row.save(update_fields=["state"])
    return len(rows)


def _note_silence(side: IntroductionSide, now: datetime) -> None:
    side.answer, side.news = IntroductionAnswer.SILENT, ""
    wish, _made = IntroductionWish.objects.get_or_create(
        participant=side.participant, defaults={"program_id": side.program_id}
    )
    wish.silences += 1
    if wish.silences >= SILENCES_BEFORE_A_REST:
        wish.stopped_on = today(side.program.time_zone, now)
        side.news = IntroductionNews.STOPPED
    wish.save(update_fields=["silences", "stopped_on"])
    side.save(update_fields=["answer", "news"])


def _make_next_choice(found: Round, now: datetime) -> int:
    """For those who said yes in vain, and those left out: whoever of them may be worth meeting for each other."""
    if found.started_at is None or now > found.started_at + NEXT_CHOICE_WITHIN:
        return 0
    fallen = Q(introduction__state=IntroductionState.FALLEN, answer=IntroductionAnswer.YES)
    sides = IntroductionSide.objects.filter(introduction__round=found)
    willing = set(sides.filter(fallen).values_list("participant", flat=True))
    tries = dict(sides.order_by().values_list("participant").annotate(tries=Count("id")))
    willing |= set(found.left_out.exclude(reason=LeftOutReason.SMALLER_ROUND).values_list("participant", flat=True))
    willing = {person for person in willing if tries.get(person, 0) < MOST_TRIES}
    if len(willing) < 2:
        return 0
    on = today(found.program.time_zone, now)
    stand = round_field(found.program, on, now, apart=found.apart, only=willing)
    plan = plan_round(stand.field, found.bridge_share, seed=found.pk)
    rows = store_proposals(
        found, plan.proposals, stand, state=IntroductionState.OFFERED, is_next_choice=True,
        expires_at=now + ANSWER_WITHIN,
    )  # fmt: skip
    people = [int(stand.ids[place]) for proposal in plan.proposals for place in proposal.people]
    LeftOut.objects.filter(round=found, participant__in=people).delete()
    return len(rows)


def _ask_whether_met(found: Round, now: datetime) -> int:
    named = found.introductions.filter(state=IntroductionState.NAMED, asked_at=None)
    rows = list(named.filter(named_at__lte=now - ASK_WHETHER_MET_AFTER).order_by("id"))
    IntroductionSide.objects.filter(
        introduction__in=rows, answer=IntroductionAnswer.YES, met=MetAnswer.UNSAID, news=""
    ).update(news=IntroductionNews.MET)
    Introduction.objects.filter(pk__in=[row.pk for row in rows]).update(asked_at=now)
    return len(rows)


def _settle_old(found: Round, now: datetime) -> int:
    """Meetings of which not everybody has told by now: it counts if one confirms and none denies."""
    old = found.introductions.select_for_update().filter(state=IntroductionState.NAMED)
    rows = list(old.filter(named_at__lte=now - MEET_WITHIN).order_by("id"))
    for row in rows:
        settle_meeting(row, today(found.program.time_zone, now), now)
    return len(rows)


def _close_if_over(found: Round, now: datetime) -> None:
    is_old = found.started_at is not None and now > found.started_at + ROUND_LASTS
    if is_old or not open_introduction_rows(found.program, found).exists():
        _close(found, now)


@transaction.atomic
def close_round(*, running: Round, actor: Membership, now: datetime) -> None:
    """This will close a running round: who was not answered is left in peace, who was named may still tell of it."""
    found = Round.objects.select_for_update().filter(pk=running.pk, state=RoundState.OPEN).first()
    if found is None:
        return
    asked = found.introductions.filter(state=IntroductionState.OFFERED)
    IntroductionSide.objects.filter(introduction__in=asked).update(news="")
    asked.update(state=IntroductionState.FALLEN)
    if not open_introduction_rows(found.program, found).exists():
        _close(found, now)
    record(actor=actor, verb="round.closed", target=found, now=now)


def _close(found: Round, now: datetime) -> None:
    found.state, found.closed_at = RoundState.CLOSED, now
    found.figures = {**found.figures, "after": latest_figures(found.program)}
    found.save(update_fields=["state", "closed_at", "figures"])
