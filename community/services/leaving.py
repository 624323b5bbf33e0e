"""What becomes of somebody's words when they leave a program."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from belonging.tenancy.audit import record
from community.enums import Reach
from community.selectors.leaving import (
    benefits_of_people_who_left,
    nominations_of_people_who_left,
    notes_of_people_who_left,
    own_words_of_people_who_left,
    posts_of_people_who_left,
    seats_of_people_who_left,
    steps_of_people_who_left,
    stories_of_people_who_left,
    thanks_of_people_who_left,
    tours_beside_people_who_left,
    unasked_benefits_of_people_who_left,
)
from community.services.groups import leave_group


@transaction.atomic
def detach_names(*, now: datetime, participant_id: UUID | None = None) -> None:
    """
    This will take the name of somebody who left off all they wrote, or with no id of everybody who left.

    Only its teller could take a story back, so once they are gone nobody but the facilitators reads it.
    """
    # One statement a table: none of them has save hooks that this could skip.
    stories = stories_of_people_who_left(participant_id).update(teller=None, is_named=False, reach=Reach.FACILITATORS)
    kind_words = nominations_of_people_who_left(participant_id).update(nominator=None, is_signed=False)
    posts = posts_of_people_who_left(participant_id).update(author=None)
    thanks = thanks_of_people_who_left(participant_id).update(giver=None)
    benefits = benefits_of_people_who_left(participant_id).update(teller=None)
    notes = notes_of_people_who_left(participant_id).update(author=None)
    tours_beside_people_who_left(participant_id).update(partner=None)
    steps_of_people_who_left(participant_id).update(taken_by=None)
    # Who left unasked never said that others may read it.
    unasked_benefits_of_people_who_left(participant_id).update(is_for_all=False)
    for rows in own_words_of_people_who_left(participant_id):
        rows.delete()
    for seat in seats_of_people_who_left(participant_id):  # few: their group may need another who manages it
        leave_group(group=seat.group, participant=seat.participant, now=now)
    detail = {"stories": stories, "kind_words": kind_words, "posts": posts, "thanks": thanks}
    detail |= {"benefits": benefits, "notes": notes}
    if any(detail.values()):
        record(actor=None, verb="community.names_detached", now=now, counts=detail)
