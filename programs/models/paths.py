"""One person's way through a plan: steps, small promises, what they wrote, and where they were stuck."""

from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import LearningKind, PersonStepState, PromiseSource


class PersonStep(OrgModel):
    """A person's own copy of an occurrence's days, so that one path can move without touching the plan."""

    participant = OrgForeignKey("programs.Participant", related_name="person_steps")
    occurrence = OrgForeignKey("programs.Occurrence", related_name="person_steps")
    step = OrgForeignKey("programs.Step", related_name="person_steps")
    state = models.CharField(max_length=7, choices=PersonStepState.choices, default=PersonStepState.WAITING)
    opens_on = models.DateField()
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True, blank=True)
    wrote = models.TextField(blank=True, max_length=4000)  # private to the person

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant", "occurrence", "step"),
            models.UniqueConstraint(fields=["organization", "participant", "occurrence"], name="person_step_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "opens_on"], name="person_step_by_day"),  # the roadmap
            models.Index(
                fields=["organization", "occurrence", "state"], name="person_step_release"
            ),  # the daily release
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.state}"


class Promise(OrgModel):
    """A small dated promise: from the plan, one's own, or given by a facilitator; kept with one tap."""

    participant = OrgForeignKey("programs.Participant", related_name="promises")
    planned = OrgForeignKey("programs.PlannedPromise", null=True, related_name="promises")
    source = models.CharField(max_length=8, choices=PromiseSource.choices)
    text = models.CharField(max_length=300)
    hint = models.CharField(max_length=500, blank=True)
    kind = models.CharField(max_length=12, choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL)
    opens_on = models.DateField()
    due_on = models.DateField()
    asks = models.JSONField(default=list, blank=True)  # a short form, at most three questions
    wrote = models.JSONField(default=dict, blank=True)  # question to answer; private to the person
    done_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)  # before it is due
    nudged_at = models.DateTimeField(null=True, blank=True)  # after it was due

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant", "planned"),
            models.UniqueConstraint(fields=["organization", "participant", "planned"], name="promise_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant", "due_on"], name="promise_by_day")]  # this month

    def __str__(self) -> str:
        return self.text


class Task(OrgModel):
    """Something a named facilitator, or another member, is asked to do."""

    program = OrgForeignKey("programs.Program", related_name="tasks")
    assignee = OrgForeignKey("tenancy.Membership", related_name="+")
    about = OrgForeignKey("programs.Participant", null=True, related_name="+")
    occurrence = OrgForeignKey("programs.Occurrence", null=True, related_name="+")
    thread = OrgForeignKey("programs.Thread", null=True, related_name="tasks")  # somebody is stuck and waits for a word
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "assignee", "about", "occurrence", "thread"),
            models.UniqueConstraint(fields=["organization", "assignee", "occurrence"], name="task_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Answer(OrgModel):
    """A worksheet filled in once; filling it in again keeps the earlier one to compare with. Private to the person."""

    participant = OrgForeignKey("programs.Participant", related_name="answers")
    worksheet = OrgForeignKey("programs.Worksheet", related_name="answers")
    values = models.JSONField(default=dict)
    answered_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("participant", "worksheet")]
        indexes = [
            models.Index(fields=["organization", "participant", "worksheet", "-id"], name="answer_newest")  # compare
        ]

    def __str__(self) -> str:
        return f"{self.worksheet_id} {self.answered_at}"


class Thread(OrgModel):
    """A private word between one person and the facilitators: 'I am stuck'."""

    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="threads")
    step = OrgForeignKey("programs.Step", null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "participant", "step")]
        indexes = [models.Index(fields=["organization", "program", "closed_at", "-id"], name="thread_open")]

    def __str__(self) -> str:
        return str(self.public_id)


class ThreadMessage(OrgModel):
    """One message of a thread."""

    thread = OrgForeignKey(Thread, related_name="messages")
    author = OrgForeignKey("tenancy.Membership", related_name="+")
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("thread", "author")]

    def __str__(self) -> str:
        return str(self.public_id)
