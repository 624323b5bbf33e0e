"""What gathers around a post: nods, people named in it, and words that have it looked at first."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import NodKind


class Nod(OrgModel):
    """Somebody answers a post without words. No page adds them up for a person or a ranking."""

    post = OrgForeignKey("community.Post", related_name="nods")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    kind = models.CharField(max_length=5, choices=NodKind.choices)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("post", "participant"),
            models.UniqueConstraint(fields=["organization", "post", "participant"], name="nod_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="nod_of")]  # leaving

    def __str__(self) -> str:
        return self.kind


class NamedIn(OrgModel):
    """Somebody is named in a post, so that they find it on their first page."""

    post = OrgForeignKey("community.Post", related_name="named")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    named_by = OrgForeignKey("programs.Participant", related_name="+")
    named_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("post", "participant", "named_by"),
            models.UniqueConstraint(fields=["organization", "post", "participant"], name="named_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "-named_at"], name="named_of"),  # home
            models.Index(fields=["organization", "named_by", "named_at"], name="named_by_whom"),  # so many a day
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class HeldWord(OrgModel):
    """A word, or a few, with which a post waits until somebody who runs the program has looked at it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    term = models.CharField(max_length=60)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "term"], name="held_word_once"),
        ]

    def __str__(self) -> str:
        return self.term
