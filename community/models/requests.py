"""Could you help with …: what somebody asks, and whom."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import HelpAnswer


class HelpRequest(OrgModel):
    """Something somebody could use a hand with."""

    asker = OrgForeignKey("programs.Participant", related_name="+")
    topic = models.CharField(max_length=80)  # the word that is looked for on people's cards
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("asker")]
        indexes = [models.Index(fields=["organization", "asker", "-asked_at"], name="help_request_of")]  # own list

    def __str__(self) -> str:
        return self.topic


class HelpAsk(OrgModel):
    """One person who was asked. Whoever asks hears of a yes alone."""

    request = OrgForeignKey(HelpRequest, related_name="asks")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    answer = models.CharField(max_length=7, choices=HelpAnswer.choices, default=HelpAnswer.WAITING)
    asked_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("request", "participant"),
            models.UniqueConstraint(fields=["organization", "request", "participant"], name="help_ask_once"),
        ]
        indexes = [
            models.Index(
                fields=["organization", "participant"], condition=Q(answer="waiting"), name="help_ask_waiting"
            ),  # home, so many at a time
        ]

    def __str__(self) -> str:
        return self.answer
