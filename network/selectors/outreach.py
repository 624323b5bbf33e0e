"""People to reach out to: by participation alone, never by what anybody answered or wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.enums import PartnerState
from network.models import Interaction, InteractionPartner, Outreach
from network.rules import LEFT_IN_PEACE, MISSED_IN_A_ROW, NEW_FOR, QUIET_AFTER
from network.selectors.people import Person, faces
from programs.enums import ParticipantState
from programs.selectors.participation import last_acts, missed_in_a_row
from programs.selectors.programs import Segments, people_in
from programs.selectors.remits import looks_after

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Reach:
    """Somebody to reach out to, and why, in words."""

    person: Person
    reasons: tuple[str, ...]
    last_on: date | None  # their last act, whatever it was


@dataclass(frozen=True)
class Reached:
    """What was done for somebody."""

    row: Outreach
    person: Person


@dataclass(frozen=True)
class OutreachPage:
    """Who has gone quiet, and what was done lately."""

    people: list[Reach]
    done: list[Reached]


def people_to_reach(program: Program, on: date, segments: Segments) -> list[Reach]:
    """
    Active people who have done nothing for a while, came to nothing they had said yes to, or met nobody since joining.

    Those whom somebody reached lately are left in peace. Longest quiet first; people without any act before all. With
    segments, only theirs.
    """
    lately = Outreach.objects.filter(program=program, done_on__gt=on - LEFT_IN_PEACE).values("participant")
    people = list(people_in(program).filter(state=ParticipantState.ACTIVE).exclude(pk__in=lately))
    found = _why(program, people, on)
    rows = [person for person in people if found[person.pk][1] and looks_after(segments, [person])]
    rows.sort(key=lambda person: (found[person.pk][0] or date.min, person.pk))
    shown = zip(faces(program, rows), rows, strict=True)
    return [Reach(face, tuple(found[row.pk][1]), found[row.pk][0]) for face, row in shown]


def why_to_reach(program: Program, participant: Participant, on: date) -> list[str]:
    """What puts one person on the list today, for their own eyes; nothing when they are not on it."""
    if not participant.may_act:
        return []
    return _why(program, [participant], on)[participant.pk][1]


def outreach_page(program: Program, on: date, segments: Segments) -> OutreachPage:
    """The list, and what was done in the last weeks, for people of these segments."""
    rows = list(
        Outreach.objects.filter(program=program, done_on__gt=on - LEFT_IN_PEACE)
        .select_related("participant__membership", "done_by")
        .order_by("-done_on", "-id")
    )
    rows = [row for row in rows if looks_after(segments, [row.participant])]
    shown = faces(program, [row.participant for row in rows])
    done = [Reached(row, face) for row, face in zip(rows, shown, strict=True)]
    return OutreachPage(people_to_reach(program, on, segments), done)


def _why(program: Program, people: list[Participant], on: date) -> dict[int, tuple[date | None, list[str]]]:
    met, acts, missed = _last_met(program), last_acts(program), missed_in_a_row(program)
    found = {}
    for person in people:
        last = max(filter(None, (met.get(person.pk), acts.get(person.pk))), default=None)
        reasons = _reasons(person, last, person.pk in met, missed.get(person.pk, 0), on)
        found[person.pk] = (last, reasons)
    return found


def _reasons(person: Participant, last: date | None, has_met: bool, missed: int, on: date) -> list[str]:
    joined = person.joined_on or on
    reasons = []
    if not has_met and on - joined > NEW_FOR:
        reasons.append(_("Joined in %(month)s, and has not logged meeting anybody yet") % {"month": _month(joined)})
    elif on - (last or joined) > QUIET_AFTER:
        reasons.append(_("Nothing logged or done since %(month)s") % {"month": _month(last or joined)})
    if missed >= MISSED_IN_A_ROW:
        reasons.append(_("Missed the last %(count)s events they had said yes to") % {"count": missed})
    return reasons


def _month(day: date) -> str:
    return date_format(day, "F")


def _last_met(program: Program) -> dict[int, date]:
    """The last day each person logged a meeting, or confirmed one; what others only say of them does not count."""
    logged = Interaction.objects.filter(program=program, taken_back_at=None).order_by().values_list("author")
    confirmed = InteractionPartner.objects.filter(program=program, state=PartnerState.MUTUAL).order_by()
    found = dict(logged.annotate(last=Max("happened_on")))
    for person, last in confirmed.values_list("participant").annotate(last=Max("interaction__happened_on")):
        found[person] = max(found.get(person, last), last)
    return found
