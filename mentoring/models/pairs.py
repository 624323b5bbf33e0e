"""How mentoring runs in a program, who takes part, and the pairs."""

from django.db import models
from django.db.models import Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from mentoring.enums import Answer, Comfort, Ending, Fit, Mode, PairState, Review, RoundState
from mentoring.rules import FEWEST_ANSWER_DAYS, LONGEST_FAREWELL, MOST_ANSWER_DAYS, MOST_PARTNERS


class Track(OrgModel):
    """How mentoring runs in one program; a program without a row runs by these defaults."""

    program = OrgForeignKey("programs.Program", related_name="+")
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.PROPOSED)
    opens_in_month = models.PositiveSmallIntegerField(default=2)
    cadence_days = models.PositiveSmallIntegerField(default=14)
    minutes = models.PositiveSmallIntegerField(default=30)
    answer_days = models.PositiveSmallIntegerField(default=5)
    term_months = models.PositiveSmallIntegerField(default=12)
    cooldown_weeks = models.PositiveSmallIntegerField(default=26)
    allows_trios = models.BooleanField(default=True)
    musts = models.JSONField(default=list)  # what has to hold of every pair, as mentoring.matching reads it
    preferences = models.JSONField(default=list)  # what is liked, the first counting most; empty for the usual order
    agenda = models.JSONField(default=list)  # parts of a check-in; empty for the usual ones

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program"], name="track_once"),
            models.CheckConstraint(
                condition=Q(answer_days__gte=FEWEST_ANSWER_DAYS, answer_days__lte=MOST_ANSWER_DAYS),
                name="track_answer_days_sane",
            ),
        ]

    def __str__(self) -> str:
        return self.mode


class MentorProfile(OrgModel):
    """Somebody opted in: three short answers, and when they are free."""

    program = OrgForeignKey("programs.Program", related_name="+")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    offers = models.JSONField(default=list)  # lines: what I can help with
    wants = models.JSONField(default=list)  # what I want to grow
    interests = models.JSONField(default=list)  # what I like
    languages = models.JSONField(default=list)
    time_zone = models.CharField(max_length=60)
    hours = models.JSONField(default=list)  # such as "mon-evening", by the clocks of that zone
    comfort = models.CharField(max_length=11, choices=Comfort.choices, default=Comfort.SMALL_GROUP)
    prefers_camera_off = models.BooleanField(default=False)
    capacity = models.PositiveSmallIntegerField(default=1)
    is_open = models.BooleanField(default=True)  # False: opted out, or left alone after three unanswered proposals
    silent_count = models.PositiveSmallIntegerField(default=0)  # proposals in a row without an answer
    opted_in_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "participant"),
            models.UniqueConstraint(fields=["organization", "participant"], name="mentor_profile_once"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_PARTNERS), name="mentor_profile_capacity_sane"
            ),
        ]
        indexes = [models.Index(fields=["organization", "program", "is_open"], name="mentor_profile_open")]  # a round

    def __str__(self) -> str:
        return str(self.public_id)


class Round(OrgModel):
    """One go at pairing everybody who is free: a draft to look at, then people are asked."""

    program = OrgForeignKey("programs.Program", related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=RoundState.choices, default=RoundState.DRAFT)
    seed = models.PositiveIntegerField(default=1)
    musts = models.JSONField(default=list)  # as they were when it was made
    preferences = models.JSONField(default=list)
    made_by = OrgForeignKey("tenancy.Membership", related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "made_by"),
            models.UniqueConstraint(fields=["organization", "program", "number"], name="round_once"),
            models.UniqueConstraint(
                fields=["organization", "program"], condition=Q(state="draft"), name="round_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.state}"


class Pair(OrgModel):
    """Two people, or three, who mentor each other; from the proposal to the end."""

    program = OrgForeignKey("programs.Program", related_name="+")
    round = OrgForeignKey(Round, null=True, related_name="pairs")  # null: they asked each other
    state = models.CharField(max_length=8, choices=PairState.choices, default=PairState.DRAFT)
    is_locked = models.BooleanField(default=False)  # a facilitator holds it while the rest is made anew
    fit = models.FloatField(null=True)
    reasons = models.JSONField(default=list)  # what speaks for it, as mentoring.matching wrote it
    answer_until = models.DateTimeField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    cadence_days = models.PositiveSmallIntegerField(default=14)
    minutes = models.PositiveSmallIntegerField(default=30)
    agenda = models.JSONField(default=list)  # a copy, so that a change of the track reaches it only when sent
    term_ends_on = models.DateField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    next_place = models.CharField(max_length=160, blank=True)
    next_link = models.URLField(max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=0)  # of the next date, for calendars
    nudged_on = models.DateField(null=True, blank=True)  # when both were last reminded that they had not met
    ended_on = models.DateField(null=True, blank=True)
    ended_by = OrgForeignKey("programs.Participant", null=True, related_name="+")
    farewell = models.CharField(max_length=LONGEST_FAREWELL, blank=True)  # a kind sentence to the other
    asked_for_help_at = models.DateTimeField(null=True, blank=True)  # somebody turned to a human about it
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True, default=Ending.NONE)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "round", "ended_by")]
        indexes = [
            models.Index(fields=["organization", "program", "state"], name="pair_by_state"),  # the track's page
            models.Index(fields=["state", "answer_until"], name="pair_waiting"),  # the nightly task, everywhere
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.state}"


class Seat(OrgModel):
    """One person's place in a pair."""

    pair = OrgForeignKey(Pair, related_name="seats")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    answer = models.CharField(max_length=6, choices=Answer.choices, default=Answer.UNSAID)
    answered_at = models.DateTimeField(null=True, blank=True)
    fit = models.CharField(max_length=9, choices=Fit.choices, blank=True, default=Fit.UNSAID)
    fit_said_at = models.DateTimeField(null=True, blank=True)
    review = models.CharField(max_length=6, choices=Review.choices, blank=True, default=Review.UNSAID)
    left_on = models.DateField(null=True, blank=True)  # of three, one may go while the others stay

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("pair", "participant"),
            models.UniqueConstraint(fields=["organization", "pair", "participant"], name="seat_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="seat_of_participant")]  # my pairs

    def __str__(self) -> str:
        return self.answer


class Skip(OrgModel):
    """Somebody whom a round left without a partner, and why; they come first in the next one."""

    round = OrgForeignKey(Round, related_name="skips")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    why = models.CharField(max_length=6)  # as mentoring.matching says it
    rules = models.JSONField(default=list)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("round", "participant"),
            models.UniqueConstraint(fields=["organization", "round", "participant"], name="skip_once"),
        ]

    def __str__(self) -> str:
        return self.why


class SplitPair(OrgModel):
    """Two people whom a facilitator does not want together in one round."""

    round = OrgForeignKey(Round, related_name="splits")
    low = OrgForeignKey("programs.Participant", related_name="+")
    high = OrgForeignKey("programs.Participant", related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("round", "low", "high"),
            models.UniqueConstraint(fields=["organization", "round", "low", "high"], name="split_pair_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
