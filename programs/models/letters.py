"""Messages to a role in the journey, who got them, and the ledger that keeps automatic mail within bounds."""

from django.db import models
from django.db.models import Q

from belonging.core.markup import to_html
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import Audience, MailKind


class JourneyRole(OrgModel):
    """Somebody is a welcome buddy or a mentoring partner; everybody takes part, and facilitators are members."""

    participant = OrgForeignKey("programs.Participant", related_name="journey_roles")
    audience = models.CharField(max_length=11, choices=Audience.choices)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("participant"),
            models.UniqueConstraint(fields=["organization", "participant", "audience"], name="journey_role_once"),
        ]

    def __str__(self) -> str:
        return self.audience


class Letter(OrgModel):
    """A message to everybody in a role: from the plan or by hand, one text for the page and for mail."""

    program = OrgForeignKey("programs.Program", related_name="letters")
    key = models.SlugField(max_length=60, blank=True)  # the plan's key
    audience = models.CharField(max_length=11, choices=Audience.choices, default=Audience.PARTICIPANT)
    subject = models.CharField(max_length=150)
    text = models.TextField(max_length=4000)
    goes_on = models.DateField()
    hour = models.PositiveSmallIntegerField(default=9)
    written_by = OrgForeignKey("tenancy.Membership", null=True, related_name="+")  # null: from the plan
    is_ready = models.BooleanField(default=False)  # somebody has looked at who gets it
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("program", "written_by")]
        indexes = [
            models.Index(fields=["organization", "program", "goes_on"], name="letter_by_day"),  # the list
            models.Index(  # the round looks in all organizations
                fields=["goes_on"], condition=Q(is_ready=True, sent_at=None, dropped_at=None), name="letter_to_go"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def html(self) -> str:
        """The text as the page shows it."""
        return to_html(self.text)


class Delivery(OrgModel):
    """A message reached somebody: on their page at once, by mail in their own daytime."""

    letter = OrgForeignKey(Letter, related_name="deliveries")
    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    owes_mail = models.BooleanField(default=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("letter", "membership"),
            models.UniqueConstraint(fields=["organization", "letter", "membership"], name="delivery_once"),
        ]
        indexes = [
            models.Index(fields=["organization", "membership", "-id"], name="delivery_of"),  # one's own messages
            models.Index(fields=["created_at"], condition=Q(owes_mail=True), name="delivery_owing_mail"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class SentMail(OrgModel):
    """One automatic mail of a kind went to a member: what the limits of rules.py are counted from."""

    membership = OrgForeignKey("tenancy.Membership", related_name="+")
    kind = models.CharField(max_length=10, choices=MailKind.choices)
    sent_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("membership")]
        indexes = [models.Index(fields=["organization", "membership", "kind", "-sent_at"], name="sent_mail_count")]

    def __str__(self) -> str:
        return self.kind
