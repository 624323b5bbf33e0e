"""The code book: themes, and who found which of them in what people wrote."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import Feeling, TextKind


class Theme(OrgModel):
    """A theme with the terms that suggest it. A merged one stays, so that merging can be taken back."""

    program = OrgForeignKey("programs.Program", related_name="+")
    name = models.CharField(max_length=60)
    terms = models.JSONField(default=list)
    merged_into = OrgForeignKey("community.Theme", null=True, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "merged_into"),
            models.UniqueConstraint(fields=["organization", "program", "name"], name="theme_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Coding(OrgModel):
    """
    One person has read one text and found these themes in it, or none.

    A text is a survey's remark or a story, named by its id: what is erased there is counted no longer here.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    kind = models.CharField(max_length=6, choices=TextKind.choices)
    source = models.UUIDField()
    coder = OrgForeignKey("tenancy.Membership", related_name="+")
    themes = models.JSONField(default=list)  # public ids
    feeling = models.CharField(max_length=5, choices=Feeling.choices, blank=True)  # how it sounds; blank: like nothing

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "coder"),
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "source", "coder"], name="coding_once_a_coder"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
