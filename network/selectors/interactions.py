"""Reads of time together: what waits for me, what I logged, whom I met lately."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from belonging.core import clock
from belonging.core.prepared import Several, Slot
from belonging.tenancy.scope import PreparedHere
from network.enums import PartnerState, Source
from network.models import Block, Interaction, InteractionPartner, Tie
from network.rules import CLAIM_LASTS
from programs.enums import LearningKind

if TYPE_CHECKING:
    from programs.models import Participant, Program


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
