"""Everything the community keeps."""

from community.models.award import Award, Juror, Nomination, Nominee, Vote
from community.models.stories import Story, StoryQuestion

__all__ = ["Award", "Juror", "Nomination", "Nominee", "Story", "StoryQuestion", "Vote"]
