"""Reads of what a person said yes to, and took back."""

from __future__ import annotations

from dataclasses import dataclass

from programs.enums import ASKED_ON_ITS_OWN, ConsentMode, Purpose
from programs.models import Consent, Participant, PurposeConsent
from programs.rules import PURPOSES, Wording


@dataclass(frozen=True)
class PurposeLine:
    """One purpose: its words today, the yes that holds, and those that ended, newest first."""

    purpose: Purpose
    wording: Wording
    held: PurposeConsent | None
    ended: tuple[PurposeConsent, ...]
    is_asked: bool

    @property
    def is_older(self) -> bool:
        """True when the yes that holds was to earlier words."""
        return self.held is not None and self.held.version != self.wording.version


def purposes_of(participant: Participant) -> list[PurposeLine]:
    """Every purpose that this person's program asks about, or once did; one query."""
    rows = list(PurposeConsent.objects.filter(participant=participant).order_by("-given_at", "-id"))
    lines = []
    for purpose in ASKED_ON_ITS_OWN:
        wording = PURPOSES[purpose]
        own = [row for row in rows if row.purpose == purpose]
        held = next((row for row in own if row.ended_at is None), None)
        is_asked = participant.program.consent_mode == ConsentMode.NAMED
        if is_asked or own:
            lines.append(PurposeLine(purpose, wording, held, tuple(row for row in own if row is not held), is_asked))
    return lines


def said_elsewhere(participant: Participant) -> list[PurposeConsent]:
    """A person's yes to what is asked where it is used, held or ended, newest first; one query."""
    rows = PurposeConsent.objects.filter(participant=participant).exclude(purpose__in=ASKED_ON_ITS_OWN)
    return list(rows.order_by("-given_at", "-id"))


def texts_agreed_to(participant: Participant) -> list[Consent]:
    """A person's yes to each version of the common texts, held or ended, newest first; one query."""
    rows = Consent.objects.filter(participant=participant).select_related("agreement")
    return list(rows.order_by("-given_at", "-id"))
