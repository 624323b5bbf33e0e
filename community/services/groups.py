"""Writes of groups: found, come in, go, manage."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Duty
from community.enums import Entry, SeatState
from community.models import Group, GroupSeat
from community.rules import MOST_FOUNDED
from community.selectors.groups import locked_group, seat_of, seats_of
from programs.rules import may_facilitate
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant


class GroupRefused(BelongingError):
    """Something a group does not allow."""

    code = "group_refused"


@transaction.atomic
def found_group(
    *,
    founder: Participant,
    name: str,
    about: str,
    entry: Entry,
    now: datetime,
    allows_unsigned: bool = False,
    takes_newcomers: bool = False,
) -> Group:
    """This will make a group that its founder manages; raises GroupRefused."""
    _check_acts(founder)
    if takes_newcomers and (entry != Entry.OPEN or not may_facilitate(founder.membership, Duty.COMMUNITY)):
        said = _("Newcomers sit in open groups, and those who run the program say in which.")
        raise GroupRefused(said, field="takes_newcomers")
    locked_participant(founder.pk)
    if GroupSeat.objects.filter(participant=founder, is_manager=True, group__closed_at=None).count() >= MOST_FOUNDED:
        raise GroupRefused(_("You already manage %(most)s groups. That is plenty.") % {"most": MOST_FOUNDED})
    group = Group.objects.create(
        program=founder.program, name=name, about=about, entry=entry, allows_unsigned=allows_unsigned,
        takes_newcomers=takes_newcomers,
    )  # fmt: skip
    GroupSeat.objects.create(group=group, participant=founder, state=SeatState.IN, is_manager=True)
    record(actor=founder.membership, verb="group.founded", target=group, now=now, entry=entry)
    return group


def _check_acts(person: Participant) -> None:
    if not person.may_act:
        raise GroupRefused(_("Your place in this program is paused. Come back first."))


@transaction.atomic
def join_group(*, group: Group, participant: Participant, now: datetime) -> GroupSeat:
    """This will let somebody in, or note that they ask; whoever was asked comes in. Twice is the same as once."""
    _check_acts(participant)
    group = locked_group(group.pk)
    seat = seat_of(group, participant)
    is_asked = seat is not None and seat.state == SeatState.INVITED
    if group.entry == Entry.INVITATION and seat is None:
        raise GroupRefused(_("One is asked into this group."))
    state = SeatState.IN if group.entry == Entry.OPEN or is_asked else SeatState.ASKS
    if seat is None:
        seat = GroupSeat.objects.create(group=group, participant=participant, state=state)
        record(actor=participant.membership, verb="group.joined", target=group, now=now, state=state)
    elif is_asked:
        seat.state = SeatState.IN
        seat.save(update_fields=["state"])
        record(actor=participant.membership, verb="group.joined", target=group, now=now, state=state)
    return seat


@transaction.atomic
def seat_newcomer(*, participant: Participant, now: datetime) -> int:
    """This will seat somebody who is new in the groups that take newcomers, and count them."""
    groups = Group.objects.filter(program=participant.program, takes_newcomers=True, closed_at=None).order_by("id")
    for group in groups:
        join_group(group=group, participant=participant, now=now)
    return len(groups)


@transaction.atomic
def leave_group(*, group: Group, participant: Participant, now: datetime) -> None:
    """This will end somebody's place; the last manager hands on to who came first, an empty group closes."""
    group = locked_group(group.pk)
    seat = seat_of(group, participant)
    if seat is None:
        return
    seat.delete()
    inside = seats_of(group).filter(state=SeatState.IN).order_by("-is_manager", "id")
    following = inside.first()
    if following is None:
        group.closed_at = now
        group.save(update_fields=["closed_at"])
    elif not following.is_manager:
        following.is_manager = True
        following.save(update_fields=["is_manager"])
    record(actor=participant.membership, verb="group.left", target=group, now=now)


@transaction.atomic
def ask_into_group(*, manager: Participant, group: Group, person: Participant, now: datetime) -> GroupSeat:
    """This will ask somebody into a group, or let in who asks already; raises GroupRefused for who does not manage."""
    group = locked_group(group.pk)
    _check_manages(manager, group)
    if person.program_id != group.program_id or not person.in_network:
        raise GroupRefused(_("Choose somebody who takes part in this program."))
    seat = seat_of(group, person) or GroupSeat(group=group, participant=person, state=SeatState.INVITED)
    if seat.state == SeatState.ASKS:
        seat.state = SeatState.IN
    seat.save()
    record(actor=manager.membership, verb="group.person_asked", target=group, now=now)
    return seat


def _check_manages(manager: Participant, group: Group) -> None:
    own = seat_of(group, manager)
    if own is None or not own.is_manager:
        raise GroupRefused(_("Only who manages this group does that."))


@transaction.atomic
def answer_asking(*, manager: Participant, seat: GroupSeat, lets_in: bool, now: datetime) -> None:
    """This will let in who asks, or say no, quietly; raises GroupRefused for who does not manage."""
    group = locked_group(seat.group_id)
    _check_manages(manager, group)
    rows = GroupSeat.objects.filter(pk=seat.pk, state=SeatState.ASKS)
    changed = rows.update(state=SeatState.IN) if lets_in else rows.delete()[0]
    if changed:
        record(actor=manager.membership, verb="group.asking_answered", target=group, now=now, lets_in=lets_in)
