"""Who may do what with surveys, and the numbers of their calendar."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from belonging.tenancy.enums import Duty, Role
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from surveys.models import Wave

OPEN_DAYS = 10  # the day it opens included
OPENING_HOUR = 9  # local
REMIND_AFTER = (3, 5)  # days
REMIND_BY_HAND_EVERY = timedelta(days=14)
EVENT_OPEN_DAYS = 5  # asked of those who were there, from the day after on
FEWEST_DAYS_BETWEEN = 7  # between two survey requests to one person
FOLLOW_UP_AFTER = timedelta(days=30)  # an action; then people are asked whether it helped
KEYS_LIVE_ON = timedelta(days=28)  # after a program ends; promised are 30
LONGEST_WORDS = 500
MOST_WORDS_A_DAY = 3  # back from one code, from one opening of the box to the next
WORDS_COUNTED_FOR = timedelta(days=1)  # in the memory of a process: the box lies closed no longer
MOST_WRONG_CODES = 10  # of one person
WRONG_CODES_COUNTED_FOR = timedelta(hours=1)
MOST_SEALED_WORDS = 500  # that wait in a program
LAST_MONTHS = 2  # of a program, in which those who lead look a second time at where the network stands
WORDS_HOUR = 9  # local; once a day
SCALE = (1, 5)
MOST_ITEMS = 40
LONGEST_TITLE, LONGEST_INTRO, LONGEST_TEXT, LONGEST_LABEL = 120, 400, 240, 100  # letters, in each language


def may_open_folder(membership: "Membership") -> bool:
    """True for those who read what may tell of harm."""
    return membership.role == Role.ADMIN


def may_run_surveys(membership: "Membership") -> bool:
    """True for those who plan waves and read results by group."""
    return may_facilitate(membership, Duty.SURVEYS)


def is_answerable(wave: "Wave", today: date) -> bool:
    """True while answers may be sent, changed and taken back."""
    return wave.is_open and wave.opens_on <= today <= wave.closes_on
