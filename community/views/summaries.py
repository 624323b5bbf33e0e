"""Pages of summaries by mail: how often, and the end of them by one press."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from belonging.core import clock
from community.enums import SummaryRhythm
from community.forms.summaries import SummaryForm
from community.selectors import summaries as reads
from community.services import summaries as writes
from programs.access import Here, back, program_view


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def summary_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """How often I hear by mail what was written in my groups, and when not."""
    wish = reads.wish_of(here.me)
    there = {field: getattr(wish, field) for field in reads.USUAL} if wish else reads.USUAL
    form = SummaryForm(request.POST or None, initial=there)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"rhythm": SummaryRhythm(form.cleaned_data["rhythm"])}
        writes.choose_summaries(participant=here.me, now=clock.now(), **said)
        messages.success(request, _("Kept."))
        return back(here, "community:summary-edit")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/summary_edit.html", {"here": here, "form": form}, status=status)


@csrf_exempt  # mail programs press it without having seen the page (RFC 8058); the signed address is the proof
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def summary_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Ends summaries by one press; opening the page changes nothing."""
    is_done = request.method == "POST"
    try:
        wish = writes.stop_summaries(token=token, now=clock.now(), only_look=not is_done)
    except writes.SummaryRefused:
        raise Http404 from None
    response = render(request, "community/summary_stop.html", {"wish": wish, "is_done": wish.rhythm == "none"})
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address itself is the key
    return response
