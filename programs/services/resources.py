"""
Writes of a person's own reading and papers.

None of them leaves an audit row: admins read the trail, and what somebody reads or fills in is nobody else's business.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from programs.models import Answer, Participant, Resource, ResourceVisit, Worksheet
from programs.worksheets import questions_of

SAME_PRESS = timedelta(minutes=10)  # the same words again within this are a second press of Save


class ReadingRefused(BelongingError):
    """A chapter that cannot be marked as read."""

    code = "reading_refused"


class WorksheetRefused(BelongingError):
    """A worksheet that cannot be kept like that."""

    code = "worksheet_refused"


@transaction.atomic
def mark_read(*, participant: Participant, resource: Resource, on: date, chapter: int | None = None) -> ResourceVisit:
    """
    This will note that a person has read a resource, or one chapter of it; the last chapter finishes it.

    Raises ReadingRefused for a chapter that is not there, or that comes after one not yet read.
    """
    _check_program(participant, resource.program_id, ReadingRefused)
    visit, _is_new = ResourceVisit.objects.select_for_update().get_or_create(
        participant=participant, resource=resource, defaults={"opened_on": on}
    )
    if resource.chapters:
        _read_chapter(visit, chapter, len(resource.chapters))
    if not resource.chapters or len(visit.chapters_read) == len(resource.chapters):
        visit.finished_on = visit.finished_on or on
    visit.save(update_fields=["chapters_read", "finished_on"])
    return visit


def _read_chapter(visit: ResourceVisit, chapter: int | None, chapter_count: int) -> None:
    if chapter is None or not 1 <= chapter <= chapter_count:
        raise ReadingRefused(_("This chapter is not there any more. Open the resource again."))
    read = set(visit.chapters_read)
    first_unread = next((number for number in range(1, chapter_count + 1) if number not in read), chapter)
    if visit.finished_on is None and chapter > first_unread:
        raise ReadingRefused(_("An earlier chapter comes first."))
    # Kept to the chapters that are there: a resource may have been shortened since.
    visit.chapters_read = sorted(number for number in read | {chapter} if number <= chapter_count)


@transaction.atomic
def mark_unread(*, participant: Participant, resource: Resource) -> None:
    """This will forget that a person has read a resource."""
    ResourceVisit.objects.filter(participant=participant, resource=resource).delete()


@transaction.atomic
def keep_answer(*, participant: Participant, worksheet: Worksheet, values: Mapping[str, Any], now: datetime) -> Answer:
    """
    This will keep a filled-in worksheet beside the earlier ones; a second press of Save gives back the first one's.

    Raises WorksheetRefused when nothing was filled in, or something that the worksheet does not ask.
    """
    _check_program(participant, worksheet.program_id, WorksheetRefused)
    if not values:
        raise WorksheetRefused(_("Fill in at least one thing, then save."))
    if not set(values) <= {question.key for question in questions_of(worksheet.questions)}:
        raise WorksheetRefused(_("This worksheet has changed. Open it again."))
    Participant.objects.select_for_update().get(pk=participant.pk)  # two presses at once come one after the other
    newest = Answer.objects.filter(participant=participant, worksheet=worksheet).order_by("-id").first()
    if newest and newest.values == values and now - newest.answered_at <= SAME_PRESS:
        return newest
    answer: Answer = Answer.objects.create(
        participant=participant, worksheet=worksheet, values=dict(values), answered_at=now
    )
    return answer


@transaction.atomic
def erase_answer(*, participant: Participant, answer: Answer) -> None:
    """This will erase one of a person's own answers; raises WorksheetRefused for another's."""
    if answer.participant_id != participant.pk:
        raise WorksheetRefused(_("This is not yours."))
    answer.delete()


def _check_program(participant: Participant, program_id: int, refusal: type[BelongingError]) -> None:
    if participant.program_id != program_id:
        raise refusal(_("This belongs to another program."))
