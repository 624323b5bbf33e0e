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
    """The fences of a table without a public id: nothing points at its rows."""
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

    class Meta(Bare.Meta):
        constraints = bare_fences("wave")
        indexes = [models.Index(fields=["organization", "wave", "item"], name="remark_of_item")]  # the results page

    def __str__(self) -> str:
        return "a remark"


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
