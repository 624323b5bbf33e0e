"""Reads of the wall of an open space: topics, who sits where, and what they note."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from programs.enums import ReplyState
from programs.models import Event, EventTopic, Participant, Program, Reply


@dataclass(frozen=True)
class TopicTable:
    """A topic and who chose it, by name."""

    topic: EventTopic
    people: list[Participant]


def topics_of(event: Event, *, most_wanted_first: bool = False) -> list[TopicTable]:
    """The wall of an event in the order of writing, or of how many chose each; two queries."""
    topics = list(_topics().filter(event=event).order_by("id"))
    choices = Reply.objects.filter(event=event, topic__isnull=False).select_related("participant__membership")
    tables: dict[int | None, list[Participant]] = {topic.pk: [] for topic in topics}
    for choice in choices.order_by("participant__membership__name", "id"):
        tables[choice.topic_id].append(choice.participant)
    found = [TopicTable(topic, tables[topic.pk]) for topic in topics]
    return sorted(found, key=lambda table: -len(table.people)) if most_wanted_first else found


def _topics() -> QuerySet[EventTopic]:
    return EventTopic.objects.select_related("event__program", "author__membership")


def topic_by_public_id(program: Program, public_id: UUID) -> EventTopic | None:
    """A topic of one of the program's events, or nothing."""
    return _topics().filter(event__program=program, public_id=public_id).first()


def topic_count(event: Event, author: Participant) -> int:
    """How many topics a person put on the wall."""
    return EventTopic.objects.filter(event=event, author=author).count()


def comes_to(event: Event, participant: Participant) -> Reply | None:
    """The reply of somebody who comes, is there or was there; nothing for others."""
    row = Reply.objects.filter(event=event, participant=participant).first()
    is_with = row is not None and (row.state == ReplyState.GOING or bool(row.attendance == "present"))
    return row if is_with else None
