"""What the people of a program agreed on, version by version, and who said yes to which."""

from django.db import models
from django.db.models import Q

from belonging.core.markup import to_html
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import AgreementKind, Purpose


class Agreement(OrgModel):
    """One version of a text that the people of a program say yes to. Never changed: the next version is another row."""

    program = OrgForeignKey("programs.Program", related_name="agreements")
    kind = models.CharField(max_length=12, choices=AgreementKind.choices)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=8000)
    written_by = OrgForeignKey("tenancy.Membership", null=True, related_name="+")  # null: from the plan
    written_at = models.DateTimeField()
    reviewed_at = models.DateTimeField(null=True, blank=True)  # somebody looked and found it still right
    signed_by = models.CharField(max_length=160, blank=True)  # the sponsor's name and office
    signed_on = models.DateField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "written_by"),
            models.UniqueConstraint(
                fields=["organization", "program", "kind", "version"], name="agreement_version_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"

    @property
    def html(self) -> str:
        """The text as a page shows it."""
        return to_html(self.text)


class Consent(OrgModel):
    """A yes to one version of a text, from somebody who registers or who takes part. Taken back it ends, as below."""

    agreement = OrgForeignKey(Agreement, related_name="consents")
    registration = OrgForeignKey("programs.Registration", null=True, related_name="consents")
    participant = OrgForeignKey("programs.Participant", null=True, related_name="consents")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("agreement", "registration", "participant"),
            models.UniqueConstraint(fields=["organization", "agreement", "registration"], name="consent_once_before"),
            models.UniqueConstraint(
                fields=["organization", "agreement", "participant"], condition=Q(ended_at=None), name="consent_once"
            ),
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(participant__isnull=False), name="consent_is_somebodys"
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "participant"], name="consent_of_participant"),  # what is still unsaid
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class PurposeConsent(OrgModel):
    """A yes to one purpose, with the words as they were read. Taken back it ends; another yes is another row."""

    participant = OrgForeignKey("programs.Participant", related_name="purpose_consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    about = models.UUIDField(null=True, blank=True)  # which story, which award: the id it is known by there
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=1000)
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(
                fields=["organization", "participant", "purpose", "about"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="purpose_consent_held_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"
