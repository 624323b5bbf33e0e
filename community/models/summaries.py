"""Summaries by mail: how often somebody wants one, and mails that are written and still to go."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import SummaryRhythm


class SummaryWish(OrgModel):
    """How often somebody wants to hear by mail what was written in their groups, and when not to write."""

    participant = OrgForeignKey("programs.Participant", related_name="+")
    rhythm = models.CharField(max_length=7, choices=SummaryRhythm.choices, default=SummaryRhythm.WEEKLY)
    quiet_from = models.PositiveSmallIntegerField(default=20)  # hours of their own clock
    quiet_until = models.PositiveSmallIntegerField(default=8)
    told_until = models.DateTimeField()  # what was written up to then has been told, or was there before

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(fields=["organization", "participant"], name="summary_wish_once"),
            models.CheckConstraint(
                condition=Q(quiet_from__lte=23, quiet_until__lte=23), name="summary_quiet_hours_are_hours"
            ),
        ]
        indexes = [models.Index(fields=["organization", "rhythm", "told_until"], name="summary_due")]  # the round

    def __str__(self) -> str:
        return self.rhythm


class SummaryMail(OrgModel):
    """A summary that is written; once it has gone its words are forgotten."""

    wish = OrgForeignKey(SummaryWish, related_name="mails")
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("wish")]
        indexes = [
            models.Index(fields=["organization", "id"], condition=Q(sent_at=None), name="summary_to_send"),
            models.Index(fields=["organization", "written_at"], name="summary_by_age"),  # forgetting old ones
        ]

    def __str__(self) -> str:
        return str(self.public_id)
