"""What a pair does together: check-ins, notes, feedback."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from mentoring.rules import LONGEST_LINE_OF_A_CHECK_IN, LONGEST_NOTE


class CheckIn(OrgModel):
    """They met on this day; either says so, and it counts unless another one says they did not."""

    pair = OrgForeignKey("mentoring.Pair", related_name="check_ins")
    happened_on = models.DateField()
    line = models.CharField(max_length=LONGEST_LINE_OF_A_CHECK_IN, blank=True)  # read by the pair alone
    logged_by = OrgForeignKey("programs.Participant", related_name="+")
    logged_at = models.DateTimeField()
    denied_at = models.DateTimeField(null=True, blank=True)
    interaction = models.UUIDField(null=True)  # the time together it made, to take back with it

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("pair", "logged_by"),
            models.UniqueConstraint(
                fields=["organization", "pair", "happened_on"],
                condition=Q(denied_at=None),
                name="check_in_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.happened_on)


class Note(OrgModel):
    """A note of one of a pair: for themself, or for the pair. Nobody else ever reads it."""

    pair = OrgForeignKey("mentoring.Pair", related_name="notes")
    author = OrgForeignKey("programs.Participant", related_name="+")
    is_shared = models.BooleanField(default=False)
    text = models.TextField(max_length=LONGEST_NOTE)
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("pair", "author")]
        indexes = [models.Index(fields=["organization", "pair", "-id"], name="note_newest")]  # the pair's page

    def __str__(self) -> str:
        return str(self.public_id)


class Feedback(OrgModel):
    """Feedback in three parts, sent to one partner and read by nobody else."""

    pair = OrgForeignKey("mentoring.Pair", related_name="feedback")
    author = OrgForeignKey("programs.Participant", related_name="+")
    recipient = OrgForeignKey("programs.Participant", related_name="+")
    situation = models.TextField(max_length=LONGEST_NOTE)
    behaviour = models.TextField(max_length=LONGEST_NOTE)
    impact = models.TextField(max_length=LONGEST_NOTE)
    question = models.TextField(blank=True, max_length=LONGEST_NOTE)
    sent_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("pair", "author", "recipient")]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def whole(self) -> str:
        """The three parts and the question, a line each."""
        return "\n".join(part for part in (self.situation, self.behaviour, self.impact, self.question) if part)
