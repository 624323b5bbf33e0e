"""Pages of thanks, and the newsletter that is drafted from what people agreed to tell."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.forms.thanks import ThanksForm
from community.models import Group
from community.selectors import thanks as reads
from community.services import thanks as writes
from community.views.groups import group_view
from network.selectors.people import found_people
from programs.access import Here, back, done, program_view, today_in
from programs.rules import FACILITATING, shown_month
from programs.selectors.programs import person_by_public_id

if TYPE_CHECKING:
    from programs.models import Participant

A_PAGE = 20


@program_view()
@require_safe
def thanks_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Thanks to me, from me, and those everybody may read; ?q= finds somebody to thank."""
    me, query = here.participant, request.GET.get("q", "")
    words = {
        "here": here,
        "received": list(reads.thanks_for(me)) if me else [],
        "given": list(reads.thanks_from(me)) if me else [],
        "page": Paginator(reads.shared_thanks(here.program), A_PAGE).get_page(request.GET.get("page")),
        "query": query,
        "found": found_people(here.program, query, besides=me) if me else [],
    }
    return render(request, "community/thanks_list.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def thanks_give(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Thanking a person."""
    found = person_by_public_id(here.program, person)
    if found is None or found == here.me:
        raise Http404
    return _give(request, here, found)


@group_view
@require_http_methods(["GET", "HEAD", "POST"])
def thanks_give_group(request: HttpRequest, here: Here, group: Group) -> HttpResponse:
    """Thanking a group."""
    return _give(request, here, group)


def _give(request: HttpRequest, here: Here, to: Participant | Group) -> HttpResponse:
    me, today = here.me, today_in(here)
    form = ThanksForm(request.POST or None, initial={"happened_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            writes.give_thanks(giver=me, to=to, today=today, now=clock.now(), **form.words)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Said. They find it on their first page."))
            return back(here, "community:thanks-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "community/thanks_give.html", {"here": here, "form": form, "to": to}, status=status)


@program_view()
@require_POST
def thanks_answer(request: HttpRequest, here: Here, thanks: UUID) -> HttpResponse:
    """Whether others may read what I am thanked for."""
    found = reads.thanks_to_answer(here.me, thanks)
    if found is None:
        raise Http404
    agrees = "agrees" in request.POST
    if not agrees:
        said = _("It stays between you.")
    else:
        said = _("Others may read it now.") if found.is_for_all else _("Noted. Who thanked you keeps it between you.")
    words = {"thanks": found, "actor": here.me, "agrees": agrees}
    return done(request, writes.answer_thanks, said, back(here, "community:thanks-list"), **words)


@program_view()
@require_POST
def thanks_take_back(request: HttpRequest, here: Here, thanks: UUID) -> HttpResponse:
    """Erases what I said."""
    found = reads.own_thanks(here.me, thanks)
    if found is None:
        raise Http404
    words = {"thanks": found, "giver": here.me}
    return done(request, writes.take_back_thanks, _("Taken back."), back(here, "community:thanks-list"), **words)


@program_view(*FACILITATING)
@require_safe
def newsletter(request: HttpRequest, here: Here) -> HttpResponse:
    """A draft of a month's newsletter; ?month= for an earlier one."""
    current = shown_month(here.program, today_in(here))
    asked = request.GET.get("month", "")
    month = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked) <= current else current
    words = {
        "here": here,
        "draft": reads.newsletter_of(here.program, month, clock.now()),
        "earlier": month - 1 if month > 1 else None,
        "later": month + 1 if month < current else None,
    }
    return render(request, "community/newsletter.html", words)
