"""Monthly activity: who did something in which month of a program, as the night counts it for a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from belonging.core.clock import program_month
from network.activity import Place, monthly_activity
from network.enums import PartnerState
from network.models import Interaction, InteractionPartner, MapUpdate, Snapshot
from programs.enums import ParticipantState
from programs.selectors.acts import acts_by_month, in_month, places_over_time

if TYPE_CHECKING:
    from datetime import date

    from programs.models import Program


def count_activity(program: Program, on: date) -> dict[str, Any]:
    """
    What a snapshot of a day keeps of activity: two short statements, and one of everybody's acts.

    Active is whoever did at least one thing in that program month: spent time with somebody (they wrote it down, or
    confirmed it), looked through their map, was at an event, did a step or kept a promise. Check-ins of pairs are time
    together. People are all who were in the program on some day of the month, without those who pause. Answers to
    surveys are sealed and play no part. The target is more than 90 of every 100.
    """
    places = [
        Place(person, joined_on, left_on, state == ParticipantState.PAUSED)
        for person, joined_on, left_on, state in places_over_time(program)
        if joined_on <= on
    ]
    month_now = min(program_month(program.starts_on, on), program.month_count)
    return monthly_activity(places, _acts(program), program.starts_on, month_now, _months_before(program))


def _acts(program: Program) -> list[tuple[int, int]]:
    """Each person and month once; the database leaves out what stands twice."""
    mine = Interaction.objects.filter(program=program, taken_back_at=None)
    mine = mine.annotate(month=in_month(program, "happened_on"))
    ours = InteractionPartner.objects.filter(program=program, state=PartnerState.MUTUAL, is_hidden=False)
    ours = ours.annotate(month=in_month(program, "interaction__happened_on"))
    maps = MapUpdate.objects.filter(map__participant__program=program)
    rows = [
        mine.order_by().values_list("author_id", "month"),
        ours.order_by().values_list("participant_id", "month"),
        maps.order_by().values_list("map__participant_id", "month"),
        *acts_by_month(program),
    ]
    return list(rows[0].union(*rows[1:]).order_by())


def _months_before(program: Program) -> list[dict[str, int]]:
    rows = Snapshot.objects.filter(program=program, activity__isnull=False).order_by("-taken_at", "-id")
    newest = rows.values_list("activity", flat=True).first()
    return list(newest["months"]) if newest else []
