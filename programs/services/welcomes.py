"""Writes of welcome notes: left by members, read by newcomers, taken down by those who run the program."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from programs.models import Participant, WelcomeNote
from programs.selectors.programs import locked_participant
from programs.selectors.welcomes import open_notes_by

LONGEST_NOTE = 300
MOST_NOTES = 20  # of one person that can still be read


class WelcomeRefused(BelongingError):
    """A welcome note cannot be left like that."""

    code = "welcome_refused"


@transaction.atomic
def leave_note(*, writer: Participant, newcomer: Participant | None, text: str, now: datetime) -> WelcomeNote:
    """
    This will leave a short note for one newcomer, or for everybody who comes; a second one replaces the first.

    Raises WelcomeRefused without words, for oneself, above twenty notes, or while the writer does not take part.
    """
    words = " ".join(text.split())[:LONGEST_NOTE]
    if not words:
        raise WelcomeRefused(_("Write a few words first."), field="text")
    if not locked_participant(writer.pk).may_act:
        raise WelcomeRefused(_("Your place in this program is paused or complete. Everything stays readable."))
    if newcomer is not None and newcomer.pk == writer.pk:
        raise WelcomeRefused(_("That is you."), field="person")
    mine = open_notes_by(writer)
    held = mine.filter(newcomer=newcomer).first()
    if held is None and mine.count() >= MOST_NOTES:
        raise WelcomeRefused(_("That is a warm welcome already. Take an older note back first."))
    note = held or WelcomeNote(program=writer.program, writer=writer, newcomer=newcomer)
    note.text, note.written_at, note.put_away_at = words, now, None
    note.save()
    record(actor=writer.membership, verb="welcome.left", target=note, now=now)
    return note


@transaction.atomic
def withdraw_note(*, note: WelcomeNote, now: datetime) -> None:
    """This will take a note back: its words are erased."""
    record(actor=note.writer.membership, verb="welcome.withdrawn", target=note, now=now)
    note.delete()


@transaction.atomic
def hide_note(*, actor: Membership, note: WelcomeNote, is_hidden: bool, now: datetime) -> WelcomeNote:
    """This will take a note down, or let it be read again; its writer sees that."""
    note.hidden_at = now if is_hidden else None
    note.save(update_fields=["hidden_at"])
    record(actor=actor, verb="welcome.hidden" if is_hidden else "welcome.shown", target=note, now=now)
    return note


@transaction.atomic
def put_note_away(*, note: WelcomeNote, now: datetime) -> WelcomeNote:
    """This will take a note off the newcomer's own pages; its writer hears nothing of it."""
    note.put_away_at = now
    note.save(update_fields=["put_away_at"])
    return note
