"""Writes of groups: found, come in, go, manage."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Duty
from community.enums import Entry, SeatState
from community.models import Group, GroupSeat
from community.rules import LONGEST_TOPIC, MOST_FOUNDED, MOST_IN_A_PROJECT, MOST_TOPICS
from community.selectors.groups import locked_group, managed_count, seat_of, seats_of, topics_in
from programs.rules import may_facilitate
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant, Program


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
    topics: Sequence[str] = (),
    goal: str = "",
    ends_on: date | None = None,
) -> Group:
    """This will make a group that its founder manages, or with a goal and a last day a project; raises GroupRefused."""
    _check_acts(founder)
    if takes_newcomers and (entry != Entry.OPEN or not may_facilitate(founder.membership, Duty.COMMUNITY)):
        said = _("Newcomers sit in open groups, and those who run the program say in which.")
        raise GroupRefused(said, field="takes_newcomers")
    locked_participant(founder.pk)
    if managed_count(founder, _today(founder, now)) >= MOST_FOUNDED:
        raise GroupRefused(_("You already manage %(most)s groups. That is plenty.") % {"most": MOST_FOUNDED})
    group = Group.objects.create(
        program=founder.program, name=name, about=about, entry=entry, allows_unsigned=allows_unsigned,
        takes_newcomers=takes_newcomers, topics=_as_spelled(founder.program, topics), goal=goal, ends_on=ends_on,
    )  # fmt: skip
    GroupSeat.objects.create(group=group, participant=founder, state=SeatState.IN, is_manager=True)
    record(actor=founder.membership, verb="group.founded", target=group, now=now, entry=entry)
    return group


def _today(person: Participant, now: datetime) -> date:
    return clock.today(person.program.time_zone, now)


def _as_spelled(program: Program, topics: Sequence[str]) -> list[str]:
    """A few topics, each once, in the spelling that other groups use already."""
    said = [" ".join(topic.split()) for topic in topics if topic.strip()]
    if len(said) > MOST_TOPICS or any(len(topic) > LONGEST_TOPIC for topic in said):
        words = {"most": MOST_TOPICS, "longest": LONGEST_TOPIC}
        raise GroupRefused(_("Up to %(most)s topics, each of at most %(longest)s letters.") % words, field="topics")
    known = {topic.casefold(): topic for topic in topics_in(program)}
    return list(dict.fromkeys(known.setdefault(topic.casefold(), topic) for topic in said))


def _check_room(group: Group, person: Participant, now: datetime) -> None:
    """A project takes people until its last day, and only a few; the group's row is held."""
    if not group.is_project:
        return
    if group.is_over(_today(person, now)):
        raise GroupRefused(_("This project has ended. It can still be read."))
    if seats_of(group).filter(state=SeatState.IN).count() >= MOST_IN_A_PROJECT:
        said = _("A project has at most %(most)s people, so that each of them counts.")
        raise GroupRefused(said % {"most": MOST_IN_A_PROJECT})


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
    if seat is None or is_asked:
        _check_room(group, participant, now)
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
    """
    This will end somebody's place; the last manager hands on to who came first, an empty group closes.

    A project that has ended stays to be read, also when nobody is left in it.
    """
    group = locked_group(group.pk)
    seat = seat_of(group, participant)
    if seat is None:
        return
    seat.delete()
    inside = seats_of(group).filter(state=SeatState.IN).order_by("-is_manager", "id")
    following = inside.first()
    if following is None:
        group.closed_at = None if group.is_over(_today(participant, now)) else now
        group.save(update_fields=["closed_at"])
    elif not following.is_manager:
        following.is_manager = True
        following.save(update_fields=["is_manager"])
    record(actor=participant.membership, verb="group.left", target=group, now=now)


@transaction.atomic
def ask_into_group(*, manager: Participant, group: Group, person: Participant, now: datetime) -> GroupSeat:
    """This will ask somebody into a group, or let in who asks already; raises GroupRefused for who does not manage."""
    group = locked_group(group.pk)
    check_manages(manager, group)
    _check_room(group, manager, now)
    if person.program_id != group.program_id or not person.in_network:
        raise GroupRefused(_("Choose somebody who takes part in this program."))
    seat = seat_of(group, person) or GroupSeat(group=group, participant=person, state=SeatState.INVITED)
    if seat.state == SeatState.ASKS:
        seat.state = SeatState.IN
    seat.save()
    record(actor=manager.membership, verb="group.person_asked", target=group, now=now)
    return seat


def check_manages(manager: Participant, group: Group) -> None:
    """This will raise GroupRefused for who does not manage a group; its row is held."""
    own = seat_of(group, manager)
    if own is None or not own.is_manager:
        raise GroupRefused(_("Only who manages this group does that."))


@transaction.atomic
def answer_asking(*, manager: Participant, seat: GroupSeat, lets_in: bool, now: datetime) -> None:
    """This will let in who asks, or say no, quietly; raises GroupRefused for who does not manage."""
    group = locked_group(seat.group_id)
    check_manages(manager, group)
    if lets_in:
        _check_room(group, manager, now)
    rows = GroupSeat.objects.filter(pk=seat.pk, state=SeatState.ASKS)
    changed = rows.update(state=SeatState.IN) if lets_in else rows.delete()[0]
    if changed:
        record(actor=manager.membership, verb="group.asking_answered", target=group, now=now, lets_in=lets_in)


@transaction.atomic
def choose_topics(*, manager: Participant, group: Group, topics: Sequence[str], now: datetime) -> None:
    """This will keep what a group is about in a few words; raises GroupRefused for too many."""
    group = locked_group(group.pk)
    check_manages(manager, group)
    group.topics = _as_spelled(manager.program, topics)
    group.save(update_fields=["topics"])
    record(actor=manager.membership, verb="group.topics_chosen", target=group, now=now, count=len(group.topics))
