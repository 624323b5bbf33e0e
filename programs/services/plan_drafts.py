"""Writes of plans being changed: one edit after the other, Undo, and a template's next version out of them."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime

from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from belonging.core.clock import program_month
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.enums import LearningKind
from programs.models import PlanDraft, PlanEdit, Program, Template
from programs.plan_edits import Add, Edit, PlanEditInvalid, faults_of
from programs.plan_files import Plan, write_plan
from programs.selectors.drafts import draft_of, newest_edit, surplus_edits
from programs.selectors.plans import newest_version
from programs.services.plans import keep_template, read

MOST_UNDONE = 30  # edits that can be taken back
LONGEST_KEY = 60
LONGEST_TITLE = 120
FOR_FACILITATORS = "facilitator"


class DraftRefused(BelongingError):
    """A plan cannot be changed like that."""

    code = "draft_refused"


@transaction.atomic
def edit_draft(
    *, actor: Membership, template: Template, program: Program | None, edit: Edit, now: datetime
) -> PlanDraft:
    """
    This will make one change in the draft of a program's or a template's plan, and begin the draft with the first one.

    Raises DraftRefused, naming what is wrong, for a change that the plan cannot take; then nothing is stored.
    """
    draft = _held_draft(template, program)
    before = read(draft.content)
    content = write_plan(_edited(before, edit))
    act = type(edit).__name__.lower()
    PlanEdit.objects.create(draft=draft, act=act, content_before=draft.content)
    surplus_edits(draft, MOST_UNDONE).delete()
    draft.content = content
    draft.save(update_fields=["content"])
    record(actor=actor, verb=f"plan.{act}", target=program or template, now=now, key=getattr(edit, "key", ""))
    return draft


def _held_draft(template: Template, program: Program | None) -> PlanDraft:
    # Two who change at once take turns on the row; the constraint lets one of two first edits make it.
    PlanDraft.objects.bulk_create(
        [PlanDraft(template=template, program=program, content=template.content)], ignore_conflicts=True
    )
    draft = draft_of(template, program, lock=True)
    assert draft is not None
    return draft


def _edited(before: Plan, edit: Edit) -> Plan:
    try:
        after = edit.on(before)
    except PlanEditInvalid as problem:
        raise DraftRefused(_(problem.text) % problem.values) from None
    known = set(faults_of(before))
    if new := [words for words in faults_of(after) if words not in known]:
        raise DraftRefused(" ".join(new[:3]))
    return after


@transaction.atomic
def plan_for_facilitators(*, actor: Membership, program: Program, words: str, today: date, now: datetime) -> PlanDraft:
    """
    This will put something for those who run a program into the draft of its plan, in the month after this one.

    Nobody sees it before the draft is published. Raises DraftRefused when there is no plan, or it stands there already.
    """
    if program.template is None:
        raise DraftRefused(_("This program was not made from a template, so there is no plan to change."))
    draft = draft_of(program.template, program)
    if any(step.text == words for step in read((draft or program.template).content).steps):
        raise DraftRefused(_("It stands in the plan already."))
    month = min(max(program_month(program.starts_on, today) + 1, 1), program.month_count)
    fields = {"text": words, "audience": FOR_FACILITATORS}
    edit = Add("steps", Truncator(words).chars(LONGEST_TITLE), LearningKind.EXPERIENTIAL.value, month, fields)
    return edit_draft(actor=actor, template=program.template, program=program, edit=edit, now=now)


@transaction.atomic
def undo_edit(*, actor: Membership, draft: PlanDraft, now: datetime) -> PlanDraft:
    """This will take the last change back; raises DraftRefused when there is none left."""
    held = PlanDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    last = newest_edit(held)
    if last is None:
        raise DraftRefused(_("There is nothing left to take back."))
    held.content = last.content_before
    held.save(update_fields=["content"])
    last.delete()
    record(actor=actor, verb="plan.undone", target=held, now=now)
    return held


@transaction.atomic
def drop_draft(*, actor: Membership, draft: PlanDraft, now: datetime) -> None:
    """This will throw a draft away; the plan people live by never saw it."""
    record(actor=actor, verb="plan.draft_dropped", target=draft, now=now)
    PlanEdit.objects.filter(draft=draft).delete()
    draft.delete()


@transaction.atomic
def keep_draft_as_template(*, actor: Membership, draft: PlanDraft, now: datetime) -> Template:
    """This will make a template's draft its next version; a locked template is left alone and copied."""
    plan = read(draft.content)
    source = newest_version(plan.key)
    if source is not None and source.is_locked:
        plan = dataclasses.replace(plan, key=_free_template_key(plan.key), version=1)
    else:
        plan = dataclasses.replace(plan, version=1 if source is None else source.version + 1)
    kept = keep_template(actor=actor, content=write_plan(plan), now=now, copied_from=draft.template)
    drop_draft(actor=actor, draft=draft, now=now)
    return kept


def _free_template_key(key: str) -> str:
    number = 2
    while newest_version(f"{key[: LONGEST_KEY - 4]}-{number}") is not None:
        number += 1
    return f"{key[: LONGEST_KEY - 4]}-{number}"


def program_key(program: Program) -> str:
    """The key under which a program's own plan is kept, beside the templates it may have come from."""
    return f"plan-of-{program.slug}"[:LONGEST_KEY].rstrip("-_")
