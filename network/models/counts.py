"""What each night counted, kept for ever."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import NightState, Occasion


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
    path_error = models.FloatField(null=True)  # standard error of the mean way; 0 where every way was walked
    staff_count = models.PositiveIntegerField(default=0)
    without_staff = models.JSONField(null=True)
    mixing = models.JSONField(default=dict)
    degree_counts = models.JSONField(default=list)
    new_ties = models.JSONField(null=True)  # who has enough new meaningful ties, and by which rule
    activity = models.JSONField(null=True)  # of each program month: who did something, of how many people
    without_silent = models.JSONField(null=True)  # the figures without those nobody has heard from
    within_segments = models.JSONField(null=True)  # the figures of each larger segment by itself
    centrality = models.JSONField(
        null=True
    )  # a quarter, half, three quarters of the people have at most this, by measure
    reach_of_few = models.JSONField(null=True)  # how many are a step from the few who reach most, by how few
    map_changes = models.JSONField(null=True)  # of its program month: ties formed, kept and lost on people's own maps
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
    closeness = models.FloatField(null=True)  # older counts did not know these two
    eigenvector = models.FloatField(null=True)
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


class CommunityName(OrgModel):
    """
    What somebody called a community that was found, in the count they saw it in.

    Whoever was in it then stands in that count's rows: the name goes with those people to later counts.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    snapshot = OrgForeignKey(Snapshot, related_name="+")  # a measured one
    community = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    named_by = OrgForeignKey("tenancy.Membership", related_name="+")
    named_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "snapshot", "named_by"),
            models.UniqueConstraint(fields=["organization", "snapshot", "community"], name="community_name_once"),
        ]
        indexes = [models.Index(fields=["organization", "program", "-named_at"], name="community_name_newest")]  # page

    def __str__(self) -> str:
        return self.name
