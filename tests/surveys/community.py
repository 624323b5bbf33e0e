"""People who answer surveys through the real services, and a few words for what tests do with waves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from belonging.tenancy.models import Membership
from belonging.tenancy.services import add_member
from programs.models import Program
from programs.services.programs import enrol_participant
from surveys.enums import ItemKind, WaveKind, WaveState
from surveys.models import Instrument, Result, Wave
from surveys.selectors.waves import items_of
from surveys.services.answering import send_ballot
from surveys.services.built_in import keep_built_in
from surveys.services.closing import close_wave
from surveys.services.opening import open_wave
from tests.cast import NOON, STARTS_ON, TODAY, House

DEPARTMENTS = ("Care", "Digital", "Kitchen")
Answer = Callable[[int], Mapping[str, int]]


@dataclass
class Community:
    """A house with more people in its program."""

    house: House
    members: list[Membership] = field(default_factory=list)

    @property
    def program(self) -> Program:
        """The program they take part in."""
        return self.house.program

    def instrument(self, key: str = "belonging-pulse") -> Instrument:
        """A built-in instrument."""
        return keep_built_in(now=NOON)[key]

    def planned(
        self, kind: WaveKind = WaveKind.PULSE, key: str = "belonging-pulse", *, at: datetime = NOON, **settings: object
    ) -> Wave:
        """A wave that opens on the day of a moment."""
        day = at.date()
        wave = Wave(program=self.program, instrument=self.instrument(key), kind=kind, opens_on=day, closes_on=day)
        wave.closes_on = day + timedelta(days=9)
        for name, value in {"slices": ["Department"], **settings}.items():
            setattr(wave, name, value)
        wave.save()
        return wave

    def opened(self, kind: WaveKind = WaveKind.PULSE, *, at: datetime = NOON, **settings: object) -> Wave:
        """A wave that was opened at a moment."""
        return open_wave(wave=self.planned(kind, at=at, **settings), now=at)

    def answer(self, wave: Wave, count: int, answers: Answer | None = None, *, at: datetime = NOON) -> None:
        """The first so many members send their answers."""
        for number, member in enumerate(self.members[:count]):
            send(wave, member, (answers or mixed)(number), at=at)

    def closed(self, wave: Wave, *, at: datetime | None = None) -> Wave:
        """The wave after its last day."""
        return close_wave(wave=wave, now=at or after(wave))


def make_community(house: House, count: int) -> Community:
    """So many more people in a house's program; needs its open scope."""
    found = Community(house)
    for number in range(count):
        member = add_member(
            actor=None, name=f"Person {number:02}", email=f"person{number:02}@people.example",
            attributes={"Department": DEPARTMENTS[number % 3]}, now=NOON,
        )  # fmt: skip
        enrol_participant(actor=None, program=house.program, membership=member, on=STARTS_ON, now=NOON)
        found.members.append(member)
    return found


def mixed(number: int) -> dict[str, int]:
    """Answers that differ from person to person."""
    keys = ["part-of-it", "outside", "change-something", "voice", "whom-to-ask", "remember", "be-myself", "keep-word"]
    found = {key: 1 + (number * 7 + place * 3) % 5 for place, key in enumerate(keys)}
    return found | {"band": 1 + number % 5}


def same(value: int) -> Answer:
    """Everybody says the same, reverse items turned round."""
    return lambda number: {key: 6 - value if key == "outside" else value for key in mixed(number) if key != "band"}


def send(wave: Wave, member: Membership, answers: Mapping[str, int], words: str = "", *, at: datetime = NOON) -> None:
    """One person's answers."""
    asked = {item.key for item in items_of(wave.instrument)}
    word_key = next((item.key for item in items_of(wave.instrument) if item.kind == ItemKind.WORDS), "")
    send_ballot(
        wave=wave,
        membership=member,
        answers={key: value for key, value in answers.items() if key in asked},
        words={word_key: words} if words else {},
        now=at,
    )


def after(wave: Wave) -> datetime:
    """Noon on the day after a wave's last day."""
    return NOON + (wave.closes_on - TODAY) + timedelta(days=1)


def figures(wave: Wave) -> dict[str, object]:
    """What a closed wave published."""
    found: dict[str, object] = Result.objects.get(wave=wave).figures
    return found


def state(wave: Wave) -> WaveState:
    """A wave's state by the database."""
    return WaveState(Wave.objects.get(pk=wave.pk).state)
