"""Rights of the named: what a person may do about what others say of them. Nobody is told of any of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext_lazy

from belonging.core.errors import BelongingError
from belonging.core.names import initials
from belonging.tenancy.audit import record
from network.enums import EntryState, PartnerState
from network.models import InteractionPartner, Map, MapEntry
from network.services.maps import begin_map
from network.services.ties import Pair, count_held_ties, count_mapped_ties, lock_ties
from programs.enums import Purpose
from programs.services.consents import set_consent

if TYPE_CHECKING:
    from programs.models import Participant


class MentionRefused(BelongingError):
    """What is said of a person cannot be answered like that."""

    code = "mention_refused"


@transaction.atomic
def answer_mention(*, entry: MapEntry, agrees: bool, now: datetime) -> MapEntry:
    """
    This will note that somebody on another's map knows them too, or not; the other sees no difference in either.

    Raises MentionRefused where nothing waits for a word.
    """
    pair = _held(entry)
    row: MapEntry = MapEntry.objects.select_for_update().get(pk=entry.pk)
    if row.is_hidden or row.state not in {EntryState.CLAIMED, EntryState.MUTUAL, EntryState.DECLINED}:
        raise MentionRefused(gettext_lazy("This does not wait for your word."))
    row.state, row.answered_at = (EntryState.MUTUAL if agrees else EntryState.DECLINED), now
    row.save(update_fields=["state", "answered_at"])
    count_mapped_ties(program_id=entry.map.program_id, pairs=[pair])
    verb = "map.mention_confirmed" if agrees else "map.mention_declined"
    record(actor=_named(entry).membership, verb=verb, now=now)
    return row


@transaction.atomic
def erase_mention(*, entry: MapEntry, now: datetime) -> None:
    """This will take a person's name off another's map: only initials that lead nowhere stay in its place."""
    pair, named = _held(entry), _named(entry)
    MapEntry.objects.filter(pk=entry.pk).update(
        person=None, outside_name=initials(named.name), segment="", state=EntryState.PRIVATE, answered_at=None
    )
    count_mapped_ties(program_id=entry.map.program_id, pairs=[pair])
    record(actor=named.membership, verb="map.mention_erased", now=now)


@transaction.atomic
def erase_time(*, row: InteractionPartner, now: datetime) -> None:
    """
    This will take a person out of a time together that somebody else wrote down; it counts no more.

    What still waits is declined instead, which its author cannot tell from waiting.
    """
    author, named = row.interaction.author_id, row.participant
    pair = (min(author, named.pk), max(author, named.pk))
    lock_ties(program_id=row.program_id, pairs=[pair])
    held: InteractionPartner = InteractionPartner.objects.select_for_update().get(pk=row.pk)
    if held.state in {PartnerState.CLAIMED, PartnerState.EXPIRED}:
        held.state, held.answered_at, held.note = PartnerState.DECLINED, now, ""
        held.save(update_fields=["state", "answered_at", "note"])
    else:
        others = InteractionPartner.objects.filter(interaction=row.interaction_id).exclude(pk=held.pk).exists()
        held.delete()
        if not others:
            # Kept empty and unseen, so that the same line of a file is not brought in anew.
            row.interaction.taken_back_at, row.interaction.note = now, ""
            row.interaction.save(update_fields=["taken_back_at", "note"])
    count_held_ties(program_id=row.program_id, pairs=[pair])
    record(actor=named.membership, verb="interaction.mention_erased", now=now)


@transaction.atomic
def set_findable(*, participant: Participant, is_findable: bool, on: date, now: datetime) -> Map:
    """This will let others put a person on their maps, or not; who hides is drawn by name nowhere either."""
    own = begin_map(participant=participant, on=on)
    own.is_findable = is_findable
    own.save(update_fields=["is_findable"])
    if not is_findable:
        waiting = MapEntry.objects.filter(person=participant, state=EntryState.CLAIMED, is_hidden=False)
        owners = sorted(waiting.values_list("map__participant_id", flat=True))
        pairs = [(min(one, participant.pk), max(one, participant.pk)) for one in owners]
        lock_ties(program_id=participant.program_id, pairs=pairs)
        waiting.update(is_hidden=True)
        count_mapped_ties(program_id=participant.program_id, pairs=pairs)
        if participant.named_on:
            set_consent(participant=participant, purpose=Purpose.DRAWN_BY_NAME, agrees=False, on=on, now=now)
    verb = "map.shown_to_others" if is_findable else "map.hidden_from_others"
    record(actor=participant.membership, verb=verb, now=now)
    return own


def _named(entry: MapEntry) -> Participant:
    if entry.person is None:
        raise MentionRefused(gettext_lazy("This names nobody in the program."))
    named: Participant = entry.person
    return named


def _held(entry: MapEntry) -> Pair:
    owner, named = entry.map.participant_id, _named(entry).pk
    pair = (min(owner, named), max(owner, named))
    lock_ties(program_id=entry.map.program_id, pairs=[pair])
    return pair
