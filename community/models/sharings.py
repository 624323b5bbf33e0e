"""Alone, in twos, in fours, all: one run of it, who sits where, and what each table wrote."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import SharingStage


class Sharing(OrgModel):
    """People think about a question alone, in twos, in fours and all together, in a room or over days."""

    program = OrgForeignKey("programs.Program", related_name="+")
    question = models.CharField(max_length=300)
    is_live = models.BooleanField(default=True)  # minutes a stage, otherwise days
    stage = models.CharField(max_length=6, choices=SharingStage.choices, default=SharingStage.COMING)
    stage_ends_at = models.DateTimeField(null=True, blank=True)  # what is agreed; whoever leads moves on
    opened_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("program")]
        indexes = [models.Index(fields=["organization", "program", "-opened_at"], name="sharing_newest")]  # the list

    def __str__(self) -> str:
        return self.question


class SharingSeat(OrgModel):
    """Somebody takes part, and at which table they sit in each stage."""

    sharing = OrgForeignKey(Sharing, related_name="seats")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    place = models.PositiveSmallIntegerField()  # alone: a table of one's own
    pair = models.PositiveSmallIntegerField(null=True)
    four = models.PositiveSmallIntegerField(null=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("sharing", "participant"),
            models.UniqueConstraint(fields=["organization", "sharing", "participant"], name="sharing_seat_once"),
            models.UniqueConstraint(fields=["organization", "sharing", "place"], name="sharing_place_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="sharing_seat_of")]  # leaving

    def __str__(self) -> str:
        return str(self.place)

    def table_at(self, stage: str) -> int | None:
        """The number of this person's table in a stage; 0 is everybody's, None where there is none."""
        tables = {SharingStage.ALONE: self.place, SharingStage.PAIRS: self.pair, SharingStage.FOURS: self.four}
        return 0 if stage == SharingStage.ALL else tables.get(SharingStage(stage))


class SharingNote(OrgModel):
    """What a table wrote in a stage. What may not be kept is erased when it is over."""

    sharing = OrgForeignKey(Sharing, related_name="notes")
    stage = models.CharField(max_length=6, choices=SharingStage.choices)
    table = models.PositiveSmallIntegerField()
    text = models.TextField()
    may_be_kept = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("sharing"),
            models.UniqueConstraint(fields=["organization", "sharing", "stage", "table"], name="sharing_note_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
