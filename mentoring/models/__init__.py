"""The tables of mentoring; Django finds them here."""

from mentoring.models.asks import Ask
from mentoring.models.meetings import CheckIn, Feedback, Note
from mentoring.models.pairs import MentorProfile, Pair, Round, Seat, Skip, SplitPair, Track

__all__ = ["Ask", "CheckIn", "Feedback", "MentorProfile", "Note", "Pair", "Round", "Seat", "Skip", "SplitPair", "Track"]
