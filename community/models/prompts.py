"""Prompts: a question on a day, who answers first, and what was done with the answers."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import Move, SeedState


class Prompt(OrgModel):
    """A question that a group is asked on a day, in the name of somebody who runs the program."""

    group = OrgForeignKey("community.Group", related_name="prompts")
    asker = OrgForeignKey("programs.Participant", related_name="+")
    question = models.CharField(max_length=300)
    goes_on = models.DateField()
    post = OrgForeignKey("community.Post", null=True, related_name="+")  # once it is asked
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("group", "asker", "post")]
        indexes = [
            models.Index(fields=["goes_on"], condition=Q(post=None, dropped_at=None), name="prompt_to_ask"),  # all
            models.Index(fields=["organization", "group", "-goes_on"], name="prompt_of_group"),  # the list
        ]

    def __str__(self) -> str:
        return self.question


class Seed(OrgModel):
    """Somebody who is asked to answer a prompt first, so that nobody speaks into silence."""

    prompt = OrgForeignKey(Prompt, related_name="seeds")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    state = models.CharField(max_length=8, choices=SeedState.choices, default=SeedState.ASKED)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("prompt", "participant"),
            models.UniqueConstraint(fields=["organization", "prompt", "participant"], name="seed_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="seed_of")]  # home

    def __str__(self) -> str:
        return self.state


class FollowUp(OrgModel):
    """Something done with an answer to a prompt."""

    answer = OrgForeignKey("community.Post", related_name="follow_ups")
    move = models.CharField(max_length=9, choices=Move.choices)
    made_by = OrgForeignKey("tenancy.Membership", null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("answer", "made_by"),
            models.UniqueConstraint(fields=["organization", "answer", "move"], name="follow_up_once"),
        ]

    def __str__(self) -> str:
        return self.move
