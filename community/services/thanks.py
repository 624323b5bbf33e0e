"""Writes of thanks: give, agree that others read it, take back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.models import Thanks
from community.rules import LONGEST_THANKS, MOST_THANKS_A_DAY
from community.selectors.around_posts import holds
from community.selectors.thanks import thanks_count_since
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from community.models import Group
    from programs.models import Participant

DAY = timedelta(days=1)


class ThanksRefused(BelongingError):
    """Thanks that cannot be given like that."""

    code = "thanks_refused"


@transaction.atomic
def give_thanks(
    *,
    giver: Participant,
    to: Participant | Group,
    act: str,
    happened_on: date,
    is_for_all: bool,
    today: date,
    now: datetime,
) -> Thanks:
    """This will thank a person, or a group, for one thing they did; raises ThanksRefused, naming the field."""
    act = " ".join(act.split())
    locked_participant(giver.pk)  # two at once count to the same day
    _check(giver, to, act, happened_on, today, now)
    target = {"participant": to} if hasattr(to, "membership_id") else {"group": to}
    thanks = Thanks.objects.create(
        program=giver.program, giver=giver, act=act, happened_on=happened_on, is_for_all=is_for_all, given_at=now,
        **target,
    )  # fmt: skip
    record(actor=giver.membership, verb="thanks.given", target=thanks, now=now)
    return thanks


def _check(giver: Participant, to: Participant | Group, act: str, on: date, today: date, now: datetime) -> None:
    if not giver.may_act:
        raise ThanksRefused(_("Your place in this program is paused. Come back first."))
    if to == giver:
        raise ThanksRefused(_("Thank somebody else."))
    if not act or len(act) > LONGEST_THANKS:
        raise ThanksRefused(_("Say in a sentence what they did."), field="act")
    if holds(giver.program_id, act):
        raise ThanksRefused(_("One of these words is read twice here. Say it in others."), field="act")
    if on > today:
        raise ThanksRefused(_("Choose today or an earlier day."), field="happened_on")
    if thanks_count_since(giver, now - DAY) >= MOST_THANKS_A_DAY:
        said = _("You have thanked %(most)s times within a day. Keep this one for tomorrow.")
        raise ThanksRefused(said % {"most": MOST_THANKS_A_DAY})


@transaction.atomic
def answer_thanks(*, thanks: Thanks, actor: Participant, agrees: bool, now: datetime) -> None:
    """This will keep whether others may read it, in the word of who is thanked; it may be changed any time."""
    thanks.is_agreed, thanks.answered_at = agrees, now
    thanks.save(update_fields=["is_agreed", "answered_at"])
    record(actor=actor.membership, verb="thanks.answered", target=thanks, now=now, agrees=agrees)


@transaction.atomic
def take_back_thanks(*, thanks: Thanks, giver: Participant, now: datetime) -> None:
    """This will erase thanks for both sides."""
    record(actor=giver.membership, verb="thanks.taken_back", target=thanks, now=now)
    thanks.delete()
