"""What others say of a person, all of it: their maps, their logs and files that were brought in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.enums import EntryState, PartnerState, Source
from network.models import InteractionPartner, MapEntry
from network.selectors.maps import naming_me
from network.selectors.people import Person, faces

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Mention:
    """One thing that somebody says of a person. Of a map it never says how close it feels."""

    id: UUID
    who: Person
    on: date
    state: str
    may_answer: bool


@dataclass(frozen=True)
class Mentions:
    """Everything, by where it stands."""

    maps: list[Mention]
    times: list[Mention]

    @property
    def count(self) -> int:
        """How much there is."""
        return len(self.maps) + len(self.times)


def times_naming(participant: Participant) -> QuerySet[InteractionPartner]:
    """Every time together that somebody else wrote down with a person and that still names them, the newest first."""
    rows = InteractionPartner.objects.filter(participant=participant, interaction__taken_back_at=None)
    rows = rows.exclude(state=PartnerState.DECLINED, interaction__source=Source.LOGGED)
    return rows.select_related("interaction__author__membership").order_by("-interaction__happened_on", "-pk")


def time_naming(participant: Participant, interaction_id: UUID) -> InteractionPartner | None:
    """The person's side of a time together that somebody else wrote down, hidden or not."""
    rows = times_naming(participant).filter(interaction__public_id=interaction_id)
    return rows.select_related("interaction", "participant__membership").first()


def mentions_of(program: Program, participant: Participant) -> Mentions:
    """All that others' maps, logs and files say of a person."""
    entries, rows = list(naming_me(participant)), list(times_naming(participant))
    owners = faces(program, [row.map.participant for row in entries])
    authors = faces(program, [row.interaction.author for row in rows])
    return Mentions(
        maps=[_on_map(row, face) for row, face in zip(entries, owners, strict=True)],
        times=[_in_time(row, face) for row, face in zip(rows, authors, strict=True)],
    )


def _on_map(row: MapEntry, who: Person) -> Mention:
    waits = row.state == EntryState.CLAIMED and not row.is_hidden and row.gone_on is None
    words = {
        EntryState.CLAIMED.value: _("waits for your word"),
        EntryState.MUTUAL.value: _("confirmed by both"),
        EntryState.DECLINED.value: _("you said: not me"),
    }
    state = _("kept from you, and not counted") if row.is_hidden else words[row.state]
    return Mention(row.public_id, who, row.added_on, state, waits)


def _in_time(row: InteractionPartner, who: Person) -> Mention:
    words = {
        PartnerState.CLAIMED.value: _("waits for your word"),
        PartnerState.MUTUAL.value: _("confirmed by both"),
        PartnerState.EXPIRED.value: _("never answered, not counted"),
        PartnerState.DECLINED.value: _("from a file, not counted"),
    }
    state = _("kept from you, and not counted") if row.is_hidden else words[row.state]
    return Mention(row.interaction.public_id, who, row.interaction.happened_on, state, False)
