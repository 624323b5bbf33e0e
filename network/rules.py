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
