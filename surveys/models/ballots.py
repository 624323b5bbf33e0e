"""
The only tables that hold what people said. Imported by the services that send and open ballots, and by nobody else.

None of them has a moment, a counting number or, once opened, a person: a key that counts or a clock would bring back
the order in which people answered (docs/decisions/0017). That is why they leave out what every other table has.
"""

import uuid

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from belonging.tenancy.fences import RowSecurity, SameTenant
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from surveys.enums import Care
from surveys.models.waves import Wave


class Bare(OrgModel):
    """Abstract: a row of an organization with a random key and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_default=RandomUUID(), editable=False)  # type: ignore[assignment]
    public_id = None  # type: ignore[assignment]  # Django takes the field away
    created_at = None  # type: ignore[assignment]

    class Meta(OrgModel.Meta):
        abstract = True


def bare_fences(*parents: str) -> list[models.BaseConstraint]:
    """The fences of a table without a public id; one that is pointed at (Remark) adds the key for it."""
    prefix = "%(app_label)s_%(class)s"
    return [
        RowSecurity(name=f"{prefix}_fence"),
        *(SameTenant(name=f"{prefix}_{parent}_same", field=parent) for parent in parents),
    ]


class SealedBallot(Bare):
    """
    One person's sealed envelope in an open wave; sending again replaces what is in it.

    The row is also all there is of "has answered". It is gone when the wave closes.
    """

    wave = OrgForeignKey(Wave, related_name="+")
    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    envelope = models.BinaryField()
    promise_hash = models.CharField(max_length=64)  # what they had read

    class Meta(Bare.Meta):
        constraints = [
            *bare_fences("wave", "membership"),
            models.UniqueConstraint(fields=["organization", "wave", "membership"], name="ballot_once"),
        ]

    def __str__(self) -> str:
        return "an envelope"


class Response(Bare):
    """One person's answers after the shuffle. The pseudonym is there on the first and the newest wave only."""

    wave = OrgForeignKey(Wave, related_name="+")
    answers = models.JSONField()  # item to number
    pseudonym = models.BinaryField(null=True)

    class Meta(Bare.Meta):
        constraints = bare_fences("wave")
        indexes = [models.Index(fields=["organization", "wave"], name="response_of_wave")]  # the next close

    def __str__(self) -> str:
        return "answers"


class Remark(Bare):
    """What somebody wrote to one question: beside no answer, no group and no other remark of theirs."""

    wave = OrgForeignKey(Wave, related_name="+")
    item = models.SlugField(max_length=40)
    text = models.TextField()
    care = models.CharField(max_length=7, choices=Care.choices, blank=True, default=Care.FREE)  # may tell of harm
    mark = models.BinaryField(null=True)  # what its writer's code looks like here, while words back can be opened

    class Meta(Bare.Meta):
        constraints = [
            *bare_fences("wave"),
            models.UniqueConstraint(fields=["organization", "id"], name="surveys_remark_key"),  # Word points at it
        ]
        indexes = [models.Index(fields=["organization", "wave", "item"], name="remark_of_item")]  # the results page

    def __str__(self) -> str:
        return "a remark"


class Word(Bare):
    """One line of what is said to and fro about a remark; its day and no more, since a moment would be somebody's."""

    remark = OrgForeignKey(Remark, related_name="+")
    is_writers = models.BooleanField()  # of whoever wrote the remark; else of those who run the program
    text = models.TextField()
    said_on = models.DateField()  # the writer's: the day it was opened

    class Meta(Bare.Meta):
        constraints = bare_fences("remark")
        indexes = [models.Index(fields=["organization", "remark", "said_on"], name="word_of_remark")]  # a talk

    def __str__(self) -> str:
        return "a word"


class SealedWord(Bare):
    """What a remark's writer says back, sealed until the worker opens a day's words together (docs/decisions/0024)."""

    program = OrgForeignKey("programs.Program", related_name="+")
    envelope = models.BinaryField()

    class Meta(Bare.Meta):
        constraints = bare_fences("program")

    def __str__(self) -> str:
        return "sealed words"


class Removal(Bare):
    """
    Somebody's wish to have their answers taken out of the surveys that are still linked.

    Who it is stands sealed inside, for the worker with the program's secret: a name here, beside a dump from before and
    one from after, would say whose answers went.
    """

    program = OrgForeignKey("programs.Program", related_name="+")
    envelope = models.BinaryField()

    class Meta(Bare.Meta):
        constraints = bare_fences("program")

    def __str__(self) -> str:
        return "a wish"
