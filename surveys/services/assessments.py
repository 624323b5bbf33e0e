"""Where those who lead think the network stands: said by name, taken back, and put into the plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from programs.services.plan_drafts import plan_for_facilitators
from surveys.models import Assessment
from surveys.selectors.assessments import turn_on
from surveys.selectors.waves import items_of
from surveys.services.built_in import keep_built_in

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program

OF_LEADERS, OF_SPONSORS = "network-assessment", "network-assessment-sponsor"


class AssessmentRefused(BelongingError):
    """A view of the network that cannot be kept like that."""

    code = "assessment_refused"


@transaction.atomic
def keep_assessment(
    *, actor: Membership, program: Program, answers: Mapping[str, int], words: str, sponsor: str, on: date,
    now: datetime,
) -> Assessment:  # fmt: skip
    """
    This will keep where somebody sees the network, in place of what they said before in the same turn.

    With a sponsor's name it is the sponsor's view, filled in for them. Raises AssessmentRefused for answers that are
    none of its own, and for none at all.
    """
    instrument = keep_built_in(now=now)[OF_SPONSORS if sponsor.strip() else OF_LEADERS]
    highest = {item.key: item.highest for item in items_of(instrument)}
    if not answers:
        raise AssessmentRefused(_("There is nothing to keep yet. Answer at least one statement."))
    if any(type(value) is not int or not 1 <= value <= highest.get(key, 0) for key, value in answers.items()):
        raise AssessmentRefused(_("Choose one of the answers shown."))
    instrument.is_locked = True  # what was answered is changed no more: a change is the next version
    instrument.save(update_fields=["is_locked"])
    kept, _is_new = Assessment.objects.update_or_create(
        program=program, membership=actor, turn=turn_on(program, on), sponsor=sponsor.strip(),
        defaults={"instrument": instrument, "answers": dict(answers), "words": words.strip(), "said_on": on},
    )  # fmt: skip
    record(actor=actor, verb="assessment.kept", target=kept, now=now)
    return kept


@transaction.atomic
def remove_assessment(*, actor: Membership, assessment: Assessment, now: datetime) -> None:
    """This will take out what somebody filled in; raises AssessmentRefused when it was somebody else."""
    if assessment.membership_id != actor.pk:
        raise AssessmentRefused(_("Only whoever filled it in takes it out."))
    record(actor=actor, verb="assessment.removed", target=assessment, now=now)
    assessment.delete()


@transaction.atomic
def take_into_plan(
    *, actor: Membership, program: Program, key: str, is_sponsors: bool, on: date, now: datetime
) -> None:
    """
    This will put what a weak answer asks for into the draft of the plan, for those who run the program.

    Raises AssessmentRefused for an answer without such words, DraftRefused when the plan cannot take it.
    """
    instrument = keep_built_in(now=now)[OF_SPONSORS if is_sponsors else OF_LEADERS]
    words = next((item.fix for item in items_of(instrument) if item.key == key), "")
    if not words:
        raise AssessmentRefused(_("There is nothing to put into the plan here."))
    plan_for_facilitators(actor=actor, program=program, words=str(words), today=on, now=now)  # plans are plain
