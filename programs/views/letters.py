"""Messages to a role: mine to read; for those who run the program, planned, written, looked at and sent."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.enums import Duty
from programs.access import Here, back, done, program_view, today_in
from programs.forms.letters import LetterForm, RolesForm
from programs.models import Letter
from programs.rules import FACILITATING, may_facilitate
from programs.selectors import letters as reads
from programs.selectors.remits import person_seen
from programs.services import letters as writes


@program_view()
@require_safe
def letter_list(request: HttpRequest, here: Here) -> HttpResponse:
    """What was written to me in my roles, newest first."""
    words = {
        "here": here,
        "deliveries": reads.deliveries_of(here.program, here.membership),
        "may_write": may_facilitate(here.membership, Duty.PEOPLE),
    }
    return render(request, "programs/letter_list.html", words)


@program_view()
@require_POST
def letter_read(request: HttpRequest, here: Here) -> HttpResponse:
    """I have read them."""
    mine = reads.deliveries_of(here.program, here.membership)
    after = back(here, "programs:letter-list")
    return done(request, writes.read_letters, _("Good."), after, deliveries=mine)


@program_view(*FACILITATING)
@require_safe
def letter_plan(request: HttpRequest, here: Here) -> HttpResponse:
    """Every message by its day: gone, to go, dropped."""
    words = {"here": here, "letters": reads.letters_of(here.program)}
    return render(request, "programs/letter_plan.html", words)


def _letter(here: Here, public_id: UUID) -> Letter:
    found = reads.letter_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _written(request: HttpRequest, here: Here, letter: Letter | None) -> HttpResponse:
    initial = vars(letter) if letter else {"goes_on": today_in(here)}
    form = LetterForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            words = {"actor": here.membership, "program": here.program, "letter": letter} | form.cleaned_data
            kept = writes.write_letter(now=clock.now(), **words)
        except BelongingError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            return redirect("programs:letter-detail", here.organization.slug, here.program.slug, kept.public_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    words = {"here": here, "form": form, "letter": letter}
    return render(request, "programs/letter_write.html", words, status=status)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_write(request: HttpRequest, here: Here) -> HttpResponse:
    """A new message; who gets it is shown before it goes."""
    return _written(request, here, None)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_edit(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """Changes a message that has not gone."""
    return _written(request, here, _letter(here, letter))


@program_view(*FACILITATING)
@require_safe
def letter_detail(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """A message as people read it, and who gets it."""
    found = _letter(here, letter)
    receivers = reads.receivers(here.program, found.audience)
    shown = reads.receivers_seen(receivers, here.program, here.segments)
    words = {"here": here, "letter": found, "receivers": list(receivers), "shown": shown}
    return render(request, "programs/letter_detail.html", words)


@program_view(*FACILITATING)
@require_POST
def letter_release(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """Lets it go on its day."""
    words = {"actor": here.membership, "letter": _letter(here, letter)}
    return done(request, writes.release_letter, _("It goes on its day."), back(here, "programs:letter-plan"), **words)


@program_view(*FACILITATING)
@require_POST
def letter_drop(request: HttpRequest, here: Here, letter: UUID) -> HttpResponse:
    """Drops it."""
    words = {"actor": here.membership, "letter": _letter(here, letter)}
    return done(request, writes.drop_letter, _("Dropped. Nobody gets it."), back(here, "programs:letter-plan"), **words)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def role_edit(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """What somebody is in the journey: welcome buddy, mentoring partner."""
    found = person_seen(here.program, here.membership, person)
    if found is None:
        raise Http404
    is_sent = request.method == "POST"
    form = RolesForm(request.POST if is_sent else None, initial={"roles": reads.roles_of(found)})
    if form.is_valid():
        after = back(here, "programs:path-detail", person)
        words = {"actor": here.membership, "participant": found, "roles": form.cleaned_data["roles"]}
        return done(request, writes.set_roles, _("Saved."), after, **words)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "programs/role_edit.html", {"here": here, "form": form, "person": found}, status=status)
