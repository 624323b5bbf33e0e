"""Coming in: the registration page for anyone, a member's way, and the queue of those who run the program."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import organization_view
from belonging.tenancy.models import Membership
from programs.access import Here, back, done, entrance_view, program_view
from programs.forms.people import EntranceForm, InviteForm, LinkForm, MemberRegistrationForm
from programs.models import Entrance, Registration
from programs.rules import FACILITATING
from programs.selectors import registrations as reads
from programs.selectors.agreements import agreement_by_public_id, public_agreements
from programs.selectors.places import leaving_of
from programs.selectors.programs import participant_of
from programs.services import registration_mail
from programs.services import registrations as writes
from programs.services.entrances import save_entrance


def _announced(entrance: Entrance) -> dict[str, Any]:
    return {
        "entrance": entrance,
        "program": entrance.program,
        "texts": public_agreements(entrance.program),
        "is_open": reads.is_open_today(entrance, clock.now()),
    }


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_ask(request: HttpRequest, organization: str, program: str) -> HttpResponse:
    """What the program is, and where to ask for a place; so many times an hour from one place of the net."""
    if request.method == "POST" and not ratelimit.consume(request, action="registration"):
        return render(request, "programs/registration_full.html", status=HTTPStatus.TOO_MANY_REQUESTS)
    return _ask(request, organization=organization, program=program)


@entrance_view
def _ask(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """The same answer for every address."""
    form = LinkForm(request.POST or None)
    if form.is_valid():
        try:
            writes.ask_for_link(entrance=entrance, email=form.cleaned_data["email"], now=clock.now())
        except BelongingError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("programs:registration-sent", entrance.program.organization.slug, entrance.program.slug)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/registration_ask.html", _announced(entrance) | {"form": form}, status=status)


@require_safe
@entrance_view
def registration_sent(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """What happens next, whoever it was."""
    return render(request, "programs/registration_sent.html", {"program": entrance.program})


@organization_view()
@require_http_methods(["GET", "HEAD", "POST"])
def entrance_join(request: HttpRequest, membership: Membership, entrance: UUID) -> HttpResponse:
    """A member who is signed in asks for a place in a program of their organization."""
    found = reads.entrance_by_public_id(entrance)
    if found is None:
        raise Http404
    if participant_of(found.program, membership):
        return redirect("network:home", membership.organization.slug, found.program.slug)
    privacy = reads.privacy_of(found.program)
    form = MemberRegistrationForm(request.POST or None, initial={"agreement": privacy and privacy.public_id})
    if form.is_valid():
        try:
            seen = agreement_by_public_id(found.program, form.cleaned_data["agreement"])
            words = {"entrance": found, "agreement": seen, "why": form.cleaned_data["why"]}
            writes.register_member(actor=membership, now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Done. This page says where you stand."))
            return redirect("programs:entrance-join", membership.organization.slug, found.public_id)
    words = _announced(found) | {
        "form": form, "privacy": privacy, "mine": reads.standing_of(found.program, membership)
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/entrance_join.html", words, status=status)


@program_view(*FACILITATING)
@require_safe
def registration_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Who wants to come in: to be read, in line, invited, in."""
    return _queue(request, here, InviteForm())


def _queue(request: HttpRequest, here: Here, form: InviteForm) -> HttpResponse:
    entrance = reads.entrance_of(here.program)
    slugs = [here.organization.slug, here.program.slug]
    words = {
        "here": here,
        "queue": reads.queue_of(here.program, here.segments),
        "entrance": entrance,
        "address": request.build_absolute_uri(reverse("programs:registration-ask", args=slugs)),
        "form": form,
        "leaving": leaving_of(here.program),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/registration_list.html", words, status=status)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def entrance_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """What the registration page says, who may come in, and how many."""
    form = EntranceForm(request.POST or None, initial=reads.entrance_words(here.program))
    if form.is_valid():
        try:
            save_entrance(actor=here.membership, program=here.program, now=clock.now(), **form.cleaned_data)
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return back(here, "programs:registration-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/entrance_edit.html", {"here": here, "form": form}, status=status)


@program_view(*FACILITATING)
@require_POST
def registration_invite(request: HttpRequest, here: Here) -> HttpResponse:
    """Invites people by their addresses."""
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            words = {"actor": here.membership, "program": here.program, "emails": form.cleaned_data["emails"]}
            count = writes.invite(now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            text = ngettext("One invitation is on its way.", "%(count)s invitations are on their way.", count)
            messages.success(request, text % {"count": count} if count else _("They are all on the list already."))
            return back(here, "programs:registration-list")
    return _queue(request, here, form)


@program_view(*FACILITATING)
@require_POST
def registration_pages(request: HttpRequest, here: Here) -> HttpResponse:
    """Mails those who came from a file and have no account their personal page."""
    after = back(here, "programs:registration-list")
    said = _("Their pages are on their way.")
    send = registration_mail.send_personal_pages
    return done(request, send, said, after, actor=here.membership, program=here.program)


def _registration(here: Here, public_id: UUID) -> Registration:
    found = reads.registration_by_public_id(here.program, public_id, here.segments)
    if found is None:
        raise Http404
    return found


@program_view(*FACILITATING)
@require_POST
def registration_accept(request: HttpRequest, here: Here, registration: UUID) -> HttpResponse:
    """Lets somebody in, or into the line."""
    words = {"actor": here.membership, "registration": _registration(here, registration)}
    said = _("Yes said. They hear of it by mail as soon as a place is theirs.")
    return done(request, writes.accept_registration, said, back(here, "programs:registration-list"), **words)


@program_view(*FACILITATING)
@require_POST
def registration_decline(request: HttpRequest, here: Here, registration: UUID) -> HttpResponse:
    """Tells somebody that there is no place this time."""
    words = {"actor": here.membership, "registration": _registration(here, registration)}
    said = _("They hear of it by mail, in kind words.")
    return done(request, writes.decline_registration, said, back(here, "programs:registration-list"), **words)


@program_view(*FACILITATING)
@require_POST
def registration_link(request: HttpRequest, here: Here, registration: UUID) -> HttpResponse:
    """Closes somebody's personal links and mails a new one."""
    words = {"actor": here.membership, "registration": _registration(here, registration)}
    said = _("A new link is on its way. The earlier ones open nothing any more.")
    return done(request, registration_mail.send_new_link, said, back(here, "programs:registration-list"), **words)


@program_view(*FACILITATING)
@require_POST
def registration_close(request: HttpRequest, here: Here, registration: UUID) -> HttpResponse:
    """Closes somebody's personal links."""
    words = {"actor": here.membership, "registration": _registration(here, registration)}
    said = _("Their links open nothing any more.")
    return done(request, registration_mail.close_links, said, back(here, "programs:registration-list"), **words)
