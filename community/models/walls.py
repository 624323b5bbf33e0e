"""A shared wall: two questions, notes, and the headings people put over them."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import WallSide


class Wall(OrgModel):
    """A wall for notes, open until somebody who runs the program closes it; what is on it stays to be read."""

    program = OrgForeignKey("programs.Program", related_name="+")
    title = models.CharField(max_length=120)
    left = models.CharField(max_length=200)  # the first question
    right = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program")]
        indexes = [models.Index(fields=["organization", "program", "-opened_at"], name="wall_newest")]

    def __str__(self) -> str:
        return self.title


class WallNote(OrgModel):
    """One thought on a wall, and what it goes with."""

    wall = OrgForeignKey(Wall, related_name="notes")
    author = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they have left
    side = models.CharField(max_length=5, choices=WallSide.choices)
    text = models.CharField(max_length=280)
    heading = models.CharField(max_length=60, blank=True)  # put over it by whoever sorts, the latest word counts
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("wall", "author")]
        indexes = [
            models.Index(fields=["organization", "wall", "side", "heading", "id"], name="wall_note_in_order"),
            models.Index(fields=["organization", "author"], name="wall_note_of"),  # leaving
        ]

    def __str__(self) -> str:
        return str(self.public_id)
