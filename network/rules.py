"""The limits of logging: what keeps it from becoming a way to pester people."""

from datetime import timedelta

MOST_PARTNERS = 30  # one table
NEW_PEOPLE_A_DAY = 10  # people without a tie yet, whom one person may name in a day
COOL_OFF = timedelta(days=90)  # after "not me", that person's claims are not shown for so long
UNDO_WITHIN = timedelta(minutes=15)
CLAIM_LASTS = timedelta(days=30)
