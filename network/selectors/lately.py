"""Reads of what a person did lately, and with whom: what home and the log sheet of every page begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from belonging.core.charts import segment_places
from belonging.core.prepared import Several, Slot
from belonging.tenancy.scope import PreparedHere, current_organization_id
from belonging.tenancy.statements import rows_of
from network.enums import PartnerState, Source
from network.models import Block
from network.selectors.people import Person, faces
from programs.enums import IN_THE_NETWORK, LearningKind
from programs.selectors.programs import in_network, people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

RECENT = timedelta(days=60)
MOST_RECENT = 8  # people are offered at once


class LateTime(NamedTuple):
    """A time together that a person logged, or that stands as met by them, with somebody in it."""

    interaction_id: int
    author_id: int
    kind: str
    on: date
    is_taken_back: bool
    partner_id: int | None
    public_id: UUID | None  # of the other: the partner, or the author where it is not the person; None when not shown
    name: str
    segment: str


# One statement for what home and the log sheet of every page would ask in four. `mine` says the same as _confirmed of
# interactions.py.
_LATELY = """
    WITH mine AS (
        SELECT log.id FROM network_interaction log
         WHERE log.organization_id = %(organization)s AND log.author_id = %(me)s AND log.happened_on >= %(since)s
        UNION
        SELECT log.id
          FROM network_interactionpartner side
          JOIN network_interaction log
            ON log.organization_id = side.organization_id AND log.id = side.interaction_id
         WHERE side.organization_id = %(organization)s AND side.participant_id = %(me)s
           AND log.happened_on >= %(since)s
           AND (side.state = %(mutual)s
                OR (side.state = %(declined)s AND log.source = %(imported)s
                    AND NOT EXISTS (SELECT 1 FROM network_block kept
                                     WHERE kept.organization_id = %(organization)s
                                       AND kept.blocker_id = %(me)s AND kept.blocked_id = log.author_id)))
    )
    SELECT log.id, log.author_id, log.kind, log.happened_on, log.taken_back_at IS NOT NULL, side.participant_id,
           other.public_id, member.name, other.segment
      FROM mine
      JOIN network_interaction log ON log.organization_id = %(organization)s AND log.id = mine.id
      LEFT JOIN network_interactionpartner side
        ON side.organization_id = log.organization_id AND side.interaction_id = log.id
      LEFT JOIN programs_participant other
        ON other.organization_id = log.organization_id
       AND other.id = CASE WHEN log.author_id = %(me)s THEN side.participant_id ELSE log.author_id END
       AND other.program_id = %(program)s AND other.state = ANY(%(shown)s)
       AND NOT EXISTS (SELECT 1 FROM network_block kept
                        WHERE kept.organization_id = %(organization)s
                          AND kept.blocker_id = %(me)s AND kept.blocked_id = other.id)
      LEFT JOIN tenancy_membership member
        ON member.organization_id = other.organization_id AND member.id = other.membership_id
     ORDER BY log.id, side.id
"""


def times_lately(participant: Participant, since: date) -> list[LateTime]:
    """Everything since a day that a person logged, taken back or not, and what was logged with them and counts."""
    values: dict[str, Any] = {"organization": current_organization_id(), "me": participant.pk, "since": since}
    values |= {"program": participant.program_id, "shown": [str(state) for state in IN_THE_NETWORK]}
    states = {"mutual": PartnerState.MUTUAL, "declined": PartnerState.DECLINED, "imported": Source.IMPORTED}
    return [LateTime(*row) for row in rows_of(_LATELY, values | {name: str(state) for name, state in states.items()})]


def _latest_first(participant: Participant, lately: Collection[LateTime], limit: int) -> dict[int, LateTime]:
    """By row id the people of whom the latest shall be shown, each with the last time; twice as many as are asked."""
    latest: dict[int, LateTime] = {}
    for row in lately:
        is_mine = row.author_id == participant.pk
        person = row.partner_id if is_mine else row.author_id
        if person is None or (is_mine and row.is_taken_back):
            continue
        if person not in latest or latest[person].on < row.on:
            latest[person] = row
    order = sorted(latest, key=lambda person: (-latest[person].on.toordinal(), person))
    return {person: latest[person] for person in order[: limit * 2]}


def _of_segment() -> QuerySet[Participant]:
    kept_out = Block.objects.filter(blocker_id=Slot("me")).values("blocked")
    people = in_network(Slot("program")).exclude(pk__in=kept_out).filter(segment=Slot("segment"))
    return people.exclude(pk__in=Several("besides"))[:MOST_RECENT]


_OF_SEGMENT = PreparedHere(_of_segment)


def _near(program: Program, participant: Participant, besides: Collection[int], most: int) -> list[Participant]:
    values = {"program": program.pk, "me": participant.pk, "segment": participant.segment}
    return _OF_SEGMENT.rows(besides=[participant.pk, *besides], **values)[:most]


def recent_people(program: Program, participant: Participant, on: date, limit: int = 5) -> list[Participant]:
    """Whom the person spent time with lately, the latest first; then others of their segment, by name."""
    met = _latest_first(participant, times_lately(participant, on - RECENT), limit)
    shown = [person for person, row in met.items() if row.public_id is not None][:limit]
    rows = {row.pk: row for row in people_in(program).filter(pk__in=shown)}
    found = [rows[person] for person in shown]
    return found + (_near(program, participant, shown, limit - len(found)) if len(found) < limit else [])


def recent_faces(
    program: Program,
    participant: Participant,
    sizes: Mapping[str, int],
    lately: Collection[LateTime],
    limit: int = 5,
) -> list[Person]:
    """The same as faces, by what `times_lately` found since RECENT and the `sizes` of the program's segments."""
    met, places = _latest_first(participant, lately, limit), segment_places(sizes)
    shown = {person: row for person, row in met.items() if row.public_id is not None}
    ids = list(shown)[:limit]
    found = [
        Person(row.public_id, row.name, row.segment, places.get(row.segment))
        for row in (shown[person] for person in ids)
        if row.public_id is not None
    ]
    near = _near(program, participant, ids, limit - len(found)) if len(found) < limit else []
    return found + faces(program, near, sizes)


@dataclass(frozen=True)
class Mix:
    """The last days of a person in the three kinds of learning."""

    interaction_count: int
    people_count: int
    counts: dict[str, int]

    def share(self, kind: str) -> int:
        """Whole percent of a kind; 0 when there is nothing yet."""
        return round(100 * self.counts.get(kind, 0) / self.interaction_count) if self.interaction_count else 0


def mix_since(participant: Participant, since: date, lately: Collection[LateTime]) -> Mix:
    """How often, with how many people and in which kinds a person spent time together since a day."""
    rows = [row for row in lately if row.on >= since and not row.is_taken_back]
    people = {row.author_id for row in rows} | {row.partner_id for row in rows if row.partner_id is not None}
    kinds = {row.interaction_id: row.kind for row in rows}
    counts = Counter(kinds.values())
    return Mix(len(kinds), len(people - {participant.pk}), {kind.value: counts[kind.value] for kind in LearningKind})
