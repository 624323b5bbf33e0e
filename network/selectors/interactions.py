"""Reads of time together: what waits for me, what I logged, whom I met lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from belonging.core import clock
from belonging.core.charts import segment_places
from belonging.core.prepared import Several, Slot
from belonging.tenancy.scope import PreparedHere, current_organization_id
from belonging.tenancy.statements import rows_of
from network.enums import PartnerState, Source
from network.models import Block, Interaction, InteractionPartner, Tie
from network.rules import CLAIM_LASTS
from network.selectors.people import Person, faces
from programs.enums import IN_THE_NETWORK, LearningKind
from programs.selectors.programs import in_network

if TYPE_CHECKING:
    from programs.models import Participant, Program

RECENT = timedelta(days=60)
MOST_RECENT = 8  # people are offered at once


def is_blocked_by(person: Participant, other: Participant) -> bool:
    """Whether `person` keeps `other` out."""
    return keeps_out(person.pk, other.pk)


def keeps_out(person_id: int, other_id: int) -> bool:
    """The same, by row ids."""
    return Block.objects.filter(blocker=person_id, blocked=other_id).exists()


def kept_apart_from(*person_ids: int) -> set[int]:
    """Row ids of everybody whom a person keeps out, or who keep them out; of several people, one of them."""
    rows = Block.objects.filter(Q(blocker__in=person_ids) | Q(blocked__in=person_ids)).order_by("id")
    return {one for pair in rows.values_list("blocker", "blocked") for one in pair} - set(person_ids)


def _blocks() -> QuerySet[Block, tuple[int, int]]:
    mine, theirs = Q(blocker_id=Slot("me"), blocked__in=Several("people")), Q(blocked_id=Slot("me"))
    rows = Block.objects.filter(mine | theirs & Q(blocker__in=Several("people")))
    return rows.order_by("id").values_list("blocker_id", "blocked_id")


_BLOCKS = PreparedHere(_blocks)


@dataclass(frozen=True)
class Between:
    """What stands between an author and the people they want to log, as row ids of those people."""

    kept_out: set[int]  # by the author
    unwelcoming: set[int]  # who keep the author out, or said "not me" to them lately
    same_day: set[int]  # with whom this kind of time is logged for that day already
    named_lately: set[int]  # everybody the author has named since a moment, these people or others


def between(
    author: Participant,
    people: Collection[Participant],
    *,
    on: date,
    kind: LearningKind,
    named_since: datetime,
    declined_since: datetime,
) -> Between:
    """What stands between an author and these people: blocks, answers and earlier logs, in two questions."""
    ids = {person.pk for person in people}
    sides = _BLOCKS.tuples(me=author.pk, people=ids) if ids else []
    keeping_out = {blocker for blocker, _ in sides if blocker != author.pk}
    logs = _logs_naming(author, people, named_since)
    said_no = {log.person for log in logs if log.declined_at and log.declined_at > declined_since}
    return Between(
        kept_out={blocked for blocker, blocked in sides if blocker == author.pk},
        unwelcoming=ids & (keeping_out | said_no),
        same_day=ids & {log.person for log in logs if (log.on, log.kind) == (on, kind) and not log.taken_back_at},
        named_lately={log.person for log in logs if log.logged_at >= named_since and not log.taken_back_at},
    )


class _Log(NamedTuple):
    person: int
    on: date
    kind: str
    logged_at: datetime
    taken_back_at: datetime | None
    declined_at: datetime | None


def _logs_naming(author: Participant, people: Collection[Participant], since: datetime) -> list[_Log]:
    """What the author logged with these people, and with anybody since a moment."""
    found = _LOGS.tuples(me=author.pk, people=[person.pk for person in people], since=since)
    return [_Log(*row) for row in found]


def _logs() -> QuerySet[InteractionPartner, tuple[Any, ...]]:
    rows = InteractionPartner.objects.filter(interaction__author_id=Slot("me")).filter(
        Q(participant__in=Several("people")) | Q(interaction__logged_at__gte=Slot("since"))
    )
    declined_at = Case(When(state=PartnerState.DECLINED, then="answered_at"))
    days = ("interaction__happened_on", "interaction__kind", "interaction__logged_at", "interaction__taken_back_at")
    return rows.order_by("pk").values_list("participant_id", *days, declined_at)


_LOGS = PreparedHere(_logs)


def _known() -> QuerySet[Tie, tuple[int, int]]:
    counting = Q(mutual_count__gt=0) | Q(is_baseline=True) | Q(is_mapped=True)
    rows = Tie.objects.filter(Q(low_id=Slot("me")) | Q(high_id=Slot("me"))).filter(counting)
    return rows.order_by("id").values_list("low_id", "high_id")


_KNOWN = PreparedHere(_known)


def known_participant_ids(participant: Participant) -> set[int]:
    """Row ids of everybody the participant has a confirmed or starting tie with."""
    return {high if low == participant.pk else low for low, high in _KNOWN.tuples(me=participant.pk)}


def _same_day() -> QuerySet[InteractionPartner]:
    claims = InteractionPartner.objects.filter(
        participant_id=Slot("me"), state=PartnerState.CLAIMED, is_hidden=False,
        interaction__author__in=Several("people"), interaction__happened_on=Slot("on"),
    )  # fmt: skip
    return claims.select_related("interaction").order_by("pk")


_SAME_DAY = PreparedHere(_same_day)


def same_day_claims(
    author: Participant, partners: Collection[Participant], on: date, kind: LearningKind
) -> list[InteractionPartner]:
    """
    What those partners have logged with the author for that day and the author has not answered yet.

    One of each partner: the one of that kind, else the oldest. Two times on one day are two meetings.
    """
    ids = [partner.pk for partner in partners]
    rows = _SAME_DAY.rows(me=author.pk, people=ids, on=on) if ids else []
    found: dict[int, InteractionPartner] = {}
    for row in sorted(rows, key=lambda row: (row.interaction.kind != kind, row.pk)):
        found.setdefault(row.interaction.author_id, row)
    return list(found.values())


def confirmed_at_once(participant_id: int, at: datetime) -> QuerySet[InteractionPartner]:
    """What one save of a person confirmed of other people's logs: answered in the same moment."""
    rows = InteractionPartner.objects.filter(participant=participant_id, state=PartnerState.MUTUAL, answered_at=at)
    return rows.filter(interaction__source=Source.LOGGED).select_related("interaction").order_by("pk")


def put_away_with(declined: InteractionPartner, said_at: datetime) -> QuerySet[InteractionPartner]:
    """The claims of the same author that a "not me" keeps from the person: those it marked, and those logged since."""
    rows = InteractionPartner.objects.filter(participant=declined.participant_id, state=PartnerState.CLAIMED)
    rows = rows.filter(interaction__author=declined.interaction.author_id, is_hidden=True)
    return rows.filter(Q(answered_at=said_at) | Q(answered_at=None, interaction__logged_at__gt=said_at))


def has_said_no_since(participant_id: int, author_id: int, since: datetime) -> bool:
    """Whether a person has said "not me" to an author since a moment."""
    rows = InteractionPartner.objects.filter(participant=participant_id, state=PartnerState.DECLINED)
    return rows.filter(interaction__author=author_id, answered_at__gt=since).exists()


def still_stands(participant: Participant, interaction_id: UUID) -> bool:
    """Whether an interaction still stands among a person's times together."""
    return own_times(participant).filter(public_id=interaction_id).exists()


# Found first and joined then: under row security the planner takes one row for granted, and joined at once it went
# through everything that anybody had logged.
_WAITING = PreparedHere(
    lambda: InteractionPartner.objects.filter(
        participant_id=Slot("me"), state=PartnerState.CLAIMED, is_hidden=False
    ).values_list("pk")
)
_CLAIMS = PreparedHere(
    lambda: (
        InteractionPartner.objects.filter(pk__in=Several("claims"))
        .select_related("interaction__author__membership")
        .order_by("interaction__happened_on", "pk")
    )
)


def waiting_for(participant: Participant) -> list[InteractionPartner]:
    """What waits for a person's answer: the oldest of each author, so that nobody can pile claims up before them."""
    claims = [pk for (pk,) in _WAITING.tuples(me=participant.pk)]
    oldest: dict[int, InteractionPartner] = {}
    for row in _CLAIMS.rows(claims=claims) if claims else []:
        oldest.setdefault(row.interaction.author_id, row)
    return list(oldest.values())


def claim_for(participant: Participant, interaction_id: UUID) -> InteractionPartner | None:
    """The person's own side of an interaction, whatever its state, unless it is hidden from them."""
    return (
        InteractionPartner.objects.filter(
            participant=participant,
            interaction__public_id=interaction_id,
            is_hidden=False,
            interaction__taken_back_at=None,
            interaction__source=Source.LOGGED,  # what comes from a file waits for nobody
        )
        .select_related("interaction__author__membership", "participant__membership", "program")
        .first()
    )


def own_interaction(participant: Participant, interaction_id: UUID) -> Interaction | None:
    """An interaction the person wrote, or may see as a partner, or nothing."""
    rows = Interaction.objects.filter(public_id=interaction_id, taken_back_at=None)
    mine = rows.filter(author=participant).first()
    named = InteractionPartner.objects.filter(participant=participant, is_hidden=False).values("interaction")
    return mine or rows.filter(Q(pk__in=named) | Q(pk__in=_confirmed_ids(participant))).first()


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


# One statement for what home and the log sheet of every page would ask in four. `mine` says the same as _confirmed.
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


_MET = PreparedHere(lambda: in_network(Slot("program")).filter(pk__in=Several("people")))
_OF_SEGMENT = PreparedHere(_of_segment)


def _near(program: Program, participant: Participant, besides: Collection[int], most: int) -> list[Participant]:
    values = {"program": program.pk, "me": participant.pk, "segment": participant.segment}
    return _OF_SEGMENT.rows(besides=[participant.pk, *besides], **values)[:most]


def recent_people(program: Program, participant: Participant, on: date, limit: int = 5) -> list[Participant]:
    """Whom the person spent time with lately, the latest first; then others of their segment, by name."""
    met = _latest_first(participant, times_lately(participant, on - RECENT), limit)
    shown = [person for person, row in met.items() if row.public_id is not None][:limit]
    rows = {row.pk: row for row in _MET.rows(program=program.pk, people=shown)}
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


def _confirmed_ids(participant: Participant | Slot) -> QuerySet[InteractionPartner, int]:
    return _confirmed(participant).values_list("interaction_id", flat=True)


def _confirmed(participant: Participant | Slot) -> QuerySet[InteractionPartner]:
    """
    What was logged with a person and stands as met.

    A file's entry stands for somebody whom its other person keeps out as it does for everybody else: it is not counted,
    but a line that is missing would tell (docs/decisions/0012).
    """
    rows = InteractionPartner.objects.filter(participant=participant)
    kept_out = Block.objects.filter(blocker=participant).values("blocked")
    quiet = Q(interaction__source=Source.IMPORTED, state=PartnerState.DECLINED) & ~Q(interaction__author__in=kept_out)
    return rows.filter(Q(state=PartnerState.MUTUAL) | quiet)


@dataclass(frozen=True)
class TimeTogether:
    """One line of "my times together"."""

    interaction: Interaction
    people: list[Participant]
    is_mine: bool
    is_confirmed: bool
    is_waiting: bool
    may_take_back: bool
    note: str


def own_times(participant: Participant) -> QuerySet[Interaction]:
    """Everything a person logged or confirmed, newest first; `times_of` turns a page of it into lines."""
    return _own_times(participant).select_related("author__membership")


def _own_times(participant: Participant | Slot) -> QuerySet[Interaction]:
    rows = Interaction.objects.filter(Q(author=participant) | Q(pk__in=_confirmed_ids(participant)))
    return rows.filter(taken_back_at=None).order_by("-happened_on", "-pk")


_OWN_IDS = PreparedHere(lambda: _own_times(Slot("me")).values_list("pk"))
_IN_LINES = PreparedHere(
    lambda: (
        Interaction.objects.filter(pk__in=Several("times"))
        .select_related("author__membership")
        .order_by("-happened_on", "-pk")
    )
)
_WITH_WHOM = PreparedHere(
    lambda: (
        InteractionPartner.objects.filter(interaction__in=Several("times"))
        .select_related("participant__membership")
        .order_by("pk")
    )
)


def own_ids(participant: Participant) -> list[int]:
    """The row ids of the same."""
    return [pk for (pk,) in _OWN_IDS.tuples(me=participant.pk)]


def times_by_ids(ids: Collection[int]) -> list[Interaction]:
    """The times together of these row ids, newest first, with who logged them."""
    return _IN_LINES.rows(times=list(ids)) if ids else []


def times_of(
    program: Program, participant: Participant, interactions: Collection[Interaction], today: date
) -> list[TimeTogether]:
    """
    The lines of a page. A claim that was declined, blocked, or never answered looks the same to its author: waiting
    for a month, then nothing. What comes from a file is confirmed, whatever stands between the two.
    """
    partners: dict[int, list[InteractionPartner]] = {}
    ids = [one.pk for one in interactions]
    for row in _WITH_WHOM.rows(times=ids) if ids else []:
        partners.setdefault(row.interaction_id, []).append(row)
    return [
        _line(participant, row, partners.get(row.pk, []), today - clock.today(program.time_zone, row.logged_at))
        for row in interactions
    ]


def _line(
    participant: Participant, interaction: Interaction, rows: list[InteractionPartner], age: timedelta
) -> TimeTogether:
    is_logged = interaction.source == Source.LOGGED
    is_mine = interaction.author_id == participant.pk
    own = next((row for row in rows if row.participant_id == participant.pk), None)
    confirmed = [row for row in rows if row.state == PartnerState.MUTUAL]
    return TimeTogether(
        interaction=interaction,
        people=[row.participant for row in rows] if is_mine else [interaction.author],
        is_mine=is_mine,
        is_confirmed=bool(confirmed) or not is_logged,
        is_waiting=is_mine and is_logged and len(confirmed) < len(rows) and age < CLAIM_LASTS,
        may_take_back=is_mine and not confirmed and is_logged,
        note=interaction.note if is_mine else (own.note if own else ""),
    )
