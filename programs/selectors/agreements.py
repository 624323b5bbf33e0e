"""Reads of what the people of a program agreed on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from programs.enums import CHARTER, IN_THE_NETWORK, AgreementKind
from programs.models import Agreement, Consent, Participant, Program

SHOWN_TO_ANYBODY = (
    AgreementKind.MOTIVATION, AgreementKind.EXPECTATIONS, AgreementKind.SPONSOR, AgreementKind.PRIVACY,
)  # fmt: skip
REVIEW_AFTER = timedelta(days=91)
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
    there = {one.kind: one for one in current_agreements(program)}
    return [there[kind.value] for kind in SHOWN_TO_ANYBODY if kind.value in there]


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
    held = Consent.objects.filter(participant=participant, ended_at=None)
    yes = set(held.values_list("agreement__kind", "agreement__version"))
    kinds = {kind for kind, _ in yes}
    return [
        Said(one, (one.kind, one.version) in yes, one.kind in kinds) for one in current_agreements(participant.program)
    ]


def unsaid_count(participant: Participant) -> int:
    """How many texts wait for this person's yes."""
    newest = [one.pk for one in current_agreements(participant.program)]
    held = Consent.objects.filter(participant=participant, agreement__in=newest, ended_at=None)
    return len(newest) - held.count()


@dataclass(frozen=True)
class Text:
    """A text of the list, or a gap in it."""

    kind: AgreementKind
    agreement: Agreement | None
    is_agreed: bool
    was_agreed: bool
    yes_count: int


@dataclass(frozen=True)
class AgreementPage:
    """Everything a program agreed on."""

    texts: list[Text]
    people_count: int
    looked_at: datetime | None
    is_due: bool  # nobody has looked at them for three months

    @property
    def charter(self) -> list[Text]:
        """The three questions of a community of practice."""
        return [one for one in self.texts if one.kind in CHARTER and one.agreement]

    @property
    def others(self) -> list[Text]:
        """The rest of the written ones."""
        return [one for one in self.texts if one.kind not in CHARTER and one.agreement]

    @property
    def unsaid(self) -> list[Agreement]:
        """What waits for this person's yes."""
        return [one.agreement for one in self.texts if one.agreement and not one.is_agreed]

    @property
    def missing(self) -> list[AgreementKind]:
        """What nobody has written yet."""
        return [one.kind for one in self.texts if one.agreement is None]


def agreement_page(program: Program, participant: Participant | None, now: datetime) -> AgreementPage:
    """Every text with this person's yes, and how many people said yes to its newest version; four queries."""
    said = {one.agreement.kind: one for one in said_by(participant)} if participant else {}
    newest = {one.kind: one for one in current_agreements(program)}
    held = Consent.objects.filter(agreement__in=newest.values(), ended_at=None)
    here = held.filter(participant__state__in=IN_THE_NETWORK)
    yes = dict(here.order_by("agreement").values_list("agreement").annotate(people=Count("*")))
    texts = []
    for kind in AgreementKind:
        text, mine = newest.get(kind.value), said.get(kind.value)
        is_agreed, was_agreed = (mine.is_agreed, mine.was_agreed) if mine else (False, False)
        texts.append(Text(kind, text, is_agreed, was_agreed, yes.get(text.pk, 0) if text else 0))
    looked = [one.reviewed_at or one.written_at for one in newest.values()]
    people = Participant.objects.filter(program=program, state__in=IN_THE_NETWORK).count()
    first = min(looked, default=None)
    return AgreementPage(texts, people, first, first is not None and now - first >= REVIEW_AFTER)


def versions_of(program: Program, kind: AgreementKind) -> list[Agreement]:
    """Every version of a text, the newest first."""
    rows = Agreement.objects.filter(program=program, kind=kind).select_related("written_by")
    return list(rows.order_by("-version", "id"))


_CHARTER = PreparedHere(
    lambda: (
        Agreement.objects.filter(program_id=Slot("program"), kind__in=CHARTER)
        .order_by("kind", "-version", "id")
        .distinct("kind")
    )
)


def charter_of(program: Program) -> list[Agreement]:
    """What we care about, who we are and what we do together, as home shows them."""
    return sorted(_CHARTER.rows(program=program.pk), key=lambda one: ORDER[AgreementKind(one.kind)])
