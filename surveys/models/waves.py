"""When it is asked, of whom, under which promise, and what came of it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from belonging.core.tongues import Spoken, in_language, spoken_in
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from surveys.disclosure import LEAST, LEAST_WORDS
from surveys.enums import Mode, Trouble, WaveKind, WaveState
from surveys.models.instruments import Instrument


class Wave(OrgModel):
    """
    One run of an instrument in a program.

    Mode, thresholds, slices and promise stand still from the opening on: they may only be tightened. `answered_count`
    is not known before the end; while it is open, a count of the envelopes says how many answered.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    instrument = OrgForeignKey(Instrument, related_name="+")
    kind = models.CharField(max_length=13, choices=WaveKind.choices)
    state = models.CharField(max_length=10, choices=WaveState.choices, default=WaveState.PLANNED)
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.SEALED)
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which answers are taken
    plan_day = models.DateField(null=True, blank=True)  # the day in the program's plan that it stands for
    counted_from = models.DateField(null=True, blank=True)  # without one: the start of the program when it was planned
    least = models.PositiveSmallIntegerField(default=LEAST)
    least_words = models.PositiveSmallIntegerField(default=LEAST_WORDS)
    slices = models.JSONField(default=list)  # names of member attributes, one at a time
    about = models.CharField(max_length=200, blank=True)  # of a follow-up: what was done; of an event: its name
    event = OrgForeignKey("programs.Event", null=True, blank=True, related_name="+")  # whose people it asks
    promise_text = models.TextField(blank=True)  # in the first language
    promise_texts = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))  # by language
    promise_version = models.PositiveSmallIntegerField(default=0)
    promise_hash = models.CharField(max_length=64, blank=True)  # of all languages: it does not tell which was read
    questions_hash = models.CharField(max_length=64, blank=True, db_default="")  # of what is asked, in all languages
    public_key = models.BinaryField(null=True)
    ballot_bytes = models.PositiveIntegerField(default=0)
    asked_count = models.PositiveIntegerField(null=True)
    answered_count = models.PositiveIntegerField(null=True)
    unread_count = models.PositiveIntegerField(default=0)  # envelopes that did not open: they had been changed
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    key_destroyed_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=10, choices=Trouble.choices, blank=True)
    reminded_by_hand_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # the facilitator's word beside the results

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "instrument", "event"),
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "opens_on"],
                condition=~Q(kind__in=(WaveKind.FOLLOW_UP, WaveKind.EVENT)),
                name="wave_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["organization", "event"], condition=Q(event__isnull=False), name="wave_once_an_event"
            ),
            models.CheckConstraint(
                condition=Q(kind=WaveKind.EVENT, event__isnull=False) | (~Q(kind=WaveKind.EVENT) & Q(event=None)),
                name="wave_event_has_one",
            ),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="wave_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(least__gte=LEAST), name="wave_least_floor"),
            models.CheckConstraint(condition=Q(least_words__gte=LEAST_WORDS), name="wave_least_words_floor"),
        ]
        indexes = [models.Index(fields=["organization", "program", "opens_on"], name="wave_by_day")]  # the list

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_open(self) -> bool:
        """True between opening and closing."""
        return self.state == WaveState.OPEN

    @property
    def was_opened(self) -> bool:
        """True from the opening on, the end included."""
        return self.opened_at is not None

    @property
    def is_sealed(self) -> bool:
        """True for the promise that only two waves stay linkable."""
        return self.mode == Mode.SEALED

    @property
    def promise(self) -> Spoken:
        """What was promised, in the language of the page; earlier waves promised it in the first one alone."""
        return in_language(self.promise_texts, settings.LANGUAGE_CODE) or spoken_in(
            self.promise_text, settings.LANGUAGE_CODE
        )

    @property
    def key_name(self) -> str:
        """The file of its private key."""
        return f"wave-{self.public_id}"

    def is_past(self, today: date) -> bool:
        """True when its last day is over."""
        return self.closes_on < today


class Asked(OrgModel):
    """
    Somebody whom an open wave asks, with the groups they belonged to when it opened. Deleted when it closes.

    `mails` counts what was sent: the invitation and reminders. Nobody gets to see it, since a second reminder says
    who had not answered.
    """

    wave = OrgForeignKey(Wave, related_name="+")
    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    groups = models.JSONField(default=dict)  # attribute to value, as frozen at the opening
    mails = models.PositiveSmallIntegerField(default=0)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("wave", "membership"),
            models.UniqueConstraint(fields=["organization", "wave", "membership"], name="asked_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class LastAsked(OrgModel):
    """The last day a person was asked to answer anything, so that nobody is asked too often."""

    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    asked_on = models.DateField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(fields=["organization", "membership"], name="last_asked_once"),
        ]

    def __str__(self) -> str:
        return str(self.asked_on)


class ProgramKey(OrgModel):
    """That a program has a secret for pseudonyms, and when it was destroyed. The secret itself is a file elsewhere."""

    program = OrgForeignKey("programs.Program", related_name="+")
    public_key = models.BinaryField(null=True)  # seals wishes to have one's answers taken out
    reply_key = models.BinaryField(null=True)  # seals what writers of remarks say back
    words_opened_on = models.DateField(null=True)  # once a day
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program"], name="program_key_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The file of the secret."""
        return f"program-{self.public_id}"


class Result(OrgModel):
    """What a wave publishes: figures that went through disclosure, written once at the close and never again."""

    wave = OrgForeignKey(Wave, related_name="+")
    figures = models.JSONField()
    published_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("wave"),
            models.UniqueConstraint(fields=["organization", "wave"], name="result_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class FollowUp(OrgModel):
    """What is done about a result: words, owner and day. A month later people are asked whether it helped."""

    wave = OrgForeignKey(Wave, related_name="+")
    text = models.CharField(max_length=200)
    owner = OrgForeignKey("tenancy.Membership", related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    asks = OrgForeignKey(Wave, null=True, related_name="+")  # the wave that asks whether it helped

    class Meta(OrgModel.Meta):
        constraints = [*fences("wave", "owner", "asks")]

    def __str__(self) -> str:
        return str(self.public_id)
