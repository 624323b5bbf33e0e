"""A grown community lives in the product: each act goes through the service that people's own clicks call."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

from belonging.core import clock
from belonging.core.clock import month_begins_on, program_month
from belonging.demo.asking import Asking
from belonging.demo.growth import Act, Answered, Joined, Met, Paused, Withdrew
from belonging.demo.mapping import LookedThrough, MapAct, Mapped
from belonging.demo.pairs import Pairs
from belonging.tenancy.models import Membership
from network.enums import Channel, MapWord, Occasion, Rhythm, Strength
from network.ledger import NIGHT, last_night
from network.models import InteractionPartner
from network.selectors.map_updates import update_sheet
from network.selectors.maps import asking_me, entry_naming, map_of
from network.services.interactions import confirm_interaction, decline_interaction, log_interaction
from network.services.map_updates import set_rhythm, update_map
from network.services.maps import add_to_map, freeze_map, say_who_knows_whom
from network.services.mentions import answer_mention
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode, LearningKind, Purpose
from programs.models import Participant, Program
from programs.selectors.agreements import current_agreements
from programs.selectors.paths import open_person_steps
from programs.selectors.programs import people_by_public_id
from programs.selectors.promises import promises_until
from programs.services.agreements import agree
from programs.services.consents import set_consent
from programs.services.paths import complete_person_step, open_path
from programs.services.programs import enrol_participant, pause_participant, withdraw_participant
from programs.services.promises import keep_promises

LAST_NIGHTS = 5
SAYS_NO_EVERY = 3  # where people may be drawn by name: the first of three does not want it
NOTES = (
    "Ask about the allotment",
    "Promised to send the recipe",
    "Follow up on the volunteer list",
    "Coffee again soon",
)
NOTE_EVERY = 9
REASON = "Moved to another town"
WROTE = ("Three people I would miss.", "I ask more than I tell.", "Lunch on Thursdays, with somebody new.")
STILL_TO_DO = timedelta(days=12)  # what came lately is left open
LEAVES_EVERY = 5  # and one promise in five
WORDS = (*[MapWord.KEPT] * 5, *[MapWord.STRONGER] * 4, MapWord.WEAKER, MapWord.KEPT, MapWord.LOST)  # of an update
RHYTHMS = 2  # people with whom somebody wants to be in touch every month
MOST_TAKEN, MOST_ANSWERED = 5, 6  # new people on a map in a month, and words to those whose map one is on
DOES_NOT_KNOW = 40  # one in so many says "not me"

Tell = Callable[[str], None]


class Life:
    """The participants so far and what they logged. Needs the organization's open scope."""

    def __init__(
        self,
        program: Program,
        members: Sequence[Membership],
        *,
        admin: Membership,
        facilitator: Membership,
        ends_at: datetime,
        main: int,
        asking: Asking | None = None,
    ) -> None:
        self.program, self.members = program, members
        self.admin, self.facilitator = admin, facilitator
        self.ends_at, self.zone = ends_at, ZoneInfo(program.time_zone)
        self.asking = asking
        self.places: dict[int, Participant] = {}
        self.texts = current_agreements(program)
        self.claims: dict[tuple[int, int], InteractionPartner] = {}  # by number of the log and partner
        self.interaction_count = 0
        self.pairs = Pairs(program, facilitator, ends_at, main)

    def live(self, acts: Iterable[Act | MapAct], tell: Tell) -> None:
        """This will do everything in order, and count the network at each month's end and in the last nights."""
        nights = self._nights()
        for day, todays in groupby(acts, key=lambda act: act.day):
            on = self._date(day)
            self.pairs.live_until(on - timedelta(days=1), self.places)
            while nights and nights[0] <= on:
                self._count(nights.pop(0), tell)
            if self.asking is not None:
                self.asking.until(on)
            for act in todays:
                self._do(act)
        self.pairs.live_until(self.ends_at.date() - timedelta(days=1), self.places)
        for night in nights:
            self._count(night, tell)

    def walk(self, place: Participant) -> None:
        """This will do what the person's path asked for until lately; what is newer stays to be done."""
        today = clock.today(self.program.time_zone, self.ends_at)
        for month in range(1, program_month(self.program.starts_on, today) + 1):
            until = min(month_begins_on(self.program.starts_on, month + 1), today - STILL_TO_DO)
            open_path(participant=place, on=until)
            while rows := list(open_person_steps(place)):
                for row in rows:
                    words = WROTE[row.pk % len(WROTE)] if row.step.asks else ""
                    complete_person_step(person_step=row, on=until, now=self._evening(until), wrote=words)
        open_path(participant=place, on=today)
        shown = [promise for promise in promises_until(place, today) if promise.pk % LEAVES_EVERY]
        keep_promises(participant=place, shown=shown, kept=shown, now=self.ends_at)

    def _evening(self, day: date) -> datetime:
        evening = datetime.combine(day, time(18), self.zone).astimezone(UTC)
        return min(evening, self.ends_at)

    def _nights(self) -> list[date]:
        program, last = self.program, last_night(self.program.time_zone, self.ends_at)
        months = range(2, program_month(program.starts_on, last) + 1)
        ends = {month_begins_on(program.starts_on, month) - timedelta(days=1) for month in months}
        latest = {last - timedelta(days=days) for days in range(LAST_NIGHTS)}
        return sorted(night for night in ends | latest if program.starts_on < night <= last)

    def _count(self, night: date, tell: Tell) -> None:
        at = datetime.combine(night, NIGHT, self.zone).astimezone(UTC)
        taken = take_snapshot(program=self.program, on=night, now=at, occasion=Occasion.NIGHT)
        tell(f"{night}: {taken.people} people, {taken.ties} ties")

    def _date(self, day: int) -> date:
        return self.program.starts_on + timedelta(days=day)

    def _moment(self, act: Act | MapAct) -> datetime:
        local = datetime.combine(
            self._date(act.day), time(act.minute // 60, act.minute % 60), ZoneInfo(self.program.time_zone)
        )
        return local.astimezone(UTC)

    def _do(self, act: Act | MapAct) -> None:
        on, now = self._date(act.day), self._moment(act)
        if isinstance(act, Met):
            self._log(act, on, now)
        elif isinstance(act, Answered):
            self._answer(act, now)
        elif isinstance(act, Mapped):
            self._draw_map(act, on, now)
        elif isinstance(act, LookedThrough):
            self._look_through(self.places[act.person], on, now)
        elif isinstance(act, Joined):
            self._join(act.person, on, now)
        elif isinstance(act, Paused):
            place, until = self.places[act.person], self._date(act.until)
            pause_participant(actor=place.membership, participant=place, until=until, now=now)
        elif isinstance(act, Withdrew):
            place = self.places[act.person]
            withdraw_participant(actor=self.facilitator, participant=place, on=on, reason=REASON, now=now)

    def _join(self, person: int, on: date, now: datetime) -> None:
        member = self.members[person]
        place = enrol_participant(actor=self.admin, program=self.program, membership=member, on=on, now=now)
        self.places[person] = place
        agree(participant=place, agreements=self.texts, now=now)
        if self.program.consent_mode == ConsentMode.NAMED and person % SAYS_NO_EVERY:
            set_consent(participant=place, purpose=Purpose.DRAWN_BY_NAME, agrees=True, on=on, now=now)

    def _is_here(self, place: Participant) -> bool:
        place.refresh_from_db(fields=["state"])
        return place.may_act

    def _draw_map(self, act: Mapped, on: date, now: datetime) -> None:
        """Their first map: those of the program who are here by then, somebody outside, and who of them knows whom."""
        me = self.places[act.person]
        if not self._is_here(me):
            return
        known = [(self.places[one], Strength(step)) for one, step in act.named if one in self.places]
        rows = []
        for strength in Strength:
            people = [place for place, one in known if one == strength and self._is_here(place)]
            outside = act.outsider if strength == Strength.CLOSE else ""
            if people or outside:
                rows += add_to_map(
                    participant=me, people=people, strength=strength, outside_name=outside, on=on, now=now
                )
        own = freeze_map(participant=me, on=on, now=now, is_few_fine=True)
        say_who_knows_whom(own=own, said=[(one, other, True) for one, other in pairwise(rows)])
        for row in rows[:RHYTHMS]:
            set_rhythm(entry=row, rhythm=Rhythm.MONTHLY, on=on)

    def _look_through(self, place: Participant, on: date, now: datetime) -> None:
        """The two minutes of a month: what stands before them, and a word to whoever has them on a map."""
        own = map_of(place)
        if own is None or own.frozen_at is None or not self._is_here(place):
            return
        own.participant, own.program = place, self.program
        sheet = update_sheet(self.program, place, own, on)
        words = {one.entry: WORDS[(one.entry.pk + sheet.month) % len(WORDS)] for one in sheet.asked}
        new = {one.face.public_id: Strength.GETTING_TO_KNOW for one in sheet.offered[:MOST_TAKEN]}
        people = people_by_public_id(self.program, new.keys())
        update_map(own=own, words=words, new={people[one]: step for one, step in new.items()}, on=on, now=now)
        for entry in asking_me(place)[:MOST_ANSWERED]:
            row = entry_naming(place, entry.public_id)
            if row is not None:
                answer_mention(entry=row, agrees=row.pk % DOES_NOT_KNOW != 0, now=now)

    def _log(self, act: Met, on: date, now: datetime) -> None:
        made = log_interaction(
            program=self.program,
            author=self.places[act.author],
            partners=[self.places[person] for person in act.partners],
            happened_on=on,
            today=on,
            now=now,
            kind=LearningKind(act.kind),
            channel=Channel(act.channel),
            note=NOTES[act.number % len(NOTES)] if act.number % NOTE_EVERY == 0 else "",
        )
        self.interaction_count += made.interaction is not None
        asked = [person for person in act.partners if person not in act.merged]
        rows = zip(asked, made.claims, strict=True)
        self.claims |= {(act.number, person): row for person, row in rows if not row.is_hidden}

    def _answer(self, act: Answered, now: datetime) -> None:
        row = self.claims.pop((act.number, act.partner), None)
        if row is None:
            return  # they once said "not me" to this author, and see nothing of theirs for a while
        if act.agrees:
            confirm_interaction(partner_row=row, now=now)
            return
        decline_interaction(partner_row=row, now=now)
        pair = (row.interaction.author_id, row.participant_id)
        sides = {key: (one.interaction.author_id, one.participant_id) for key, one in self.claims.items()}
        self.claims = {key: one for key, one in self.claims.items() if sides[key] != pair}
