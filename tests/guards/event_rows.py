"""An open space with a topic on its wall, and an office hour somebody took, for the guards."""

from dataclasses import dataclass
from datetime import timedelta

from belonging.tenancy.models import Membership
from programs.models import EventTopic, OfficeHour, Participant, Program
from programs.services.event_topics import choose_topic, write_topic
from tests.cast import NOON


@dataclass(frozen=True)
class EventRows:
    """What stands there."""

    topic: EventTopic
    hour: OfficeHour


def plant_wall(program: Program, comes: Participant, facilitator: Membership) -> EventRows:
    """A topic of somebody who comes to the program's supper, and their slot; needs an open scope."""
    event = program.events.order_by("id")[0]
    topic = write_topic(event=event, author=comes, title="What would help?", now=NOON)
    choose_topic(topic=topic, participant=comes, now=NOON)
    at = NOON + timedelta(days=8, hours=program.pk % 24)
    hour = OfficeHour.objects.create(
        program=program, facilitator=facilitator, starts_at=at, ends_at=at + timedelta(minutes=30), place="Desk",
        taken_by=comes, about="A question",
    )  # fmt: skip
    return EventRows(topic, hour)
