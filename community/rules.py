"""Who may do what in the community: plain predicates and limits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from belonging.tenancy.enums import Duty
from community.enums import REACH_ORDER, Entry, Reach, SeatState, StoryState, SummaryRhythm
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from community.models import Group, GroupSeat, Story
    from programs.models import Participant

MONTHS_IN_A_QUARTER = 3
LONGEST_STORY = 6000
MOST_WAITING = 5  # stories one person may have in the editors' queue
LONGEST_WORD = 500  # of an editor to a teller


def quarter_of(month: int) -> int:
    """
    The quarter of a program month, the first for the time before the program.

    >>> quarter_of(0), quarter_of(3), quarter_of(4), quarter_of(12)
    (1, 1, 2, 4)
    """
    return max(1, (month - 1) // MONTHS_IN_A_QUARTER + 1)


def is_teller(story: Story, participant: Participant | None) -> bool:
    """True for the person whose story it is."""
    return participant is not None and story.teller_id == participant.pk


def may_read_story(story: Story, membership: Membership, participant: Participant | None) -> bool:
    """True for the teller, for those who run the program, and for others once it is approved and meant for them."""
    is_open = story.state == StoryState.APPROVED and story.reach != Reach.FACILITATORS
    return is_open or is_teller(story, participant) or may_facilitate(membership, Duty.COMMUNITY)


def is_wider(reach: str, than: str) -> bool:
    """True when more people may read with this reach than with the other."""
    return REACH_ORDER.index(Reach(reach)) > REACH_ORDER.index(Reach(than))


FEWEST_JURORS = 3  # one person's taste is no jury
MOST_JURORS = 12
MOST_APPROVALS = 3  # nominees one juror may say yes to
MOST_CRITERIA = 8
LONGEST_KIND_WORDS = 2000


MOST_FOUNDED = 5  # groups one person may manage when they found another
MOST_TOPICS = 5  # of one group; each as long as a post's
MOST_IN_A_PROJECT = 12  # small, so that everybody in it counts
LONGEST_PROJECT = timedelta(days=183)  # from today on; it can be prolonged
LONGEST_STEP = 200
MOST_STEPS = 20  # of one project, done ones as well
MOST_PROPOSED = 4  # people, when a project looks for some
LONGEST_POST = 10_000
MOST_NAMED = 5  # people in one post
MOST_NAMED_A_DAY = 20  # by one person
MOST_HELD_WORDS = 300
MOST_TOGETHER = 3  # others in a small thing done together
MOST_BENEFITS_A_DAY = 10
LONGEST_BENEFIT = 500
LONGEST_WALL_NOTE = 280
LONGEST_HEADING = 60
MOST_NOTES_EACH = 20  # of one person on one wall
TOUR_WAITS = timedelta(days=1)  # for somebody of the other kind, then for anybody
MOST_OPEN_REQUESTS = 3
MOST_ASKED_FOR_ONE = 3
MOST_WAITING_ASKS = 2  # that one person has to think about at a time
LONGEST_TOPIC = 40
TOPICS_SHOWN = 12  # of one group
LONGEST_SHOWS = 200  # what a picture shows, in words
LONGEST_NOTE = 1000  # of alone, two, four, all
FEWEST_SHARING = 2
STAGE_MINUTES = {"alone": 1, "pairs": 2, "fours": 4, "all": 5}  # live
STAGE_DAYS = 2  # when it runs over days
MOST_THANKS_A_DAY = 5  # by one person, so that each means something
LONGEST_THANKS = 300


def may_read_group(group: Group, membership: Membership, seat: GroupSeat | None) -> bool:
    """True for everybody where a group is open, else for who is in it, and for those who run the program."""
    is_in = seat is not None and seat.state == SeatState.IN
    return group.entry == Entry.OPEN or is_in or may_facilitate(membership, Duty.COMMUNITY)


MOST_WELCOMED = 3  # newcomers one buddy may look after at a time
NEW_WITHIN = timedelta(days=14)  # somebody who came longer ago without a welcome has found their way
GREET_WITHIN = timedelta(days=1)  # then another buddy is asked, and those who run the program see it
LOOKED_AFTER = timedelta(days=30)


MOST_LINES = 12  # of one field of a card
LONGEST_LINE = 200
MOST_SEEDS = 3  # people who answer a prompt first
LONGEST_PROMPT = 300
MOST_WEEKS = 26  # of one series of prompts
PROMPT_HOUR = 9  # local
LATE_PROMPT = timedelta(days=3)  # one that could not be asked by then is dropped
MOST_THEMES, MOST_TERMS = 40, 60
FEWEST_COMMON_TEXTS = 10  # before it is said how far two readers agree


# So long after the last summary the next one may be due.
SUMMARY_PERIODS = {
    SummaryRhythm.AT_ONCE: timedelta(0),
    SummaryRhythm.DAILY: timedelta(days=1),
    SummaryRhythm.WEEKLY: timedelta(days=7),
    SummaryRhythm.MONTHLY: timedelta(days=30),
}
SUMMARY_REACHES_BACK = timedelta(days=32)  # what is older is not told any more
POSTS_IN_A_SUMMARY = 8


def is_quiet(hour: int, quiet_from: int, quiet_until: int) -> bool:
    """
    True within somebody's quiet hours, which may span midnight; the same hour twice means none.

    >>> is_quiet(23, 20, 8), is_quiet(8, 20, 8), is_quiet(13, 12, 14), is_quiet(3, 0, 0)
    (True, False, True, False)
    """
    if quiet_from <= quiet_until:
        return quiet_from <= hour < quiet_until
    return hour >= quiet_from or hour < quiet_until
