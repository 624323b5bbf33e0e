"""Reads of projects: next steps, the networks they work with, what came of them, and whom they could ask in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from community.enums import Entry, SeatState
from community.models import Benefit, Group, GroupSeat, NetworkContact, OtherNetwork, ProjectNetwork, ProjectStep
from community.rules import MOST_PROPOSED
from community.selectors.benefits import benefits_of, networks_of
from network.selectors.interactions import kept_apart_from
from network.selectors.introductions import resting_people
from programs.enums import ParticipantState
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

BENEFITS_SHOWN = 5


@dataclass(frozen=True)
class ProjectPage:
    """What a project's page shows beside what is written there."""

    steps: list[ProjectStep]  # those still to be done first
    networks: list[OtherNetwork]  # that it works with, each with who knows the way
    others: list[OtherNetwork]  # that it could name; for those who are in it
    benefits: list[Benefit]  # that everybody may read
    proposed: list[Participant]  # for who manages it while it looks for people
    is_over: bool


def project_page(group: Group, seat: GroupSeat | None, on: date) -> ProjectPage:
    """The page of a project for one person; `seat` says how they stand to it."""
    is_over, is_in = group.is_over(on), seat is not None and seat.state == SeatState.IN
    works = seat is not None and seat.is_manager and group.seeks_people and not is_over
    steps = list(steps_of(group))
    return ProjectPage(
        steps=[one for one in steps if not one.done_at] + [one for one in steps if one.done_at],
        networks=list(networks_with(group)),
        others=list(networks_of(group.program).exclude(projects__group=group)) if is_in and not is_over else [],
        benefits=list(benefits_of(group)[:BENEFITS_SHOWN]),
        proposed=proposed_people(group, on) if works else [],
        is_over=is_over,
    )


def steps_of(group: Group) -> QuerySet[ProjectStep]:
    """The steps of a project in the order they came up, with who takes them."""
    return ProjectStep.objects.filter(group=group).select_related("taken_by__membership").order_by("id")


def step_by_public_id(program: Program, public_id: UUID) -> ProjectStep | None:
    """One step of a program's projects, or nothing."""
    rows = ProjectStep.objects.filter(group__program=program, group__closed_at=None, public_id=public_id)
    return rows.select_related("group").first()


def networks_with(group: Group) -> QuerySet[OtherNetwork]:
    """The networks beyond this one that a project works with, by name, with who knows the way."""
    contacts = NetworkContact.objects.select_related("participant__membership").order_by("id")
    rows = OtherNetwork.objects.filter(projects__group=group).order_by("name", "id")
    return rows.prefetch_related(Prefetch("contacts", contacts))


def networks_page(program: Program, me: Participant | None) -> list[OtherNetwork]:
    """
    The networks beyond this program, each with who knows the way and the projects that everybody may know of.

    `is_mine` says of each whether this person says that they know the way.
    """
    own = NetworkContact.objects.filter(network=OuterRef("pk"), participant=me)
    works = ProjectNetwork.objects.filter(group__closed_at=None).exclude(group__entry=Entry.INVITATION)
    works = works.select_related("group").order_by("group__name", "id")
    return list(networks_of(program).annotate(is_mine=Exists(own)).prefetch_related(Prefetch("projects", works)))


def own_projects(me: Participant) -> list[Group]:
    """The projects somebody is in, also those that have ended; the last to end first."""
    seats = GroupSeat.objects.filter(participant=me, state=SeatState.IN).values("group")
    rows = Group.objects.filter(pk__in=seats, closed_at=None, ends_on__isnull=False)
    return list(rows.order_by("-ends_on", "id"))


def people_inside(group: Group) -> list[Participant]:
    """Who is in a group now, by name."""
    seats = GroupSeat.objects.filter(group=group, state=SeatState.IN).select_related("participant__membership")
    return [seat.participant for seat in seats.order_by("participant__membership__name", "id")]


def proposed_people(group: Group, on: date) -> list[Participant]:
    """
    Whom a project could ask in: one person from each segment that is not in it yet, a few, by lot.

    The lot is another one each week. Nobody is weighed: only who takes part now, does not rest from introductions, and
    neither keeps anybody in it out nor is kept out.
    """
    seats = list(GroupSeat.objects.filter(group=group).exclude(state=SeatState.ASKS).select_related("participant"))
    there = {seat.participant.segment for seat in seats} | {""}
    ids = [seat.participant_id for seat in seats]
    rows = people_in(group.program).filter(state=ParticipantState.ACTIVE).exclude(segment__in=there)
    barred = kept_apart_from(*ids) | resting_people(group.program, on)
    barred |= set(GroupSeat.objects.filter(group=group).values_list("participant", flat=True))
    by_segment: dict[str, list[int]] = defaultdict(list)
    for pk, segment in rows.order_by("segment", "pk").values_list("pk", "segment"):
        if pk not in barred:
            by_segment[segment].append(pk)
    lot = Random(f"{group.pk}-{on.isocalendar()[:2]}")  # noqa: S311 -- seeded: the same all week
    segments = lot.sample(list(by_segment), min(MOST_PROPOSED, len(by_segment)))
    drawn = [lot.choice(by_segment[segment]) for segment in segments]
    return list(people_in(group.program).filter(pk__in=drawn))
