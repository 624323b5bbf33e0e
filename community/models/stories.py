"""Stories, and the question of each quarter they answer."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import Ease, Reach, StoryState


class StoryQuestion(OrgModel):
    """A quarter's question in the words of those who run the program, instead of the built-in one."""

    program = OrgForeignKey("programs.Program", related_name="+")
    quarter = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "quarter"], name="story_question_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Story(OrgModel):
    """What somebody tells, where they place it themselves, and who may read it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    teller = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they have left
    quarter = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=300)  # as it was asked; a later wording changes nothing here
    title = models.CharField(max_length=120)
    text = models.TextField()
    placings = models.JSONField(default=dict)  # key of a triangle or line → the point the teller chose
    ease = models.CharField(max_length=8, choices=Ease.choices, blank=True)
    reach = models.CharField(max_length=12, choices=Reach.choices, default=Reach.FACILITATORS)
    is_named = models.BooleanField(default=False)  # shown with the teller's name
    state = models.CharField(max_length=8, choices=StoryState.choices, default=StoryState.WAITING)
    editors_word = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=0)  # grows with every change, so that editors approve what they read
    told_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "teller")]
        indexes = [
            models.Index(fields=["organization", "program", "-told_at", "-id"], name="story_newest"),  # lists
            models.Index(fields=["organization", "teller"], name="story_of_teller"),  # own stories, and leaving
        ]

    def __str__(self) -> str:
        return self.title


class StoryRound(OrgModel):
    """What came of a quarter's stories: what people saw in them together, what is done about it, and what was told."""

    program = OrgForeignKey("programs.Program", related_name="+")
    quarter = models.PositiveSmallIntegerField()
    seen = models.TextField(blank=True)
    act = models.CharField(max_length=200, blank=True)
    owner = OrgForeignKey("tenancy.Membership", null=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    told = models.TextField(blank=True)  # given back to everybody

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "owner"),
            models.UniqueConstraint(fields=["organization", "program", "quarter"], name="story_round_once"),
            models.CheckConstraint(
                condition=Q(act="") | Q(owner__isnull=False, due_on__isnull=False), name="story_round_act_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return str(self.quarter)
