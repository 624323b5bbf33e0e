"""Events: what people do together, who comes, and who came."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import Attendance, EventForm, EventNews, LearningKind, ReplyState


class EventSeries(OrgModel):
    """The rule that repeats; each date is an event of its own and may be edited alone."""

    program = OrgForeignKey("programs.Program", related_name="+")
    rule = models.JSONField()
    time_zone = models.CharField(max_length=60)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program")]

    def __str__(self) -> str:
        return str(self.public_id)


class Event(OrgModel):
    """Something on a day. `public_id` is its stable id in calendars; `revision` grows with every change."""

    program = OrgForeignKey("programs.Program", related_name="events")
    series = OrgForeignKey(EventSeries, null=True, related_name="events")
    host = OrgForeignKey("programs.Participant", null=True, related_name="+")
    key = models.SlugField(max_length=60, blank=True)  # the plan's key, for events that came from it
    title = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL)
    form = models.CharField(max_length=10, choices=EventForm.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    link = models.URLField(blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    is_step_free = models.BooleanField(null=True)
    has_sign_language = models.BooleanField(null=True)
    access_note = models.CharField(max_length=200, blank=True)
    check_in_code = models.CharField(max_length=8, blank=True)
    revision = models.PositiveIntegerField(default=0)
    stands_alone = models.BooleanField(default=False)  # edited by itself: a change of its series leaves it as it is
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    design = models.SlugField(max_length=30, blank=True)  # the design it was planned from, of programs.event_designs
    agenda = models.JSONField(default=list)  # its blocks in order, as programs.event_designs.Block writes them
    new_people = models.PositiveSmallIntegerField(null=True, blank=True)  # how many new people each is to talk with
    travel_note = models.TextField(blank=True)
    cost_note = models.CharField(max_length=120, blank=True)
    zone_note = models.CharField(max_length=200, blank=True)
    answers_closed_at = models.DateTimeField(null=True, blank=True)  # from then on nothing below changes
    answer_count = models.PositiveIntegerField(default=0)  # 0 where too few answered for anything to be told
    rating_mean = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    met_mean = models.DecimalField(max_digits=4, decimal_places=1, null=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "series", "host"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_starts"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "starts_at"], name="event_by_time"),  # the calendar
            models.Index(fields=["organization", "series", "starts_at"], name="event_of_series"),  # edits of a series
            models.Index(fields=["starts_at"], name="event_soon"),  # reminders, in all organizations
            models.Index(
                fields=["ends_at"], condition=Q(answers_closed_at=None, cancelled_at=None), name="event_to_ask_about"
            ),  # questions afterwards, in all organizations
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """True when it does not take place."""
        return self.cancelled_at is not None


class Reply(OrgModel):
    """A person's word on coming, and afterwards whether they came."""

    event = OrgForeignKey(Event, related_name="replies")
    participant = OrgForeignKey("programs.Participant", related_name="replies")
    state = models.CharField(max_length=9, choices=ReplyState.choices)
    guests = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()  # the place in the waiting line
    day_reminder_at = models.DateTimeField(null=True, blank=True)
    hour_reminder_at = models.DateTimeField(null=True, blank=True)
    news = models.CharField(max_length=9, choices=EventNews.choices, blank=True)  # what they are still to hear by mail
    attendance = models.CharField(max_length=7, choices=Attendance.choices, blank=True)
    absence_reason = models.CharField(max_length=120, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)  # the questions afterwards: told once, when all are in
    met_new = models.PositiveSmallIntegerField(null=True)  # how many people they talked with for the first time
    asked_after_at = models.DateTimeField(null=True, blank=True)  # when the mail with the questions went
    room = models.PositiveSmallIntegerField(null=True)  # the breakout room they were put in
    topic = OrgForeignKey("programs.EventTopic", null=True, related_name="choices")  # the one they chose themselves

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("event", "participant", "topic"),
            models.UniqueConstraint(fields=["organization", "event", "participant"], name="reply_once"),
            models.CheckConstraint(condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5), name="reply_rating"),
        ]
        indexes = [
            models.Index(fields=["organization", "participant"], name="reply_of_participant"),
            models.Index(fields=["organization"], condition=~Q(news=""), name="reply_with_news"),  # mail still to go
        ]

    def __str__(self) -> str:
        return self.state


class EventTopic(OrgModel):
    """Something a participant puts on the wall of an open space, with what those at the table note of it."""

    event = OrgForeignKey(Event, related_name="topics")
    author = OrgForeignKey("programs.Participant", related_name="+")
    title = models.CharField(max_length=160)
    notes = models.TextField(blank=True, max_length=4000)

    class Meta(OrgModel.Meta):
        constraints = [*fences("event", "author")]

    def __str__(self) -> str:
        return self.title


class OfficeHour(OrgModel):
    """A slot in which a facilitator is there for one person; whoever takes it first has it."""

    program = OrgForeignKey("programs.Program", related_name="+")
    facilitator = OrgForeignKey("tenancy.Membership", related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=160, blank=True)
    link = models.URLField(blank=True)
    taken_by = OrgForeignKey("programs.Participant", null=True, related_name="office_hours")
    about = models.CharField(max_length=300, blank=True)  # read by these two alone
    taken_at = models.DateTimeField(null=True, blank=True)
    day_reminder_at = models.DateTimeField(null=True, blank=True)  # when both were reminded
    hour_reminder_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "facilitator", "taken_by"),
            models.UniqueConstraint(fields=["organization", "facilitator", "starts_at"], name="office_hour_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="office_hour_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["organization", "program", "starts_at"], name="office_hour_by_time")]

    def __str__(self) -> str:
        return str(self.public_id)


class FeedToken(OrgModel):
    """The secret of a person's own calendar address; only its hash is kept."""

    participant = OrgForeignKey("programs.Participant", related_name="+")
    token_hash = models.CharField(max_length=64)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(fields=["organization", "token_hash"], name="feed_token_once"),
            models.UniqueConstraint(fields=["organization", "participant"], name="feed_token_per_person"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
