"""How a community grows through its months, as plain acts in the order they happen: no Django, no clock, seeded.

People start with colleagues of their own segment (propinquity), meet friends of friends (triads), and sit at mixed
tables once a month (events). A few tire and fade, one or two leave, one pauses, a few come late. One segment keeps to
itself. Whoever meets may log it; the others confirm within days, late, or never, and seldom say "not me".
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MORNING, EVENING = 8 * 60, 19 * 60  # minutes of a day: before and after the meetings
EVENT_EVERY = 28  # days, the first one at the start
EVENT_WEEKDAY = 3  # a Thursday

A_DAY = 0.08  # meetings that a person of average warmth begins on a working day
AT_FIRST, FIRST_DAYS = 1.8, 21  # so many times as many in the first weeks
FAMILIAR, FRIEND_OF_FRIEND = 0.48, 0.44  # ways of choosing whom to meet; what is left is a colleague, or anybody
A_THIRD = 0.55  # the other one brings a friend
COLLEAGUE = 0.95
ACROSS = 0.28  # how often a friend of a friend in another segment is really met
ACROSS_THE_GAP = 0.002  # the same for the segment that stands apart
BRIDGES = 4  # people of that segment who knew somebody elsewhere before
BOTH_LOG = 0.12
COMES_TO_EVENT = 0.35  # of everybody but the segment that stands apart
BY_A_FRIEND = 0.9  # how often a seat is taken beside somebody one knows
TABLE_LOGS = (0.6, 0.45, 0.3)  # chances that one, another and a third person of a table log it
NOT_ME = 0.015
KINDS = {"experiential": 0.66, "peer": 0.23, "formal": 0.11}  # events, which are doing, bring it to 70/20/10
CHANNELS = {"in_person": 0.66, "video": 0.19, "call": 0.08, "message": 0.07}


@dataclass(frozen=True)
class Joined:
    """Somebody takes their place in the program."""

    day: int
    minute: int
    person: int


@dataclass(frozen=True)
class Paused:
    """Somebody takes a break until a day."""

    day: int
    minute: int
    person: int
    until: int


@dataclass(frozen=True)
class Withdrew:
    """Somebody leaves the program."""

    day: int
    minute: int
    person: int


@dataclass(frozen=True)
class Met:
    """The author logs having met the partners; those in `merged` had logged it before, so it is confirmed at once."""

    day: int
    minute: int
    number: int
    author: int
    partners: tuple[int, ...]
    merged: tuple[int, ...]
    kind: str
    channel: str


@dataclass(frozen=True)
class Answered:
    """A partner answers what an author logged: yes, we met, or not me."""

    day: int
    minute: int
    number: int
    partner: int
    agrees: bool


Act = Joined | Paused | Withdrew | Met | Answered


@dataclass(frozen=True)
class Nature:
    """What a person is like: how warm, and the days on which they come, tire, pause and leave (none: never)."""

    warmth: float
    comes: int = 0
    fades: int | None = None
    pauses: int | None = None
    leaves: int | None = None

    def is_there(self, day: int) -> bool:
        """True while they take part."""
        gone = [one for one in (self.pauses, self.leaves) if one is not None]
        return self.comes <= day and all(day < one for one in gone)

    def is_lively(self, day: int) -> bool:
        """True until they tire."""
        return self.fades is None or day < self.fades


def natures(count: int, days: int, steady: set[int], rng: random.Random) -> list[Nature]:
    """
    What everybody is like over so many days: 1 in 16 comes late, 1 in 10 fades, 1 in 40 leaves, 1 in 80 pauses.

    The `steady` ones do nothing of that.
    """
    warmth = [rng.gammavariate(5.0, 0.2) for _ in range(count)]
    others = [person for person in range(count) if person not in steady]
    rng.shuffle(others)
    fates: dict[int, dict[str, int]] = {}
    shares = {"comes": 16, "fades": 10, "leaves": 40, "pauses": 80}
    windows = {"comes": (0.08, 0.4), "fades": (0.4, 0.85), "leaves": (0.35, 0.8), "pauses": (0.9, 0.95)}
    for fate, share in shares.items():
        low, high = windows[fate]
        for _ in range(round(len(others) / share) if days > 30 else 0):
            if others:
                fates[others.pop()] = {fate: rng.randint(int(days * low), int(days * high))}
    return [Nature(one, **fates.get(person, {})) for person, one in enumerate(warmth)]


def grow(
    segments: Sequence[int], *, days: int, weekday: int, seed: int, apart: int = -1, steady: Sequence[int] = ()
) -> list[Act]:
    """
    Everything that happens in a community, day by day, in order.

    Parameters
    ----------
    segments : the segment of each person; people are their places in it
    days : how many days; the first is day 0
    weekday : the weekday of day 0, Monday is 0; nobody meets on weekends
    seed : the same seed gives the same acts
    apart : the segment that keeps to itself, or -1 for none
    steady : people who neither come late nor fade, pause or leave

    Examples
    --------
    >>> acts = grow([0] * 6 + [1] * 6, days=60, weekday=0, seed=1)
    >>> acts == grow([0] * 6 + [1] * 6, days=60, weekday=0, seed=1)
    True
    >>> [act.day for act in acts] == sorted(act.day for act in acts)
    True
    """
    rng = random.Random(seed)  # noqa: S311 -- an invented community, not a secret
    community = Community(segments, natures(len(segments), days, set(steady), rng), apart, rng)
    acts: list[Act] = []
    for day in range(days):
        today = list(community.fates(day))
        today += community.answers(day, MORNING)
        if (weekday + day) % 7 < 5:
            today += community.meetings(day)
        if (weekday + day) % 7 == EVENT_WEEKDAY and day % EVENT_EVERY < 7:
            today += community.event(day)
        acts += today
        acts += community.answers(day, EVENING)
    return acts


def most_asked(acts: Sequence[Act], besides: int, since: int) -> int:
    """
    Of those who came at once and stayed: whom most people asked since a day, up to three, and who logs most.

    What that person answered since does not count, so that `left_waiting` can give them something to answer.
    """
    stays = {act.person for act in acts if isinstance(act, Joined) and act.day == 0} - {besides}
    stays -= {act.person for act in acts if isinstance(act, Paused | Withdrew)}
    logs = {act.number: act for act in acts if isinstance(act, Met)}
    logged_count = Counter(act.author for act in logs.values())
    asked = {(act.number, partner) for act in logs.values() for partner in act.partners if partner not in act.merged}
    asked -= {(act.number, act.partner) for act in acts if isinstance(act, Answered) and act.day < since}
    # Whoever logs the same meeting has answered by it.
    said = {(act.day, partner, act.author) for act in logs.values() for partner in act.merged}
    asked = {(number, p) for number, p in asked if (logs[number].day, logs[number].author, p) not in said}
    authors = Counter(person for _, person in {(logs[number].author, person) for number, person in asked})
    return max(sorted(stays), key=lambda person: (min(authors[person], 3), logged_count[person]))


def left_waiting(acts: Sequence[Act], person: int, since: int) -> list[Act]:
    """The same acts, but the person has not looked at what others ask them since a day."""
    return [act for act in acts if not (isinstance(act, Answered) and act.partner == person and act.day >= since)]


class Community:
    """Who knows whom, what waits for an answer, and the chances of what comes next."""

    def __init__(self, segments: Sequence[int], people: list[Nature], apart: int, rng: random.Random) -> None:
        self.segments, self.people, self.apart, self.rng = segments, people, apart, rng
        self.members: dict[int, list[int]] = {}
        for person, segment in enumerate(segments):
            self.members.setdefault(segment, []).append(person)
        # Each time together adds an entry, so that a random entry is somebody close more often.
        self.company: list[list[int]] = [[] for _ in segments]
        self.avoided: set[tuple[int, int]] = set()  # author, and the partner who said "not me"
        self.met_count = 0
        self.logged: dict[tuple[int, int], int] = {}  # today's: author and partner, and the number of the log
        self.waiting: dict[tuple[int, int], int] = {}  # number and partner of what has no answer yet, and the author
        self.planned: dict[tuple[int, int], list[Answered]] = {}  # by day, morning or evening
        self._build_bridges()

    def _build_bridges(self) -> None:
        inside = self.members.get(self.apart, [])
        outside = [person for person, segment in enumerate(self.segments) if segment != self.apart]
        if outside:
            for person in self.rng.sample(inside, min(BRIDGES, len(inside))):
                self._remember(person, self.rng.choice(outside))

    def _remember(self, one: int, other: int) -> None:
        self.company[one].append(other)
        self.company[other].append(one)

    def fates(self, day: int) -> Iterator[Act]:
        """Who comes, pauses or leaves on a day."""
        self.logged.clear()
        for person, nature in enumerate(self.people):
            if nature.comes == day:
                yield Joined(day, MORNING, person)
            if nature.pauses == day:
                yield Paused(day, MORNING, person, day + 45)
            if nature.leaves == day:
                yield Withdrew(day, MORNING, person)

    def meetings(self, day: int) -> Iterator[Met]:
        """The meetings of a working day, from nine to six."""
        lively = [p for p, one in enumerate(self.people) if one.is_there(day) and one.is_lively(day)]
        pace = A_DAY * (AT_FIRST if day < FIRST_DAYS else 1.0)
        begin = [p for p in lively if self.rng.random() < pace * self.people[p].warmth]
        self.rng.shuffle(begin)
        for place, person in enumerate(begin):
            minute = 9 * 60 + 9 * 60 * place // len(begin)
            others = self._chosen(person, day)
            if others:
                yield from self._meet(day, minute, [person, *others], self._drawn(KINDS))

    def _chosen(self, person: int, day: int) -> list[int]:
        """Whom a person meets: somebody familiar, a friend of a friend or a colleague, and perhaps a third."""
        chance, company = self.rng.random(), self.company[person]
        if company and chance < FAMILIAR:
            one = self.rng.choice(company)
        elif company and chance < FAMILIAR + FRIEND_OF_FRIEND:
            one = self.rng.choice(self.company[self.rng.choice(company)])
        elif self.rng.random() < COLLEAGUE:
            one = self.rng.choice(self.members[self.segments[person]])
        else:
            one = self.rng.randrange(len(self.people))
        if not self._would_meet(person, one, day):
            return []
        if self.rng.random() < A_THIRD and self.company[one]:
            third = self.rng.choice(self.company[one])
            if third != person and self._would_meet(person, third, day):
                return [one, third]
        return [one]

    def _would_meet(self, one: int, other: int, day: int) -> bool:
        nature = self.people[other]
        if one == other or not nature.is_there(day) or not nature.is_lively(day) or self._avoid(one, other):
            return False
        if self.segments[one] == self.segments[other] or other in self.company[one]:
            return True
        is_apart = self.apart in {self.segments[one], self.segments[other]}
        return self.rng.random() < (ACROSS_THE_GAP if is_apart else ACROSS)

    def _avoid(self, one: int, other: int) -> bool:
        return (one, other) in self.avoided or (other, one) in self.avoided

    def event(self, day: int) -> Iterator[Met]:
        """Mixed tables of three to five, in the evening; some of those who sat together log it."""
        guests = [p for p, one in enumerate(self.people) if one.is_there(day) and self._comes(p, day)]
        self.rng.shuffle(guests)
        while len(guests) >= 3:
            table = self._seated(guests, self.rng.randint(3, 5))
            for place, chance in enumerate(TABLE_LOGS[: len(table)]):
                if self.rng.random() < chance:
                    author = table[place]
                    others = [p for p in table if p != author and not self._avoid(author, p)]
                    yield from self._log(day, EVENING - 30 + place, author, others, "experiential", "in_person")

    def _seated(self, guests: list[int], size: int) -> list[int]:
        """Takes a table's people off the list: the next in line, and people somebody there knows or anybody."""
        table = [guests.pop()]
        while guests and len(table) < size:
            friends = [p for p in guests if p in self.company[table[-1]]] if self.rng.random() < BY_A_FRIEND else []
            table.append(self.rng.choice(friends or guests))
            guests.remove(table[-1])
        return table

    def _comes(self, person: int, day: int) -> bool:
        if self.segments[person] == self.apart or not self.people[person].is_lively(day):
            return False
        return self.rng.random() < COMES_TO_EVENT

    def _meet(self, day: int, minute: int, table: list[int], kind: str) -> Iterator[Met]:
        channel = self._drawn(CHANNELS)
        yield from self._log(day, minute, table[0], table[1:], kind, channel)
        if self.rng.random() < BOTH_LOG:
            author = table[1]
            others = [p for p in table if p != author and not self._avoid(author, p)]
            yield from self._log(day, minute + 5, author, others, kind, channel)

    def _log(self, day: int, minute: int, author: int, others: list[int], kind: str, channel: str) -> Iterator[Met]:
        partners = [other for other in others if (author, other) not in self.logged]
        if not partners:
            return
        number, self.met_count = self.met_count, self.met_count + 1
        merged = tuple(other for other in partners if self._confirms(author, other))
        for other in partners:
            self.logged[author, other] = number
            self._remember(author, other)
            if other not in merged:
                self.waiting[number, other] = author
                self._plan_answer(day, number, other)
        yield Met(day, minute, number, author, tuple(partners), merged, kind, channel)

    def _confirms(self, author: int, other: int) -> bool:
        """Whether the other one has logged the same meeting today, and it waits for this author's word."""
        number = self.logged.get((other, author))
        return number is not None and self.waiting.pop((number, author), None) is not None

    def _plan_answer(self, day: int, number: int, partner: int) -> None:
        """When a partner will look: mostly today or tomorrow, else some days later, now and then after weeks."""
        chance = self.rng.random()
        wait = 0 if chance < 0.25 else 1 if chance < 0.5 else self.rng.randint(2, 6 if chance < 0.82 else 25)
        when = MORNING if wait else EVENING
        agrees = self.rng.random() >= NOT_ME
        answer = Answered(day + wait, when + self.rng.randint(1, 55), number, partner, agrees)
        self.planned.setdefault((day + wait, when), []).append(answer)

    def answers(self, day: int, when: int) -> Iterator[Answered]:
        """What is answered in the morning or the evening of a day, by those who are still there."""
        for answer in sorted(self.planned.pop((day, when), []), key=lambda one: (one.minute, one.number, one.partner)):
            author = self.waiting.get((answer.number, answer.partner))
            if author is None or not self.people[answer.partner].is_there(day):
                continue
            del self.waiting[answer.number, answer.partner]
            if not answer.agrees:
                self.avoided.add((author, answer.partner))
            yield answer

    def _drawn(self, shares: dict[str, float]) -> str:
        return self.rng.choices(list(shares), list(shares.values()))[0]
