"""The award for somebody who connects others: who named whom, who judges, who was chosen."""

from django.db import models
from django.db.models import F, Q

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel


class Award(OrgModel):
    """One award of a program: a window for naming people, then a jury, then a day on which all is told."""

    program = OrgForeignKey("programs.Program", related_name="+")
    title = models.CharField(max_length=80)
    about = models.TextField(blank=True)
    criteria = models.JSONField(default=list)  # sentences, each ticked or not by who names somebody
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day for naming
    most_named = models.PositiveSmallIntegerField(default=2)  # people one person may name
    announced_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="award_closes_after_it_opens"),
            models.UniqueConstraint(
                fields=["organization", "program"], condition=Q(announced_at=None), name="award_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Nominee(OrgModel):
    """Somebody who was named, with their own word on what the jury may see of them."""

    award = OrgForeignKey(Award, related_name="nominees")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    shows_evidence = models.BooleanField(default=False)  # the jury may see how they connect people
    has_won = models.BooleanField(default=False)
    is_to_be_told = models.BooleanField(default=False)  # a mail is still to go

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("award", "participant"),
            models.UniqueConstraint(fields=["organization", "award", "participant"], name="nominee_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "participant"], name="nominee_of_participant"),  # their kind words
            models.Index(fields=["organization"], condition=Q(is_to_be_told=True), name="nominee_to_tell"),  # mail
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Nomination(OrgModel):
    """What one person said of another."""

    nominee = OrgForeignKey(Nominee, related_name="nominations")
    nominator = OrgForeignKey("programs.Participant", null=True, related_name="+")  # null once they have left
    fits = models.JSONField(default=list)  # the criteria that were ticked, as they read then
    story = models.TextField()
    is_signed = models.BooleanField(default=True)  # the nominee reads who wrote it
    named_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("nominee", "nominator"),
            models.UniqueConstraint(fields=["organization", "nominee", "nominator"], name="nomination_once"),
        ]
        indexes = [models.Index(fields=["organization", "nominator"], name="nomination_of_nominator")]  # their limit

    def __str__(self) -> str:
        return str(self.public_id)


class Juror(OrgModel):
    """Somebody who judges."""

    award = OrgForeignKey(Award, related_name="jurors")
    participant = OrgForeignKey("programs.Participant", related_name="+")
    voted_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("award", "participant"),
            models.UniqueConstraint(fields=["organization", "award", "participant"], name="juror_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Vote(OrgModel):
    """A juror's yes to a nominee. Nobody reads who said yes to whom."""

    juror = OrgForeignKey(Juror, related_name="votes")
    nominee = OrgForeignKey(Nominee, related_name="votes")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("juror", "nominee"),
            models.UniqueConstraint(fields=["organization", "juror", "nominee"], name="vote_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
