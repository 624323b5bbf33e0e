"""Time together, the ties it makes, and what each night counted."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import Channel, NightState, Occasion, PartnerState, Source
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
    is_baseline = models.BooleanField(default=False)  # named in the starting map
    is_imported = models.BooleanField(default=False)  # at least one interaction was brought in

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "low", "high"),
            models.UniqueConstraint(
                fields=["organization", "program", "low", "high"],
                include=["mutual_count", "last_on", "claimed_count", "claimed_last_on", "is_baseline"],
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


class Night(OrgModel):
    """The due-date ledger: one row for each program and local date that owes, or has given, a snapshot."""

    program = OrgForeignKey("programs.Program", related_name="+")
    local_date = models.DateField()
    state = models.CharField(max_length=6, choices=NightState.choices, default=NightState.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "local_date"], name="night_once"),
        ]
        indexes = [models.Index(fields=["local_date"], condition=Q(state="due"), name="night_due")]  # the tick

    def __str__(self) -> str:
        return f"{self.local_date} {self.state}"


class Snapshot(OrgModel):
    """The network's measures for one program on one local night. Kept for ever, never recomputed in place."""

    program = OrgForeignKey("programs.Program", related_name="+")
    local_date = models.DateField()
    taken_at = models.DateTimeField()
    occasion = models.CharField(max_length=5, choices=Occasion.choices, default=Occasion.NIGHT)
    carried_from = OrgForeignKey("self", null=True, related_name="+")  # nothing had changed since that one
    job = models.UUIDField(null=True)
    definition = models.CharField(max_length=40)
    edges_digest = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    ties = models.PositiveIntegerField()
    degree_mean = models.FloatField(null=True)
    clustering_mean = models.FloatField(null=True)
    transitivity = models.FloatField(null=True)
    path_length_mean = models.FloatField(null=True)
    reachable_share = models.FloatField(null=True)
    components = models.PositiveIntegerField(default=0)
    largest_component = models.PositiveIntegerField(default=0)
    isolates = models.PositiveIntegerField(default=0)
    diameter = models.PositiveIntegerField(null=True)
    density = models.FloatField(null=True)
    ei_index = models.FloatField(null=True)
    ei_expected = models.FloatField(null=True)
    modularity = models.FloatField(null=True)
    communities = models.PositiveIntegerField(default=0)
    communities_modularity = models.FloatField(null=True)
    betweenness_error = models.FloatField(null=True)
    staff_count = models.PositiveIntegerField(default=0)
    without_staff = models.JSONField(null=True)
    mixing = models.JSONField(default=dict)
    degree_counts = models.JSONField(default=list)
    # Row ids of both people of each counted tie, {"low": [...], "high": [...]}: kept for the drawing of the newest
    # measured snapshot alone, and only where the program's consent text allows people to be drawn.
    pairs = models.JSONField(null=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "carried_from"),
            models.UniqueConstraint(
                fields=["organization", "program", "local_date"],
                condition=Q(occasion="night"),
                name="snapshot_once_a_night",
            ),
            models.UniqueConstraint(fields=["organization", "job"], name="snapshot_once_a_job"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "-taken_at", "-id"], name="snapshot_newest")  # dashboard
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.occasion}"


class Measure(OrgModel):
    """One person's row of a snapshot."""

    snapshot = OrgForeignKey(Snapshot, related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    segment = models.CharField(max_length=80, blank=True)
    degree = models.PositiveIntegerField()
    clustering = models.FloatField()
    core_number = models.PositiveIntegerField()
    betweenness = models.FloatField()
    component = models.PositiveIntegerField()
    community = models.PositiveIntegerField()
    x = models.FloatField(null=True)  # only where the program's consent text allows a drawing
    y = models.FloatField(null=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("snapshot", "participant"),
            models.UniqueConstraint(fields=["organization", "snapshot", "participant"], name="measure_once"),
        ]

    def __str__(self) -> str:
        return f"degree {self.degree}"
