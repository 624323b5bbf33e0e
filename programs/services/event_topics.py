"""Writes of an open space: topics on the wall, where people sit, and what they note together."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from programs.models import Event, EventTopic, Participant, Reply
from programs.rules import MOST_TOPICS
from programs.selectors.event_topics import comes_to, topic_count
from programs.selectors.events import locked_event

LONGEST_NOTES = 4000


class TopicRefused(BelongingError):
    """A topic or a note that cannot be taken."""

    code = "topic_refused"


def _reply_of(event: Event, participant: Participant) -> Reply:
    row = comes_to(event, participant)
    if row is None or event.is_cancelled:
        raise TopicRefused(_("Say that you come first; then the wall is yours too."))
    return row


@transaction.atomic
def write_topic(*, event: Event, author: Participant, title: str, now: datetime) -> EventTopic:
    """This will put a topic on the wall; raises TopicRefused for strangers to the event and a fourth topic."""
    held = locked_event(event.pk)  # two taps at once count one after the other
    _reply_of(held, author)
    words = title.strip()
    if not words:
        raise TopicRefused(_("Write a few words first."), field="title")
    if topic_count(held, author) >= MOST_TOPICS:
        raise TopicRefused(_("You have %(most)s topics on the wall. Leave room for others.") % {"most": MOST_TOPICS})
    topic = EventTopic.objects.create(event=held, author=author, title=words[:160])
    record(actor=author.membership, verb="topic.written", target=topic, now=now)
    return topic


@transaction.atomic
def choose_topic(*, topic: EventTopic, participant: Participant, now: datetime) -> Reply:
    """This will seat a person at a topic, wherever they sat before; raises TopicRefused for strangers to the event."""
    row = _reply_of(topic.event, participant)
    if row.topic_id != topic.pk:
        row.topic = topic
        row.save(update_fields=["topic"])
        record(actor=participant.membership, verb="topic.chosen", target=topic, now=now)
    return row


@transaction.atomic
def leave_topic(*, topic: EventTopic, participant: Participant, now: datetime) -> Reply:
    """This will let a person stand up from a topic, if they sit there; raises TopicRefused as choose_topic."""
    row = _reply_of(topic.event, participant)
    if row.topic_id == topic.pk:
        row.topic = None
        row.save(update_fields=["topic"])
        record(actor=participant.membership, verb="topic.left", target=topic, now=now)
    return row


@transaction.atomic
def note_topic(*, topic: EventTopic, participant: Participant, notes: str, was: str, now: datetime) -> EventTopic:
    """
    This will keep the notes of a table; raises TopicRefused when somebody else wrote meanwhile (`was` is not what
    stands there), so that nobody's words are lost.
    """
    _reply_of(topic.event, participant)
    held = EventTopic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
    if held.notes.split() != was.split():
        raise TopicRefused(_("Somebody wrote meanwhile. Their words are below; add yours to them."), field="notes")
    held.notes = notes.strip()[:LONGEST_NOTES]
    held.save(update_fields=["notes"])
    record(actor=participant.membership, verb="topic.noted", target=held, now=now)
    return held
