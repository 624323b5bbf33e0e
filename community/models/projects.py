"""What a project is made of besides its people: next steps, and the networks beyond this one that it works with."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.models.benefits import OtherNetwork
from community.models.groups import Group


class ProjectStep(OrgModel):
    """A next step of a project, in its people's words; who takes it says so themselves."""

    group = OrgForeignKey(Group, related_name="steps")
    text = models.CharField(max_length=200)
    taken_by = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null too once they have left
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("group", "taken_by")]
        indexes = [
            models.Index(fields=["organization", "group", "id"], name="project_step_of"),  # the project's page
            models.Index(fields=["organization", "taken_by"], name="project_step_taken_by"),  # leaving
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ProjectNetwork(OrgModel):
    """A project works with a network beyond this one."""

    group = OrgForeignKey(Group, related_name="networks")
    network = OrgForeignKey(OtherNetwork, related_name="projects")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("group", "network"),
            models.UniqueConstraint(fields=["organization", "group", "network"], name="project_network_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
