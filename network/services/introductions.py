"""One person's words on introductions: yes or not this time, did we meet, and how they want to be asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from network.enums import IntroductionAnswer, IntroductionNews, IntroductionState, MetAnswer
from network.models import Introduction, IntroductionSide, IntroductionWish
from network.rules import MOST_AT_ONCE
from network.selectors.introductions import are_kept_apart, have_met_since, wish_of
from network.services.interactions import confirm_interaction, log_interaction
from network.services.introduction_mail import tell_of_introductions
from programs.enums import LearningKind
from programs.rules import first_and_last_day, is_open_for_logging

if TYPE_CHECKING:
    from programs.models import Participant

ENOUGH = 2  # people


class IntroductionRefused(BelongingError):
    """This cannot be said of the introduction now."""

    code = "introduction_refused"


@transaction.atomic
def answer_introduction(*, side: IntroductionSide, agrees: bool, now: datetime) -> Introduction:
    """
    This will note a person's answer, and name all to each other once everybody has said yes.

    A refusal changes nothing that the others can see: to them it looks like silence until the day it ends. Raises
    IntroductionRefused when it no longer waits for this person.
    """
    _check_running(side)
    found = Introduction.objects.select_for_update().get(pk=side.introduction_id)
    mine = IntroductionSide.objects.select_for_update().get(pk=side.pk)
    wanted = IntroductionAnswer.YES if agrees else IntroductionAnswer.NO
    if mine.answer == wanted:
        return found  # a double tap
    if found.state != IntroductionState.OFFERED or mine.answer != IntroductionAnswer.WAITING:
        raise IntroductionRefused(_("This has come to its end. The next introduction will find you."))
    mine.answer, mine.answered_at, mine.news = wanted, now, ""
    mine.save(update_fields=["answer", "answered_at", "news"])
    IntroductionWish.objects.filter(participant=mine.participant_id).update(silences=0)
    sides = list(found.sides.order_by("id"))
    if all(one.answer == IntroductionAnswer.YES for one in sides):
        name_people(found, sides, now)
    record(actor=side.participant.membership, verb="introduction.answered", now=now)
    return found


def name_people(found: Introduction, sides: list[IntroductionSide], now: datetime) -> bool:
    """This will name those who said yes to each other, unless one of them keeps another out: then nobody is told."""
    people = [side.participant_id for side in sides]
    if len(sides) < ENOUGH or are_kept_apart(people):
        return False
    found.state, found.named_at = IntroductionState.NAMED, now
    found.save(update_fields=["state", "named_at"])
    IntroductionSide.objects.filter(pk__in=[side.pk for side in sides]).update(news=IntroductionNews.NAMED)
    tell_of_introductions(found.organization_id)
    return True


@transaction.atomic
def say_met(*, side: IntroductionSide, word: MetAnswer, on: date, today: date, now: datetime) -> Introduction:
    """
    This will note whether a person met whom they were introduced to; it counts if one confirms and none denies.

    When everybody has spoken it is settled at once, and time together is logged for those who say they met. Raises
    IntroductionRefused when nobody was named, it is settled, or the day does not fit.
    """
    _check_running(side)
    found = Introduction.objects.select_for_update().get(pk=side.introduction_id)
    mine = IntroductionSide.objects.select_for_update().get(pk=side.pk)
    first, last = first_and_last_day(side.program, today)
    if mine.met == word:
        return found
    if found.state != IntroductionState.NAMED or mine.met in {MetAnswer.YES, MetAnswer.NO}:
        raise IntroductionRefused(_("You have answered this already."))
    if word == MetAnswer.YES and not first <= on <= last:
        raise IntroductionRefused(
            _("Choose the day you met: it has not come yet, or is before the program."), field="on"
        )
    mine.met, mine.met_on, mine.said_at, mine.news = word, on if word == MetAnswer.YES else None, now, ""
    mine.save(update_fields=["met", "met_on", "said_at", "news"])
    if all(one.met in {MetAnswer.YES, MetAnswer.NO} for one in named_sides(found)):
        settle_meeting(found, today, now)
    record(actor=side.participant.membership, verb="introduction.told", now=now)
    return found


def named_sides(found: Introduction) -> list[IntroductionSide]:
    """Those who said yes, in the order in which they said whether they met."""
    rows = found.sides.filter(answer=IntroductionAnswer.YES).select_related("participant__membership", "program")
    return list(rows.order_by("said_at", "id"))


def settle_meeting(found: Introduction, today: date, now: datetime) -> None:
    """This will decide whether an introduction counts as a meeting, and log it if it does."""
    sides = named_sides(found)
    said_yes = [side for side in sides if side.met == MetAnswer.YES]
    people = [side.participant_id for side in sides]
    is_met = bool(said_yes) and not any(side.met == MetAnswer.NO for side in sides)
    found.state = IntroductionState.MET if is_met else IntroductionState.NOT_MET
    found.save(update_fields=["state"])
    if is_met and found.named_at is not None and not have_met_since(people, found.named_at.date()):
        _log(said_yes, sides, today, now)


def _log(said_yes: list[IntroductionSide], sides: list[IntroductionSide], today: date, now: datetime) -> None:
    """Time together by whoever said so first; who said so too confirms it, everybody else is asked as ever."""
    author = said_yes[0]
    if author.met_on is None:
        return
    try:
        with transaction.atomic():
            logged = log_interaction(
                program=author.program, author=author.participant, happened_on=author.met_on, today=today, now=now,
                partners=[side.participant for side in sides if side.pk != author.pk], kind=LearningKind.PEER,
            )  # fmt: skip
            agreed = {side.participant_id for side in said_yes}
            for claim in logged.claims:
                if claim.participant_id in agreed and not claim.is_hidden:
                    confirm_interaction(partner_row=claim, now=now)
    except BelongingError:
        return  # a pause, or they logged it themselves: what they told of it stays, and nothing is counted twice


@transaction.atomic
def set_introduction_wish(
    *, participant: Participant, most_at_once: int, paused_until: date | None, now: datetime
) -> IntroductionWish:
    """This will note for how many introductions somebody is open, and until when not; it also ends a kind stop."""
    if not 1 <= most_at_once <= MOST_AT_ONCE:
        raise IntroductionRefused(_("Choose one, two or three."), field="most_at_once")
    wish = wish_of(participant)
    IntroductionWish.objects.update_or_create(
        participant=participant,
        defaults={
            "program_id": participant.program_id,
            "most_at_once": most_at_once,
            "paused_until": paused_until,
            "silences": 0,
            "stopped_on": None,
        },
    )
    record(actor=participant.membership, verb="introduction.wish_set", now=now)
    return wish


def _check_running(side: IntroductionSide) -> None:
    if not is_open_for_logging(side.program) or not side.participant.may_act:
        raise IntroductionRefused(_("Your place in this program does not run now, so this stays as it is."))
