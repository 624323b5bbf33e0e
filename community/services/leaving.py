"""What becomes of somebody's words when they leave a program."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from belonging.tenancy.audit import record
from community.enums import Reach
from community.selectors.leaving import nominations_of_people_who_left, stories_of_people_who_left


@transaction.atomic
def detach_names(*, now: datetime, participant_id: UUID | None = None) -> None:
    """
    This will take the name of somebody who left off all they wrote, or with no id of everybody who left.

    Only its teller could take a story back, so once they are gone nobody but the facilitators reads it.
    """
    # One statement a table: none of them has save hooks that this could skip.
    stories = stories_of_people_who_left(participant_id).update(teller=None, is_named=False, reach=Reach.FACILITATORS)
    kind_words = nominations_of_people_who_left(participant_id).update(nominator=None, is_signed=False)
    if stories or kind_words:
        record(actor=None, verb="community.names_detached", now=now, stories=stories, kind_words=kind_words)
