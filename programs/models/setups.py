"""What was set up before a program starts, where the product cannot see it by itself."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import SetupKey


class SetupTick(OrgModel):
    """Somebody who runs a program ticked one line of the list."""

    program = OrgForeignKey("programs.Program", related_name="setup_ticks")
    key = models.CharField(max_length=12, choices=SetupKey.choices)
    ticked_by = OrgForeignKey("tenancy.Membership", related_name="+")
    ticked_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "ticked_by"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="setup_tick_once"),
        ]

    def __str__(self) -> str:
        return self.key
