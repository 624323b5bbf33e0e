"""Welcome buddies: who is glad to welcome newcomers, and who looks after whom."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import WelcomeNews


class BuddyOffer(OrgModel):
    """Somebody is glad to welcome newcomers, so many at a time."""

    participant = OrgForeignKey("programs.Participant", related_name="+")
    most = models.PositiveSmallIntegerField(default=1)
    offered_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(fields=["organization", "participant"], name="buddy_offer_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Welcome(OrgModel):
    """A newcomer's first weeks, and who looks after them."""

    program = OrgForeignKey("programs.Program", related_name="+")
    newcomer = OrgForeignKey("programs.Participant", related_name="+")
    buddy = OrgForeignKey("programs.Participant", null=True, related_name="+")
    passed = models.JSONField(default=list)  # ids of those who had it before, so that it does not come back to them
    news = models.CharField(max_length=5, choices=WelcomeNews.choices, blank=True)  # a mail that is still to go
    began_at = models.DateTimeField()
    buddy_since = models.DateTimeField(null=True, blank=True)
    hello = models.CharField(max_length=500, blank=True)
    greeted_at = models.DateTimeField(null=True, blank=True)
    steps = models.JSONField(default=list)  # what the buddy has ticked
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "newcomer", "buddy"),
            models.UniqueConstraint(fields=["organization", "newcomer"], name="welcome_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "buddy"], condition=Q(ended_at=None), name="welcome_of_buddy"),
            models.Index(fields=["organization", "program"], condition=Q(ended_at=None), name="welcome_open"),  # round
            models.Index(fields=["organization"], condition=~Q(news=""), name="welcome_owing_mail"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
