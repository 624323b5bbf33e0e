"""Writes of a person's own map: put somebody on it, say how close it feels, take somebody off, freeze the start."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.core.names import is_uuid
from belonging.tenancy.audit import record
from network.enums import EntryState, HowMet, Strength
from network.models import Map, MapEntry, MapPair
from network.rules import FEWEST_ON_A_MAP, MOST_ON_A_MAP, NEW_PEOPLE_A_DAY
from network.selectors.maps import entries_on, nameable_for_maps, said_by, unwelcome_to
from network.services.ties import Pair, count_mapped_ties, lock_ties
from programs.enums import ProgramState
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant


class MapRefused(BelongingError):
    """A map that cannot be changed like that."""

    code = "map_refused"


@transaction.atomic
def begin_map(*, participant: Participant, on: date) -> Map:
    """This will give a person their map, once; raises MapRefused for somebody who has not joined."""
    if not participant.in_network:
        raise MapRefused(_("You have not joined this program yet."))
    made, _is_new = Map.objects.get_or_create(
        participant=participant, defaults={"program": participant.program, "began_on": on}
    )
    made.participant, made.program = participant, participant.program  # nobody has to fetch them again
    return made


@transaction.atomic
def add_to_map(
    *,
    participant: Participant,
    people: Collection[Participant],
    strength: Strength,
    on: date,
    now: datetime,
    how_met: HowMet | str = "",
    outside_name: str = "",
    outside_segment: str = "",
) -> list[MapEntry]:
    """
    This will put people of the program, or somebody outside it, on a person's map.

    Once the map is frozen, those of the program are asked whether they know each other too. Raises MapRefused, naming
    the field, for people who may not be named, and when it would be too many.
    """
    own = begin_map(participant=participant, on=on)
    _check_who(participant, people, outside_name)
    is_told = own.frozen_at is not None and may_be_told(own)
    if is_told:
        lock_ties(program_id=own.program_id, pairs=_pairs(participant, people))
    locked_participant(participant.pk)  # two adds of one person count to the same limits
    known = {row.person_id: row for row in MapEntry.objects.filter(map=own, person__in=people).order_by("pk")}
    _check_room(own, len(people) + bool(outside_name), on)
    same = {"map": own, "strength": strength, "how_met": how_met, "added_on": on, "looked_at_on": on}
    rows = [known.get(person.pk) or MapEntry(person=person, **same) for person in people]
    if outside_name:
        rows.append(MapEntry(outside_name=outside_name, segment=outside_segment, **same))
    for row in rows:
        row.strength, row.how_met, row.looked_at_on, row.gone_on = strength, how_met or row.how_met, on, None
        row.save()
    if is_told:
        _tell(own, [row for row in rows if row.person_id])
    record(actor=participant.membership, verb="map.people_added", target=own, now=now, count=len(rows))
    return rows


def _check_who(participant: Participant, people: Collection[Participant], outside_name: str) -> None:
    if not people and not outside_name:
        raise MapRefused(_("Choose somebody, or write a name."), field="who")
    allowed = nameable_for_maps(participant.program, participant).filter(pk__in=[person.pk for person in people])
    if allowed.count() < len({person.pk for person in people}):
        raise MapRefused(_("Somebody you chose cannot be put on a map. Choose again."), field="who")


def _check_room(own: Map, more: int, on: date) -> None:
    if entries_on(own).count() + more > MOST_ON_A_MAP:
        raise MapRefused(_("A map holds %(most)s people. Take somebody off first.") % {"most": MOST_ON_A_MAP})
    today = MapEntry.objects.filter(map=own, added_on=on, is_baseline=False, person__isnull=False).count()
    if own.frozen_at and today + more > NEW_PEOPLE_A_DAY:
        text = _("That would be more than %(most)s new people in one day. Add the rest tomorrow.")
        raise MapRefused(text % {"most": NEW_PEOPLE_A_DAY}, field="who")


def _pairs(participant: Participant, people: Iterable[Participant]) -> list[Pair]:
    return [(min(participant.pk, one.pk), max(participant.pk, one.pk)) for one in people]


def _tell(own: Map, rows: Collection[MapEntry]) -> None:
    """Makes claims of entries; where the other has this person on their map as well, both are confirmed at once."""
    people = [row.person for row in rows if row.person]
    pairs = _pairs(own.participant, people)
    lock_ties(program_id=own.program_id, pairs=pairs)
    theirs, unwelcome = said_by(own.participant, people), unwelcome_to(own.participant, people)
    agreed = []
    for row in rows:
        other = theirs.get(row.person_id or 0)
        row.is_hidden = row.person_id in unwelcome
        if other is not None and not row.is_hidden and other.gone_on is None:
            row.state = other.state = EntryState.MUTUAL
            agreed.append(other)
        elif row.state == EntryState.PRIVATE:
            row.state = EntryState.CLAIMED
    # One statement each; entries have no save hooks beyond the organization check, which bulk_update repeats.
    MapEntry.objects.bulk_update([*rows, *agreed], ["state", "is_hidden"])
    count_mapped_ties(program_id=own.program_id, pairs=pairs)


@transaction.atomic
def freeze_map(*, participant: Participant, on: date, now: datetime, is_few_fine: bool = False) -> Map:
    """
    This will make what is on a map the person's starting map, for ever, and ask those on it whether they agree.

    Raises MapRefused with fewer than five people, unless that is said to be fine.
    """
    own = begin_map(participant=participant, on=on)
    rows = _to_freeze(own, is_few_fine=is_few_fine)
    people = [row.person for row in rows if row.person]
    lock_ties(program_id=own.program_id, pairs=_pairs(participant, people))
    locked_participant(participant.pk)  # after the ties, as always
    is_same = {row.pk for row in rows} == set(entries_on(own).values_list("pk", flat=True))
    if not is_same or Map.objects.filter(pk=own.pk, frozen_at__isnull=False).exists():
        raise MapRefused(_("Your map has changed meanwhile. Look at it once more."))
    MapEntry.objects.filter(pk__in=[row.pk for row in rows]).update(is_baseline=True)
    own.frozen_at = now
    own.save(update_fields=["frozen_at"])
    _tell(own, [row for row in rows if row.person_id])
    record(actor=participant.membership, verb="map.frozen", target=own, now=now, count=len(rows))
    return own


def _to_freeze(own: Map, *, is_few_fine: bool) -> list[MapEntry]:
    if own.frozen_at:
        raise MapRefused(_("Your starting map is kept already."))
    if not may_be_told(own):
        raise MapRefused(_("This program is not running now. Your map stays as it is until it does."))
    rows = list(entries_on(own))
    if len(rows) < FEWEST_ON_A_MAP and not is_few_fine:
        text = _("A map begins with %(fewest)s people. Fewer is fine too: say so below.")
        raise MapRefused(text % {"fewest": FEWEST_ON_A_MAP}, field="few")
    return rows


@transaction.atomic
def place_entry(*, entry: MapEntry, strength: Strength, on: date) -> MapEntry:
    """This will say anew how close somebody feels."""
    entry.strength, entry.looked_at_on = strength, on
    entry.save(update_fields=["strength", "looked_at_on"])
    return entry


@transaction.atomic
def take_off_map(*, entry: MapEntry, on: date, now: datetime) -> None:
    """This will take somebody off a map; once it is frozen it is remembered that they were on it."""
    if entry.map.frozen_at is None:
        entry.delete()
        return
    pairs = _pairs(entry.map.participant, [entry.person]) if entry.person else []
    lock_ties(program_id=entry.map.program_id, pairs=pairs)
    entry.gone_on = on
    entry.save(update_fields=["gone_on"])
    count_mapped_ties(program_id=entry.map.program_id, pairs=pairs)
    record(actor=entry.map.participant.membership, verb="map.person_taken_off", target=entry.map, now=now)


@transaction.atomic
def put_back_on_map(*, entry: MapEntry, now: datetime) -> None:
    """This will undo a taking off."""
    pairs = _pairs(entry.map.participant, [entry.person]) if entry.person else []
    lock_ties(program_id=entry.map.program_id, pairs=pairs)
    entry.gone_on = None
    entry.save(update_fields=["gone_on"])
    count_mapped_ties(program_id=entry.map.program_id, pairs=pairs)
    record(actor=entry.map.participant.membership, verb="map.person_put_back", target=entry.map, now=now)


@transaction.atomic
def say_who_knows_whom(*, own: Map, said: Collection[tuple[MapEntry, MapEntry, bool]]) -> None:
    """This will note what a map's owner says of pairs of people on it; nobody else ever reads it."""
    rows = []
    for one, other, do_know in said:
        if one.map_id != own.pk or other.map_id != own.pk or one.pk == other.pk:
            raise MapRefused(_("Choose two people who are on your map."))
        low, high = sorted((one, other), key=lambda row: row.pk)
        rows.append(MapPair(map=own, low=low, high=high, do_know=do_know))
    # One statement; pairs have no save hooks beyond the organization check, which bulk_create repeats.
    MapPair.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["do_know"], unique_fields=["organization", "map", "low", "high"]
    )


@transaction.atomic
def say_knows(*, entry: MapEntry, other_id: str) -> bool:
    """
    This will draw a line between two people on a map, or take it away, and answer whether they know each other now.

    Raises MapRefused when the other one is not on the same map.
    """
    other = entries_on(entry.map).filter(public_id=other_id).first() if is_uuid(other_id) else None
    if other is None or other.pk == entry.pk:
        raise MapRefused(_("Choose two people who are on your map."))
    low, high = sorted((entry, other), key=lambda row: row.pk)
    known = bool(MapPair.objects.filter(map=entry.map, low=low, high=high, do_know=True).count())
    say_who_knows_whom(own=entry.map, said=[(low, high, not known)])
    return not known


def may_be_told(own: Map) -> bool:
    """Whether others hear of a map now: while its program runs and its owner takes part."""
    return bool(own.program.state == ProgramState.RUNNING and own.participant.may_act)
