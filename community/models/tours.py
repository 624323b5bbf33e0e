"""A first tour in twos: who goes with whom, what they have seen, and what they said of it."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import TourEase


class FirstTour(OrgModel):
    """Somebody's first look around, beside somebody to whom such pages come easier, or less so."""

    participant = OrgForeignKey("programs.Participant", related_name="+")
    ease = models.CharField(max_length=7, choices=TourEase.choices)
    partner = OrgForeignKey("programs.Participant", models.SET_NULL, null=True, related_name="+")
    seen = models.JSONField(default=list)  # stops that were ticked
    post = OrgForeignKey("community.Post", models.SET_NULL, null=True, related_name="+")  # what they said of it
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant", "partner", "post"),
            models.UniqueConstraint(fields=["organization", "participant"], name="first_tour_once"),
        ]
        indexes = [
            models.Index(
                fields=["organization", "began_at"], condition=Q(partner=None, ended_at=None), name="first_tour_waiting"
            ),
            models.Index(fields=["organization", "partner"], name="first_tour_beside"),  # leaving
        ]

    def __str__(self) -> str:
        return str(self.public_id)
