"""What a participant's home and log show."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from belonging.core import clock
from belonging.core.names import is_uuid
from network.models import InteractionPartner
from network.selectors.interactions import waiting_for
from network.selectors.lately import RECENT, Mix, mix_since, recent_faces, times_lately
from network.selectors.people import Person, faces, found_people
from programs.enums import LearningKind
from programs.rules import is_open_for_logging
from programs.selectors.events import next_event_for
from programs.selectors.paths import ThisMonth, this_month
from programs.selectors.programs import people_by_public_id

if TYPE_CHECKING:
    from programs.models import Event, Participant, Program

MIX_DAYS = timedelta(days=30)
LOG_CHOICES = "log_choices"  # where a view leaves what the log sheet around its page needs too


@dataclass(frozen=True)
class Claim:
    """Somebody says you met."""

    interaction_id: UUID
    author: Person
    kind: str
    happened_on: date


@dataclass(frozen=True)
class MixPart:
    """One kind's piece of the mix bar, 400 wide."""

    kind: str
    label: str
    share: int
    x: float
    width: float


@dataclass(frozen=True)
class Together:
    """What a log or an answer changes on home: whom one may log, what waits, and the mix."""

    today: date
    recent: list[Person]
    claims: list[Claim]
    mix: Mix
    mix_parts: list[MixPart]
    is_open: bool


@dataclass(frozen=True)
class HomePage(Together):
    """Home, in one piece."""

    month: int
    month_count: int
    months: list[date]
    plan: ThisMonth
    next_event: Event | None

    @property
    def shown_month(self) -> int:
        """The month that runs, or the first or last one."""
        return max(1, min(self.month, self.month_count))

    @property
    def month_begins_on(self) -> date:
        """The first day of the month shown."""
        return self.months[self.shown_month - 1]


def together(program: Program, participant: Participant, sizes: Mapping[str, int], now: datetime) -> Together:
    """What a log or an answer changes; `sizes` of the program's segments."""
    today = clock.today(program.time_zone, now)
    rows = waiting_for(participant)
    lately = times_lately(participant, today - RECENT)
    mix = mix_since(participant, today - MIX_DAYS, lately)
    authors = faces(program, [row.interaction.author for row in rows], sizes)
    return Together(
        today=today,
        recent=recent_faces(program, participant, sizes, lately),
        claims=[_claim(row, face) for row, face in zip(rows, authors, strict=True)],
        mix=mix,
        mix_parts=mix_parts(mix),
        is_open=is_open_for_logging(program),
    )


def home_page(program: Program, participant: Participant, sizes: Mapping[str, int], now: datetime) -> HomePage:
    """What a participant sees first; `sizes` of the program's segments."""
    so_far = together(program, participant, sizes, now)
    month = clock.program_month(program.starts_on, so_far.today)
    return HomePage(
        **vars(so_far),
        month=min(month, program.month_count),
        month_count=program.month_count,
        months=[clock.month_begins_on(program.starts_on, number) for number in range(1, program.month_count + 1)],
        plan=this_month(program, participant, so_far.today),
        next_event=next_event_for(participant, now),
    )


def waiting_claims(program: Program, participant: Participant, sizes: Mapping[str, int]) -> list[Claim]:
    """What waits for a person's answer, as home shows it; `sizes` of the program's segments."""
    rows = waiting_for(participant)
    shown = faces(program, [row.interaction.author for row in rows], sizes)
    return [_claim(row, face) for row, face in zip(rows, shown, strict=True)]


def mix_parts(mix: Mix) -> list[MixPart]:
    """The pieces of the mix bar: 400 wide, gaps of 4 between the kinds that happened."""
    shown = [kind for kind in LearningKind if mix.counts.get(kind.value)]
    room = 400 - 4 * max(0, len(shown) - 1)
    parts, x = [], 0.0
    for kind in LearningKind:
        width = round(room * mix.counts.get(kind.value, 0) / mix.interaction_count, 1) if mix.interaction_count else 0.0
        parts.append(MixPart(kind.value, str(kind.label), mix.share(kind.value), round(x, 1), width))
        x += width + (4 if width else 0)
    return parts


def _claim(row: InteractionPartner, author: Person) -> Claim:
    interaction = row.interaction
    return Claim(interaction.public_id, author, interaction.get_kind_display(), interaction.happened_on)


@dataclass(frozen=True)
class LogChoices:
    """The faces of the log form: ticked ones first, then what was searched for, then recent people."""

    people: list[Person]
    ticked: list[str]
    found_count: int


def log_choices(
    program: Program,
    participant: Participant,
    sizes: Mapping[str, int],
    today: date,
    ticked: Collection[str] = (),
    find: str = "",
) -> LogChoices:
    """Whom the log form offers; `sizes` of the program's segments."""
    ids = {UUID(one) for one in ticked if is_uuid(one)}
    chosen = list(people_by_public_id(program, ids).values()) if ids else []
    found = found_people(program, find, besides=participant) if find else []
    recent = recent_faces(program, participant, sizes, times_lately(participant, today - RECENT))
    people = {face.public_id: face for face in [*faces(program, [*chosen, *found], sizes), *recent]}
    people.pop(participant.public_id, None)
    return LogChoices(list(people.values()), [str(one) for one in ids], len(found))
