"""The library: something to read, watch or fill in."""

from django.contrib.postgres.search import SearchVector, SearchVectorCombinable, SearchVectorField
from django.db import models
from django.db.models import Func

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import ResourceForm, WorksheetOutcome


class ChapterWords(SearchVectorCombinable, Func):
    """The words of every chapter; of JSON, PostgreSQL takes the texts and leaves the names of the fields."""

    function = "to_tsvector"
    template = "setweight(%(function)s('simple'::regconfig, %(expressions)s), 'C')"
    output_field = SearchVectorField()


class Worksheet(OrgModel):
    """A real thing to fill in. `questions` is the plan's list of them."""

    program = OrgForeignKey("programs.Program", related_name="worksheets")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    about = models.TextField(blank=True)
    questions = models.JSONField(default=list)
    outcome = models.CharField(max_length=9, choices=WorksheetOutcome.choices, default=WorksheetOutcome.NONE)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="worksheet_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Resource(OrgModel):
    """A guide, a video's script, a playbook, a cheat sheet, a deck of cards."""

    program = OrgForeignKey("programs.Program", related_name="resources")
    module = OrgForeignKey("programs.Module", null=True, related_name="+")
    worksheet = OrgForeignKey(Worksheet, null=True, related_name="+")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    category = models.CharField(max_length=60)
    form = models.CharField(max_length=12, choices=ResourceForm.choices)
    minutes = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    chapters = models.JSONField(default=list)
    # Stored, because a text match cannot use an index under a policy: measured 99 ms against 470 ms for 170,000 rows.
    words = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="simple")
        + SearchVector("text", weight="B", config="simple")
        + ChapterWords("chapters"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "module", "worksheet"),
            models.UniqueConstraint(fields=["organization", "program", "key"], name="resource_once"),
        ]

    def __str__(self) -> str:
        return self.title


class ResourceVisit(OrgModel):
    """How far a person has read a resource. Read by nobody else."""

    participant = OrgForeignKey("programs.Participant", related_name="+")
    resource = OrgForeignKey(Resource, related_name="visits")
    opened_on = models.DateField()
    chapters_read = models.JSONField(default=list)  # their numbers, from 1
    finished_on = models.DateField(null=True, blank=True)  # once finished, chapters are read in any order

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant", "resource"),
            models.UniqueConstraint(fields=["organization", "participant", "resource"], name="resource_visit_once"),
        ]

    def __str__(self) -> str:
        return str(self.opened_on)
