"""The limits of mentoring, and who may do what in it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from belonging.core.clock import month_begins_on
from programs.enums import ProgramState

if TYPE_CHECKING:
    from mentoring.models import Track
    from programs.models import Program

SHELF = "mentoring"  # the category of the library from which mentoring takes what it shows
MOST_LINES = 8  # of what somebody offers, wants or likes
LONGEST_LINE = 80
MOST_PARTNERS = 3  # pairs one person may be in at a time
LONGEST_LINE_OF_A_CHECK_IN = 200
LONGEST_NOTE = 2000
LONGEST_FAREWELL = 300
MOST_PARTS = 20  # of a check-in
MOST_ASKS = 3  # of one person at a time, those in line included
MOST_SILENT = 3  # proposals in a row without an answer, after which somebody is left in peace
FAREWELL_SHOWN = timedelta(days=30)
FEWEST_TO_COUNT = 5  # no figure about what people said of their pairs below
FEWEST_ANSWER_DAYS, MOST_ANSWER_DAYS = 3, 10
WEEK = timedelta(days=7)


def opens_on(track: "Track", program: "Program") -> date:
    """The first day on which people may opt in."""
    return month_begins_on(program.starts_on, track.opens_in_month)


def is_open(track: "Track", program: "Program", today: date) -> bool:
    """True while people may opt in and be paired."""
    return program.state == ProgramState.RUNNING and opens_on(track, program) <= today < program.ends_before
