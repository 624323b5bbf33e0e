"""What a person sees of introductions, and what a facilitator sees of rounds: counts, never pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from belonging.core.cards import Card
from belonging.core.prepared import Among, Slot
from belonging.tenancy.scope import PreparedHere
from network.enums import WAITING_STATES, IntroductionAnswer, IntroductionState, LeftOutReason, MetAnswer, RoundState
from network.models import Block, Introduction, IntroductionSide, IntroductionWish, Round, Tie
from network.rules import ASK_WHETHER_MET_AFTER, FEWEST_TO_NAME_A_SEGMENT
from network.selectors.introduction_words import first_question, reason_for
from network.selectors.people import Person, faces
from programs.selectors.home import AtHome, Sign
from programs.selectors.programs import segment_sizes, unless_archived

if TYPE_CHECKING:
    from programs.models import Participant, Program

ENDED = (IntroductionState.MET, IntroductionState.NOT_MET)


@dataclass(frozen=True)
class Offer:
    """An introduction as one of its people sees it; `people` are named once everybody said yes."""

    introduction_id: UUID
    state: str
    has_answered: bool
    reason: str
    question: str
    people: list[Person]
    count: int  # how many others it is
    answer_by: datetime | None
    may_say_met: bool
    met: str


@dataclass(frozen=True)
class IntroductionsPage:
    """A person's own page of introductions."""

    waiting: list[Offer]  # asked, no word yet
    said_yes: list[Offer]  # said yes, waiting for the others
    named: list[Offer]
    wish: IntroductionWish
    is_open: bool
    waits_for_next: bool  # the last round had nobody for them


def introductions_page(program: Program, participant: Participant, today: date, now: datetime) -> IntroductionsPage:
    """What waits for a person, whom they were introduced to, and how they want to be introduced."""
    offers = offers_for(program, participant, now)
    wish = wish_of(participant)
    return IntroductionsPage(
        waiting=[offer for offer in offers if offer.state == IntroductionState.OFFERED and not offer.has_answered],
        said_yes=[offer for offer in offers if offer.state == IntroductionState.OFFERED and offer.has_answered],
        named=[offer for offer in offers if offer.state == IntroductionState.NAMED],
        wish=wish,
        is_open=wish.is_open(today),
        waits_for_next=participant.pk in waiting_since_last_round(program),
    )


def offers_for(
    program: Program, participant: Participant, now: datetime, sizes: Mapping[str, int] | None = None
) -> list[Offer]:
    """The introductions a person has open: asked and not refused, or named and not told of yet; oldest first."""
    return _shown(program, participant.pk, _SIDES_AROUND.rows(me=participant.pk), now, sizes)


def open_sides(participant: Participant | Slot | OuterRef) -> QuerySet[IntroductionSide]:
    """A person's own sides of the introductions they have open."""
    mine = IntroductionSide.objects.filter(participant=participant, introduction__state__in=WAITING_STATES)
    mine = mine.exclude(answer__in=[IntroductionAnswer.NO, IntroductionAnswer.SILENT]).exclude(met=MetAnswer.NO)
    return mine.exclude(met=MetAnswer.YES)


def _with_people(sides: QuerySet[IntroductionSide]) -> QuerySet[IntroductionSide]:
    return sides.select_related("introduction", "participant__membership").order_by("id")


def _sides_around() -> QuerySet[IntroductionSide]:
    mine = ArraySubquery(open_sides(Slot("me")).values("introduction"))
    return _with_people(IntroductionSide.objects.filter(Among(F("introduction_id"), mine)))


_SIDES_AROUND = PreparedHere(_sides_around)


def offer_of(program: Program, side: IntroductionSide, now: datetime) -> Offer:
    """One introduction as one of its people sees it."""
    around = _with_people(IntroductionSide.objects.filter(introduction=side.introduction_id))
    return _shown(program, side.participant_id, list(around), now)[0]


def _shown(
    program: Program, me: int, sides: list[IntroductionSide], now: datetime, sizes: Mapping[str, int] | None = None
) -> list[Offer]:
    """What a person sees of introductions, by all the sides of them in order."""
    around: dict[int, list[IntroductionSide]] = {}
    for side in sides:
        around.setdefault(side.introduction_id, []).append(side)
    rows = [side for side in sides if side.participant_id == me]
    if not rows:
        return []
    others = {row.pk: [side.participant for side in _others(row, around[row.introduction_id])] for row in rows}
    sizes = segment_sizes(program) if sizes is None else sizes
    shown = faces(program, [person for people in others.values() for person in people], sizes)
    by_id = {face.public_id: face for face in shown}
    return [_offer(program, row, [by_id[one.public_id] for one in others[row.pk]], sizes, now) for row in rows]


def _others(row: IntroductionSide, sides: list[IntroductionSide]) -> list[IntroductionSide]:
    """The others it is about: once people are named, those who said yes."""
    others = [side for side in sides if side.participant_id != row.participant_id]
    if row.introduction.state == IntroductionState.OFFERED:
        return others
    return [side for side in others if side.answer == IntroductionAnswer.YES]


def _offer(
    program: Program, row: IntroductionSide, others: list[Person], sizes: Mapping[str, int], now: datetime
) -> Offer:
    introduction = row.introduction
    is_named = introduction.state == IntroductionState.NAMED
    large = [one.segment for one in others if one.segment and sizes.get(one.segment, 0) >= FEWEST_TO_NAME_A_SEGMENT]
    segments = [segment for segment in large if segment != row.participant.segment]
    return Offer(
        introduction_id=introduction.public_id,
        state=introduction.state,
        has_answered=row.answer == IntroductionAnswer.YES,
        reason=reason_for(introduction, segments, program.segment_attribute, len(others)),
        question=first_question(introduction.pk),
        people=others if is_named else [],
        count=len(others),
        answer_by=introduction.expires_at,
        may_say_met=introduction.named_at is not None and introduction.named_at + ASK_WHETHER_MET_AFTER <= now,
        met=row.met,
    )


def side_for(participant: Participant, introduction_id: UUID) -> IntroductionSide | None:
    """A person's own side of an introduction they were asked about, or nothing."""
    sides = IntroductionSide.objects.filter(participant=participant, introduction__public_id=introduction_id)
    sides = sides.exclude(introduction__state=IntroductionState.PLANNED)
    return sides.select_related("introduction", "program", "participant__membership").first()


def resting_people(program: Program, on: date) -> set[int]:
    """Row ids of those who do not want to be introduced to anybody on this day."""
    wishes = IntroductionWish.objects.filter(program=program).order_by("id")
    return {wish.participant_id for wish in wishes if not wish.is_open(on)}


def wish_of(participant: Participant) -> IntroductionWish:
    """How a person wants to be introduced; the usual way, not stored yet, where they never said."""
    kept = IntroductionWish.objects.filter(participant=participant).first()
    return kept or IntroductionWish(program_id=participant.program_id, participant=participant)


def rounds_of(program: Program) -> QuerySet[Round]:
    """Rounds that were offered, newest first."""
    return Round.objects.filter(program=program, started_at__isnull=False).order_by("-started_at", "-id")


def last_round(program: Program) -> Round | None:
    """The round offered last, or nothing."""
    return rounds_of(program).first()


def planned_round(program: Program, since: datetime) -> Round | None:
    """The plan a facilitator may offer, unless it is older than a moment."""
    plans = Round.objects.filter(program=program, state=RoundState.PLANNED, planned_at__gte=since)
    return plans.order_by("-planned_at", "-id").first()


def round_by_public_id(program: Program, public_id: UUID) -> Round | None:
    """A round of a program that was planned or offered, or nothing."""
    return Round.objects.filter(program=program, public_id=public_id).exclude(state=RoundState.DROPPED).first()


@dataclass(frozen=True)
class Line:
    """Introductions between two segments, or inside one: what a facilitator offers."""

    key: str
    names: tuple[str, str]
    introductions: tuple[int, ...]  # row ids, in the order in which they are offered
    least: int  # those for somebody the last round had nobody for: nobody is skipped twice running

    @property
    def count(self) -> int:
        """How many may be offered at most."""
        return len(self.introductions)

    @property
    def label(self) -> str:
        """Both segments, or the one."""
        one, other = self.names
        if one == other:
            return _("Inside %(name)s") % {"name": one}
        return _("%(one)s and %(other)s") % {"one": one, "other": other}


def lines_of(found: Round) -> list[Line]:
    """A planned round as counts between segments, most first; small segments are one, so that no line names people."""
    sizes = segment_sizes(found.program)
    rows = found.introductions.order_by("id").prefetch_related(
        Prefetch("sides", queryset=IntroductionSide.objects.select_related("participant").order_by("id"))
    )
    waited = waiting_since_last_round(found.program)
    lines: dict[tuple[str, str], list[tuple[bool, int]]] = {}
    for row in rows:
        sides = row.sides.all()
        names = sorted({_shown_segment(side.participant.segment, sizes) for side in sides})
        may_go = not any(side.participant_id in waited for side in sides)
        lines.setdefault((names[0], names[-1]), []).append((may_go, row.pk))
    ordered = sorted(lines.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Line(f"line-{k}", names, tuple(pk for _may, pk in sorted(rows)), sum(not may for may, _pk in rows))
        for k, (names, rows) in enumerate(ordered)
    ]


def waiting_since_last_round(program: Program) -> set[int]:
    """Row ids of the people whom the last round had nobody for."""
    last = last_round(program)
    return set(last.left_out.order_by().values_list("participant", flat=True)) if last else set()


def _shown_segment(segment: str, sizes: dict[str, int]) -> str:
    return segment if segment and sizes.get(segment, 0) >= FEWEST_TO_NAME_A_SEGMENT else _("others")


@dataclass(frozen=True)
class RoundReport:
    """What became of a round, in numbers."""

    proposed: int  # introductions
    people: int  # asked at least once
    accepted: int  # introductions in which everybody left said yes
    met: int
    not_met: int
    waiting: int  # introductions nobody has decided yet
    declined: int  # people who said not this time
    silent: int
    skipped: int
    skipped_why: list[tuple[str, int]]


def round_report(found: Round) -> RoundReport:
    """Proposed, accepted, met, declined, silent and skipped, with reasons for those the round had nobody for."""
    sides = IntroductionSide.objects.filter(introduction__round=found)
    states = Counter(found.introductions.order_by().values_list("state", flat=True))
    answers = Counter(sides.order_by().values_list("answer", flat=True))
    why = Counter(found.left_out.order_by().values_list("reason", flat=True))
    return RoundReport(
        proposed=sum(states.values()),
        people=sides.values("participant").distinct().count(),
        accepted=sum(states[state] for state in (IntroductionState.NAMED, *ENDED)),
        met=states[IntroductionState.MET],
        not_met=states[IntroductionState.NOT_MET],
        waiting=sum(states[state] for state in WAITING_STATES),
        declined=answers[IntroductionAnswer.NO],
        silent=answers[IntroductionAnswer.SILENT],
        skipped=sum(why.values()),
        skipped_why=[(str(LeftOutReason(reason).label), why[reason]) for reason in LeftOutReason if why[reason]],
    )


def are_kept_apart(people: Iterable[int]) -> bool:
    """True when one of these participants keeps another of them out."""
    ids = list(people)
    return Block.objects.filter(blocker__in=ids, blocked__in=ids).exists()


def open_introduction_rows(program: Program, round_found: Round | None = None) -> QuerySet[Introduction]:
    """Introductions that are asked or named, oldest first."""
    rows = Introduction.objects.filter(program=program, state__in=WAITING_STATES).order_by("id")
    return rows.filter(round=round_found) if round_found else rows


def have_met_since(people: Iterable[int], day: date) -> bool:
    """True when two of these participants have confirmed time together on or after a day."""
    ids = list(people)
    return Tie.objects.filter(low__in=ids, high__in=ids, mutual_count__gt=0, last_on__gte=day).exists()


def organizations_with_introductions() -> list[UUID]:
    """The organizations in which people are being introduced, or are to hear of it; needs unscoped()."""
    running = (
        Round.objects.filter(unless_archived(), state=RoundState.OPEN)
        .order_by()
        .values_list("organization_id", flat=True)
    )
    told = (
        IntroductionSide.objects.filter(~Q(news=""), unless_archived())
        .order_by()
        .values_list("organization_id", flat=True)
    )
    return sorted({*running.distinct(), *told.distinct()})


def taken_sides_owing_mail(limit: int) -> list[IntroductionSide]:
    """Sides of the open organization whose person is to be told something, held until the transaction ends."""
    owed = IntroductionSide.objects.filter(~Q(news=""), unless_archived())
    rows = owed.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("introduction", "program", "participant__membership__user", "organization")
    return list(rows.order_by("id")[:limit])


@dataclass(frozen=True)
class IntroductionCard:
    """What home says of introductions: whoever is worth meeting first, then who was named."""

    offers: list[Offer]
    asked: bool
    may_tell: bool


SIGNS: dict[str, Sign] = {"introductions": lambda: open_sides(OuterRef("pk"))}


def home_card(home: AtHome) -> Card | None:
    """One or two people worth meeting, or whom to tell of; nothing while nothing waits."""
    if "introductions" not in home.signs:
        return None
    every = offers_for(home.program, home.participant, home.now, home.sizes)
    offers = [offer for offer in every if offer.people or not offer.has_answered]
    if not offers:
        return None
    asked = [offer for offer in offers if not offer.people]
    tell = [offer for offer in offers if offer.may_say_met]
    data = IntroductionCard(asked or tell or offers, bool(asked), bool(tell))
    return Card("network/parts/introduction_card.html", data, order=20)
