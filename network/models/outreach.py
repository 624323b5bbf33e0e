"""What those who run a program did for people who had gone quiet."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import OutreachAct


class Outreach(OrgModel):
    """Somebody who runs the program reached out to a person; no words about the person are kept."""

    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    done_by = OrgForeignKey("tenancy.Membership", related_name="+")
    done_on = models.DateField()
    act = models.CharField(max_length=8, choices=OutreachAct.choices)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "participant", "done_by")]
        indexes = [models.Index(fields=["organization", "program", "-done_on", "-id"], name="outreach_newest")]  # list

    def __str__(self) -> str:
        return f"{self.done_on} {self.act}"
