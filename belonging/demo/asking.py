"""The demo's surveys: opened, answered, and closed by the services that the worker calls."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from belonging.core.clock import program_month
from belonging.tenancy.models import Membership
from programs.models import Program
from surveys.enums import ItemKind, WaveState
from surveys.keys import may_use_keys
from surveys.models import Item, Wave
from surveys.selectors.waves import asked_rows, items_of, waves_of
from surveys.services.answering import send_ballot
from surveys.services.closing import close_wave
from surveys.services.opening import open_wave
from surveys.services.planning import plan_waves, write_note

ANSWERING = 0.78  # of those who are asked
BEGINS_AT, GAIN = 3.1, 0.09  # the mean of a first answer, and what each month adds
WRITING = 0.4
SETTLED = timedelta(days=5)  # after the first day: most people have joined by then
WORDS = (
    "More tables where nobody sits with their own team.",
    "I would like to know what happens with what we say here.",
    "The lunches are the best part of my week.",
    "Somebody to ask in the first weeks.",
    "It is easier to speak up than a year ago.",
    "Evening dates are hard for people with shifts.",
)
NOTE = "Thank you. Trust is what you rate highest, having a say is where we will put our next quarter."

Tell = Callable[[str], None]


class Asking:
    """The surveys of one demo program, kept up with its days. Needs the organization's open scope."""

    def __init__(self, program: Program, facilitator: Membership, *, seed: int, tell: Tell) -> None:
        self.program, self.facilitator, self.tell = program, facilitator, tell
        self.zone, self.chance = ZoneInfo(program.time_zone), Random(seed)  # noqa: S311 -- an invented community, not a secret
        self.is_on = may_use_keys()
        if not self.is_on:
            tell("No surveys: this command was not told where survey keys lie (SURVEY_KEY_DIRS).")
            return
        plan_waves(program=program, now=self._at(program.starts_on, 7))
        self.waves = list(waves_of(program))

    def until(self, on: date) -> None:
        """This will open what opens before the end of a day, let people answer, and close what is over by then."""
        if not self.is_on:
            return
        for wave in self.waves:
            if wave.state == WaveState.PLANNED and wave.opens_on + SETTLED <= on <= wave.closes_on:
                self._open(wave, on)
            if wave.state == WaveState.OPEN and wave.closes_on < on:
                self._close(wave)

    def _open(self, wave: Wave, on: date) -> None:
        at = self._at(on, 9)
        opened = open_wave(wave=wave, now=at)
        wave.state = opened.state
        items = items_of(wave.instrument)
        month = program_month(self.program.starts_on, wave.opens_on)
        for row in asked_rows(opened):
            if self.chance.random() < ANSWERING:
                answers, words = self._said(items, month, dict(row.groups))
                send_ballot(wave=opened, membership=row.membership, answers=answers, words=words, now=at)

    def _said(self, items: list[Item], month: int, groups: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
        """One person's answers: their own mood, what their group feels, and what a question is about."""
        mood = self.chance.gauss(BEGINS_AT + GAIN * month, 0.6) + (len("".join(groups.values())) % 3 - 1) * 0.15
        answers, words = {}, {}
        for item in items:
            if item.kind == ItemKind.SCALE:
                felt = mood + {"trust": 0.4, "influence": -0.4, "voice": -0.3}.get(item.dimension, 0.0)
                value = min(5, max(1, round(self.chance.gauss(felt, 0.7))))
                answers[item.key] = 6 - value if item.is_reverse else value
            elif item.kind == ItemKind.CHOICE:
                answers[item.key] = min(item.highest, 1 + int(self.chance.random() * (1 + month / 3)))
            elif self.chance.random() < WRITING:
                words[item.key] = self.chance.choice(WORDS)
        return answers, words

    def _close(self, wave: Wave) -> None:
        at = self._at(wave.closes_on + timedelta(days=1), 1)
        closed = close_wave(wave=wave, now=at)
        wave.state = closed.state
        self.tell(f"{wave.closes_on}: survey closed, {closed.answered_count} of {closed.asked_count} answered")
        if closed.state == WaveState.CLOSED:
            write_note(actor=self.facilitator, wave=closed, text=NOTE, now=at + timedelta(hours=9))

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), self.zone).astimezone(UTC)
