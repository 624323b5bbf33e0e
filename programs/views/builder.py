"""The roadmap builder: a plan changed on a board of twelve months, for a program or for a template."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx, page_or_part, with_event
from belonging.tenancy.models import Membership
from programs.forms.builder import ItemForm, ModuleForm, NewItemForm
from programs.models import PlanDraft, Program, Template
from programs.plan_edits import ASK, Copy, Edit, Move, Remove, UseBlock
from programs.plan_files import Plan
from programs.selectors.boards import board_of, open_item, preview_of
from programs.selectors.drafts import draft_of, edit_count
from programs.selectors.plan_changes import publishing_of
from programs.services import plan_drafts
from programs.services.plan_changes import publish_draft
from programs.services.plan_drafts import DraftRefused
from programs.services.plans import read

PAGE = "programs/plan_build.html"


@dataclass(frozen=True)
class Workbench:
    """What is being changed, by whom, and where its pages are."""

    membership: Membership
    template: Template
    program: Program | None = None

    @cached_property
    def draft(self) -> PlanDraft | None:
        """The draft, once somebody changed something."""
        return draft_of(self.template, self.program)

    @cached_property
    def plan(self) -> Plan:
        """The plan as it stands on the board."""
        return read(self.draft.content if self.draft else self.template.content)

    def to(self, verb: str) -> str:
        """The address of one of the builder's pages."""
        slug = self.membership.organization.slug
        if self.program is not None:
            return reverse(f"programs:plan-{verb}", args=[slug, self.program.slug])
        return reverse(f"programs:template-{verb}", args=[slug, self.template.public_id])

    @property
    def pages(self) -> dict[str, str]:
        """Every address of the builder, by its verb."""
        return {verb: self.to(verb) for verb in ("build", "alter", "undo", "preview", "publish", "drop")}


def show_board(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """The board, and beside it what is opened or new."""
    return page_or_part(request, PAGE, "board", _words(request, bench))


def _words(request: HttpRequest, bench: Workbench, **more: Any) -> dict[str, Any]:
    plan, program = bench.plan, bench.program
    opened = open_item(plan, request.GET.get("open", ""))
    module = next((one for one in plan.modules if one.key == request.GET.get("module")), None)
    words: dict[str, Any] = {
        "bench": bench,
        "board": board_of(plan, program.starts_on if program else None),
        "undo_count": edit_count(bench.draft) if bench.draft else 0,
        "opened": opened,
        "form": ItemForm(opened=opened, months=plan.months) if opened else None,
        "new_form": _new_form(request.GET.get("add", "")),
        "module": module,
        "module_form": _module_form(plan, module.key) if module else None,
    }
    return words | more


def _new_form(add: str) -> NewItemForm | None:
    kind, _dot, month = add.partition(".")
    if not month.isdigit():
        return None
    kinds = {"experiential": "events", "peer": "steps", "formal": "steps", ASK: "steps"}
    initial = {"collection": kinds.get(kind, "events"), "kind": "formal" if kind == ASK else kind, "month": int(month)}
    return NewItemForm(initial=initial)


def alter_plan(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """One change: a card moved, copied, taken out, opened and saved; something new; a block; a module's words."""
    form = _posted_form(request, bench)
    if form is not None and not form.is_valid():
        return _refused(request, bench, form)
    try:
        edit = form.edit if form is not None else _pressed(request)
        plan_drafts.edit_draft(
            actor=bench.membership, template=bench.template, program=bench.program, edit=edit, now=clock.now()
        )
    except BelongingError as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
        return _refused(request, bench, form, str(refusal))
    return _altered(request, bench, edit)


def _posted_form(request: HttpRequest, bench: Workbench) -> Any:
    act = request.POST.get("act", "")
    if act == "save":
        opened = open_item(bench.plan, request.POST.get("item", ""))
        if opened is None:
            raise Http404
        return ItemForm(request.POST, opened=opened, months=bench.plan.months)
    if act == "add":
        return NewItemForm(request.POST)
    return _module_form(bench.plan, request.POST.get("module", ""), request.POST) if act == "module" else None


def _module_form(plan: Plan, key: str, sent: QueryDict | None = None) -> ModuleForm:
    known = next((one for one in plan.modules if one.key == key), None)
    return ModuleForm(sent, key=key, initial={"name": known.name, "about": known.about} if known else None)


def _pressed(request: HttpRequest) -> Edit:
    """What a button says: move=steps.draw.3.4, remove=steps.draw.3, copy=steps.draw.3, or block and month."""
    for act, made in (("remove", Remove), ("copy", Copy)):
        if value := request.POST.get(act):
            collection, key, month = _card(value)
            return made(collection, key, month)
    if value := request.POST.get("move"):
        name, _dot, target = value.rpartition(".")
        return Move(*_card(name), _whole(target))
    if block := request.POST.get("block"):
        return UseBlock(block, _whole(request.POST.get("month", "")))
    raise DraftRefused(_("Choose what to change."))


def _card(name: str) -> tuple[str, str, int]:
    collection, _first, rest = name.partition(".")
    key, _last, month = rest.rpartition(".")
    return collection, key, _whole(month)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 3:
        raise DraftRefused(_("Choose a month of the plan."))
    return int(text)


def _refused(request: HttpRequest, bench: Workbench, form: Any, refusal: str = "") -> HttpResponse:
    names: dict[Any, str] = {ItemForm: "form", NewItemForm: "new_form", ModuleForm: "module_form"}
    more = {names[type(form)]: form} if form is not None else {}
    if isinstance(form, ItemForm):
        more["opened"] = form.opened
    if isinstance(form, ModuleForm):
        more["module"] = {"key": form.key}
    words = _words(request, bench, refusal=refusal if form is None else "", **more)
    return page_or_part(request, PAGE, "board", words, HTTPStatus.UNPROCESSABLE_ENTITY)


def _altered(request: HttpRequest, bench: Workbench, edit: Edit) -> HttpResponse:
    """The board anew, with the focus where the change is; for plain browsers a redirect to that month."""
    fresh = replace(bench)
    text, place = _told(edit, fresh), _place(edit)
    if not is_htmx(request):
        messages.success(request, text)
        return redirect(f"{bench.to('build')}{_query(edit)}#{place.partition('.')[0] and _anchor(edit)}")
    response = page_or_part(request, PAGE, "board", _words(request, fresh, focus=place))
    return with_event(response, "toast", {"text": text, "undo_url": bench.to("undo")})


def _place(edit: Edit) -> str:
    """The id of what the focus goes to."""
    if isinstance(edit, Move):
        return f"more-{edit.collection}.{edit.key}.{edit.target}"
    return _anchor(edit)


def _anchor(edit: Edit) -> str:
    month = getattr(edit, "target", getattr(edit, "month", None))
    return "board" if month is None else f"m{month}"


def _query(edit: Edit) -> str:
    opened = getattr(edit, "fields", None) is not None and hasattr(edit, "key")
    return f"?open={edit.collection}.{edit.key}.0" if opened else ""  # type: ignore[attr-defined]  # a Change


def _told(edit: Edit, bench: Workbench) -> str:
    if isinstance(edit, Move):
        if not edit.target:
            return _("Moved before the launch.")
        return _("Moved to month %(month)s.") % {"month": edit.target}
    words = {"Remove": _("Taken out."), "Copy": _("Copied."), "Add": _("Put in."), "UseBlock": _("Put in.")}
    return words.get(type(edit).__name__, _("Changed."))


def undo_alter(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """Takes the last change back."""
    try:
        if bench.draft is None:
            raise DraftRefused(_("There is nothing left to take back."))
        plan_drafts.undo_edit(actor=bench.membership, draft=bench.draft, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back."))
    if is_htmx(request):
        response = HttpResponse(status=HTTPStatus.NO_CONTENT)
        response["HX-Refresh"] = "true"
        return response
    return redirect(bench.to("build"))


def drop_changes(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """Throws the draft away."""
    if bench.draft is not None:
        plan_drafts.drop_draft(actor=bench.membership, draft=bench.draft, now=clock.now())
        messages.success(request, _("The draft is gone. The plan is as it was."))
    return redirect(bench.to("build"))


def show_preview(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """The year as somebody who takes part will see it."""
    program = bench.program
    zone = program.time_zone if program else "UTC"
    today = clock.today(zone, clock.now())
    road = preview_of(bench.plan, program, zone, today)
    words = {"bench": bench, "road": road, "has_days": program is not None, "zone": zone}
    return render(request, "programs/plan_preview.html", words)


def publish_plan(request: HttpRequest, bench: Workbench) -> HttpResponse:
    """What publishing changes and whom it touches; then it is done."""
    draft = bench.draft
    if draft is None:
        messages.info(request, _("Nothing has been changed yet."))
        return redirect(bench.to("build"))
    if request.method == "POST":
        return _published(request, bench, draft)
    changes = None
    if bench.program is not None:
        changes = publishing_of(bench.program, read(bench.template.content), bench.plan, clock.now())
    return render(request, "programs/plan_publish.html", {"bench": bench, "changes": changes})


def _published(request: HttpRequest, bench: Workbench, draft: PlanDraft) -> HttpResponse:
    slug = bench.membership.organization.slug
    try:
        if bench.program is not None:
            publish_draft(actor=bench.membership, program=bench.program, draft=draft, now=clock.now())
        else:
            kept = plan_drafts.keep_draft_as_template(actor=bench.membership, draft=draft, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect(bench.to("publish"))
    if bench.program is not None:
        messages.success(request, _("Published. What opens from now on follows the plan."))
        return redirect("programs:plan-detail", slug, bench.program.slug)
    messages.success(request, _("Kept: %(name)s, version %(version)s.") % {"name": kept.name, "version": kept.version})
    return redirect("programs:template-list", slug)
