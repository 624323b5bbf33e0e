"""News that travels up, in the past tense, after commit. docs/map.md lists them."""

from django.dispatch import Signal

participant_left = Signal()  # organization_id, participant_id
plan_moved = Signal()  # organization_id, program_id: the start or the plan of a program has changed
