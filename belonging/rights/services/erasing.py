"""Somebody is erased: what is theirs goes, what others share with them stays without a name, and a ledger says so."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from belonging.accounts.models import User
from belonging.core.clock import today
from belonging.core.personal import About, Erased
from belonging.rights import ledger
from belonging.rights.models import Erasure
from belonging.rights.register import OF_ACCOUNTS, PERSONAL
from belonging.rights.selectors import places_of, rows_about
from belonging.tenancy.audit import record
from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_own_memberships, open_scope
from belonging.tenancy.services import end_membership
from programs.enums import PARTICIPANT_STEPS, LeaveReason, ParticipantState
from programs.services.files import empty_files_naming
from programs.services.programs import withdraw_participant
from surveys.services.answering import BallotRefused, ask_for_removal

if TYPE_CHECKING:
    from datetime import datetime


@transaction.atomic
def erase_member(*, member: Membership, now: datetime, is_replayed: bool = False) -> None:
    """
    This will take somebody out for good: what is theirs goes, what others share with them stays without a name.

    Raises MembershipRefused for the only admin, unless it had been done before a backup was restored: whoever was let
    go then goes. Counts that were taken stay as they are.
    """
    user_id = member.user_id
    with open_scope(member.organization_id):
        member = Membership.objects.select_for_update().get(pk=member.pk)
        _leave_everything(member, now)
        if member.state == MembershipState.ACTIVE and not is_replayed:
            end_membership(actor=member, member=member, now=now)
        empty_files_naming(words=[member.email, member.name, member.reference])
        # All rows first: what is let go may be the way to what comes after it.
        ways = [about for about in PERSONAL if not about.model.startswith(OF_ACCOUNTS)]
        found = [list(rows_about(about, member).values_list("pk", flat=True)) for about in ways]
        for about, pks in zip(ways, found, strict=True):
            _let_go(about, pks, now)
        _unname(member, now)
        Erasure.objects.create(person=member.public_id, erased_at=now)
        record(actor=None, verb="member.erased", target=member, now=now)
        line = ledger.Line(member.organization_id, member.public_id, now)
        transaction.on_commit(lambda: ledger.append([line]))  # a crash in between is mended by keep_ledger
    if user_id is not None:
        forget_account(user_id=user_id)


@transaction.atomic
def forget_account(*, user_id: int) -> bool:
    """This will delete an account that no organization knows any more, and say whether it did."""
    with open_own_memberships(user_id):
        if Membership.objects.filter(user_id=user_id).exists():
            return False
        return bool(User.objects.filter(pk=user_id).delete()[0])


def _leave_everything(member: Membership, now: datetime) -> None:
    """Ends places in programs, so that pairs, groups and lines hear of it, and asks the worker for linked answers."""
    for place in places_of(member):
        if ParticipantState.WITHDRAWN in PARTICIPANT_STEPS[place.state]:
            on = today(place.program.time_zone, now)
            withdraw_participant(actor=None, participant=place, on=on, reason=LeaveReason.UNSAID, now=now)
        with suppress(BallotRefused):  # no survey yet, or nobody can tell any more whose answers are whose
            ask_for_removal(program=place.program, membership=member)


def _let_go(about: About, pks: list[Any], now: datetime) -> None:
    """What an erasure does with the rows of one kind."""
    model = apps.get_model(about.model)
    rows = model.objects.filter(pk__in=pks)
    if about.on_erasure == Erased.GOES:
        rows.delete()
    elif about.on_erasure == Erased.BLANKED and model is not Membership:  # a membership is unnamed last
        values = {name: _blank(model._meta.get_field(name)) for name in about.blanks} | dict.fromkeys(about.stamps, now)  # noqa: SLF001 -- public
        # One statement for many rows; none of these tables has save hooks that it could skip.
        rows.update(**values)


def _blank(column: Any) -> Any:
    if column.null:
        return None
    return column.get_default() if column.has_default() else column.to_python("")


def _unname(member: Membership, now: datetime) -> None:
    member.user, member.name, member.email, member.reference = None, _("Unnamed person"), "", ""
    member.attributes, member.withheld = {}, []
    member.role, member.state = Role.PARTICIPANT, MembershipState.ERASED
    member.ended_at = member.ended_at or now
    member.bounced_email, member.bounce_reason, member.mail_stopped_at = "", "", None
    member.save()


def keep_ledger() -> int:
    """This will write what the file outside the database lacks of the open organization's erasures, and count it."""
    return ledger.append(
        ledger.Line(one.organization_id, one.person, one.erased_at) for one in Erasure.objects.order_by("pk")
    )
