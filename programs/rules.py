"""Who may do what in a program: plain predicates by role and state."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from belonging.core.clock import program_month
from belonging.tenancy.enums import Duty, Role
from programs.enums import Audience, MailKind, ProgramState, Purpose

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from belonging.tenancy.models import Membership
    from programs.models import Event, Participant, Program

FACILITATING = (Role.FACILITATOR, Role.ADMIN)


@dataclass(frozen=True)
class Wording:
    """What a person says yes to. Other words get another version: an earlier yes was not to them."""

    version: int
    asks: "_StrPromise"
    explains: "_StrPromise | str" = ""

    @property
    def text(self) -> str:
        """The whole of it, in the reader's language, as it is kept with their yes."""
        return f"{self.asks}. {self.explains}" if self.explains else str(self.asks)


PURPOSES = {
    Purpose.DRAWN_BY_NAME: Wording(
        1,
        _("Facilitators may see me by name in the picture of the network"),
        _("Ties show only between people who both said yes. You can change this whenever you like."),
    ),
    Purpose.STORY_READ: Wording(
        1,
        _("Who may read it"),
        _("You can change this any time. Fewer readers is at once; for more, somebody reads it first."),
    ),
    Purpose.SEEN_BY_JURY: Wording(
        1,
        _(
            "May the jury also see how many people you know, and in how many groups, from the time together that was "
            "logged? No names, and only if you say so."
        ),
    ),
    Purpose.PAIRED: Wording(
        1,
        _(
            "They find you a partner, and your partner reads them. Nobody else does, and you may change them at any "
            "time."
        ),
    ),
}
ONLY_READ = _("This program is archived: everything in it can be read, and nothing changes.")
DAYS_AHEAD = 1  # somebody further east may already be a day ahead of the program's zone


def may_facilitate(membership: "Membership", duty: Duty | None = None) -> bool:
    """True for those who run programs, or who do this part of it."""
    return membership.role in FACILITATING and duty not in membership.withheld


def is_open_for_logging(program: "Program") -> bool:
    """True while time together can be logged."""
    return program.state == ProgramState.RUNNING


def first_and_last_day(program: "Program", today: date) -> tuple[date, date]:
    """The days on which time together may have happened, as seen on `today` in the program's zone."""
    return program.starts_on, min(today + timedelta(days=DAYS_AHEAD), program.ends_before - timedelta(days=1))


def shown_month(program: "Program", on: date) -> int:
    """The program month of a day, kept inside the program."""
    return max(1, min(program_month(program.starts_on, on), program.month_count))


FEWEST_PEOPLE = 10  # no network figure is shown for fewer (docs/decisions/0008)
FEWEST_STAFF = 5  # with fewer, figures with and without them would tell how many people each of them knows


MOST_GUESTS = 5
MOST_DATES = 60  # of one series; a year of weeks
MOST_HOSTED = 6  # events one person may have coming up as their host
MOST_ASKED = 12  # people one host may ask by name
AROUND_THE_PROGRAM = timedelta(days=92)  # preparations before it and reunions after it
CHECK_IN_WITHIN = timedelta(hours=2)  # before an event begins, and after it ends
FEWEST_RATINGS = 5  # fewer say who said what
ANSWER_WITHIN = timedelta(days=7)  # after an event; then what people thought is told once and never changes
ASK_AFTER = timedelta(hours=1)
NEW_TIES_WITHIN = timedelta(days=14)  # a first time together so soon after an event counts as its fruit
FEWEST_THERE = 5  # fewer, and a number of new ties would name people
MOST_MARKS = 500  # people noted as there or not, at once
MOST_TOPICS = 3  # one person may put on the wall
MOST_SLOTS = 40  # of office hours, made at once
MOST_TAKEN = 2  # office hours one person may have coming up


def takes_answers(event: "Event", now: datetime) -> bool:
    """True from the end of an event until its questions close."""
    is_open = event.answers_closed_at is None and not event.is_cancelled
    return is_open and event.ends_at <= now < event.ends_at + ANSWER_WITHIN


def may_change_event(membership: "Membership", participant: "Participant | None", event: "Event") -> bool:
    """True for those who run the program and for the host."""
    return may_facilitate(membership, Duty.PLAN) or (participant is not None and event.host_id == participant.pk)


def is_check_in_open(event: "Event", now: datetime) -> bool:
    """True around an event, while people may say that they are there."""
    return not event.is_cancelled and event.starts_at - CHECK_IN_WITHIN <= now <= event.ends_at + CHECK_IN_WITHIN


MIX_TARGET = (70, 20, 10)  # per cent doing, talking, learning
MIX_TOLERANCE = 10  # points off the target before a page says so
FEWEST_IN_A_GROUP = 5  # no rate of promises is shown for fewer people
REMIND_BEFORE = timedelta(days=1)
NUDGE_WITHIN = timedelta(days=7)  # a promise that was due longer ago is left in peace
MAIL_FROM_HOUR = 8  # local; nobody is reminded at night
FURTHEST_SHIFT = 366  # days a path may move at once
TASK_WITHIN = timedelta(days=3)  # how long a facilitator has for somebody who is stuck


def may_read_thread(membership: "Membership", owner_id: int) -> bool:
    """True for the person themself and for those who run the program; `owner_id` is the person's membership."""
    return membership.pk == owner_id or may_facilitate(membership, Duty.PEOPLE)


MAIL_UNTIL_HOUR = 20  # where the person is; later mail waits for the morning
CHOSEN_ROLES = (Audience.BUDDY, Audience.PARTNER)  # the others follow from taking part and from the membership


@dataclass(frozen=True)
class Throttle:
    """At most `most` mails of a kind to one person in a period, and `ever` of them at all."""

    most: int
    period: timedelta
    ever: int | None = None


# What is over the limit stays on the page; no automatic mail goes round it.
THROTTLES = {
    MailKind.LETTER: Throttle(most=3, period=timedelta(days=7), ever=80),
    MailKind.PROMISES: Throttle(most=4, period=timedelta(days=7)),
}
