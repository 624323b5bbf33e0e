"""Reads of welcome notes: whom one may welcome, what was written, what a newcomer finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from programs.enums import ParticipantState, ProgramState, RegistrationState
from programs.models import Participant, Program, Registration, WelcomeNote

NEW_FOR = timedelta(days=30)
SHOWN = 12


@dataclass(frozen=True)
class Newcomer:
    """Somebody who came lately, their hello, and my note for them."""

    person: Participant
    hello: str
    note: WelcomeNote | None


def open_notes_by(writer: Participant) -> QuerySet[WelcomeNote]:
    """The notes a person has left, newest first."""
    rows = WelcomeNote.objects.filter(writer=writer).select_related("newcomer__membership", "writer__membership")
    return rows.order_by("-written_at", "-id")


def newcomers(program: Program, me: Participant | None, today: date) -> list[Newcomer]:
    """Who came in the last thirty days, newest first, with their hello; three queries."""
    rows = Participant.objects.filter(program=program, state=ParticipantState.ACTIVE, joined_on__gt=today - NEW_FOR)
    if me is not None:
        rows = rows.exclude(pk=me.pk)
    people = list(rows.select_related("membership").order_by("-joined_on", "membership__name", "id")[:SHOWN])
    said = Registration.objects.filter(participant__in=people, state=RegistrationState.ACCEPTED).exclude(hello="")
    hellos = dict(said.values_list("participant", "hello"))
    notes = {note.newcomer_id: note for note in open_notes_by(me)} if me else {}
    return [Newcomer(one, hellos.get(one.pk, ""), notes.get(one.pk)) for one in people]


def newcomer_by_public_id(program: Program, public_id: UUID, today: date) -> Participant | None:
    """Somebody who came lately, or nothing."""
    rows = Participant.objects.filter(program=program, state=ParticipantState.ACTIVE, joined_on__gt=today - NEW_FOR)
    return rows.select_related("membership").filter(public_id=public_id).first()


def notes_for(participant: Participant, today: date) -> list[WelcomeNote]:
    """
    What a newcomer finds: notes for them and, in their first thirty days, notes for everybody who comes.

    Those taken down, put away, or of people who have left are not there.
    """
    if participant.joined_on is None or participant.joined_on <= today - NEW_FOR:
        return []
    rows = WelcomeNote.objects.filter(
        Q(newcomer=participant) | Q(newcomer=None, program=participant.program_id), hidden_at=None, put_away_at=None
    ).exclude(writer=participant)
    rows = rows.exclude(writer__state=ParticipantState.WITHDRAWN).select_related("writer__membership", "newcomer")
    return list(rows.order_by("newcomer", "-written_at", "id")[:SHOWN])


def all_notes(program: Program) -> list[WelcomeNote]:
    """Every note of a program, for those who run it, newest first."""
    rows = WelcomeNote.objects.filter(program=program)
    return list(rows.select_related("writer__membership", "newcomer__membership").order_by("-written_at", "-id")[:200])


def note_by_public_id(program: Program, public_id: UUID) -> WelcomeNote | None:
    """A note of a program, or nothing."""
    rows = WelcomeNote.objects.filter(program=program, public_id=public_id)
    return rows.select_related("writer__membership", "newcomer").first()


def arrivals_since(program: Program, day: date) -> QuerySet[Participant]:
    """Who came into a running program after its first day, and on this day or later; in order of arrival."""
    return _arrived(day).filter(program=program).select_related("membership").order_by("joined_on", "id")


def organizations_with_arrivals(day: date) -> list[UUID]:
    """The organizations in which somebody came into a running program since; needs unscoped()."""
    rows = _arrived(day).order_by("organization_id")
    return list(rows.values_list("organization_id", flat=True).distinct())


def _arrived(day: date) -> QuerySet[Participant]:
    # Those who are there on the first day begin together, so nobody is new among them.
    return Participant.objects.filter(
        state=ParticipantState.ACTIVE, program__state=ProgramState.RUNNING, joined_on__gte=day,
        joined_on__gt=F("program__starts_on"),
    )  # fmt: skip
