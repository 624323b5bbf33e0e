"""Reads of plans being changed."""

from __future__ import annotations

from django.db.models import QuerySet

from programs.models import PlanDraft, PlanEdit, Program, Template


def draft_of(template: Template, program: Program | None, *, lock: bool = False) -> PlanDraft | None:
    """The draft of a program's next plan, or of a template's next version; held, if asked, until the end."""
    rows = PlanDraft.objects.select_for_update(of=("self",)) if lock else PlanDraft.objects.select_related("template")
    if program is not None:
        return rows.filter(program=program).first()
    return rows.filter(template=template, program=None).first()


def newest_edit(draft: PlanDraft) -> PlanEdit | None:
    """The last change, or nothing."""
    return PlanEdit.objects.filter(draft=draft).order_by("-id").first()


def edit_count(draft: PlanDraft) -> int:
    """How many changes can be taken back."""
    return PlanEdit.objects.filter(draft=draft).count()


def surplus_edits(draft: PlanDraft, most: int) -> QuerySet[PlanEdit]:
    """The changes older than the newest `most`."""
    kept = PlanEdit.objects.filter(draft=draft).order_by("-id").values("pk")[:most]
    return PlanEdit.objects.filter(draft=draft).exclude(pk__in=list(kept.values_list("pk", flat=True)))
