"""A participant's pages: home, log, my times together."""

from datetime import date
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx, with_event
from network.forms import LogForm
from network.models import InteractionPartner
from network.selectors import interactions as reads
from network.selectors.home import LOG_CHOICES, LogChoices, home_page, log_choices, together, waiting_claims
from network.services import interactions as writes
from network.services.interactions import InteractionRefused
from network.services.logging import Saved, log_once
from programs.access import Here, program_view, today_in


@program_view()
@require_safe
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """What month it is, whom I can log, what waits for my answer."""
    if here.participant is None:
        return redirect("dashboards:dashboard", here.organization.slug, here.program.slug)
    page = home_page(here.program, here.me, here.segment_sizes, clock.now())
    setattr(request, LOG_CHOICES, LogChoices(page.recent, [], 0))  # the log sheet shows the same faces
    return render(request, "network/home.html", {"page": page})


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def interaction_log(request: HttpRequest, here: Here) -> HttpResponse:
    """The log as a page; the sheet on every page posts here too."""
    today = today_in(here)
    if request.method != "POST":
        form = LogForm(today=today)
        return _log_page(request, here, form, ticked=request.GET.getlist("with"))
    form = LogForm(request.POST, today=today)
    if "find" in request.POST:
        return _log_page(request, here, form, ticked=request.POST.getlist("who"))
    if form.is_valid():
        try:
            saved = _logged(here, form, today)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return _saved(request, here, saved.text, _undo_address(here, saved.interaction_id))
    return _log_page(request, here, form, ticked=request.POST.getlist("who"))


def _logged(here: Here, form: LogForm, today: date) -> Saved:
    who, key = form.cleaned_data["who"], form.cleaned_data["token"]
    saved = log_once(program=here.program, author=here.me, who=who, key=key, today=today, now=clock.now(), **form.words)
    if saved.is_repeat and not reads.still_stands(here.me, UUID(saved.interaction_id)):
        # Saved, taken back, and saved again by the browser's Back: the key's answer would be untrue by now.
        raise InteractionRefused(_("You took this back. Open the log again."))
    return saved


def _log_page(request: HttpRequest, here: Here, form: LogForm, ticked: list[str]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    if is_htmx(request) and form.is_bound:
        response = render(request, "network/parts/log_errors.html", {"form": form}, status=status)
        response["Vary"] = "HX-Request"
        return response
    find = request.POST.get("find_name", "") if "find" in request.POST else ""
    if find:
        form.errors.clear()
    choices = log_choices(here.program, here.me, here.segment_sizes, today_in(here), ticked, find)
    if not (ticked or find):
        setattr(request, LOG_CHOICES, choices)  # the log sheet shows the same faces
    words = {"form": form, "choices": choices, "find": find}
    return render(request, "network/interaction_log.html", words, status=HTTPStatus.OK if find else status)


def _undo_address(here: Here, interaction_id: str) -> str:
    return reverse("network:interaction-undo", args=[here.organization.slug, here.program.slug, interaction_id])


def _saved(request: HttpRequest, here: Here, text: str, undo: str = "") -> HttpResponse:
    """A redirect home with a message; for htmx the changed parts of home and a toast with the way back."""
    if not is_htmx(request):
        messages.success(request, text)
        return _back(request, here)
    return with_event(_changed(request, here), "toast", {"text": text, "undo_url": undo} if undo else {"text": text})


def _refused(request: HttpRequest, here: Here, refusal: BelongingError) -> HttpResponse:
    """The same, with words that do not look like success; what changed meanwhile is shown."""
    if not is_htmx(request):
        messages.error(request, str(refusal))
        return _back(request, here)
    response = _changed(request, here, HTTPStatus.UNPROCESSABLE_ENTITY)
    return with_event(response, "toast", {"text": str(refusal)})


def _back(request: HttpRequest, here: Here) -> HttpResponse:
    name = "network:interaction-list" if request.POST.get("next") == "list" else "network:home"
    return redirect(name, here.organization.slug, here.program.slug)


def _changed(request: HttpRequest, here: Here, status: int = HTTPStatus.OK) -> HttpResponse:
    page = together(here.program, here.me, here.segment_sizes, clock.now())
    words = {"page": page, "token": LogForm(today=page.today).fresh_token, "here": here}
    return render(request, "network/parts/home_changed.html", words, status=status)


@program_view()
@require_safe
def interaction_list(request: HttpRequest, here: Here) -> HttpResponse:
    """My times together, newest first, and what waits for me."""
    today = today_in(here)
    page = Paginator(reads.own_ids(here.me), 30).get_page(request.GET.get("page"))
    lines = reads.times_of(here.program, here.me, reads.times_by_ids(list(page.object_list)), today)
    words = {"page": page, "lines": lines, "claims": waiting_claims(here.program, here.me, here.segment_sizes)}
    return render(request, "network/interaction_list.html", words)


def _own_claim(here: Here, interaction: UUID) -> InteractionPartner:
    row = reads.claim_for(here.me, interaction)
    if row is None:
        raise Http404
    return row


@program_view()
@require_POST
def interaction_confirm(request: HttpRequest, here: Here, interaction: UUID) -> HttpResponse:
    """Yes, we met."""
    row = _own_claim(here, interaction)
    text = _("Confirmed. Thank you.")
    return _answered(request, here, writes.confirm_interaction, {"partner_row": row}, text, row)


@program_view()
@require_POST
def interaction_decline(request: HttpRequest, here: Here, interaction: UUID) -> HttpResponse:
    """Not me; nobody hears of it."""
    row = _own_claim(here, interaction)
    text = _("Put away. Nobody is told.")
    return _answered(request, here, writes.decline_interaction, {"partner_row": row}, text, row)


def _answered(
    request: HttpRequest, here: Here, act: Any, words: dict[str, Any], text: str, row: InteractionPartner
) -> HttpResponse:
    try:
        act(now=clock.now(), **words)
    except BelongingError as refusal:
        return _refused(request, here, refusal)
    return _saved(request, here, text, _undo_address(here, str(row.interaction.public_id)))


@program_view()
@require_POST
def interaction_undo(request: HttpRequest, here: Here, interaction: UUID) -> HttpResponse:
    """Takes back a log or an answer."""
    found = reads.own_interaction(here.me, interaction)
    if found is None:
        raise Http404
    try:
        writes.undo_interaction(interaction=found, participant=here.me, now=clock.now())
    except BelongingError as refusal:
        return _refused(request, here, refusal)
    return _saved(request, here, _("Taken back."))
