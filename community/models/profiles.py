"""What people say of themselves, line by line, each with who sees it."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import ProfileField, Sight


class ProfileLine(OrgModel):
    """One line of somebody's card."""

    participant = OrgForeignKey("programs.Participant", related_name="profile_lines")
    field = models.CharField(max_length=8, choices=ProfileField.choices)
    text = models.CharField(max_length=200)
    plain = models.CharField(max_length=200)  # lower case without accents, for finding
    sight = models.CharField(max_length=9, choices=Sight.choices, default=Sight.EVERYBODY)  # the same within a field

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(fields=["organization", "participant", "field", "plain"], name="profile_line_once"),
        ]
        indexes = [models.Index(fields=["organization", "field", "plain"], name="profile_line_found")]  # the directory

    def __str__(self) -> str:
        return str(self.public_id)
