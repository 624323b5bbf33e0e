"""Reads of events: what is coming, who comes, who came, and who is still to be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Sum, When

from belonging.core.clock import program_month
from belonging.core.names import first_name
from belonging.core.prepared import Several, Slot
from belonging.tenancy.enums import MembershipState
from belonging.tenancy.scope import PreparedHere, current_organization_id
from belonging.tenancy.statements import rows_of
from programs.enums import IN_THE_NETWORK, Attendance, LearningKind, ParticipantState, ReplyState
from programs.event_designs import blocks_of, group_size
from programs.models import Event, EventSeries, FeedToken, Participant, Reply
from programs.selectors.event_answers import organizations_with_answers_due
from programs.selectors.office_hours import organizations_with_hours_to_remind
from programs.selectors.programs import people_in, unless_archived

if TYPE_CHECKING:
    from programs.models import Program

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)
NAMES_ON_A_CARD = 2
USUAL_SIZE = 4  # of a small group
MINE = (ReplyState.GOING, ReplyState.MAYBE, ReplyState.WAITING, ReplyState.UNSAID)
IN_A_FEED = (ReplyState.GOING, ReplyState.MAYBE, ReplyState.WAITING)
TOLD_OF_CHANGES = (ReplyState.GOING, ReplyState.WAITING)


@dataclass(frozen=True)
class EventCard:
    """An event as one person sees it in a list and on its page."""

    event: Event
    now: datetime
    reply: Reply | None = None
    seats_taken: int = 0
    people_going: int = 0
    people_waiting: int = 0
    first_names: list[str] = field(default_factory=list)

    @property
    def state(self) -> str:
        """The person's own word, or nothing."""
        return self.reply.state if self.reply else ""

    @property
    def is_over(self) -> bool:
        """True when it has ended."""
        return self.event.ends_at <= self.now

    @property
    def takes_replies(self) -> bool:
        """True while people may still say whether they come."""
        return not self.is_over and not self.event.is_cancelled

    @property
    def seats_left(self) -> int | None:
        """Free seats; nothing when there is room for everybody."""
        return None if self.event.capacity is None else max(0, self.event.capacity - self.seats_taken)

    @property
    def is_full(self) -> bool:
        """True when whoever comes now waits in line."""
        return self.seats_left == 0 or self.people_waiting > 0

    @property
    def others_going(self) -> int:
        """How many come besides those who are named."""
        return self.people_going - len(self.first_names)


@dataclass(frozen=True)
class Rating:
    """What people said afterwards, once enough did."""

    mean: float
    count: int
    met: float | None  # how many people each talked with for the first time, on average


@dataclass(frozen=True)
class FeedEntry:
    """One line of a person's calendar."""

    event: Event
    state: str


def coming_events(program: Program, now: datetime) -> QuerySet[Event]:
    """What has not ended, cancelled events included, soonest first."""
    return _with_host(program).filter(ends_at__gt=now).order_by("starts_at", "id")


_COMING = PreparedHere(
    lambda: (
        Event.objects.filter(program_id=Slot("program"), ends_at__gt=Slot("now"))
        .order_by("starts_at", "id")
        .values_list("pk")
    )
)
_IN_A_LIST = PreparedHere(
    lambda: Event.objects.filter(pk__in=Several("events")).select_related("host__membership", "series").order_by("id")
)


def coming_ids(program: Program, now: datetime) -> list[int]:
    """The row ids of the same."""
    return [pk for (pk,) in _COMING.tuples(program=program.pk, now=now)]


def events_in_order(ids: Collection[int]) -> list[Event]:
    """The events of these row ids, in their order, with their hosts."""
    found = {event.pk: event for event in _IN_A_LIST.rows(events=list(ids))}
    return [found[pk] for pk in ids if pk in found]


def past_events(program: Program, now: datetime) -> QuerySet[Event]:
    """What took place, newest first."""
    return _with_host(program).filter(ends_at__lte=now, cancelled_at=None).order_by("-starts_at", "-id")


def own_events(participant: Participant, now: datetime) -> QuerySet[Event]:
    """What a person comes to, thinks about, waits for, was asked to or hosts, soonest first."""
    replied = Reply.objects.filter(participant=participant, state__in=MINE).values("event")
    mine = Q(pk__in=replied) | Q(host=participant)
    return coming_events(participant.program, now).filter(mine)


def _with_host(program: Program) -> QuerySet[Event]:
    return Event.objects.filter(program=program).select_related("host__membership", "series")


def event_by_public_id(program: Program, public_id: UUID) -> Event | None:
    """The event an address names, with its host, or nothing."""
    return _with_host(program).filter(public_id=public_id).first()


def locked_event(pk: int) -> Event:
    """An event, held until the transaction ends: seats are given out by one reply at a time."""
    event: Event = Event.objects.select_for_update(of=("self",)).select_related("program").get(pk=pk)
    return event


def locked_later_events(series: EventSeries, event: Event) -> list[Event]:
    """An event and those after it in its series that nobody edited alone, held in one order."""
    later = Event.objects.filter(series=series, starts_at__gte=event.starts_at, cancelled_at=None)
    same = later.filter(Q(stands_alone=False) | Q(pk=event.pk)).order_by("pk")
    return list(same.select_for_update(of=("self",)).select_related("program"))


def reply_of(event: Event, participant: Participant) -> Reply | None:
    """A person's word on an event, or nothing."""
    return Reply.objects.filter(event=event, participant=participant).first()


def seats_taken(event: Event, *, besides: Participant | None = None) -> int:
    """How many seats are given out, guests included; people who left the program need none."""
    rows = _valid(Reply.objects.filter(event=event, state=ReplyState.GOING))
    if besides is not None:
        rows = rows.exclude(participant=besides)
    sums = rows.aggregate(people=Count("id"), guests=Sum("guests"))
    return int(sums["people"]) + int(sums["guests"] or 0)


def waiting_line(event: Event) -> QuerySet[Reply]:
    """Who waits for a seat, first come first."""
    return _valid(Reply.objects.filter(event=event, state=ReplyState.WAITING)).order_by("asked_at", "id")


def _valid(rows: QuerySet[Reply]) -> QuerySet[Reply]:
    return rows.filter(participant__state__in=IN_THE_NETWORK)


def replies_by_name(event: Event, *states: ReplyState) -> list[Reply]:
    """The replies of these states, with the people, by name."""
    rows = _valid(Reply.objects.filter(event=event, state__in=states)).select_related("participant__membership")
    return list(rows.order_by("participant__membership__name", "id"))


def attendance_rows(event: Event) -> list[Reply]:
    """Everybody who said something about an event or was marked at it, with the people, by name."""
    rows = Reply.objects.filter(event=event).exclude(state=ReplyState.NOT_GOING, attendance="")
    return list(rows.select_related("participant__membership").order_by("participant__membership__name", "id"))


def noted_at(event: Event) -> list[tuple[str, str, str]]:
    """Who was there and who was not, as it is noted now: what a change of it is laid over."""
    rows = Reply.objects.filter(event=event).exclude(attendance="").order_by("participant_id")
    found = rows.values_list("participant__public_id", "attendance", "absence_reason")
    return [(str(person), attendance, reason) for person, attendance, reason in found]


def people_named(program: Program, words: str, *, without: Collection[int] = ()) -> list[Participant]:
    """Up to eight people of a program whose name holds these words."""
    if not words.strip():
        return []
    return list(people_in(program).filter(membership__name__icontains=words.strip()).exclude(pk__in=without)[:8])


def people_there(event: Event, me: Participant) -> list[Participant]:
    """Who was at an event besides me and is still in the program, by name."""
    there = Reply.objects.filter(event=event, attendance=Attendance.PRESENT).values("participant")
    return list(people_in(event.program).filter(pk__in=there).exclude(pk=me.pk))


def people_there_at(event: Event) -> list[int]:
    """The row ids of the people who were at an event and still are in the program."""
    there = _valid(Reply.objects.filter(event=event, attendance=Attendance.PRESENT))
    return list(there.order_by("participant_id").values_list("participant_id", flat=True))


def usual_group_size(event: Event) -> int:
    """How many sit together by an event's run sheet, or four."""
    return group_size(blocks_of(event.agenda)) or USUAL_SIZE


def rating_of(event: Event) -> Rating | None:
    """What people said, as it was told when the questions closed; nothing before, or when too few answered."""
    if event.answers_closed_at is None or event.rating_mean is None:
        return None
    return Rating(
        float(event.rating_mean), event.answer_count, None if event.met_mean is None else float(event.met_mean)
    )


def hosted_coming(participant: Participant, now: datetime) -> int:
    """How many events a person has coming up as their host."""
    return Event.objects.filter(host=participant, ends_at__gt=now, cancelled_at=None).count()


_OWN_REPLIES = PreparedHere(
    lambda: Reply.objects.filter(event__in=Several("events"), participant_id=Slot("me")).order_by("id")
)
# In SQL because the names of the first of each event take a window; building that query took ten times its running.
_REPLIES = """
    SELECT reply.event_id, reply.state, count(*), sum(reply.guests),
           (array_agg(member.name ORDER BY reply.asked_at, reply.id))[1:%(names)s]
      FROM programs_reply reply
      JOIN programs_participant place
        ON place.organization_id = reply.organization_id AND place.id = reply.participant_id
      JOIN tenancy_membership member
        ON member.organization_id = place.organization_id AND member.id = place.membership_id
     WHERE reply.organization_id = %(organization)s AND reply.event_id = ANY(%(events)s)
       AND place.state = ANY(%(states)s)
     GROUP BY reply.event_id, reply.state
"""


def cards(events: Collection[Event], me: Participant | None, now: datetime) -> list[EventCard]:
    """Events as a person sees them, in the same order, in two queries however many there are."""
    ids = [event.pk for event in events]
    own = {row.event_id: row for row in _OWN_REPLIES.rows(events=ids, me=me.pk)} if me and ids else {}
    said = _said_of(ids) if ids else {}
    nobody = _Said(0, 0, [])
    found = []
    for event in events:
        going = said.get((event.pk, ReplyState.GOING), nobody)
        waiting = said.get((event.pk, ReplyState.WAITING), nobody)
        seats, names = going.people + going.guests, [first_name(name) for name in going.names]
        found.append(EventCard(event, now, own.get(event.pk), seats, going.people, waiting.people, names))
    return found


class _Said(NamedTuple):
    people: int
    guests: int
    names: list[str]  # of those who said so first


def _said_of(ids: list[int]) -> dict[tuple[int, str], _Said]:
    values: dict[str, Any] = {"organization": current_organization_id(), "events": ids, "names": NAMES_ON_A_CARD}
    rows = rows_of(_REPLIES, values | {"states": [str(state) for state in IN_THE_NETWORK]})
    return {(event, state): _Said(*rest) for event, state, *rest in rows}


def card_of(event: Event, me: Participant | None, now: datetime) -> EventCard:
    """One event as a person sees it."""
    return cards([event], me, now)[0]


def _coming_own_first() -> QuerySet[Event]:
    said = Reply.objects.filter(event=OuterRef("pk"), participant_id=Slot("me"), state__in=MINE)
    own_first = Case(When(Exists(said) | Q(host_id=Slot("me")), then=0), default=1)
    rows = Event.objects.filter(program_id=Slot("program"), ends_at__gt=Slot("now"), cancelled_at=None)
    return rows.order_by(own_first, "starts_at", "id")


_COMING_OWN_FIRST = PreparedHere(_coming_own_first)


def next_event_for(participant: Participant, now: datetime) -> Event | None:
    """What comes next for a person: theirs first, otherwise the next that is open to them."""
    return _COMING_OWN_FIRST.first(program=participant.program_id, me=participant.pk, now=now)


def months_without_experiential_event(program: Program) -> list[int]:
    """The months of a program, counted from 1, in which nothing is planned that people do together."""
    events = Event.objects.filter(program=program, kind=LearningKind.EXPERIENTIAL, cancelled_at=None)
    zone = ZoneInfo(program.time_zone)
    starts = events.order_by("starts_at", "id").values_list("starts_at", flat=True)
    full = {program_month(program.starts_on, at.astimezone(zone).date()) for at in starts}
    return [month for month in range(1, program.month_count + 1) if month not in full]


def feed_token_by_hash(token_hash: str) -> FeedToken | None:
    """The calendar address that a secret opens, in the open organization, for people who are still here."""
    rows = FeedToken.objects.filter(token_hash=token_hash, participant__membership__state=MembershipState.ACTIVE)
    rows = rows.filter(participant__state__in=IN_THE_NETWORK)
    return rows.select_related("organization", "participant__program", "participant__membership").first()


def has_feed(participant: Participant) -> bool:
    """True when a person has a calendar address."""
    return FeedToken.objects.filter(participant=participant).exists()


def feed_entries(participant: Participant) -> list[FeedEntry]:
    """Everything in a person's calendar, what was cancelled included, oldest first."""
    said = Reply.objects.filter(participant=participant, state__in=IN_A_FEED)
    states = dict(said.order_by("id").values_list("event_id", "state"))
    events = _with_host(participant.program).filter(Q(pk__in=list(states)) | Q(host=participant))
    return [FeedEntry(event, states.get(event.pk, ReplyState.GOING)) for event in events.order_by("starts_at", "id")]


def _to_remind(now: datetime) -> Q:
    # Somebody who said yes within the last day, or hour, needs no reminder of it.
    day = Q(day_reminder_at=None, event__starts_at__gt=now + HOUR, event__starts_at__lte=now + DAY)
    hour = Q(hour_reminder_at=None, event__starts_at__gt=now, event__starts_at__lte=now + HOUR)
    early_for_day = Q(asked_at__lte=F("event__starts_at") - DAY)
    early_for_hour = Q(asked_at__lte=F("event__starts_at") - HOUR)
    due = (day & early_for_day) | (hour & early_for_hour)
    return Q(state=ReplyState.GOING, event__cancelled_at=None) & due


def replies_owing_mail(now: datetime) -> QuerySet[Reply]:
    """Replies whose person is to be reminded or told something now, oldest first."""
    soon = Q(event__starts_at__gt=now, event__starts_at__lte=now + DAY)
    owed = Reply.objects.filter(~Q(news="") | (soon & _to_remind(now)), unless_archived("event__program__"))
    return owed.order_by("id")


def taken_replies_owing_mail(now: datetime, most: int) -> list[Reply]:
    """The same, with all a mail needs, held; rows that another worker holds are left to it."""
    rows = replies_owing_mail(now).select_for_update(of=("self",), skip_locked=True)
    return list(
        rows.select_related(
            "organization", "event__program", "event__host__membership", "participant__membership__user"
        )[:most]
    )


def organizations_owing_event_mail(now: datetime) -> list[UUID]:
    """The organizations in which somebody is to be reminded or told something, or waits in line; needs unscoped()."""
    line = Reply.objects.filter(state=ReplyState.WAITING, event__starts_at__gt=now, event__cancelled_at=None)
    rows = (replies_owing_mail(now), line)
    found = {one for some in rows for one in some.values_list("organization_id", flat=True).distinct().order_by()}
    return sorted(found | organizations_with_answers_due(now) | organizations_with_hours_to_remind(now))


def may_get_mail(participant: Participant) -> bool:
    """True for people who take part now and have an address."""
    member = participant.membership
    return participant.state == ParticipantState.ACTIVE and member.is_active and bool(member.email)


def coming_events_with_line(now: datetime) -> QuerySet[Event]:
    """Coming events of the open organization in which somebody waits for a seat."""
    line = Reply.objects.filter(state=ReplyState.WAITING).values("event")
    return Event.objects.filter(unless_archived(), pk__in=line, ends_at__gt=now, cancelled_at=None).order_by("id")
