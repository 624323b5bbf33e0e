"""A person's yes to what is done only with it: dated, with the words they read, taken back at any time."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from belonging.tenancy.audit import record
from programs.enums import Purpose
from programs.models import Participant, PurposeConsent
from programs.rules import PURPOSES
from programs.selectors.programs import locked_participant


@transaction.atomic
def set_consent(*, participant: Participant, purpose: Purpose, agrees: bool, on: date, now: datetime) -> Participant:
    """This will keep a person's yes with the words they read, or end it; saying the same again changes nothing."""
    Participant.objects.select_for_update().get(pk=participant.pk)  # a double tap waits here for the first
    wording = PURPOSES[purpose]
    held = PurposeConsent.objects.filter(participant=participant, purpose=purpose, ended_at=None).first()
    if agrees and held is not None and held.version == wording.version:
        return participant
    if held is not None:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
    if agrees:
        PurposeConsent.objects.create(
            participant=participant, purpose=purpose, version=wording.version, text=wording.text, given_at=now
        )
    participant.named_on = on if agrees else None  # what everybody reads who draws by name
    participant.save(update_fields=["named_on"])
    verb = f"consent.{purpose}_{'given' if agrees else 'withdrawn'}"
    record(actor=participant.membership, verb=verb, target=participant, now=now, version=wording.version)
    return participant


def keep_yes(
    *, participant: Participant, purpose: Purpose, agrees: bool, now: datetime, about: UUID | None = None, to: str = ""
) -> None:
    """
    Part of a switch of one's own: keeps the words that stood beside it for as long as it is on, and after.

    `about` names the story or the award, and `to` is what was chosen there, in the words of the page. The same again
    changes nothing.
    """
    locked_participant(participant.pk)  # a double tap waits here for the first
    wording = PURPOSES[purpose]
    text = f"{wording.text} {to}".strip()
    held = PurposeConsent.objects.filter(participant=participant, purpose=purpose, about=about, ended_at=None)
    if agrees and held.filter(text=text).exists():
        return
    held.update(ended_at=now)
    if agrees:
        PurposeConsent.objects.create(
            participant=participant, purpose=purpose, about=about, version=wording.version, text=text, given_at=now
        )
