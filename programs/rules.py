"""Who may do what in a program: plain predicates by role and state."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from belonging.tenancy.enums import Role
from programs.enums import ProgramState

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program

FACILITATING = (Role.FACILITATOR, Role.ADMIN)
DAYS_AHEAD = 1  # somebody further east may already be a day ahead of the program's zone


def may_facilitate(membership: "Membership") -> bool:
    """True for those who read the dashboard and bring in files."""
    return membership.role in FACILITATING


def is_open_for_logging(program: "Program") -> bool:
    """True while time together can be logged."""
    return program.state == ProgramState.RUNNING


def first_and_last_day(program: "Program", today: date) -> tuple[date, date]:
    """The days on which time together may have happened, as seen on `today` in the program's zone."""
    return program.starts_on, min(today + timedelta(days=DAYS_AHEAD), program.ends_before - timedelta(days=1))


FEWEST_PEOPLE = 10  # no network figure is shown for fewer (docs/decisions/0008)
FEWEST_STAFF = 5  # with fewer, figures with and without them would tell how many people each of them knows
