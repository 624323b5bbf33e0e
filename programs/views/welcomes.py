"""Welcome notes: who has come, a few words for them, and taking words back or down."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.tenancy.enums import Duty
from programs.access import Here, back, done, program_view, today_in
from programs.forms.people import NoteForm
from programs.models import WelcomeNote
from programs.rules import FACILITATING, may_facilitate
from programs.selectors import welcomes as reads
from programs.services import welcomes as writes


@program_view()
@require_safe
def welcome_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Who came lately, with their hello, and the notes there are."""
    me, today = here.participant, today_in(here)
    words = {
        "here": here,
        "newcomers": reads.newcomers(here.program, me, today),
        "mine": list(reads.open_notes_by(me)) if me else [],
        "received": reads.notes_for(me, today) if me else [],
        "all_notes": reads.all_notes(here.program) if may_facilitate(here.membership, Duty.PEOPLE) else [],
        "form": NoteForm(),
    }
    return render(request, "programs/welcome_list.html", words)


@program_view()
@require_POST
def welcome_write(request: HttpRequest, here: Here) -> HttpResponse:
    """Leaves a note for one newcomer, or for everybody who comes."""
    form, me = NoteForm(request.POST), here.me
    after = back(here, "programs:welcome-list")
    person = form.cleaned_data["person"] if form.is_valid() else None
    newcomer = reads.newcomer_by_public_id(here.program, person, today_in(here)) if person else None
    if "person" in form.errors or (person and newcomer is None):
        raise Http404
    text = request.POST.get("text", "")[: writes.LONGEST_NOTE]
    said = _("Left for them.") if newcomer else _("Left for everybody who comes.")
    return done(request, writes.leave_note, said, after, writer=me, newcomer=newcomer, text=text)


def _note(here: Here, public_id: UUID) -> WelcomeNote:
    found = reads.note_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


@program_view()
@require_POST
def welcome_withdraw(request: HttpRequest, here: Here, note: UUID) -> HttpResponse:
    """Takes one's own note back."""
    me, found = here.me, _note(here, note)
    if found.writer_id != me.pk:
        raise Http404
    return done(request, writes.withdraw_note, _("Taken back."), back(here, "programs:welcome-list"), note=found)


@program_view()
@require_POST
def welcome_put_away(request: HttpRequest, here: Here, note: UUID) -> HttpResponse:
    """Takes a note that was left for me off my pages."""
    me, found = here.me, _note(here, note)
    if found.newcomer_id != me.pk:
        raise Http404
    return done(request, writes.put_note_away, _("Put away."), back(here, "programs:welcome-list"), note=found)


@program_view(*FACILITATING)
@require_POST
def welcome_hide(request: HttpRequest, here: Here, note: UUID) -> HttpResponse:
    """Takes a note down, or lets it be read again."""
    found = _note(here, note)
    is_hidden = found.hidden_at is None
    said = _("Taken down. Its writer sees that.") if is_hidden else _("It can be read again.")
    words = {"actor": here.membership, "note": found, "is_hidden": is_hidden}
    return done(request, writes.hide_note, said, back(here, "programs:welcome-list"), **words)
