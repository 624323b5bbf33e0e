"""Writes of "could you help with …": ask, ask somebody, answer, close."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import HelpAnswer
from community.models import HelpAsk, HelpRequest
from community.rules import MOST_ASKED_FOR_ONE, MOST_OPEN_REQUESTS, MOST_WAITING_ASKS
from community.selectors.around_posts import holds
from community.selectors.requests import locked_request, open_request_count, waiting_asks
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant

DAY = timedelta(days=1)


class HelpRefused(BelongingError):
    """Something that cannot be asked like that."""

    code = "help_refused"


@transaction.atomic
def ask_for_help(*, asker: Participant, topic: str, text: str, now: datetime) -> HelpRequest:
    """This will keep what somebody could use a hand with; nobody is asked yet. Raises HelpRefused."""
    locked_participant(asker.pk)  # two at once count to the same limit
    if not asker.may_act:
        raise HelpRefused(_("Your place in this program is paused. Come back first."))
    if holds(asker.program_id, f"{topic}\n{text}"):
        raise HelpRefused(_("One of these words is read twice here. Say it in others."), field="text")
    if open_request_count(asker) >= MOST_OPEN_REQUESTS:
        said = _("You have asked for %(most)s things. Close one of them first.") % {"most": MOST_OPEN_REQUESTS}
        raise HelpRefused(said)
    request = HelpRequest.objects.create(asker=asker, topic=topic, text=text, asked_at=now)
    record(actor=asker.membership, verb="help.asked", target=request, now=now)
    return request


@transaction.atomic
def ask_person(*, wanted: HelpRequest, person: Participant, now: datetime) -> HelpAsk:
    """This will ask one person; twice is once. Raises HelpRefused for too many, and for who is asked enough already."""
    locked_participant(person.pk)
    wanted = locked_request(wanted.pk)
    known = HelpAsk.objects.filter(request=wanted, participant=person).first()
    if known:
        return known
    if not wanted.asker.may_act:
        raise HelpRefused(_("Your place in this program is paused. Come back first."))
    if wanted.closed_at or not person.may_act or person.program_id != wanted.asker.program_id:
        raise HelpRefused(_("Choose somebody who takes part now."))
    if person.pk == wanted.asker_id:
        raise HelpRefused(_("Choose somebody else."))
    # Whoever keeps the asker out is asked like anybody else, and never sees it: a refusal would tell of the block.
    if wanted.asks.count() >= MOST_ASKED_FOR_ONE:
        raise HelpRefused(_("%(most)s people are asked. Wait for a word.") % {"most": MOST_ASKED_FOR_ONE})
    if waiting_asks(person).count() >= MOST_WAITING_ASKS:
        raise HelpRefused(_("Others have asked them just now. Choose somebody else."))
    record(actor=wanted.asker.membership, verb="help.person_asked", target=wanted, now=now)
    return HelpAsk.objects.create(request=wanted, participant=person, asked_at=now)


@transaction.atomic
def answer_help(*, ask: HelpAsk, agrees: bool, now: datetime) -> None:
    """This will keep a yes or a no; a no needs no reason and is told to nobody."""
    ask.answer = HelpAnswer.YES if agrees else HelpAnswer.NO
    ask.save(update_fields=["answer"])
    record(actor=ask.participant.membership, verb="help.answered", target=ask, now=now)


@transaction.atomic
def close_request(*, wanted: HelpRequest, now: datetime) -> None:
    """This will close a request; only who would help is remembered, so that nobody tells a no from a silence."""
    if HelpRequest.objects.filter(pk=wanted.pk, closed_at=None).update(closed_at=now):
        HelpAsk.objects.filter(request=wanted).exclude(answer=HelpAnswer.YES).delete()
        record(actor=wanted.asker.membership, verb="help.closed", target=wanted, now=now)
