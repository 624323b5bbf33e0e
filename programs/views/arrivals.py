"""The page a personal link opens, before there is an account: register, wait, look forward, say hello."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import done, personal_view
from programs.exports import CALENDAR, arrival_calendar
from programs.forms.people import HelloForm, RegistrationForm
from programs.models import Registration
from programs.selectors import registrations as reads
from programs.selectors.agreements import agreement_by_public_id, public_agreements
from programs.selectors.arrivals import arrival_of, expected, welcome_events
from programs.services import registrations as writes
from programs.services.arrivals import open_account, say_hello


def _form(registration: Registration, data: Any = None) -> RegistrationForm:
    member = reads.member_with(registration.email)
    privacy = reads.privacy_of(registration.program)
    initial = {
        "name": registration.name or (member.name if member else ""),
        "segment": registration.segment,
        "why": registration.why,
        "agreement": privacy.public_id if privacy else None,
    }
    return RegistrationForm(data, initial=initial, attribute=registration.program.segment_attribute)


def _page(
    request: HttpRequest, registration: Registration, token: str, form: RegistrationForm | None = None
) -> HttpResponse:
    arrival = arrival_of(registration, clock.now())
    words = {
        "arrival": arrival,
        "registration": registration,
        "program": registration.program,
        "token": token,
        "texts": public_agreements(registration.program),
        "segments": reads.known_segments(registration.program) if not arrival.is_asked else [],
        "expected": expected(registration.program) if arrival.is_in else [],
        "form": form or _form(registration),
        "hello_form": HelloForm(initial={"hello": registration.hello}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "programs/arrival_detail.html", words, status=status)


@require_safe
@personal_view
def arrival_detail(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Where somebody stands; with a place: how long it is, what to expect, who will be there in numbers."""
    return _page(request, registration, token)


@require_POST
@personal_view
def arrival_register(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Asks for a place; opening the link alone never does."""
    form = _form(registration, request.POST)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name", "segment", "why")}
        try:
            seen = agreement_by_public_id(registration.program, form.cleaned_data["agreement"])
            writes.register(registration=registration, agreement=seen, now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("programs:arrival-detail", token)
    return _page(request, registration, token, form)


@require_POST
@personal_view
def arrival_withdraw(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Takes back that somebody asked, or gives their place away."""
    after = redirect("programs:arrival-detail", token)
    said = _("Taken back. What you wrote is erased in a month, and nobody asks why.")
    return done(request, writes.withdraw_registration, said, after, registration=registration)


@require_POST
@personal_view
def arrival_hello(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """Says hello to those who will be there."""
    form = HelloForm(request.POST)
    after = redirect("programs:arrival-detail", token)
    if not form.is_valid():
        messages.error(request, _("A hello has at most three hundred signs."))
        return after
    text = form.cleaned_data["hello"]
    said = _("They can read your hello now.") if text else _("Your hello is taken back.")
    return done(request, say_hello, said, after, registration=registration, text=text)


@require_POST
@personal_view
def arrival_account(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """On to an account: the same door as an invitation, for this address only."""
    try:
        secret = open_account(registration=registration, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect("programs:arrival-detail", token)
    return redirect("tenancy:invitation-accept", secret)


@require_safe
@personal_view
def arrival_calendar_file(request: HttpRequest, registration: Registration, token: str) -> HttpResponse:
    """The first day and what has been planned for everybody, for a calendar; only for those with a place."""
    events = welcome_events(registration.program) if arrival_of(registration, clock.now()).is_in else []
    text = arrival_calendar(registration.program, events, now=clock.now())
    name = f'attachment; filename="{registration.program.slug}.ics"'
    return HttpResponse(text, content_type=CALENDAR, headers={"Content-Disposition": name})
