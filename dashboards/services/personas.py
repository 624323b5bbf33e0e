"""Personas: drawn by those who run a program, and what is made with each in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from dashboards.models import Persona, PersonaTag
from dashboards.rules import MOST_PERSONAS
from dashboards.selectors.personas import personas_of, taggable
from programs.selectors.programs import locked_program

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from belonging.tenancy.models import Membership
    from programs.models import Program


class PersonaRefused(BelongingError):
    """A persona cannot be drawn like that."""

    code = "persona_refused"


@transaction.atomic
def draw_persona(
    *, actor: Membership, program: Program, name: str, text: str, needs: str, now: datetime,
    persona: Persona | None = None,
) -> Persona:  # fmt: skip
    """This will draw a persona, or draw one anew; raises PersonaRefused for a sixth one or a name that is taken."""
    locked_program(program.pk)  # two who draw the fifth at once are counted one after the other
    if persona is None and personas_of(program).count() >= MOST_PERSONAS:
        raise PersonaRefused(_("Five are enough to keep in mind. Draw one of them anew, or take one out."))
    drawn = persona or Persona(program=program)
    drawn.name, drawn.text, drawn.needs = name, text, needs
    try:
        with transaction.atomic():
            drawn.save()
    except IntegrityError:
        raise PersonaRefused(_("One of them has this name already."), field="name") from None
    record(actor=actor, verb="persona.drawn", target=drawn, now=now)
    return drawn


@transaction.atomic
def tag_for_persona(*, actor: Membership, persona: Persona, things: Collection[UUID], now: datetime) -> None:
    """This will keep what was made with a persona in mind; what is over or has gone keeps the tag it has."""
    there, chosen = taggable(persona, now), set(things)
    offered = [
        *(("resource", one) for one in there.resources),
        *(("event", one) for one in there.events),
        *(("letter", one) for one in there.letters),
    ]
    for kind in ("resource", "event", "letter"):
        dropped = [one.pk for key, one in offered if key == kind and one.public_id not in chosen]
        PersonaTag.objects.filter(persona=persona, **{f"{kind}__in": dropped}).delete()
    # One statement; a second person who keeps the same at once finds the rows there.
    PersonaTag.objects.bulk_create(
        [PersonaTag(persona=persona, **{key: one}) for key, one in offered if one.public_id in chosen],
        ignore_conflicts=True,
    )
    record(actor=actor, verb="persona.tagged", target=persona, now=now)


@transaction.atomic
def remove_persona(*, actor: Membership, persona: Persona, now: datetime) -> None:
    """This will take a persona off the chart, and its tags off everything."""
    record(actor=actor, verb="persona.removed", target=persona, now=now)
    persona.delete()
