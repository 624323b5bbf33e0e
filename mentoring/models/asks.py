"""One person asks another to be their partner."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from mentoring.enums import AskState
from mentoring.rules import LONGEST_NOTE


class Ask(OrgModel):
    """
    A question to one person, sent or next in line; where people choose quietly, a choice that is told to nobody.

    `question` is what the one who was asked would like to know first, `reply` what they were told.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    author = OrgForeignKey("programs.Participant", related_name="+")
    recipient = OrgForeignKey("programs.Participant", related_name="+")
    state = models.CharField(max_length=9, choices=AskState.choices, default=AskState.QUEUED)
    words = models.CharField(max_length=LONGEST_NOTE, blank=True)
    question = models.CharField(max_length=LONGEST_NOTE, blank=True)
    reply = models.CharField(max_length=LONGEST_NOTE, blank=True)
    pair = OrgForeignKey("mentoring.Pair", null=True, related_name="+")
    asked_at = models.DateTimeField()  # or put in line
    answer_until = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "author", "recipient", "pair"),
            models.UniqueConstraint(
                fields=["organization", "author", "recipient"],
                condition=Q(state__in=["queued", "waiting", "more", "quiet"]),
                name="ask_once_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "recipient", "state"], name="ask_of_recipient"),  # who asks me
            models.Index(fields=["state", "answer_until"], name="ask_waiting"),  # the nightly task, everywhere
        ]

    def __str__(self) -> str:
        return self.state
