"""Rounds of introductions: who was asked to meet whom, what each said alone, and whether they met."""

from datetime import date

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from network.enums import (
    IntroductionAnswer,
    IntroductionNews,
    IntroductionState,
    LeftOutReason,
    MetAnswer,
    RoundState,
)


class Round(OrgModel):
    """Introductions for everybody at once: planned by a facilitator as counts, then offered to each person alone."""

    program = OrgForeignKey("programs.Program", related_name="+")
    asked_by = OrgForeignKey("tenancy.Membership", null=True, related_name="+")
    job = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=RoundState.choices, default=RoundState.PLANNED)
    apart = models.CharField(max_length=80, blank=True)  # nobody is introduced who shares this attribute
    bridge_share = models.FloatField()
    planned_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(default=dict)  # of the network: before, if half of them meet, if all do, and at the end
    told = models.JSONField(default=dict)  # pairs and people whom the rules leave out, by rule

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "asked_by"),
            models.UniqueConstraint(
                fields=["organization", "program"], condition=Q(state="open"), name="round_one_at_a_time"
            ),
            models.UniqueConstraint(fields=["organization", "job"], name="round_once_a_job"),
        ]
        indexes = [models.Index(fields=["organization", "program", "-planned_at", "-id"], name="round_newest")]  # list

    def __str__(self) -> str:
        return f"{self.planned_at:%Y-%m-%d} {self.state}"


class Introduction(OrgModel):
    """Two people, or three, who may be worth meeting for each other."""

    program = OrgForeignKey("programs.Program", related_name="+")
    round = OrgForeignKey(Round, related_name="introductions")
    state = models.CharField(max_length=8, choices=IntroductionState.choices, default=IntroductionState.PLANNED)
    common = models.PositiveSmallIntegerField(default=0)  # contacts the nearest two have in common
    steps = models.PositiveSmallIntegerField(null=True)  # between the nearest two; nothing: nobody leads there
    is_across = models.BooleanField(default=False)  # between segments
    is_next_choice = models.BooleanField(default=False)  # after an earlier one of the round fell
    expires_at = models.DateTimeField(null=True, blank=True)
    named_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # whether they met

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "round")]
        indexes = [
            models.Index(fields=["expires_at"], condition=Q(state="offered"), name="introduction_waiting"),  # the tick
            models.Index(fields=["named_at"], condition=Q(state="named"), name="introduction_named"),  # the tick
        ]

    def __str__(self) -> str:
        return self.state


class IntroductionSide(OrgModel):
    """One person of an introduction: their own words, which the others never read."""

    introduction = OrgForeignKey(Introduction, related_name="sides")
    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    answer = models.CharField(max_length=7, choices=IntroductionAnswer.choices, default=IntroductionAnswer.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    met = models.CharField(max_length=7, choices=MetAnswer.choices, default=MetAnswer.UNSAID)
    met_on = models.DateField(null=True, blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    news = models.CharField(max_length=7, choices=IntroductionNews.choices, blank=True)  # still to be told by mail

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("introduction", "program", "participant"),
            models.UniqueConstraint(
                fields=["organization", "introduction", "participant"], name="introduction_side_once"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant", "-id"], name="introduction_of_participant"),  # home
            models.Index(fields=["organization"], condition=~Q(news=""), name="introduction_owes_mail"),  # the tick
        ]

    def __str__(self) -> str:
        return self.answer


class LeftOut(OrgModel):
    """Somebody whom a round found nobody for; they come first in the next one."""

    round = OrgForeignKey(Round, related_name="left_out")
    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    reason = models.CharField(max_length=14, choices=LeftOutReason.choices)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("round", "program", "participant"),
            models.UniqueConstraint(fields=["organization", "round", "participant"], name="left_out_once"),
        ]

    def __str__(self) -> str:
        return self.reason


class IntroductionWish(OrgModel):
    """How somebody wants to be introduced: how many at a time, or not until a day."""

    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    most_at_once = models.PositiveSmallIntegerField(default=1)
    paused_until = models.DateField(null=True, blank=True)
    silences = models.PositiveSmallIntegerField(default=0)  # introductions in a row without a word
    stopped_on = models.DateField(null=True, blank=True)  # after three of them, kindly

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "participant"),
            models.UniqueConstraint(fields=["organization", "participant"], name="introduction_wish_once"),
        ]

    def __str__(self) -> str:
        return str(self.most_at_once)

    def is_open(self, on: date) -> bool:
        """True while the person may be introduced."""
        return self.stopped_on is None and (self.paused_until is None or self.paused_until <= on)
