"""Who writes in the demo's community, and when: a seeded cast, and a diary that is gone through in order of time."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from heapq import heappop, heappush
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from programs.models import Participant, Program

Do = Callable[..., object]  # takes the moment as `now`, as services do
Words = TypeVar("Words")
FIRST_HOUR, LAST_HOUR = 9, 20  # in which people write
SATURDAY = 5
LONGEST_WEEKEND = timedelta(days=5)  # what was to be done soon is done by then
DAYS_FOR_ONE_MORE, FEWEST = 45, 2  # a community that is young has said less


class Diary:
    """What is to be done when, up to a moment; whatever is done may put in what follows from it."""

    def __init__(self, program: Program, ends_at: datetime, chance: Random) -> None:
        self.program, self.ends_at, self.chance = program, ends_at, chance
        self.zone = ZoneInfo(program.time_zone)
        self.ends_on = ends_at.astimezone(self.zone).date()
        self.days = (self.ends_on - program.starts_on).days
        self.entries: list[tuple[datetime, int, Do]] = []
        self.count = 0

    def put(self, at: datetime, do: Do) -> None:
        """This will have something done at a moment, unless the diary ends before."""
        if at < self.ends_at:
            self.count += 1  # of two at the same moment the first that was put in
            heappush(self.entries, (at, self.count, do))

    def go_through(self) -> None:
        """This will do everything in order."""
        while self.entries:
            at, _number, do = heappop(self.entries)
            do(now=at)

    def at(self, share: float) -> datetime:
        """A moment of a working day, that share of the months after the start, and never on the first day."""
        return self.on(self.program.starts_on + timedelta(days=max(1, int(self.days * share))))

    def on(self, day: date) -> datetime:
        """A moment of a day, or of the Friday before when it is a weekend."""
        return self._daytime(day - timedelta(days=max(0, day.weekday() - 4)))

    def after(self, at: datetime, most: int = 1) -> datetime:
        """A moment later the same day, or up to so many days after it; on Monday instead of on a weekend."""
        local = at.astimezone(self.zone)
        days = self.chance.randint(0, most)
        if days == 0 and local.hour < LAST_HOUR - 1 and local.weekday() < SATURDAY:
            begins = max(local.hour * 60 + local.minute, FIRST_HOUR * 60)
            return self.clock(local.date(), self.chance.randrange(begins + 10, (LAST_HOUR + 1) * 60))
        day = local.date() + timedelta(days=max(1, days))
        return self._daytime(day + timedelta(days=(7 - day.weekday()) if day.weekday() >= SATURDAY else 0))

    def _daytime(self, day: date) -> datetime:
        return self.clock(day, self.chance.randrange(FIRST_HOUR * 60, LAST_HOUR * 60))

    def clock(self, day: date, minute: int) -> datetime:
        """That minute of a day by the program's clock."""
        return datetime.combine(day, time(minute // 60, minute % 60), self.zone).astimezone(UTC)

    def so_far(self, words: Sequence[Words]) -> Sequence[Words]:
        """As many of these as there has been time for."""
        return words[: FEWEST + self.days // DAYS_FOR_ONE_MORE]


@dataclass(frozen=True)
class Cast:
    """Those who write: here from the first day until now. `late` came later and are here too."""

    program: Program
    main: Participant
    leader: Participant
    people: list[Participant]
    late: list[Participant]
    chance: Random

    def some(self, count: int, besides: Collection[Participant] = ()) -> list[Participant]:
        """So many of them, or as many as there are."""
        free = [one for one in self.people if one not in besides]
        return self.chance.sample(free, min(count, len(free)))

    def one(self, besides: Collection[Participant] = ()) -> Participant:
        """One of them."""
        return self.some(1, besides)[0]
