"""Reads of registration pages, of who asks for a place, and of the line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from belonging.core import clock
from belonging.tenancy.enums import MembershipState
from belonging.tenancy.models import Membership
from programs.enums import AgreementKind, ParticipantState, RegistrationState
from programs.models import Agreement, Entrance, Participant, PersonalLink, Program, Registration
from programs.rules import FEWEST_IN_A_GROUP
from programs.selectors.agreements import current_agreement
from programs.selectors.programs import Segments, unless_archived

OPEN_STATES = (
    RegistrationState.UNCONFIRMED, RegistrationState.INVITED, RegistrationState.ASKED, RegistrationState.WAITING,
)  # fmt: skip
KEPT_UNCONFIRMED = timedelta(days=7)
KEPT_SETTLED = timedelta(days=30)
SHOWN = 50  # of those who came in lately


def entrance_of(program: Program) -> Entrance | None:
    """A program's registration page, or nothing."""
    return Entrance.objects.filter(program=program).select_related("program__organization").first()


def published_entrance(program_slug: str) -> Entrance | None:
    """The registration page that an address names, while anybody may read it, in the open organization."""
    found = Entrance.objects.filter(program__slug=program_slug, is_published=True)
    return found.select_related("program__organization").first()


def entrance_by_public_id(public_id: UUID) -> Entrance | None:
    """A published registration page, in the open organization, or nothing."""
    found = Entrance.objects.filter(public_id=public_id, is_published=True)
    return found.select_related("program__organization").first()


def entrance_words(program: Program) -> dict[str, Any]:
    """What the form of a registration page begins with."""
    found = entrance_of(program) or Entrance(program=program)
    privacy = privacy_of(program)
    names = ("policy", "text", "capacity", "closes_on", "is_published")
    return {name: getattr(found, name) for name in names} | {"privacy": privacy.text if privacy else ""}


def locked_entrance(program: Program) -> Entrance:
    """A program's registration page, made if there is none, held until the transaction ends: places begin here."""
    Entrance.objects.get_or_create(program=program)
    held: Entrance = Entrance.objects.select_for_update(of=("self",)).select_related("program").get(program=program)
    return held


def open_entrances(membership: Membership, now: datetime) -> list[Entrance]:
    """The registration pages of programs in which this member has no place and may ask for one, by start day."""
    mine = Participant.objects.filter(membership=membership).exclude(state=ParticipantState.WITHDRAWN)
    rows = Entrance.objects.filter(is_published=True).exclude(program__in=mine.values("program"))
    return [
        one for one in rows.select_related("program").order_by("program__starts_on", "id") if is_open_today(one, now)
    ]


def is_open_today(entrance: Entrance, now: datetime) -> bool:
    """True until the last day of registration has passed in the program's own zone, or the program has ended."""
    program = entrance.program
    today = clock.today(program.time_zone, now)
    is_over = program.is_over or today >= program.ends_before
    return entrance.is_published and not is_over and (entrance.closes_on is None or today <= entrance.closes_on)


def taken_places(program: Program) -> int:
    """How many places of a program are taken: by everybody who has not left it."""
    return Participant.objects.filter(program=program).exclude(state=ParticipantState.WITHDRAWN).count()


def free_places(entrance: Entrance) -> int | None:
    """How many places are free; nothing where there is no limit."""
    return None if entrance.capacity is None else max(0, entrance.capacity - taken_places(entrance.program))


def line(program: Program) -> QuerySet[Registration]:
    """Who waits for a place, first come first."""
    rows = Registration.objects.filter(program=program, state=RegistrationState.WAITING)
    return rows.select_related("program").order_by("lined_up_at", "id")


def place_in_line(registration: Registration) -> int:
    """1 for whoever is next."""
    before = Q(lined_up_at__lt=registration.lined_up_at) | Q(
        lined_up_at=registration.lined_up_at, pk__lt=registration.pk
    )
    return line(registration.program).filter(before).count() + 1


def registration_by_public_id(program: Program, public_id: UUID, segments: Segments) -> Registration | None:
    """A registration of a program, of these segments or not known yet of which, or nothing."""
    rows = _seen(Registration.objects.filter(program=program), segments)
    return rows.filter(public_id=public_id).select_related("program").first()


def _seen(rows: QuerySet[Registration], segments: Segments) -> QuerySet[Registration]:
    return rows if segments is None else rows.filter(segment__in=[*segments, ""])


def registration_of(program: Program, membership: Membership) -> Registration | None:
    """A member's own registration for a program, or nothing."""
    emails = {membership.email, membership.user.email if membership.user else ""} - {""}
    return Registration.objects.filter(program=program, email__in=emails).select_related("program").first()


def registrations_by_email(program: Program, emails: Collection[str]) -> list[Registration]:
    """The registrations of these addresses, held until the transaction ends."""
    rows = Registration.objects.filter(program=program, email__in=emails)
    return list(rows.select_for_update().order_by("id"))


def link_by_hash(token_hash: str, now: datetime) -> PersonalLink | None:
    """The personal link that still opens something, with whose it is, or nothing: a leaver's opens nothing more."""
    rows = PersonalLink.objects.filter(token_hash=token_hash, revoked_at=None, expires_at__gt=now)
    rows = rows.exclude(registration__participant__membership__state=MembershipState.ENDED)
    found = rows.select_related("registration__program__organization", "registration__participant__membership__user")
    return found.first()


def privacy_of(program: Program) -> Agreement | None:
    """The newest text on what happens to people's data, or nothing."""
    return current_agreement(program, AgreementKind.PRIVACY)


def member_with(email: str) -> Membership | None:
    """The member with an address, here or as their sign-in, in the open organization; or nothing."""
    rows = Membership.objects.filter(Q(email=email) | Q(user__email=email))
    return rows.select_related("user").order_by("-email", "id").first()


def has_ended_membership(email: str) -> bool:
    """True for somebody who was a member once: coming back is for an admin to decide."""
    member = member_with(email)
    return member is not None and member.state == MembershipState.ENDED


def segment_of(membership: Membership, program: Program) -> str:
    """What a member's attribute says that the program compares."""
    return str(membership.attributes.get(program.segment_attribute, ""))[:80]


def known_segments(program: Program) -> list[str]:
    """Values of the attribute that five or more members have: what the form offers, and names nobody."""
    name = f"attributes__{program.segment_attribute}"
    rows = Membership.objects.filter(state=MembershipState.ACTIVE).exclude(**{name: ""}).exclude(**{name: None})
    found = rows.order_by(name).values_list(name).annotate(people=Count("*"))
    return [str(value) for value, people in found if people >= FEWEST_IN_A_GROUP and value]


@dataclass(frozen=True)
class Queue:
    """Who wants to come in, for those who run the program."""

    asked: list[Registration]
    line: list[Registration]
    invited: list[Registration]
    settled: list[Registration]
    unconfirmed_count: int
    taken: int
    without_account: int

    @property
    def is_empty(self) -> bool:
        """True while nobody has asked."""
        return not (self.asked or self.line or self.invited or self.settled or self.unconfirmed_count)


def queue_of(program: Program, segments: Segments) -> Queue:
    """Everybody who wants to come into a program, of these segments or not known yet of which; three queries."""
    rows = _seen(Registration.objects.filter(program=program), segments)
    rows = rows.select_related("participant__membership").order_by("-id")
    by_state: dict[str, list[Registration]] = {state: [] for state in RegistrationState.values}
    for row in rows:
        by_state[row.state].append(row)
    settled = [*by_state[RegistrationState.ACCEPTED], *by_state[RegistrationState.DECLINED]]
    return Queue(
        asked=by_state[RegistrationState.ASKED][::-1],
        line=sorted(by_state[RegistrationState.WAITING], key=lambda row: (row.lined_up_at, row.pk)),
        invited=by_state[RegistrationState.INVITED],
        settled=sorted(settled, key=lambda row: (row.settled_at or row.asked_at, row.pk), reverse=True)[:SHOWN],
        unconfirmed_count=len(by_state[RegistrationState.UNCONFIRMED]),
        taken=taken_places(program),
        without_account=people_without_account(program).count(),
    )


def asked_count(program: Program, segments: Segments) -> int:
    """How many have asked and wait for a word, of these segments or not known yet of which."""
    return _seen(Registration.objects.filter(program=program, state=RegistrationState.ASKED), segments).count()


def people_without_account(program: Program) -> QuerySet[Participant]:
    """People with a place and an address who cannot sign in yet and were not sent their page."""
    rows = Participant.objects.filter(
        program=program, state=ParticipantState.ACTIVE, membership__user=None, registrations=None
    )
    return rows.exclude(membership__email="").select_related("membership").order_by("id")


def owing_mail(limit: int) -> list[Registration]:
    """Registrations whose people are still to be told something, oldest first, held; rows others hold are passed."""
    rows = Registration.objects.filter(~Q(news=""), unless_archived()).select_related(
        "program__organization", "participant__membership__user"
    )
    return list(rows.select_for_update(of=("self",), skip_locked=True).order_by("asked_at", "id")[:limit])


def mailed_since(moment: datetime) -> int:
    """How many were mailed about their registration since then, in the open organization."""
    return Registration.objects.filter(mailed_at__gte=moment).count()


def forgettable(now: datetime) -> QuerySet[Registration]:
    """Registrations that came to nothing: links nobody opened, and what was declined or taken back."""
    came_to_nothing = (RegistrationState.DECLINED, RegistrationState.WITHDRAWN)
    return Registration.objects.filter(
        Q(state=RegistrationState.UNCONFIRMED, asked_at__lt=now - KEPT_UNCONFIRMED)
        | Q(state__in=came_to_nothing, settled_at__lt=now - KEPT_SETTLED)
    )


def entrances_with_free_places() -> list[Entrance]:
    """The registration pages of the open organization where somebody waits though a place is free."""
    waiting = Registration.objects.filter(state=RegistrationState.WAITING).values("program")
    rows = Entrance.objects.filter(unless_archived(), program__in=waiting).select_related("program").order_by("id")
    return [one for one in rows if free_places(one) != 0]


def organizations_with_registrations(now: datetime) -> list[UUID]:
    """The organizations in which somebody is to be told, let in or forgotten; needs unscoped()."""
    owing = Registration.objects.filter(~Q(news="") | Q(state=RegistrationState.WAITING), unless_archived())
    found = {*owing.values_list("organization_id", flat=True)}
    return sorted(found | {*forgettable(now).values_list("organization_id", flat=True)})


@dataclass(frozen=True)
class Standing:
    """How far somebody's registration is."""

    registration: Registration
    position: int  # in line; 0 when they are not


def standing_of(program: Program, membership: Membership) -> Standing | None:
    """How far a member's registration for a program is, or nothing."""
    found = registration_of(program, membership)
    if found is None:
        return None
    return Standing(found, place_in_line(found) if found.state == RegistrationState.WAITING else 0)
