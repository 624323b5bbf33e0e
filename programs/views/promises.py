"""Small promises: kept with one tap, made, given, dropped."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx
from programs.access import Here, back, done, program_view, today_in
from programs.forms.paths import AnswersForm, PromiseForm
from programs.rules import FACILITATING
from programs.selectors.promises import promise_by_public_id, promises_by_public_id
from programs.selectors.remits import person_seen
from programs.services import promises as writes


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


def _after(request: HttpRequest, here: Here) -> HttpResponse:
    place = request.POST.get("next", "")
    if place.isdecimal() and int(place) <= here.program.month_count:
        return back(here, "programs:month-detail", int(place))
    return back(here, "network:home")


@program_view()
@require_POST
def promise_keep(request: HttpRequest, here: Here) -> HttpResponse:
    """The ticks of a list as they stand now: `shown` were on the page, `kept` are ticked."""
    me = here.me
    shown = promises_by_public_id(me, _ids(request.POST.getlist("shown")))
    ticked = set(_ids(request.POST.getlist("kept")))
    kept = [promise for promise in shown if promise.public_id in ticked]
    if not is_htmx(request):
        act = {"participant": me, "shown": shown, "kept": kept}
        return done(request, writes.keep_promises, _("Noted."), _after(request, here), **act)
    try:
        writes.keep_promises(participant=me, shown=shown, kept=kept, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    promises = promises_by_public_id(me, [one.public_id for one in shown])
    words = {"here": here, "promises": sorted(promises, key=lambda one: (one.due_on, one.pk))}
    words["place"] = request.POST.get("next", "")
    response = render(request, "programs/parts/promises_changed.html", words)
    response["Vary"] = "HX-Request"
    return response


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def promise_detail(request: HttpRequest, here: Here, promise: UUID) -> HttpResponse:
    """One promise of mine with its short form, which nobody else reads."""
    found = promise_by_public_id(here.me, promise)
    if found is None:
        raise Http404
    form = AnswersForm(request.POST or None, promise=found)
    if request.method == "POST" and form.is_valid():
        act = {"participant": here.me, "promise": found, "answers": form.answers}
        return done(request, writes.answer_promise, _("Kept for you."), _after(request, here), **act)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    words = {"here": here, "promise": found, "form": form, "place": request.GET.get("next", "")}
    words["earlier"] = [(asked, said) for asked, said in found.wrote.items() if asked not in found.asks]
    return render(request, "programs/promise_detail.html", words, status=status)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def promise_make(request: HttpRequest, here: Here) -> HttpResponse:
    """A promise of one's own, with a day."""
    me, form = here.me, PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            writes.make_promise(participant=me, on=today_in(here), now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Promised. It stands on your home page until then."))
            return back(here, "network:home")
    return _form_page(request, here, form, "")


def _form_page(request: HttpRequest, here: Here, form: PromiseForm, name: str) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "programs/promise_make.html", {"here": here, "form": form, "name": name}, status=status)


@program_view()
@require_POST
def promise_drop(request: HttpRequest, here: Here, promise: UUID) -> HttpResponse:
    """Deletes a promise of one's own."""
    found = promise_by_public_id(here.me, promise)
    if found is None:
        raise Http404
    after = back(here, "network:home")
    return done(request, writes.drop_promise, _("Dropped."), after, participant=here.me, promise=found)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def promise_assign(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """A promise that a facilitator gives somebody; whether it is kept stays theirs."""
    found = person_seen(here.program, here.membership, person)
    if found is None:
        raise Http404
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = {"participant": found, "on": today_in(here), **form.cleaned_data}
        try:
            writes.assign_promise(actor=here.membership, now=clock.now(), **act)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Given. Whether it is kept, only they see."))
            return back(here, "programs:path-detail", person)
    return _form_page(request, here, form, found.first_name)
