"""Small acts for ties that fade: chosen anew each Monday, never more than a person wants, stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from network.enums import Strength
from network.models import Map, MapEntry
from network.rules import RHYTHM_DAYS
from network.selectors.maps import Together, last_times
from network.selectors.people import Person, faces

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class SmallAct:
    """One suggestion: whom, since when it has been quiet, and what might be done."""

    entry: MapEntry
    face: Person | None
    name: str
    quiet_days: int
    text: str


def small_acts(program: Program, participant: Participant, own: Map, today: date) -> list[SmallAct]:
    """
    This week's suggestions, the longest overdue first.

    Which ties fade is asked as of the week's Monday, and a rhythm chosen since waits for the next one. So a week never
    holds more suggestions than the number chosen, whatever is met, put away or changed in it.
    """
    monday = today - timedelta(days=today.weekday())
    times = last_times(participant)
    rows = list(_with_rhythm(own, monday))
    fading = [(overdue, row) for row in rows if (overdue := _overdue(row, times, monday)) > 0]
    fading.sort(key=lambda pair: (-pair[0], pair[1].pk))
    # What was put away, or lost its rhythm, this week keeps its place: nothing comes in its stead.
    away = MapEntry.objects.filter(map=own, quiet_on__gte=monday).exclude(pk__in=[row.pk for _, row in fading]).count()
    chosen = [row for _overdue_days, row in fading[: max(0, own.acts_a_week - away)]]
    left = [row for row in chosen if row.gone_on is None and not _is_settled(row, times, monday)]
    shown = iter(faces(program, [row.person for row in left if row.person]))
    return [_act(row, next(shown) if row.person else None, times, today) for row in left]


def _with_rhythm(own: Map, monday: date) -> QuerySet[MapEntry]:
    rows = MapEntry.objects.filter(map=own, rhythm_on__lt=monday).exclude(rhythm="")
    rows = rows.filter(Q(gone_on=None) | Q(gone_on__gte=monday))
    return rows.select_related("person__membership").order_by("pk")


def _touched_on(row: MapEntry, times: dict[int, Together], before: date) -> date:
    together = times.get(row.person_id or 0)
    met_on = together.last_on if together and together.last_on < before else None
    return max(filter(None, [met_on, row.added_on, row.rhythm_on]))


def _overdue(row: MapEntry, times: dict[int, Together], monday: date) -> int:
    return (monday - _touched_on(row, times, monday)).days - RHYTHM_DAYS[row.rhythm]


def _is_settled(row: MapEntry, times: dict[int, Together], monday: date) -> bool:
    together = times.get(row.person_id or 0)
    is_met = together is not None and together.last_on >= monday
    return is_met or (row.quiet_on is not None and row.quiet_on >= monday)


def _act(row: MapEntry, face: Person | None, times: dict[int, Together], today: date) -> SmallAct:
    name = face.first_name if face else row.outside_name
    quiet = (today - _touched_on(row, times, today)).days
    ideas = _ideas(row.strength >= Strength.CLOSE)
    text = ideas[(row.pk + today.isocalendar().week) % len(ideas)] % {"name": name}
    return SmallAct(row, face, face.name if face else row.outside_name, quiet, text)


def _ideas(is_close: bool) -> list[str]:
    if is_close:
        return [
            _("Ask %(name)s for ten minutes and a walk."),
            _("Tell %(name)s one thing they helped you with."),
            _("Bring %(name)s a coffee, or send a photo of yours."),
            _("Ask %(name)s what is on their mind this week."),
        ]
    return [
        _("Send %(name)s one line: how did it go?"),
        _("Share something %(name)s might like to read."),
        _("Ask %(name)s to join you at the next event."),
        _("Say hello to %(name)s and ask one real question."),
    ]
