"""Reads of time together: what waits for me, what I logged, whom I met lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When

from network.enums import PartnerState, Source
from network.models import Block, Interaction, InteractionPartner, Tie
from network.rules import CLAIM_LASTS
from programs.enums import LearningKind
from programs.selectors.programs import people_in

if TYPE_CHECKING:
    from programs.models import Participant, Program

RECENT = timedelta(days=60)


def is_blocked_by(person: Participant, other: Participant) -> bool:
    """Whether `person` keeps `other` out."""
    return Block.objects.filter(blocker=person, blocked=other).exists()


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
    blocks = Block.objects.filter(Q(blocker=author, blocked__in=people) | Q(blocked=author, blocker__in=people))
    sides = list(blocks.values_list("blocker_id", "blocked_id"))
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
    rows = InteractionPartner.objects.filter(interaction__author=author).filter(
        Q(participant__in=people) | Q(interaction__logged_at__gte=since)
    )
    declined_at = Case(When(state=PartnerState.DECLINED, then="answered_at"))
    days = ("interaction__happened_on", "interaction__kind", "interaction__logged_at", "interaction__taken_back_at")
    return [_Log(*row) for row in rows.order_by("pk").values_list("participant_id", *days, declined_at)]


def known_participant_ids(participant: Participant) -> set[int]:
    """Row ids of everybody the participant has a confirmed or starting tie with."""
    rows = Tie.objects.filter(Q(low=participant) | Q(high=participant)).filter(
        Q(mutual_count__gt=0) | Q(is_baseline=True)
    )
    return {high if low == participant.pk else low for low, high in rows.values_list("low_id", "high_id")}


def same_day_claims(author: Participant, partners: Collection[Participant], on: date) -> QuerySet[InteractionPartner]:
    """What those partners have logged with the author for that day and the author has not answered yet."""
    return (
        InteractionPartner.objects.filter(
            participant=author,
            state=PartnerState.CLAIMED,
            is_hidden=False,
            interaction__author__in=partners,
            interaction__happened_on=on,
        )
        .select_related("interaction")
        .order_by("pk")
    )


def waiting_for(participant: Participant) -> list[InteractionPartner]:
    """What waits for a person's answer: the oldest of each author, so that nobody can pile claims up before them."""
    rows = (
        InteractionPartner.objects.filter(participant=participant, state=PartnerState.CLAIMED, is_hidden=False)
        .select_related("interaction__author__membership")
        .order_by("interaction__happened_on", "pk")
    )
    oldest: dict[int, InteractionPartner] = {}
    for row in rows:
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
        )
        .select_related("interaction__author__membership", "participant__membership")
        .first()
    )


def own_interaction(participant: Participant, interaction_id: UUID) -> Interaction | None:
    """An interaction the person wrote, or may see as a partner, or nothing."""
    rows = Interaction.objects.filter(public_id=interaction_id, taken_back_at=None)
    mine = rows.filter(author=participant).first()
    return mine or rows.filter(partners__participant=participant, partners__is_hidden=False).first()


def recent_people(program: Program, participant: Participant, on: date, limit: int = 5) -> list[Participant]:
    """Whom the person spent time with lately, the latest first; then others of their segment, by name."""
    since = on - RECENT
    as_author = InteractionPartner.objects.filter(
        interaction__author=participant, interaction__happened_on__gte=since, interaction__taken_back_at=None
    ).values_list("participant_id", "interaction__happened_on")
    as_partner = InteractionPartner.objects.filter(
        participant=participant, state=PartnerState.MUTUAL, interaction__happened_on__gte=since
    ).values_list("interaction__author_id", "interaction__happened_on")
    latest: dict[int, date] = {}
    for person, day in [*as_author, *as_partner]:
        latest[person] = max(day, latest.get(person, day))
    order = sorted(latest, key=lambda person: (-latest[person].toordinal(), person))[: limit * 2]
    kept_out = Block.objects.filter(blocker=participant).values("blocked")
    people = people_in(program).exclude(pk__in=kept_out)
    met = {row.pk: row for row in people.filter(pk__in=order)}
    found = [met[person] for person in order if person in met][:limit]
    if len(found) < limit:
        near = people.filter(segment=participant.segment).exclude(pk__in=[participant.pk, *(p.pk for p in found)])
        found += near[: limit - len(found)]
    return found


@dataclass(frozen=True)
class Mix:
    """The last days of a person in the three kinds of learning."""

    interaction_count: int
    people_count: int
    counts: dict[str, int]

    def share(self, kind: str) -> int:
        """Whole percent of a kind; 0 when there is nothing yet."""
        return round(100 * self.counts.get(kind, 0) / self.interaction_count) if self.interaction_count else 0


def mix_since(participant: Participant, since: date) -> Mix:
    """How often, with how many people and in which kinds a person spent time together since a day."""
    mine = Interaction.objects.filter(happened_on__gte=since, taken_back_at=None).filter(
        Q(author=participant) | Q(pk__in=_confirmed_ids(participant))
    )
    rows = list(mine.order_by("pk").values_list("pk", "author_id", "kind"))
    ids = [row[0] for row in rows]
    partners = InteractionPartner.objects.filter(interaction__in=ids).values_list("participant_id", flat=True)
    people = {row[1] for row in rows} | set(partners)
    counts = Counter(row[2] for row in rows)
    return Mix(len(rows), len(people - {participant.pk}), {kind.value: counts[kind.value] for kind in LearningKind})


def _confirmed_ids(participant: Participant) -> QuerySet[InteractionPartner, int]:
    rows = InteractionPartner.objects.filter(participant=participant, state=PartnerState.MUTUAL)
    return rows.values_list("interaction_id", flat=True)


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
    rows = Interaction.objects.filter(Q(author=participant) | Q(pk__in=_confirmed_ids(participant)))
    rows = rows.filter(taken_back_at=None)
    return rows.select_related("author__membership").order_by("-happened_on", "-pk")


def times_of(participant: Participant, interactions: Collection[Interaction], today: date) -> list[TimeTogether]:
    """
    The lines of a page. A claim that was declined, blocked, or never answered looks the same to its author: waiting
    for a month, then nothing.
    """
    partners: dict[int, list[InteractionPartner]] = {}
    rows = InteractionPartner.objects.filter(interaction__in=interactions).select_related("participant__membership")
    for row in rows.order_by("pk"):
        partners.setdefault(row.interaction_id, []).append(row)
    return [_line(participant, row, partners.get(row.pk, []), today) for row in interactions]


def _line(
    participant: Participant, interaction: Interaction, rows: list[InteractionPartner], today: date
) -> TimeTogether:
    is_mine = interaction.author_id == participant.pk
    own = next((row for row in rows if row.participant_id == participant.pk), None)
    confirmed = [row for row in rows if row.state == PartnerState.MUTUAL]
    waits = is_mine and len(confirmed) < len(rows) and today - interaction.logged_at.date() < CLAIM_LASTS
    return TimeTogether(
        interaction=interaction,
        people=[row.participant for row in rows] if is_mine else [interaction.author],
        is_mine=is_mine,
        is_confirmed=bool(confirmed),
        is_waiting=waits,
        may_take_back=is_mine and not confirmed and interaction.source == Source.LOGGED,
        note=interaction.note if is_mine else (own.note if own else ""),
    )
