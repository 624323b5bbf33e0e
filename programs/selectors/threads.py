"""Reads of tasks, and of the private words of people who are stuck."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet

from belonging.tenancy.enums import Duty, Role
from belonging.tenancy.models import Membership
from belonging.tenancy.selectors import members_with
from programs.models import Participant, Program, Step, Task, Thread, ThreadMessage
from programs.selectors.programs import Segments

FINISHED_SHOWN = 20


def facilitators_of(program: Program, duty: Duty = Duty.PEOPLE) -> list[Membership]:
    """
    Who has this duty in a program, by name: its facilitators who take part, else all facilitators, else the admins.

    Only active members; the list is empty only for an organization without any.
    """
    active = members_with(duty)
    here = Q(pk__in=Participant.objects.filter(program=program).values("membership"))
    for wanted in (here & Q(role=Role.FACILITATOR), Q(role=Role.FACILITATOR), Q(role=Role.ADMIN)):
        if found := list(active.filter(wanted)):
            return found
    return []


def least_busy(members: list[Membership], program: Program) -> Membership | None:
    """The one of these members with the fewest open tasks in a program; of equals the first."""
    rows = Task.objects.filter(program=program, done_at=None, assignee__in=members).order_by("assignee_id")
    counts = dict(rows.values_list("assignee_id").annotate(tasks=Count("*")))
    return min(members, key=lambda one: counts.get(one.pk, 0), default=None)


def _with_people(tasks: QuerySet[Task]) -> QuerySet[Task]:
    return tasks.select_related("about__membership", "thread")


def open_tasks(program: Program, membership: Membership) -> list[Task]:
    """What a member is asked to do, by the day it is due."""
    rows = Task.objects.filter(program=program, assignee=membership, done_at=None)
    return list(_with_people(rows).order_by("due_on", "id"))


def open_task_count(program: Program, membership: Membership) -> int:
    """How many of these there are."""
    return Task.objects.filter(program=program, assignee=membership, done_at=None).count()


def finished_tasks(program: Program, membership: Membership) -> list[Task]:
    """What a member did last, newest first."""
    rows = Task.objects.filter(program=program, assignee=membership, done_at__isnull=False)
    return list(_with_people(rows).order_by("-done_at", "-id")[:FINISHED_SHOWN])


def task_by_public_id(program: Program, membership: Membership, public_id: UUID) -> Task | None:
    """A task of this member, or nothing."""
    return Task.objects.filter(program=program, assignee=membership, public_id=public_id).first()


def _threads(program: Program) -> QuerySet[Thread]:
    messages = ThreadMessage.objects.select_related("author").order_by("written_at", "id")
    rows = Thread.objects.filter(program=program).select_related("participant__membership", "step")
    return rows.prefetch_related(Prefetch("messages", messages)).order_by(F("closed_at").desc(nulls_first=True), "-id")


def threads_of(participant: Participant) -> QuerySet[Thread]:
    """A person's own threads, open ones first, with their messages."""
    return _threads(participant.program).filter(participant=participant)


def _of(segments: Segments) -> Q:
    return Q() if segments is None else Q(participant__segment__in=segments)


def open_threads(program: Program, segments: Segments) -> list[Thread]:
    """Everybody's open threads, or those of some segments, oldest first: the queue of those who run the program."""
    return list(_threads(program).filter(_of(segments), closed_at=None).order_by("id"))


def open_thread_count(program: Program, segments: Segments) -> int:
    """How many of these there are."""
    return Thread.objects.filter(_of(segments), program=program, closed_at=None).count()


def closed_threads(program: Program, segments: Segments) -> list[Thread]:
    """The threads closed last."""
    return list(_threads(program).filter(_of(segments), closed_at__isnull=False)[:FINISHED_SHOWN])


def thread_by_public_id(program: Program, public_id: UUID) -> Thread | None:
    """A thread of this program with its messages, or nothing. Who may read it is a rule (may_read_thread)."""
    return _threads(program).filter(public_id=public_id).first()


def open_thread_about(participant: Participant, step: Step | None) -> Thread | None:
    """The person's open thread about a step, or nothing."""
    return Thread.objects.filter(participant=participant, step=step, closed_at=None).order_by("id").first()
