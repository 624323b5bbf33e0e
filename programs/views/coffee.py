"""A coffee chat in three steps, by anybody who takes part: what, when and where, who."""

from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.idempotency import once
from programs.access import Here, program_view
from programs.enums import EventForm, LearningKind
from programs.forms.events import WhatForm, WhenForm, WhoForm
from programs.models import Participant
from programs.rules import MOST_ASKED
from programs.selectors.events import people_named
from programs.selectors.programs import people_by_public_id
from programs.services.events import EventRefused, EventWords, host_event

STEPS: tuple[type[forms.Form], ...] = (WhatForm, WhenForm, WhoForm)
LAST = len(STEPS)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def event_host(request: HttpRequest, here: Here) -> HttpResponse:
    """Three short pages; what was said on the others travels along in hidden fields, so nothing waits on the server."""
    me = here.me
    if request.method != "POST":
        return _page(request, here, 1, WhatForm())
    step = {"1": 1, "2": 2}.get(str(request.POST.get("step")), LAST)
    if "back" in request.POST:
        return _page(request, here, max(1, step - 1), None)
    answered = [STEPS[number](request.POST) for number in range(step)]
    for number, form in enumerate(answered, start=1):
        if not form.is_valid():
            return _page(request, here, number, form)
    if step < LAST or "find" in request.POST:
        return _page(request, here, min(step + 1, LAST), None)
    what, when, who = answered
    assert isinstance(who, WhoForm)
    try:
        public_id = _hosted(here, me, what.cleaned_data, when.cleaned_data, who.cleaned_data)
    except BelongingError as refusal:
        number = 2 if refusal.field in when.fields else LAST
        form = answered[number - 1]
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, here, number, form)
    messages.success(request, _("It stands. Those you asked get a mail; everybody sees it among the events."))
    return redirect("programs:event-detail", here.organization.slug, here.program.slug, public_id)


def _page(request: HttpRequest, here: Here, step: int, form: forms.Form | None) -> HttpResponse:
    # An open step shows what was typed before, without complaining about what was not.
    if form is None:
        typed = {name: request.POST[name] for name in STEPS[step - 1]().fields if request.POST.get(name)}
        form = STEPS[step - 1](initial=typed)
    find = str(request.POST.get("find_name", "")) if "find" in request.POST else ""
    asked = [one for one in _asked(here, request.POST.getlist("who")) if one.pk != here.me.pk]
    words = {
        "form": form,
        "step": step,
        "steps": [(1, _("What")), (2, _("When and where")), (3, _("Who"))],
        "carried": _carried(request, step),
        "asked": asked,
        "find": find,
        "found": people_named(here.program, find, without=[here.me.pk, *(one.pk for one in asked)]),
        "token": request.POST.get("token") or str(uuid4()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "programs/event_host.html", words, status=status)


def _carried(request: HttpRequest, step: int) -> list[tuple[str, str]]:
    names = [name for number, one in enumerate(STEPS, start=1) if number != step for name in one().fields]
    carried = [(name, value) for name in names for value in request.POST.getlist(name) if name != "token"]
    return [(name, str(value)) for name, value in carried]


def _asked(here: Here, who: list[str]) -> list[Participant]:
    try:
        ids = {UUID(one) for one in who}
    except ValueError:
        ids = set()
    people = people_by_public_id(here.program, ids)
    return sorted((one for one in people.values() if one.in_network), key=lambda one: (one.name, one.pk))


def _hosted(here: Here, me: Participant, what: dict[str, Any], when: dict[str, Any], who: dict[str, Any]) -> str:
    asked = _asked(here, who["who"])
    if len(asked) != len(set(who["who"])):
        raise EventRefused(_("Somebody you chose is not in this program now. Choose again."))
    if len(asked) > MOST_ASKED:
        raise EventRefused(_("Ask up to %(most)s people by name.") % {"most": MOST_ASKED})
    words = EventWords(
        title=what["title"],
        text=what["text"],
        starts=when["starts_wall"],
        ends=when["ends_wall"],
        kind=LearningKind.PEER,
        form=EventForm.PEER_LED,
        place=when["place"],
        link=when["link"],
        access_note=when["access_note"],
        capacity=who["capacity"],
    )

    def act() -> dict[str, str]:
        return {"event": str(host_event(host=me, words=words, asked=asked, now=clock.now()).public_id)}

    contents = [str(words), sorted(str(one.public_id) for one in asked)]
    body, _repeat = once(membership=me.membership, key=who["token"], contents=contents, act=act)
    return str(body["event"])
