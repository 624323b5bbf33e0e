"""What we agreed on: read, said yes to, written anew, looked at again; and the list of what is to be set up."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Duty
from programs.access import Here, back, done, program_view
from programs.enums import AgreementKind, SetupKey
from programs.forms.agreements import AgreementForm
from programs.rules import FACILITATING, may_facilitate
from programs.selectors import agreements as reads
from programs.selectors.setups import setup_of
from programs.services import agreements as writes
from programs.services.setups import send_test_mail, tick_setup


@program_view()
@require_safe
def agreement_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Every text, and whether I have said yes to it."""
    page = reads.agreement_page(here.program, here.participant, clock.now())
    words = {"here": here, "page": page, "may_write": may_facilitate(here.membership, Duty.PLAN)}
    return render(request, "programs/agreement_list.html", words)


@program_view()
@require_POST
def agreement_agree(request: HttpRequest, here: Here) -> HttpResponse:
    """Yes to the versions that stood on the page."""
    me = here.me
    shown = reads.agreements_by_public_id(here.program, _ids(request.POST.getlist("texts")))
    try:
        count = writes.agree(participant=me, agreements=shown, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext("You agreed to one text.", "You agreed to %(count)s texts.", count)
        messages.success(request, text % {"count": count})
    return back(here, "programs:agreement-list")


@program_view(lasting=True)  # what was said yes to can always be taken back
@require_POST
def agreement_take_back(request: HttpRequest, here: Here) -> HttpResponse:
    """My yes to a version of a text ends."""
    me = here.me
    found = reads.agreements_by_public_id(here.program, _ids(request.POST.getlist("texts")))
    if len(found) != 1:  # made by hand; no page sends it
        raise Http404
    writes.take_back_yes(participant=me, agreement=found[0], now=clock.now())
    messages.success(request, _("Taken back. It ends at once."))
    return back(here, "programs:consent-list")


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue  # typed by hand; no page sends it
    return found


def _kind(kind: str) -> AgreementKind:
    if kind not in AgreementKind.values:
        raise Http404
    return AgreementKind(kind)


@program_view()
@require_safe
def agreement_detail(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """One text in full, with its earlier versions."""
    versions = reads.versions_of(here.program, _kind(kind))
    if not versions:
        raise Http404
    words = {"here": here, "newest": versions[0], "earlier": versions[1:]}
    return render(request, "programs/agreement_detail.html", words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_edit(request: HttpRequest, here: Here, kind: str) -> HttpResponse:
    """Writes the next version of a text."""
    about = _kind(kind)
    newest = reads.current_agreement(here.program, about)
    initial = vars(newest) if newest else {"title": about.label}
    form = AgreementForm(request.POST or None, initial=initial, kind=about)
    if form.is_valid():
        try:
            words: dict[str, Any] = {"actor": here.membership, "program": here.program, "kind": about}
            writes.write_agreement(now=clock.now(), **words, **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Kept. Everybody is asked for their yes."))
            return back(here, "programs:agreement-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/agreement_edit.html", {"here": here, "form": form, "about": about}, status=status)


@program_view(*FACILITATING)
@require_POST
def agreement_review(request: HttpRequest, here: Here) -> HttpResponse:
    """Somebody has read all texts again and found them still right."""
    said = _("Noted. They are due again in three months.")
    after = back(here, "programs:agreement-list")
    return done(request, writes.review_agreements, said, after, actor=here.membership, program=here.program)


@program_view(*FACILITATING)
@require_safe
def setup_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What is still to be set up before the program starts."""
    return render(request, "programs/setup_list.html", {"here": here, "lines": setup_of(here.program)})


@program_view(*FACILITATING)
@require_POST
def setup_tick(request: HttpRequest, here: Here) -> HttpResponse:
    """Ticks a line of the list, or takes the tick away."""
    key = request.POST.get("key", "")
    if key not in SetupKey.values:
        raise Http404
    words = {"actor": here.membership, "program": here.program, "key": SetupKey(key)}
    is_done = request.POST.get("done") == "1"
    said = _("Ticked.") if is_done else _("Open again.")
    return done(request, tick_setup, said, back(here, "programs:setup-list"), is_done=is_done, **words)


@program_view(*FACILITATING)
@require_POST
def setup_mail(request: HttpRequest, here: Here) -> HttpResponse:
    """Sends me a test mail."""
    said = _("On its way to you. Tick the line when it has come.")
    after = back(here, "programs:setup-list")
    return done(request, send_test_mail, said, after, actor=here.membership, program=here.program)
