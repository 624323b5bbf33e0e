"""Writes of what the people of a program agreed on: a next version, a yes, and the check before a program starts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from programs.enums import AgreementKind
from programs.models import Agreement, Consent, Participant, Program, Registration
from programs.selectors.agreements import current_agreement, current_agreements, missing_kinds
from programs.selectors.programs import locked_program

LONGEST_REASON = 300


class AgreementRefused(BelongingError):
    """A text cannot be written or agreed to like that."""

    code = "agreement_refused"


class Written(Protocol):
    """A text as a plan writes it."""

    @property
    def kind(self) -> str:
        """What it is about."""

    @property
    def title(self) -> str:
        """Its heading."""

    @property
    def text(self) -> str:
        """Its words."""


def write_first_agreements(program: Program, texts: Iterable[Written], now: datetime) -> None:
    """This will keep a plan's texts as the first versions of a new program; part of laying out its plan."""
    # One statement; Agreement has no save hooks beyond the organization check, which it repeats. One text a kind.
    first = {one.kind: one for one in reversed(list(texts))}
    Agreement.objects.bulk_create(
        Agreement(program=program, kind=one.kind, title=one.title, text=one.text, written_at=now)
        for one in first.values()
    )


@transaction.atomic
def write_agreement(
    *, actor: Membership, program: Program, kind: AgreementKind, title: str, text: str, now: datetime,
    signed_by: str = "", signed_on: date | None = None,
) -> Agreement:  # fmt: skip
    """
    This will keep the next version of a text, or give back the newest one if nothing in it is new.

    Everybody who said yes to an earlier version is asked again. Raises AgreementRefused for a text without words.
    """
    title, text, signed_by = title.strip() or str(kind.label), text.strip(), signed_by.strip()
    if not text:
        raise AgreementRefused(_("Write the text first."), field="text")
    locked_program(program.pk)  # two people who write at once make two versions, one after the other
    newest = current_agreement(program, kind)
    if newest and (newest.title, newest.text, newest.signed_by) == (title, text, signed_by):
        return newest
    made = Agreement.objects.create(
        program=program, kind=kind, version=newest.version + 1 if newest else 1, title=title, text=text,
        written_by=actor, written_at=now, signed_by=signed_by, signed_on=signed_on if signed_by else None,
    )  # fmt: skip
    record(actor=actor, verb="agreement.written", target=made, now=now, kind=str(kind), version=made.version)
    return made


@transaction.atomic
def review_agreements(*, actor: Membership, program: Program, now: datetime) -> int:
    """This will note that somebody read all texts again and found them still right; it answers how many."""
    found = current_agreements(program)
    Agreement.objects.filter(pk__in=[one.pk for one in found]).update(reviewed_at=now)
    record(actor=actor, verb="agreement.reviewed", target=program, now=now, texts=len(found))
    return len(found)


@transaction.atomic
def agree(*, participant: Participant, agreements: Collection[Agreement], now: datetime) -> int:
    """
    This will keep a person's yes to these versions, and answer how many were new.

    Raises AgreementRefused when one of them is no longer the newest: nobody agrees to what they have not seen.
    """
    newest = {one.pk for one in current_agreements(participant.program)}
    if not all(one.pk in newest for one in agreements):
        raise AgreementRefused(_("A text has changed while you were reading. Here is the newest one."))
    said = set(Consent.objects.filter(participant=participant, ended_at=None).values_list("agreement", flat=True))
    rows = [Consent(agreement=one, participant=participant, given_at=now) for one in agreements if one.pk not in said]
    Consent.objects.bulk_create(rows, ignore_conflicts=True)  # a double tap meets the unique constraint
    record(actor=participant.membership, verb="agreement.agreed", target=participant, now=now, texts=len(rows))
    return len(rows)


@transaction.atomic
def take_back_yes(*, participant: Participant, agreement: Agreement, now: datetime) -> int:
    """This will end a person's yes to a version of a text, and answer how many ended: a second press ends none."""
    held = Consent.objects.filter(participant=participant, agreement=agreement, ended_at=None)
    count: int = held.update(ended_at=now)  # one statement: a double tap finds nothing left
    if count:
        words = {"kind": str(agreement.kind), "version": agreement.version}
        record(actor=participant.membership, verb="agreement.taken_back", target=participant, now=now, **words)
    return count


def agree_before(registration: Registration, agreement: Agreement, now: datetime) -> None:
    """This will keep the yes of somebody who registers; part of registering."""
    Consent.objects.get_or_create(agreement=agreement, registration=registration, defaults={"given_at": now})


def check_ready(*, actor: Membership | None, program: Program, because: str, now: datetime) -> None:
    """
    Part of starting a program: it may if all texts are written, or an admin says why it starts without some.

    The reason is kept with the program, and which texts were missing in the audit. Raises AgreementRefused otherwise.
    """
    missing = missing_kinds(program)
    if not missing:
        return
    because = because.strip()[:LONGEST_REASON]
    if not because or actor is None or actor.role != Role.ADMIN:
        names = ", ".join(str(kind.label) for kind in missing)
        text = _("Not written yet: %(names)s. Write it first, or say why the program starts without.")
        raise AgreementRefused(text % {"names": names}, field="because")
    program.started_without = because
    program.save(update_fields=["started_without"])
    kinds = [kind.value for kind in missing]
    record(actor=actor, verb="program.started_without_texts", target=program, now=now, missing=kinds)
