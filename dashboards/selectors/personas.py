"""The persona chart: for whom a program is made, and what of it was made with each in mind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from dashboards.models import Persona, PersonaTag
from dashboards.rules import FEWEST_PERSONAS, MOST_PERSONAS
from programs.selectors.events import coming_events
from programs.selectors.letters import letters_of
from programs.selectors.resources import resources_of

if TYPE_CHECKING:
    from datetime import datetime

    from programs.models import Event, Letter, Program, Resource


@dataclass(frozen=True)
class PersonaChart:
    """All personas with how much is there for each, and how many events are to come at all."""

    personas: tuple[Persona, ...]
    has_room: bool
    are_few: bool


@dataclass(frozen=True)
class Taggable:
    """What may be made with a persona in mind, and what was."""

    resources: tuple[Resource, ...]
    events: tuple[Event, ...]
    letters: tuple[Letter, ...]
    tagged: frozenset[UUID]


def personas_of(program: Program) -> QuerySet[Persona]:
    """Everybody on a program's chart, in the order they were drawn."""
    return Persona.objects.filter(program=program).order_by("id")


def persona_by_public_id(program: Program, public_id: UUID) -> Persona | None:
    """One of a program's personas, or nothing."""
    return personas_of(program).filter(public_id=public_id).select_related("program").first()


def persona_chart(program: Program, now: datetime) -> PersonaChart:
    """The chart; an event that is over or called off counts for nobody, and a message that has gone still does."""
    is_coming = Q(tags__event__ends_at__gt=now, tags__event__cancelled_at=None)
    rows = personas_of(program).annotate(
        resource_count=Count("tags", filter=Q(tags__resource__isnull=False)),
        event_count=Count("tags", filter=is_coming),
        letter_count=Count("tags", filter=Q(tags__letter__isnull=False)),
    )
    found = tuple(rows)
    return PersonaChart(found, len(found) < MOST_PERSONAS, len(found) < FEWEST_PERSONAS)


def tags_of(persona: Persona) -> list[str]:
    """What was made with somebody in mind: what a change of it is laid over."""
    thing = Coalesce("resource__public_id", "event__public_id", "letter__public_id")
    return sorted(str(one) for one in PersonaTag.objects.filter(persona=persona).values_list(thing, flat=True))


def taggable(persona: Persona, now: datetime) -> Taggable:
    """The whole library, the events to come and the messages to go; four queries."""
    program = persona.program
    tags = PersonaTag.objects.filter(persona=persona).order_by("id")
    thing = Coalesce("resource__public_id", "event__public_id", "letter__public_id")
    return Taggable(
        resources=tuple(resources_of(program)),
        events=tuple(coming_events(program, now).filter(cancelled_at=None)),
        letters=tuple(one for one in letters_of(program) if one.sent_at is None and one.dropped_at is None),
        tagged=frozenset(tags.values_list(thing, flat=True)),
    )
