"""Peer mentoring in the demo: people opt in in the second month, are paired in a round, and meet, by the services."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from belonging.core.clock import month_begins_on
from belonging.demo.people import APART, DEPARTMENTS
from belonging.tenancy.models import Membership
from mentoring.enums import Comfort
from mentoring.models import Pair
from mentoring.selectors.pairs import seats_now
from mentoring.selectors.rounds import draft_pairs
from mentoring.services.meetings import log_check_in, plan_next
from mentoring.services.pairs import answer_pair
from mentoring.services.profiles import Answers, opt_in
from mentoring.services.rounds import prepare_round, publish_round
from programs.models import Participant, Program

STANDS_APART = DEPARTMENTS[APART][0]
OPENS_IN = 2
ROUND_AFTER, ANSWERS_AFTER = timedelta(days=4), timedelta(days=6)
RHYTHM = timedelta(days=14)
OPTS_IN = 3  # one of so many people
FALLS_SILENT = 5  # one pair in so many, after its third check-in
TOPICS = (
    "asking for help", "a first talk", "baking bread", "first aid", "cycling", "remembering names", "speaking up",
    "saying no", "gardening", "night buses",
)  # fmt: skip
LIKES = ("cycling", "tea", "the canal", "choirs", "crosswords", "allotments")
HOURS = ("mon-evening", "tue-evening", "wed-afternoon", "thu-evening", "fri-morning")
LINES = (
    "Talked about the first step, and took a smaller one.",
    "Ten minutes each on level two.",
    "We read our canvases to each other.",
    "A walk by the canal.",
)


class Pairs:
    """What mentoring does on each day of the demo's life. Needs the organization's open scope."""

    def __init__(self, program: Program, facilitator: Membership, ends_at: datetime, main: int) -> None:
        self.program, self.facilitator, self.ends_at, self.main = program, facilitator, ends_at, main
        self.zone = ZoneInfo(program.time_zone)
        self.opens_on = month_begins_on(program.starts_on, OPENS_IN)
        self.done_until = program.starts_on
        self.pairs: list[Pair] = []

    def live_until(self, day: date, places: dict[int, Participant]) -> None:
        """This will do everything that was due since the last call, up to a day."""
        while self.done_until < day:
            self.done_until += timedelta(days=1)
            self._day(self.done_until, places)

    def _day(self, day: date, places: dict[int, Participant]) -> None:
        if day == self.opens_on + ROUND_AFTER:
            self._round(day, places)
        if day == self.opens_on + ANSWERS_AFTER:
            self._answers(day)
        since = day - self.opens_on - ANSWERS_AFTER
        if self.pairs and since.days > 0 and since.days % RHYTHM.days == 0:
            self._meet(day, since.days // RHYTHM.days, [place for _number, place in sorted(places.items())])

    def _round(self, day: date, places: dict[int, Participant]) -> None:
        now = self._at(day)
        for number, place in sorted(places.items()):
            if number != self.main and (number % OPTS_IN or place.segment == STANDS_APART):
                continue  # the department that stands apart keeps to itself in this as well
            if place.may_act:
                opt_in(participant=place, answers=answers(number, self.program.time_zone), today=day, now=now)
        made = prepare_round(actor=self.facilitator, program=self.program, on=day, now=now)
        self.pairs = draft_pairs(made)
        publish_round(actor=self.facilitator, made=made, on=day, now=now)

    def _answers(self, day: date) -> None:
        for pair in self.pairs:
            for seat in seats_now(pair):
                answer_pair(pair=pair, participant=seat.participant, says_yes=True, on=day, now=self._at(day))

    def _meet(self, day: date, turn: int, people: Sequence[Participant]) -> None:
        for place, pair in enumerate(self.pairs):
            seats = seats_now(pair)
            is_silent = place % FALLS_SILENT == FALLS_SILENT - 1 and turn > 3
            if is_silent or len(seats) < 2 or not all(self._still_there(seat.participant, people) for seat in seats):
                continue
            log_check_in(
                pair=pair, author=seats[turn % len(seats)].participant, happened_on=day, line=LINES[turn % len(LINES)],
                today=day, now=self._at(day),
            )  # fmt: skip

    def _still_there(self, person: Participant, people: Sequence[Participant]) -> bool:
        return any(one.pk == person.pk and one.may_act for one in people)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, time(17, 30), self.zone).astimezone(UTC)

    def plan(self, place: Participant) -> None:
        """This will set a date for the pair of somebody who looks at the demo."""
        for pair in self.pairs:
            if place.pk in {seat.participant_id for seat in seats_now(pair)} and pair.state != "draft":
                wall = datetime.combine(self.ends_at.date() + timedelta(days=3), time(16))
                plan_next(
                    pair=pair, participant=place, wall=wall, place="By the canal, if dry", link="", now=self.ends_at
                )


def answers(number: int, time_zone: str) -> Answers:
    """What somebody says; the same number says the same."""

    def some(words: Sequence[str], shift: int, count: int) -> list[str]:
        return list(dict.fromkeys(words[(number * shift + place * 3) % len(words)] for place in range(count)))

    return Answers(
        offers=some(TOPICS, 3, 2),
        wants=some(TOPICS, 7, 2),
        interests=some(LIKES, 5, 2),
        languages=["English"],
        time_zone=time_zone,
        hours=some(HOURS, 2, 2),
        comfort=Comfort.ONE_TO_ONE if number % 4 == 0 else Comfort.SMALL_GROUP,
    )
