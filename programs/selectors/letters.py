"""Reads of messages to roles: who would get one, who got it, what is due, and how much mail somebody had."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet

from belonging.tenancy.enums import MembershipState
from belonging.tenancy.models import Membership
from programs.calendar import reached
from programs.enums import Audience, MailKind, ParticipantState, ProgramState
from programs.models import Delivery, JourneyRole, Letter, Participant, Program, SentMail
from programs.rules import FACILITATING, MAIL_FROM_HOUR, MAIL_UNTIL_HOUR
from programs.selectors.programs import Segments, unless_archived
from programs.selectors.remits import people_seen
from programs.selectors.zones import zone_of

MAIL_WITHIN = timedelta(days=3)  # what could not be mailed by then is on the page alone
SHOWN = 50


def receivers(program: Program, audience: str) -> QuerySet[Membership]:
    """Who gets a message to a role now, by name: active people with that role, or those who run the organization."""
    members = Membership.objects.filter(state=MembershipState.ACTIVE).select_related("user").order_by("name", "id")
    if audience == Audience.FACILITATOR:
        return members.filter(role__in=FACILITATING)
    people = Participant.objects.filter(program=program, state=ParticipantState.ACTIVE)
    if audience != Audience.PARTICIPANT:
        people = people.filter(journey_roles__audience=audience)
    return members.filter(pk__in=people.values("membership"))


def receivers_seen(rows: QuerySet[Membership], program: Program, segments: Segments) -> list[Membership]:
    """Those of them who run the organization or are in these segments."""
    if segments is None:
        return list(rows)
    people = people_seen(program, segments)
    return list(rows.filter(Q(role__in=FACILITATING) | Q(pk__in=people.values("membership"))))


def roles_of(participant: Participant) -> list[str]:
    """The roles of somebody in the journey, besides taking part."""
    rows = JourneyRole.objects.filter(participant=participant).order_by("audience")
    return list(rows.values_list("audience", flat=True))


def letters_of(program: Program) -> list[Letter]:
    """Every message of a program by its day, with how many it reached; for those who run it."""
    rows = Letter.objects.filter(program=program).annotate(reached=Count("deliveries"))
    return list(rows.order_by("goes_on", "hour", "id"))


def letter_by_public_id(program: Program, public_id: UUID) -> Letter | None:
    """A message of a program, or nothing."""
    rows = Letter.objects.filter(program=program, public_id=public_id)
    return rows.select_related("program", "written_by").first()


def deliveries_of(program: Program, membership: Membership) -> list[Delivery]:
    """The messages somebody got in a program, newest first."""
    rows = Delivery.objects.filter(letter__program=program, membership=membership)
    return list(rows.select_related("letter__written_by").order_by("-id")[:SHOWN])


def newest_unread(program: Program, membership: Membership) -> Delivery | None:
    """The newest message that somebody has not read, or nothing."""
    rows = Delivery.objects.filter(letter__program=program, membership=membership, read_at=None)
    return rows.select_related("letter__written_by").order_by("-id").first()


def due_letters(now: datetime) -> list[Letter]:
    """Messages whose local hour has come in their program's zone, oldest first, held; in the open organization."""
    states = (ProgramState.DRAFT, ProgramState.RUNNING)
    rows = Letter.objects.filter(is_ready=True, sent_at=None, dropped_at=None, program__state__in=states)
    last = now.date() + timedelta(days=1)  # no zone is further ahead
    found = rows.filter(goes_on__lte=last).select_related("program__organization").order_by("goes_on", "hour", "id")
    return [one for one in found.select_for_update(of=("self",), skip_locked=True) if _has_come(one, now)]


def _has_come(letter: Letter, now: datetime) -> bool:
    return (letter.goes_on, letter.hour) <= tuple(reached(letter.program.time_zone, now))


def deliveries_owing_mail(now: datetime, limit: int) -> list[Delivery]:
    """Deliveries whose mail may go now, in the reader's own daytime, oldest first, held."""
    rows = Delivery.objects.filter(
        unless_archived("letter__program__"), owes_mail=True, created_at__gt=now - MAIL_WITHIN
    )
    rows = rows.exclude(membership__email="")
    found = rows.select_related("letter__program__organization", "membership__user").order_by("id")
    held = found.select_for_update(of=("self",), skip_locked=True)
    return [one for one in held[:limit] if is_daytime(one.membership, one.letter.program, now)]


def is_daytime(member: Membership, program: Program, now: datetime) -> bool:
    """True between eight in the morning and eight in the evening where somebody is."""
    return MAIL_FROM_HOUR <= now.astimezone(ZoneInfo(zone_of(member, program))).hour < MAIL_UNTIL_HOUR


@dataclass(frozen=True)
class Sent:
    """How many mails of a kind went to members: lately, and ever."""

    lately: dict[int, int]
    ever: dict[int, int]


def sent_counts(kind: MailKind, memberships: Collection[int], since: datetime) -> Sent:
    """How many mails of a kind these members had; one query."""
    rows = SentMail.objects.filter(kind=kind, membership__in=memberships).order_by("membership")
    found = rows.values_list("membership").annotate(ever=Count("pk"), lately=Count("pk", filter=Q(sent_at__gt=since)))
    counts = list(found)
    return Sent({member: lately for member, _, lately in counts}, {member: ever for member, ever, _ in counts})


def organizations_with_letters(now: datetime) -> list[UUID]:
    """The organizations in which a message may be due or somebody's mail is still owed; needs unscoped()."""
    last = now.date() + timedelta(days=1)
    due = Letter.objects.filter(unless_archived(), is_ready=True, sent_at=None, dropped_at=None, goes_on__lte=last)
    owing = Delivery.objects.filter(
        unless_archived("letter__program__"), owes_mail=True, created_at__gt=now - MAIL_WITHIN
    )
    return sorted({*due.values_list("organization_id", flat=True), *owing.values_list("organization_id", flat=True)})
