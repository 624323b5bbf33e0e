"""The limits of logging and of maps: what keeps them from becoming a way to pester people, or a burden."""

from datetime import timedelta

MOST_PARTNERS = 30  # one table
NEW_PEOPLE_A_DAY = 10  # people without a tie yet, whom one person may name in a day
COOL_OFF = timedelta(days=90)  # after "not me", that person's claims are not shown for so long
UNDO_WITHIN = timedelta(minutes=15)
CLAIM_LASTS = timedelta(days=30)

FEWEST_ON_A_MAP = 5  # a starting map begins with so many; fewer is fine for whoever says so
MOST_ON_A_MAP = 150
MOST_LISTED = 100  # in a larger program nobody is listed until a name is typed
MOST_UPDATED = 12  # people one update asks about: two minutes
MOST_NEW = 8  # people one update offers
LOOK_AGAIN_AFTER = timedelta(days=85)  # whoever was not met is asked about about every third month
RHYTHM_DAYS = {"weekly": 7, "biweekly": 14, "monthly": 31, "quarter": 92}
MOST_ACTS_A_WEEK = 5
MOST_PAIRS_AT_ONCE = 10

ANSWER_WITHIN = timedelta(days=7)  # an introduction that nobody answers falls, and the next choice is made
NOT_AGAIN_FOR = timedelta(days=84)  # two people are not proposed to each other twice in so long
PLAN_LASTS = timedelta(days=3)  # a planned round is older than the network after that
ASK_WHETHER_MET_AFTER = timedelta(days=3)
MEET_WITHIN = timedelta(days=21)
ROUND_LASTS = timedelta(days=42)
NEXT_CHOICE_WITHIN = timedelta(days=21)  # of a round's start
MOST_TRIES = 3  # introductions one person is offered in a round
MOST_AT_ONCE = 3
SILENCES_BEFORE_A_REST = 3
FEWEST_TO_NAME_A_SEGMENT = 5  # "somebody in Digital" would name one of four

QUIET_AFTER = timedelta(days=30)  # without an act, somebody is on the list of people to reach out to
NEW_FOR = timedelta(days=14)  # so long nobody wonders that a newcomer has met nobody
MISSED_IN_A_ROW = 2
LEFT_IN_PEACE = timedelta(days=28)  # after somebody reached out
