"""A run of twelve months, and who walks it."""

from datetime import date

from django.db import models
from django.db.models import Q

from belonging.core.clock import month_begins_on
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.calendar import WEEKDAYS, Span
from programs.enums import (
    IN_THE_NETWORK,
    OVER,
    ConsentMode,
    ImportKind,
    MeasureKey,
    ParticipantState,
    ProgramState,
    TieRule,
    TieWindow,
)


def seed_targets() -> dict[str, float]:
    """The targets of the program guide."""
    return {
        MeasureKey.BELONGING.value: 4.5,
        MeasureKey.DEGREE.value: 10,
        MeasureKey.CLUSTERING.value: 0.5,
        MeasureKey.PATH_LENGTH.value: 3,
        MeasureKey.ACTIVITY.value: 0.9,
        MeasureKey.NEW_TIES.value: 0.75,
        MeasureKey.DROPOUT.value: 0.1,
    }


# For rows that an older release writes while a new one is being brought in.
WORKING_WEEK = models.Value(sorted(WEEKDAYS), models.JSONField())


def working_week() -> list[int]:
    """Monday to Friday."""
    return sorted(WEEKDAYS)


class Program(OrgModel):
    """One run of twelve months. Targets and definitions change only before it starts."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60)
    state = models.CharField(max_length=8, choices=ProgramState.choices, default=ProgramState.DRAFT)
    starts_on = models.DateField()
    month_count = models.PositiveSmallIntegerField(default=12)
    time_zone = models.CharField(max_length=60, default="UTC")
    working_days = models.JSONField(default=working_week, db_default=WORKING_WEEK)  # Monday is 0
    segment_attribute = models.CharField(max_length=60, default="Department")
    targets = models.JSONField(default=seed_targets)
    tie_rule = models.CharField(max_length=8, choices=TieRule.choices, default=TieRule.MUTUAL)
    tie_window = models.CharField(max_length=12, choices=TieWindow.choices, default=TieWindow.PROGRAM)
    new_tie_count = models.PositiveSmallIntegerField(default=5)  # so many new ties, each with somebody met
    new_tie_meetings = models.PositiveSmallIntegerField(default=2)  # on so many days
    new_tie_within = models.PositiveSmallIntegerField(default=60)  # that lie at most so many days apart
    consent_mode = models.CharField(max_length=8, choices=ConsentMode.choices, default=ConsentMode.SEGMENTS)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)  # or brought back; long after it is archived by itself
    archived_at = models.DateTimeField(null=True, blank=True)  # from then on counts how long everything in it is kept
    started_without = models.CharField(max_length=300, blank=True)  # why, if texts on the list were missing
    template = OrgForeignKey("programs.Template", null=True, related_name="programs")  # the version it was made from

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("template"),
            models.UniqueConstraint(fields=["organization", "slug"], name="program_slug_once"),
            models.CheckConstraint(condition=Q(month_count__gte=1, month_count__lte=36), name="program_months_sane"),
            models.CheckConstraint(
                condition=Q(state=ProgramState.ARCHIVED, archived_at__isnull=False)
                | (~Q(state=ProgramState.ARCHIVED) & Q(archived_at=None)),
                name="program_archived_since",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def definition(self) -> str:
        """The label of the series its snapshots belong to; another definition starts another series."""
        return f"{self.tie_rule}/{self.tie_window}"

    @property
    def span(self) -> Span:
        """Its days, for all arithmetic with them."""
        return Span(self.starts_on, self.month_count, frozenset(self.working_days))

    @property
    def is_over(self) -> bool:
        """True once it is finished: nobody comes in, nothing more is asked."""
        return self.state in OVER

    @property
    def is_archived(self) -> bool:
        """True while it is only read."""
        return self.state == ProgramState.ARCHIVED

    @property
    def ends_before(self) -> date:
        """The first day after the last program month."""
        return month_begins_on(self.starts_on, self.month_count + 1)


class Participant(OrgModel):
    """A membership's place in a program."""

    program = OrgForeignKey(Program, related_name="participants")
    membership = OrgForeignKey("tenancy.Membership", related_name="participants")
    state = models.CharField(max_length=9, choices=ParticipantState.choices, default=ParticipantState.INVITED)
    segment = models.CharField(max_length=80, blank=True)  # a copy of the attribute the program compares
    joined_on = models.DateField(null=True, blank=True)
    paused_until = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)
    withdrawal_words = models.CharField(max_length=500, blank=True)  # read by those who run the program, without a name
    named_on = models.DateField(null=True, blank=True)  # the day they agreed to be drawn by name

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "membership"),
            models.UniqueConstraint(fields=["organization", "program", "membership"], name="participant_once"),
        ]
        indexes = [models.Index(fields=["organization", "membership"], name="participant_of_membership")]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def in_network(self) -> bool:
        """True while the person's ties count."""
        return self.state in IN_THE_NETWORK

    @property
    def may_act(self) -> bool:
        """True while the person takes part now."""
        return self.state == ParticipantState.ACTIVE

    @property
    def name(self) -> str:
        """The membership's name; selectors fetch it along."""
        return str(self.membership.name)

    @property
    def first_name(self) -> str:
        """The first word of the name."""
        return str(self.membership.first_name)

    @property
    def initials(self) -> str:
        """Two letters for the round face."""
        return str(self.membership.initials)


class Remit(OrgModel):
    """The segments of a program that a facilitator looks after. Without a row they look after everybody."""

    program = OrgForeignKey(Program, related_name="remits")
    facilitator = OrgForeignKey("tenancy.Membership", related_name="+")
    segments = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "facilitator"),
            models.UniqueConstraint(fields=["organization", "program", "facilitator"], name="remit_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ImportFile(OrgModel):
    """A file that somebody wants to bring in: kept while it is looked at, emptied once it is in."""

    program = OrgForeignKey(Program, related_name="+")
    uploaded_by = OrgForeignKey("tenancy.Membership", related_name="+")
    kind = models.CharField(max_length=12, choices=ImportKind.choices)
    file_name = models.CharField(max_length=120)
    content = models.BinaryField()
    columns = models.JSONField(default=dict)  # which column holds what
    job = models.UUIDField(null=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "uploaded_by")]
        indexes = [models.Index(fields=["organization", "program", "-id"], name="import_newest")]  # the list of imports

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"
