"""What was noticed, what was done about it, and whether it helped. No row names a person besides those who run it."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from dashboards.enums import Act, Area, Level, Measure, MoveState, NoteKind, Outcome, SignalKind
from dashboards.rules import GOALS_A_QUARTER, USUAL_MINUTES


class Look(OrgModel):
    """The ledger of looks: one row for each program and local date on which its signals and measures were read."""

    program = OrgForeignKey("programs.Program", related_name="+")
    local_date = models.DateField()
    looked_at = models.DateTimeField()
    parts = models.JSONField(default=dict)  # measure → [so much, of so many people], as it stood that morning

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "local_date"], name="look_once"),
        ]

    def __str__(self) -> str:
        return str(self.local_date)


class Signal(OrgModel):
    """
    Something noticed in a program, with the figure that says how much of it there is.

    One row from the day it is noticed until the day it is gone. `basis` names what the figure stands on (a count, a
    survey, a day), so that measuring again knows whether there is anything newer.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    kind = models.CharField(max_length=20, choices=SignalKind.choices)
    subject = models.CharField(max_length=200, blank=True)  # which group, statement, step or month
    figure = models.FloatField()
    of = models.FloatField(null=True)
    weight = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=60)
    noticed_on = models.DateField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "subject"],
                condition=Q(gone_on=None),
                name="signal_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class Move(OrgModel):
    """A facilitator's act on a signal: owner, day, what is done; measured again 30 and 60 days after it was done."""

    program = OrgForeignKey("programs.Program", related_name="+")
    signal = OrgForeignKey(Signal, related_name="moves")
    act = models.CharField(max_length=10, choices=Act.choices)
    owner = OrgForeignKey("tenancy.Membership", related_name="+")
    state = models.CharField(max_length=6, choices=MoveState.choices, default=MoveState.OPEN)
    opened_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    before = models.FloatField()
    basis = models.CharField(max_length=60)
    after_30 = models.FloatField(null=True)
    outcome_30 = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    after_60 = models.FloatField(null=True)
    outcome_60 = models.CharField(max_length=8, choices=Outcome.choices, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "signal", "owner"),
            models.UniqueConstraint(
                fields=["organization", "signal"],
                condition=Q(state=MoveState.OPEN),
                name="move_open_once_for_a_signal",
            ),
            models.CheckConstraint(
                condition=~Q(state=MoveState.CLOSED) | (~Q(outcome_30="") & ~Q(outcome_60="")),
                name="move_closes_measured",
            ),
            models.CheckConstraint(
                condition=Q(state=MoveState.OPEN) | Q(done_on__isnull=False), name="move_done_has_a_day"
            ),
        ]
        indexes = [models.Index(fields=["organization", "program", "-opened_on", "-id"], name="move_newest")]  # list

    def __str__(self) -> str:
        return f"{self.act} {self.public_id}"


class BriefWish(OrgModel):
    """How many minutes a week somebody who runs programs has, and whether the brief comes by mail."""

    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    minutes = models.PositiveSmallIntegerField(default=USUAL_MINUTES)
    is_mailed = models.BooleanField(default=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(fields=["organization", "membership"], name="brief_wish_once"),
        ]

    def __str__(self) -> str:
        return str(self.minutes)


class Brief(OrgModel):
    """One week's brief for one person: at most five lines that fit their minutes. A week with none sends nothing."""

    program = OrgForeignKey("programs.Program", related_name="+")
    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    week_on = models.DateField()  # its Monday
    minutes = models.PositiveSmallIntegerField()  # what they had said they have
    lines = models.JSONField(default=list)  # {"key": public id of the signal, "minutes": …}, best first
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "membership"),
            models.UniqueConstraint(
                fields=["organization", "program", "membership", "week_on"], name="brief_once_a_week"
            ),
        ]

    def __str__(self) -> str:
        return str(self.week_on)


class Pack(OrgModel):
    """An evidence pack: words and figures as they stood, from which every file of it is drawn again, byte for byte."""

    program = OrgForeignKey("programs.Program", related_name="+")
    snapshot = OrgForeignKey("network.Snapshot", related_name="+")
    made_by = OrgForeignKey("tenancy.Membership", related_name="+")
    made_at = models.DateTimeField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "snapshot", "made_by")]
        indexes = [models.Index(fields=["organization", "program", "-made_at", "-id"], name="pack_newest")]  # list

    def __str__(self) -> str:
        return str(self.public_id)


class CircleNote(OrgModel):
    """Something written in the circle of those who run programs: for oneself, for the others, or a tip to keep."""

    author = OrgForeignKey("tenancy.Membership", related_name="+")
    kind = models.CharField(max_length=6, choices=NoteKind.choices)
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=2000)
    tags = models.CharField(max_length=120, blank=True)  # words between commas
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("author")]
        indexes = [
            models.Index(fields=["organization", "kind", "-written_at", "-id"], name="circle_note_newest")
        ]  # page

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class RoleText(OrgModel):
    """One version of what running a program asks of somebody; the newest holds, earlier ones stay."""

    text = models.TextField(max_length=4000)
    hours = models.PositiveSmallIntegerField()  # a week
    cover = models.TextField(max_length=1000)  # who is there when they are not
    written_by = OrgForeignKey("tenancy.Membership", related_name="+")
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("written_by")]

    def __str__(self) -> str:
        return str(self.public_id)


class SelfCheck(OrgModel):
    """How somebody who runs programs sees themselves in an area on a day, and what shows it; read by them alone."""

    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    area = models.CharField(max_length=12, choices=Area.choices)
    level = models.CharField(max_length=1, choices=Level.choices)
    evidence = models.CharField(max_length=500)
    checked_on = models.DateField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(
                fields=["organization", "membership", "area", "checked_on"], name="self_check_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.checked_on}"


class CommunityGoal(OrgModel):
    """What a community wants in a quarter of its program, in a few words; a quarter has room for three."""

    program = OrgForeignKey("programs.Program", related_name="+")
    quarter = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()  # 1, 2 or 3
    title = models.CharField(max_length=160)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(
                fields=["organization", "program", "quarter", "place"], name="community_goal_once_a_place"
            ),
            models.CheckConstraint(
                condition=Q(place__gte=1, place__lte=GOALS_A_QUARTER), name="community_goal_three_places"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class KeyResult(OrgModel):
    """By what a goal is known to be reached: a live figure, how far it is to come, and by which day."""

    goal = OrgForeignKey(CommunityGoal, related_name="results")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    target = models.FloatField()
    due_on = models.DateField()
    begun_on = models.DateField()
    before = models.FloatField(null=True)  # the figure on the day it was written down, where there was one

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("goal"),
            models.UniqueConstraint(fields=["organization", "goal", "measure"], name="key_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.public_id}"


class Persona(OrgModel):
    """Somebody invented for whom a program is made. It points at no person, and nothing about a person at it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    name = models.CharField(max_length=80)
    text = models.TextField(max_length=1000)
    needs = models.TextField(max_length=1000)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "name"], name="persona_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonaTag(OrgModel):
    """A text of the library, an event or a message was made with a persona in mind."""

    persona = OrgForeignKey(Persona, related_name="tags")
    resource = OrgForeignKey("programs.Resource", null=True, related_name="+")
    event = OrgForeignKey("programs.Event", null=True, related_name="+")
    letter = OrgForeignKey("programs.Letter", null=True, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("persona", "resource", "event", "letter"),
            models.UniqueConstraint(
                fields=["organization", "persona", "resource", "event", "letter"],
                name="persona_tag_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(resource__isnull=False, event=None, letter=None)
                | Q(resource=None, event__isnull=False, letter=None)
                | Q(resource=None, event=None, letter__isnull=False),
                name="persona_tag_is_on_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
