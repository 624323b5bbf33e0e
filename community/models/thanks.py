"""Thanks: from one person to another, or to a group, for one thing they did."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel


class Thanks(OrgModel):
    """Somebody thanks a person, or a group, for what they did. Nothing adds them up."""

    program = OrgForeignKey("programs.Program", related_name="+")
    giver = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they have left
    participant = OrgForeignKey("programs.Participant", null=True, related_name="+")
    group = OrgForeignKey("community.Group", null=True, related_name="+")
    act = models.CharField(max_length=300)  # what they did
    happened_on = models.DateField()
    is_for_all = models.BooleanField(default=False)  # the giver's word: others may read it
    is_agreed = models.BooleanField(default=False)  # the same of who is thanked
    given_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "giver", "participant", "group"),
            models.CheckConstraint(
                condition=Q(participant__isnull=False, group=None) | Q(participant=None, group__isnull=False),
                name="thanks_to_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "-given_at"], name="thanks_to"),  # home, own list
            models.Index(fields=["organization", "group", "-given_at"], name="thanks_to_group"),
            models.Index(fields=["organization", "giver", "-given_at"], name="thanks_from"),  # own list, so many a day
            models.Index(  # the page of everybody, the newsletter
                fields=["organization", "program", "-given_at"],
                condition=Q(is_for_all=True, is_agreed=True),
                name="thanks_shared",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
