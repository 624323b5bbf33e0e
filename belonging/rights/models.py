"""Copies of somebody's data, who was erased, and how long what is kept."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel


class PersonalCopy(OrgModel):
    """Everything about a person as one file, for that person alone, for a week."""

    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    made_at = models.DateTimeField()
    row_count = models.PositiveIntegerField()
    content = models.BinaryField()
    # Not, where a provider had signed in who asked (docs/decisions/0028).
    has_account = models.BooleanField(db_default=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(fields=["organization", "membership"], name="personal_copy_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Erasure(OrgModel):
    """
    Somebody was erased: the random id of their membership, nothing else of them.

    The file outside the database holds the same, so that a backup that is restored does not bring people back.
    """

    person = models.UUIDField()
    erased_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(),
            models.UniqueConstraint(fields=["organization", "person"], name="erasure_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class RetentionRule(OrgModel):
    """An organization keeps something for so many days, instead of the product's own number."""

    kind = models.CharField(max_length=20)
    days = models.PositiveIntegerField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(),
            models.UniqueConstraint(fields=["organization", "kind"], name="retention_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.days}"
