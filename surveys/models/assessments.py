"""Where those who lead think that a network stands."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from surveys.enums import AssessmentTurn
from surveys.models.instruments import Instrument


class Assessment(OrgModel):
    """
    How one person who runs a program, or a sponsor, sees the network at the start or in the last months.

    No survey: they are few, so it stands there with their names, and the page says so before they begin.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    instrument = OrgForeignKey(Instrument, related_name="+")
    membership = OrgForeignKey("tenancy.Membership", related_name="+")  # who filled it in
    turn = models.CharField(max_length=5, choices=AssessmentTurn.choices)
    sponsor = models.CharField(max_length=160, blank=True)  # whose view it is, where it is not the writer's own
    answers = models.JSONField()  # item to number
    words = models.TextField(blank=True)
    said_on = models.DateField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "instrument", "membership"),
            models.UniqueConstraint(
                fields=["organization", "program", "turn", "membership", "sponsor"], name="assessment_once_a_turn"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def who(self) -> str:
        """Whose view it is."""
        return self.sponsor or self.membership.name
