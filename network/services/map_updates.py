"""Writes of the monthly update, and of the rhythms people choose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.tenancy.audit import record
from network.enums import MapWord, Rhythm, Strength
from network.models import Map, MapAnswer, MapEntry, MapUpdate
from network.rules import MOST_ACTS_A_WEEK
from network.services.maps import MapRefused, add_to_map
from programs.rules import shown_month
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant

_STEP = {MapWord.STRONGER: 1, MapWord.WEAKER: -1}


@transaction.atomic
def update_map(
    *,
    own: Map,
    words: Mapping[MapEntry, MapWord],
    new: Mapping[Participant, Strength],
    on: date,
    now: datetime,
) -> MapUpdate:
    """
    This will note what a month changed on a map: kept, closer, further, gone, and who is new.

    Said again in the same month it takes the place of what was said before. Raises MapRefused before the map is frozen.
    """
    if own.frozen_at is None:
        raise MapRefused(_("Finish your starting map first."))
    # New people first: add_to_map locks ties before it locks the person, as everybody does.
    for strength in sorted(set(new.values())):
        people = [person for person, one in new.items() if one == strength]
        add_to_map(participant=own.participant, people=people, strength=strength, on=on, now=now)
    locked_participant(own.participant_id)
    month = shown_month(own.program, on)
    update, _is_new = MapUpdate.objects.get_or_create(map=own, month=month, defaults={"done_on": on})
    before = {row.entry_id: row for row in MapAnswer.objects.filter(update=update).order_by("pk")}
    for entry, word in words.items():
        _answer(update, entry, word, before.get(entry.pk), on)
    update.done_on, update.formed = on, update.formed + len(new)
    _count(update)
    record(actor=own.participant.membership, verb="map.updated", target=own, now=now, count=len(words) + len(new))
    return update


def _answer(update: MapUpdate, entry: MapEntry, word: MapWord, earlier: MapAnswer | None, on: date) -> None:
    began = earlier.strength_before if earlier else entry.strength
    MapAnswer.objects.update_or_create(update=update, entry=entry, defaults={"word": word, "strength_before": began})
    entry.strength = max(Strength.JUST_MET, min(Strength.LEAN_ON, began + _STEP.get(word, 0)))
    entry.gone_on = on if word == MapWord.LOST else None
    entry.looked_at_on = on
    entry.save(update_fields=["strength", "gone_on", "looked_at_on"])


def _count(update: MapUpdate) -> None:
    said = list(MapAnswer.objects.filter(update=update).values_list("word", flat=True))
    for word in MapWord:
        setattr(update, word.value, said.count(word.value))
    update.save(update_fields=["done_on", "formed", *(word.value for word in MapWord)])


@transaction.atomic
def set_rhythm(*, entry: MapEntry, rhythm: Rhythm | str, on: date) -> MapEntry:
    """This will note how often a person wants to be in touch with somebody on their map; blank for no rhythm."""
    if entry.rhythm != rhythm:
        if entry.rhythm:
            entry.quiet_on = on  # what was suggested by the old rhythm keeps its place in this week
        entry.rhythm, entry.rhythm_on = rhythm, on if rhythm else None
        entry.save(update_fields=["rhythm", "rhythm_on", "quiet_on"])
    return entry


@transaction.atomic
def set_acts_a_week(*, own: Map, count: int) -> Map:
    """This will note how many small acts a week may be suggested; 0 for none."""
    if not 0 <= count <= MOST_ACTS_A_WEEK:
        raise MapRefused(_("Choose from none to %(most)s a week.") % {"most": MOST_ACTS_A_WEEK}, field="acts_a_week")
    own.acts_a_week = count
    own.save(update_fields=["acts_a_week"])
    return own


@transaction.atomic
def put_act_away(*, entry: MapEntry, on: date) -> None:
    """This will put a suggestion away for its week; no other takes its place."""
    entry.quiet_on = on
    entry.save(update_fields=["quiet_on"])
