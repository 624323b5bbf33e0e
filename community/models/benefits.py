"""What good came of knowing somebody, who was in it, and the networks beyond this one that doors lead to."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import BenefitKind, BenefitPart, SideAnswer


class OtherNetwork(OrgModel):
    """A network beyond this program, to which some people here know the way."""

    program = OrgForeignKey("programs.Program", related_name="+")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "name"], name="other_network_once"),
        ]

    def __str__(self) -> str:
        return self.name


class NetworkContact(OrgModel):
    """Somebody here who knows the way to another network, and may be asked."""

    network = OrgForeignKey(OtherNetwork, related_name="contacts")
    participant = OrgForeignKey("programs.Participant", related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("network", "participant"),
            models.UniqueConstraint(fields=["organization", "network", "participant"], name="network_contact_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="network_contact_of")]  # leaving

    def __str__(self) -> str:
        return str(self.public_id)


class Benefit(OrgModel):
    """Something good, as one person tells it, and what it came of. Nothing adds it up for a person."""

    program = OrgForeignKey("programs.Program", related_name="+")
    teller = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they have left
    kind = models.CharField(max_length=5, choices=BenefitKind.choices)
    text = models.CharField(max_length=500)
    happened_on = models.DateField()
    event = OrgForeignKey("programs.Event", models.SET_NULL, null=True, related_name="+")
    introduction = OrgForeignKey("network.Introduction", models.SET_NULL, null=True, related_name="+")
    network = OrgForeignKey(OtherNetwork, models.SET_NULL, null=True, related_name="+")
    project = OrgForeignKey("community.Group", models.SET_NULL, null=True, related_name="+")
    is_for_all = models.BooleanField(default=False)  # the teller's word; those named in it say so as well
    told_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "teller", "event", "introduction", "network", "project")]
        indexes = [
            models.Index(fields=["organization", "program", "-told_at", "-id"], name="benefit_newest"),  # the trail
            models.Index(fields=["organization", "teller", "-told_at"], name="benefit_of"),  # own list, leaving
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class BenefitSide(OrgModel):
    """Somebody who is said to have been in it, or to have opened the door; a no takes the row away."""

    benefit = OrgForeignKey(Benefit, related_name="sides")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    part = models.CharField(max_length=4, choices=BenefitPart.choices)
    answer = models.CharField(max_length=5, choices=SideAnswer.choices, default=SideAnswer.ASKED)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("benefit", "participant"),
            models.UniqueConstraint(fields=["organization", "benefit", "participant"], name="benefit_side_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant", "answer"], name="benefit_side_of")]  # home

    def __str__(self) -> str:
        return self.answer
