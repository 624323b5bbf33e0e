"""News from below."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from belonging.core import clock
from belonging.tenancy.scope import open_scope
from programs.selectors.programs import program_by_public_id
from programs.signals import plan_moved
from surveys.services.following import follow_program


@receiver(plan_moved, dispatch_uid="surveys.follow_program")
def on_plan_moved(organization_id: UUID, program_id: UUID, **_more: Any) -> None:
    """Planned surveys follow the program. What a crash swallows here `surveys.tend_waves` mends."""
    with open_scope(organization_id):
        program = program_by_public_id(program_id)
        if program is not None:
            follow_program(program=program, now=clock.now())
