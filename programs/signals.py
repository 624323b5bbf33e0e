"""News that travels up, in the past tense, after commit. docs/map.md lists them."""

from django.dispatch import Signal

participant_left = Signal()  # organization_id, participant_id
