"""
The tables of surveys, by noun. Django looks for them here.

Ballots, responses and remarks are not named: whoever needs them imports surveys.models.ballots, and a contract says
who may.
"""

from surveys.models import ballots
from surveys.models.assessments import Assessment
from surveys.models.instruments import Instrument, Item
from surveys.models.waves import Asked, FollowUp, LastAsked, ProgramKey, Result, Wave

__all__ = [
    "Asked", "Assessment", "FollowUp", "Instrument", "Item", "LastAsked", "ProgramKey", "Result", "Wave", "ballots",
]  # fmt: skip
