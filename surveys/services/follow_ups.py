"""What is done about a result, by whom and until when; and the question, a month later, whether it helped."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from surveys.enums import WaveKind, WaveState
from surveys.models import FollowUp, Wave
from surveys.rules import FOLLOW_UP_AFTER
from surveys.selectors.follow_ups import follow_ups_to_ask_about
from surveys.selectors.waves import local_day
from surveys.services.built_in import keep_built_in
from surveys.services.opening import WaveRefused

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership

DAYS_OPEN = 7


@transaction.atomic
def promise_action(
    *, actor: Membership, wave: Wave, text: str, owner: Membership, due_on: date, now: datetime
) -> FollowUp:
    """This will write down what is done about a result, for everybody to see; raises WaveRefused, naming the field."""
    text = text.strip()
    if wave.state != WaveState.CLOSED:
        raise WaveRefused(_("There are no results yet to do something about."))
    if not text:
        raise WaveRefused(_("Say what will be done."), field="text")
    if due_on < local_day(wave.program, now):
        raise WaveRefused(_("That day has passed. Choose a later one."), field="due_on")
    action = FollowUp.objects.create(wave=wave, text=text[:200], owner=owner, due_on=due_on)
    record(actor=actor, verb="follow_up.promised", target=action, now=now)
    return action


@transaction.atomic
def finish_action(*, actor: Membership, action: FollowUp, on: date, now: datetime) -> FollowUp:
    """This will mark an action as done; a month later people are asked whether it helped."""
    action.done_on = action.done_on or on
    action.save(update_fields=["done_on"])
    record(actor=actor, verb="follow_up.done", target=action, now=now)
    return action


@transaction.atomic
def plan_questions_about_follow_ups(*, now: datetime) -> int:
    """This will plan one short sealed question for each action that was done a month ago, and count them."""
    actions = follow_ups_to_ask_about(now, FOLLOW_UP_AFTER)
    for action in actions:
        program = action.wave.program
        today = local_day(program, now)
        wave = Wave.objects.create(
            program=program,
            instrument=keep_built_in(now=now)["did-it-help"],
            kind=WaveKind.FOLLOW_UP,
            opens_on=today,
            closes_on=min(today + timedelta(days=DAYS_OPEN - 1), program.ends_before - timedelta(days=1)),
            least=action.wave.least,
            least_words=action.wave.least_words,
            about=action.text,
        )
        action.asks = wave
        action.save(update_fields=["asks"])
        record(actor=None, verb="wave.planned", target=wave, now=now)
    return len(actions)
