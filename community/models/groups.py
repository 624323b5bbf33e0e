"""Groups, who is in them, what is written there, and what somebody asked to have looked at."""

from datetime import date

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q, Value

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from community.enums import Entry, SeatState

NO_TOPICS = Value([], models.JSONField())


class Group(OrgModel):
    """People with something in common; with a goal and a last day it is a project."""

    program = OrgForeignKey("programs.Program", related_name="+")
    name = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    entry = models.CharField(max_length=10, choices=Entry.choices, default=Entry.OPEN)
    allows_unsigned = models.BooleanField(default=False)  # from its first day on: what was promised does not change
    takes_newcomers = models.BooleanField(default=False)  # whoever is new sits in it, and may leave
    closed_at = models.DateTimeField(null=True, blank=True)
    topics = models.JSONField(default=list, db_default=NO_TOPICS)  # a few words, in the spelling used here first
    # Of a project: what it is for and its last day. It ends by itself, and stays to be read.
    goal = models.CharField(max_length=300, blank=True, db_default="")
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # its people said that it is done, before that day
    seeks_people = models.BooleanField(default=False, db_default=False)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.CheckConstraint(condition=Q(ends_on=None) | ~Q(goal=""), name="group_project_has_a_goal"),
        ]
        indexes = [models.Index(fields=["organization", "program", "name"], name="group_by_name")]  # the list

    def __str__(self) -> str:
        return self.name

    @property
    def is_project(self) -> bool:
        """True for a group with a goal and a last day."""
        return self.ends_on is not None

    def is_over(self, on: date) -> bool:
        """True for a project that has ended by this day; a group without an end never has."""
        return self.ends_on is not None and (self.ended_at is not None or self.ends_on < on)


class GroupSeat(OrgModel):
    """Somebody's place in a group: in it, asking to be, or asked to be."""

    group = OrgForeignKey(Group, related_name="seats")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    state = models.CharField(max_length=7, choices=SeatState.choices)
    is_manager = models.BooleanField(default=False)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("group", "participant"),
            models.UniqueConstraint(fields=["organization", "group", "participant"], name="group_seat_once"),
        ]
        indexes = [models.Index(fields=["organization", "participant"], name="group_seat_of_participant")]

    def __str__(self) -> str:
        return self.state


class Post(OrgModel):
    """What somebody wrote in a group, or answered. A removed one keeps its place, so that answers make sense."""

    group = OrgForeignKey(Group, related_name="posts")
    parent = OrgForeignKey("community.Post", null=True, related_name="answers")
    author = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they left, or unsigned
    is_unsigned = models.BooleanField(default=False)  # then no row says who wrote it
    topic = models.CharField(max_length=40, blank=True)  # of a first post, in the words of who wrote it
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)  # until somebody has looked, only its author sees it
    revision = models.PositiveIntegerField(default=0)  # grows with every change
    # Stored, because a text match cannot use an index under a policy (measured for the library).
    words = models.GeneratedField(
        expression=SearchVector("text", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("group", "parent", "author"),
            models.CheckConstraint(condition=Q(is_unsigned=False) | Q(author=None), name="post_unsigned_has_no_author"),
        ]
        indexes = [
            models.Index(  # a group's page
                fields=["organization", "group", "-written_at", "-id"], condition=Q(parent=None), name="post_newest"
            ),
            models.Index(fields=["organization", "parent", "written_at", "id"], name="post_answers"),  # a thread
            models.Index(fields=["organization", "group", "topic"], condition=~Q(topic=""), name="post_topic"),
            models.Index(fields=["organization", "author"], name="post_of_author"),  # leaving
            models.Index(fields=["organization", "held_at"], condition=~Q(held_at=None), name="post_held"),  # queue
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Report(OrgModel):
    """Somebody asks those who run the program to look at a post."""

    post = OrgForeignKey(Post, related_name="reports")
    reporter = OrgForeignKey("programs.Participant", null=True, related_name="+")
    reason = models.CharField(max_length=300)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("post", "reporter"),
            models.UniqueConstraint(fields=["organization", "post", "reporter"], name="report_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "reported_at"], condition=Q(settled_at=None), name="report_open")
        ]

    def __str__(self) -> str:
        return str(self.public_id)
