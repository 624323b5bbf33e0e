"""Time together, the ties it makes, and who keeps whom out."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import Channel, PartnerState, Source
from programs.enums import LearningKind


class Interaction(OrgModel):
    """A met B (and C) on this day, in this way; logged by A."""

    program = OrgForeignKey("programs.Program", related_name="+")
    author = OrgForeignKey("programs.Participant", related_name="+")
    happened_on = models.DateField()
    kind = models.CharField(max_length=12, choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL)
    channel = models.CharField(max_length=9, choices=Channel.choices, default=Channel.IN_PERSON)
    note = models.TextField(blank=True, max_length=500)  # private to the author
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.LOGGED)
    import_key = models.CharField(max_length=60, null=True, blank=True)  # the same row brought in twice is one row
    logged_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)  # kept, unseen, so that "not me" still protects

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "author"),
            models.UniqueConstraint(fields=["organization", "program", "import_key"], name="interaction_imported_once"),
        ]
        indexes = [
            models.Index(  # "my times together", newest first; and the match of two logs of the same meeting
                fields=["organization", "author", "-happened_on", "-id"], name="interaction_of_author"
            )
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.kind}"


class InteractionPartner(OrgModel):
    """The other side of an interaction, one row a person."""

    interaction = OrgForeignKey(Interaction, related_name="partners")
    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    state = models.CharField(max_length=8, choices=PartnerState.choices, default=PartnerState.CLAIMED)
    is_hidden = models.BooleanField(default=False)  # the partner has blocked the author: never shown to them
    answered_at = models.DateTimeField(null=True, blank=True)  # or, of a hidden claim, when "not me" put it away
    note = models.TextField(blank=True, max_length=500)  # private to this partner

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("interaction", "program", "participant"),
            models.UniqueConstraint(
                fields=["organization", "interaction", "participant"], name="interaction_partner_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "state"], name="partner_of_participant"),  # home page
            models.Index(fields=["organization", "created_at"], condition=Q(state="claimed"), name="partner_waiting"),
        ]

    def __str__(self) -> str:
        return self.state


class Tie(OrgModel):
    """A pair of people, kept up to date in the transaction of whatever changed it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    low = OrgForeignKey("programs.Participant", related_name="+")
    high = OrgForeignKey("programs.Participant", related_name="+")
    claimed_count = models.PositiveIntegerField(default=0)  # still waiting for the other side
    mutual_count = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)  # of the confirmed ones
    last_on = models.DateField(null=True)
    claimed_last_on = models.DateField(null=True)
    is_baseline = models.BooleanField(default=False)  # in a starting map, and the other side says so too
    is_mapped = models.BooleanField(
        default=False, db_default=False
    )  # the same of any map: both say that they know each other
    is_named = models.BooleanField(
        default=False, db_default=False
    )  # in a map of one of them; the other has not answered
    is_imported = models.BooleanField(default=False)  # at least one interaction was brought in

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "low", "high"),
            models.UniqueConstraint(
                fields=["organization", "program", "low", "high"],
                include=[
                    *("mutual_count", "last_on", "claimed_count", "claimed_last_on"),
                    *("is_baseline", "is_mapped", "is_named"),
                ],
                name="tie_once",  # also the index the night reads, without touching the table
            ),
            models.CheckConstraint(condition=Q(low__lt=F("high")), name="tie_low_before_high"),
        ]

    def __str__(self) -> str:
        return f"{self.low_id}-{self.high_id}"


class Block(OrgModel):
    """One person wants nothing from another; nobody else ever learns of it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    blocker = OrgForeignKey("programs.Participant", related_name="+")
    blocked = OrgForeignKey("programs.Participant", related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "blocker", "blocked"),
            models.UniqueConstraint(fields=["organization", "blocker", "blocked"], name="block_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
