"""The plan of a program: what is to happen, and on which days."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import Audience, LearningKind, LinkKind


class Template(OrgModel):
    """A reusable plan, one row a version, never changed; its contents are the YAML that programs.plan_files reads."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=120)
    content = models.TextField()
    is_locked = models.BooleanField(default=False)  # facilitators may use it; only admins may copy or replace it
    copied_from = OrgForeignKey("self", null=True, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("copied_from"),
            models.UniqueConstraint(fields=["organization", "key", "version"], name="template_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class Phase(OrgModel):
    """A named stretch of the plan, before launch included."""

    program = OrgForeignKey("programs.Program", related_name="phases")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="phase_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="phase_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class Module(OrgModel):
    """One of the four: from the self to one to one, to the group, to keeping it going."""

    program = OrgForeignKey("programs.Program", related_name="modules")
    key = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)
    first_month = models.PositiveSmallIntegerField()
    last_month = models.PositiveSmallIntegerField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="module_once"),
            models.CheckConstraint(condition=Q(last_month__gte=F("first_month")), name="module_months_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


class Skill(OrgModel):
    """A node of the curriculum's network."""

    program = OrgForeignKey("programs.Program", related_name="skills")
    key = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="skill_once"),
        ]

    def __str__(self) -> str:
        return self.name


class SkillLink(OrgModel):
    """One skill builds on another; the plan reader refuses circles."""

    skill = OrgForeignKey(Skill, related_name="links")
    builds_on = OrgForeignKey(Skill, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("skill", "builds_on"),
            models.UniqueConstraint(fields=["organization", "skill", "builds_on"], name="skill_link_once"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_id} on {self.builds_on_id}"


class Step(OrgModel):
    """What a person does. `when` is the rule that occurrences were made from; changing it changes future ones only."""

    program = OrgForeignKey("programs.Program", related_name="steps")
    module = OrgForeignKey(Module, related_name="steps")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=LearningKind.choices)
    minutes = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.PARTICIPANT)
    when = models.JSONField()
    due = models.JSONField(null=True)
    asks = models.TextField(blank=True)  # what the person writes; steps that revisit bring it back
    is_optional = models.BooleanField(default=False)
    worksheet = OrgForeignKey("programs.Worksheet", null=True, related_name="+")
    revisits = OrgForeignKey("self", null=True, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "module", "worksheet", "revisits"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="step_once"),
        ]

    def __str__(self) -> str:
        return self.title


class StepLink(OrgModel):
    """A step builds on another, or unlocks once another is done."""

    step = OrgForeignKey(Step, related_name="links")
    other = OrgForeignKey(Step, related_name="+")
    kind = models.CharField(max_length=12, choices=LinkKind.choices)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("step", "other"),
            models.UniqueConstraint(fields=["organization", "step", "other", "kind"], name="step_link_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class StepSkill(OrgModel):
    """A step practises a skill."""

    step = OrgForeignKey(Step, related_name="skill_rows")
    skill = OrgForeignKey(Skill, related_name="step_rows")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("step", "skill"),
            models.UniqueConstraint(fields=["organization", "step", "skill"], name="step_skill_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}-{self.skill_id}"


class StepResource(OrgModel):
    """A step points at something to read, watch or fill in."""

    step = OrgForeignKey(Step, related_name="resource_rows")
    resource = OrgForeignKey("programs.Resource", related_name="step_rows")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("step", "resource"),
            models.UniqueConstraint(fields=["organization", "step", "resource"], name="step_resource_once"),
        ]

    def __str__(self) -> str:
        return f"{self.step_id}-{self.resource_id}"


class Occurrence(OrgModel):
    """One dated turn of a step: a monthly step has one for each month."""

    program = OrgForeignKey("programs.Program", related_name="+")
    step = OrgForeignKey(Step, related_name="occurrences")
    opens_on = models.DateField()
    due_on = models.DateField(null=True)
    month = models.SmallIntegerField()  # program month; 0 and below before launch
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "step"),
            models.UniqueConstraint(fields=["organization", "step", "opens_on"], name="occurrence_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "opens_on"], name="occurrence_by_day")  # the daily release
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.opens_on}"


class PlannedPromise(OrgModel):
    """A small promise the plan hands out on a day."""

    program = OrgForeignKey("programs.Program", related_name="planned_promises")
    module = OrgForeignKey(Module, related_name="+")
    key = models.SlugField(max_length=60)
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=12, choices=LearningKind.choices)
    opens_on = models.DateField()
    due_on = models.DateField()
    asks = models.JSONField(default=list, blank=True)  # a short form, at most three questions

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "module"),
            models.UniqueConstraint(fields=["organization", "program", "key", "opens_on"], name="planned_promise_once"),
        ]

    def __str__(self) -> str:
        return self.text


class ProgramDay(OrgModel):
    """The ledger of days: what a program owed those in one time zone on their local date has been released, once."""

    program = OrgForeignKey("programs.Program", related_name="+")
    time_zone = models.CharField(max_length=60, db_default="")  # blank: released before people had zones of their own
    local_date = models.DateField()
    released_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(
                fields=["organization", "program", "time_zone", "local_date"], name="program_day_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.local_date)


class PlanDraft(OrgModel):
    """A plan being changed: the next one of a program, or a template's next version; nobody lives by it."""

    template = OrgForeignKey(Template, related_name="drafts")  # the version it began from
    program = OrgForeignKey("programs.Program", null=True, related_name="plan_drafts")
    content = models.TextField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("template", "program"),
            models.UniqueConstraint(fields=["organization", "program"], name="plan_draft_of_program_once"),
            models.UniqueConstraint(
                fields=["organization", "template"], condition=Q(program=None), name="plan_draft_of_template_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PlanEdit(OrgModel):
    """One change of a draft, with what stood there before: Undo puts it back."""

    draft = OrgForeignKey(PlanDraft, related_name="edits")
    act = models.CharField(max_length=20)
    content_before = models.TextField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("draft")]
        indexes = [models.Index(fields=["organization", "draft", "-id"], name="plan_edit_newest")]  # Undo

    def __str__(self) -> str:
        return self.act
