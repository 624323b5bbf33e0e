"""Writes of registrations: a link asked for, a place asked for, in line, in, declined, taken back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tenancy.services import add_member
from programs.enums import REGISTRATION_STEPS, EntrancePolicy, RegistrationNews, RegistrationState
from programs.models import Agreement, Consent, Entrance, Participant, Program, Registration
from programs.selectors import registrations as reads
from programs.selectors.programs import participant_of
from programs.services.agreements import agree_before
from programs.services.programs import enrol_participant, withdraw_participant
from programs.services.registration_mail import send_due_registration_mail, tell_after_commit

MOST_INVITED = 50  # addresses in one form


class RegistrationRefused(BelongingError):
    """A registration cannot take that step."""

    code = "registration_refused"


@transaction.atomic
def ask_for_link(*, entrance: Entrance, email: str, now: datetime) -> None:
    """
    This will note that somebody wants their personal page, and have it mailed.

    One statement, the same for every address: whether somebody is a member, takes part or has asked before is found
    out by the worker that writes the mail, so neither the answer nor its time tells. Raises RegistrationRefused while
    nobody may ask.
    """
    check_open(entrance, now)
    row = Registration(program=entrance.program, email=email.strip().lower(), asked_at=now, news=RegistrationNews.LINK)
    Registration.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["organization", "program", "email"],
        update_fields=["asked_at", "news"],
    )  # fmt: skip
    record(actor=None, verb="registration.link_asked", target=entrance, now=now)
    tell_after_commit(entrance.organization_id)


def check_open(entrance: Entrance, now: datetime) -> None:
    """This will raise RegistrationRefused unless a stranger may ask for a place today."""
    if not reads.is_open_today(entrance, now):
        raise RegistrationRefused(_("Registration is closed. Ask the people who run the program."))
    if entrance.policy == EntrancePolicy.INVITATION:
        raise RegistrationRefused(_("This program is by invitation. Ask the people who run it."))


@transaction.atomic
def register(
    *,
    registration: Registration,
    name: str,
    agreement: Agreement | None,
    now: datetime,
    segment: str = "",
    why: str = "",
) -> Registration:
    """
    This will ask for a place in the name of whoever holds the personal link, and keep their yes to the privacy text.

    Who may come in at once has a place or is in line; who is to be read first waits for a facilitator. Raises
    RegistrationRefused after the last day, for somebody declined, and for a text that has changed meanwhile.
    """
    entrance = reads.locked_entrance(registration.program)
    held = _held(registration)
    was_invited = held.state == RegistrationState.INVITED
    if not reads.is_open_today(entrance, now):
        raise RegistrationRefused(_("Registration is closed. Ask the people who run the program."))
    if agreement is None or agreement != reads.privacy_of(held.program):
        raise RegistrationRefused(_("The text has changed while you were reading. Read it again."), field="agrees")
    needs_reading = entrance.policy == EntrancePolicy.APPROVAL or reads.has_ended_membership(held.email)
    goes_in_line = was_invited or (entrance.policy == EntrancePolicy.OPEN and not needs_reading)
    _move(held, RegistrationState.WAITING if goes_in_line else RegistrationState.ASKED, now)
    held.name, held.segment, held.why = name.strip()[:120], segment.strip()[:80], why.strip()[:500]
    held.save(update_fields=["name", "segment", "why", "state", "lined_up_at", "settled_at"])
    agree_before(held, agreement, now)
    record(actor=None, verb="registration.asked", target=held, now=now)
    _hand_on(entrance, now)
    held.refresh_from_db()
    return held


@transaction.atomic
def register_member(
    *, actor: Membership, entrance: Entrance, agreement: Agreement | None, now: datetime, why: str = ""
) -> Registration:
    """This will ask for a place for a member who is signed in; raises what check_open and register raise."""
    check_open(entrance, now)
    email = actor.email or str(actor.user.email if actor.user else "")
    row, _new = Registration.objects.get_or_create(program=entrance.program, email=email, defaults={"asked_at": now})
    return register(
        registration=row, name=actor.name, segment=reads.segment_of(actor, entrance.program), why=why,
        agreement=agreement, now=now,
    )  # fmt: skip


@transaction.atomic
def invite(*, actor: Membership, program: Program, emails: list[str], now: datetime) -> int:
    """
    This will invite people by their addresses, each by a link of their own, and answer how many are new.

    Raises RegistrationRefused for more than fifty at once. Who was declined or had taken it back is invited again.
    """
    wanted = list(dict.fromkeys(email.strip().lower() for email in emails if email.strip()))
    if len(wanted) > MOST_INVITED:
        raise RegistrationRefused(_("At most %(most)s at once.") % {"most": MOST_INVITED}, field="emails")
    entrance = reads.locked_entrance(program)
    known = {row.email: row for row in reads.registrations_by_email(program, wanted)}
    count = 0
    for email in wanted:
        row = known.get(email, Registration(program=program, email=email, asked_at=now))
        if email not in known or RegistrationState.INVITED in REGISTRATION_STEPS[row.state]:
            row.state, row.news, row.asked_at = RegistrationState.INVITED, RegistrationNews.LINK, now
            row.mailed_at = None
            row.save()
            count += 1
    record(actor=actor, verb="registration.invited", target=entrance, now=now, people=count)
    tell_after_commit(program.organization_id)
    return count


@transaction.atomic
def accept_registration(*, actor: Membership, registration: Registration, now: datetime) -> Registration:
    """
    This will let somebody in, or into the line when every place is taken; raises RegistrationRefused when it is
    settled already or their membership has ended.
    """
    entrance = reads.locked_entrance(registration.program)
    held = _held(registration)
    if reads.has_ended_membership(held.email):
        raise RegistrationRefused(_("Their membership has ended. An admin invites them again first."))
    _move(held, RegistrationState.WAITING, now)
    held.save(update_fields=["state", "lined_up_at", "settled_at"])
    record(actor=actor, verb="registration.approved", target=held, now=now)
    _hand_on(entrance, now)
    held.refresh_from_db()
    return held


@transaction.atomic
def decline_registration(*, actor: Membership, registration: Registration, now: datetime) -> Registration:
    """This will tell somebody that there is no place this time; raises RegistrationRefused when they are in already."""
    held = _held(registration)
    _move(held, RegistrationState.DECLINED, now)
    held.news = RegistrationNews.DECLINED
    held.save(update_fields=["state", "lined_up_at", "settled_at", "news"])
    record(actor=actor, verb="registration.declined", target=held, now=now)
    tell_after_commit(held.organization_id)
    return held


@transaction.atomic
def withdraw_registration(*, registration: Registration, now: datetime) -> Registration:
    """
    This will take back that somebody asked, or give the place they have to the next in line.

    Raises RegistrationRefused for somebody who can sign in: a link in a mail must not end what an account protects.
    """
    entrance = reads.locked_entrance(registration.program)
    held = _held(registration)
    place = held.participant
    if held.state == RegistrationState.ACCEPTED and place is not None:
        if place.membership.user_id is not None:
            raise RegistrationRefused(_("You have an account. Sign in to leave your place."))
        on = clock.today(held.program.time_zone, now)
        withdraw_participant(actor=place.membership, participant=place, on=on, reason="", now=now)
    _move(held, RegistrationState.WITHDRAWN, now)
    held.save(update_fields=["state", "lined_up_at", "settled_at"])
    record(actor=None, verb="registration.withdrawn", target=held, now=now)
    _hand_on(entrance, now)
    return held


@transaction.atomic
def hand_on_places(*, entrance: Entrance, now: datetime) -> int:
    """This will give free places to those in line, first come first, and answer how many."""
    return _hand_on(reads.locked_entrance(entrance.program), now)


def _hand_on(entrance: Entrance, now: datetime) -> int:
    # The entrance's row is locked: of many who come at once each sees the places the others have taken.
    line = reads.line(entrance.program)
    free = reads.free_places(entrance)
    people = list(line if free is None else line[:free])
    for row in people:
        _enter(row, now)
    if people:
        tell_after_commit(entrance.organization_id)
    return len(people)


def _enter(row: Registration, now: datetime) -> None:
    program = row.program
    member = reads.member_with(row.email)
    if member is None:
        attributes = {program.segment_attribute: row.segment} if row.segment else {}
        member = add_member(actor=None, name=row.name, email=row.email, attributes=attributes, now=now)
    place = participant_of(program, member) or enrol_participant(
        actor=None, program=program, membership=member, on=clock.today(program.time_zone, now), now=now
    )
    _move(row, RegistrationState.ACCEPTED, now)
    row.participant, row.news = place, RegistrationNews.PLACE
    row.save(update_fields=["state", "settled_at", "participant", "news"])
    _take_along(row, place)
    record(actor=None, verb="registration.accepted", target=row, now=now)


def _take_along(row: Registration, place: Participant) -> None:
    """What they said yes to before is theirs as a participant."""
    said = Consent.objects.filter(participant=place, ended_at=None).values("agreement")
    Consent.objects.filter(registration=row).exclude(agreement__in=said).update(participant=place)


def _held(registration: Registration) -> Registration:
    held: Registration = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("program", "participant__membership")
        .get(pk=registration.pk)
    )
    return held


def _move(row: Registration, state: RegistrationState, now: datetime) -> None:
    if state not in REGISTRATION_STEPS[row.state]:
        raise RegistrationRefused(_("This has been settled already."))
    row.state = state
    row.lined_up_at = now if state == RegistrationState.WAITING else row.lined_up_at
    row.settled_at = now if state not in reads.OPEN_STATES else None


@transaction.atomic
def make_registration_round(*, now: datetime) -> int:
    """This will hand on free places, tell people what is new and forget what came to nothing, and count the mails."""
    for entrance in reads.entrances_with_free_places():
        hand_on_places(entrance=entrance, now=now)
    forget_registrations(now=now)
    return send_due_registration_mail(now=now)


@transaction.atomic
def forget_registrations(*, now: datetime) -> int:
    """This will erase links nobody opened for a week and what came to nothing a month ago, and answer how many."""
    found = reads.forgettable(now)
    count = found.count()
    if count:
        # What somebody agreed to as a participant stays with their place.
        Consent.objects.filter(registration__in=found, participant__isnull=False).update(registration=None)
        found.delete()
        record(actor=None, verb="registration.forgotten", now=now, people=count)
    return count
