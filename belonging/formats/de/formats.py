"""Donnerstag, 16. Juli 2026."""

DATE_FORMAT = "j. F Y"
SHORT_DATE_FORMAT = "j. M Y"
MONTH_DAY_FORMAT = "j. F"
SHORT_MONTH_DAY_FORMAT = "j. M"
WEEKDAY_FORMAT = "l, j. F"
DATETIME_FORMAT = "l, j. F, H:i"
