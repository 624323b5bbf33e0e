"""Reads of what the people of a program agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from programs.enums import AgreementKind
from programs.models import Agreement, Consent, Participant, Program

SHOWN_TO_ANYBODY = {
    AgreementKind.MOTIVATION.value, AgreementKind.EXPECTATIONS.value, AgreementKind.SPONSOR.value,
    AgreementKind.PRIVACY.value,
}  # fmt: skip
ORDER = {kind: number for number, kind in enumerate(AgreementKind)}


def current_agreements(program: Program) -> list[Agreement]:
    """The newest version of each text of a program, in the order of the list."""
    rows = Agreement.objects.filter(program=program).order_by("kind", "-version", "id").distinct("kind")
    return sorted(rows, key=lambda one: ORDER[AgreementKind(one.kind)])


def current_agreement(program: Program, kind: AgreementKind) -> Agreement | None:
    """The newest version of one text, or nothing."""
    return Agreement.objects.filter(program=program, kind=kind).order_by("-version", "id").first()


def public_agreements(program: Program) -> list[Agreement]:
    """What a registration page shows of them: what is in it, what is expected, the sponsor's word, and the data."""
    return [one for one in current_agreements(program) if one.kind in SHOWN_TO_ANYBODY]


def agreement_by_public_id(program: Program, public_id: UUID) -> Agreement | None:
    """One version of a text of a program, or nothing."""
    return Agreement.objects.filter(program=program, public_id=public_id).first()


def agreements_by_public_id(program: Program, public_ids: list[UUID]) -> list[Agreement]:
    """The versions that a form named; others are simply not there."""
    return list(Agreement.objects.filter(program=program, public_id__in=public_ids).order_by("id"))


def missing_kinds(program: Program) -> list[AgreementKind]:
    """Which texts of the list nobody has written yet."""
    there = set(Agreement.objects.filter(program=program).values_list("kind", flat=True))
    return [kind for kind in AgreementKind if kind.value not in there]


@dataclass(frozen=True)
class Said:
    """A text, and whether this person has said yes to its newest version, or to an earlier one."""

    agreement: Agreement
    is_agreed: bool
    was_agreed: bool


def said_by(participant: Participant) -> list[Said]:
    """Every text of a person's program with their yes to it; two queries."""
    yes = set(Consent.objects.filter(participant=participant).values_list("agreement__kind", "agreement__version"))
    kinds = {kind for kind, _ in yes}
    return [
        Said(one, (one.kind, one.version) in yes, one.kind in kinds) for one in current_agreements(participant.program)
    ]


def unsaid_count(participant: Participant) -> int:
    """How many texts wait for this person's yes."""
    newest = [one.pk for one in current_agreements(participant.program)]
    return len(newest) - Consent.objects.filter(participant=participant, agreement__in=newest).count()
