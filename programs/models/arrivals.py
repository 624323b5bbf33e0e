"""How people come into a program: its registration page, who asks for a place, and their personal links."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from belonging.core import names
from belonging.core.markup import to_html
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import OrgModel
from programs.enums import EntrancePolicy, RegistrationNews, RegistrationState


class Entrance(OrgModel):
    """A program's registration page: what it says, who may come in, and how many. Its row is the lock of the seats."""

    program = OrgForeignKey("programs.Program", related_name="entrances")
    policy = models.CharField(max_length=10, choices=EntrancePolicy.choices, default=EntrancePolicy.APPROVAL)
    text = models.TextField(max_length=4000, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)  # the last day on which somebody may ask
    is_published = models.BooleanField(default=False)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program"),
            models.UniqueConstraint(fields=["organization", "program"], name="entrance_once"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gte=1), name="entrance_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.policy} {self.public_id}"

    @property
    def html(self) -> str:
        """The announcement as a page shows it."""
        return to_html(self.text)


class Registration(OrgModel):
    """Somebody's way into a program, which may begin before any account exists."""

    program = OrgForeignKey("programs.Program", related_name="registrations")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    segment = models.CharField(max_length=80, blank=True)
    why = models.CharField(max_length=500, blank=True)  # read by those who run the program
    hello = models.CharField(max_length=300, blank=True)  # read by everybody in the program
    state = models.CharField(max_length=11, choices=RegistrationState.choices, default=RegistrationState.UNCONFIRMED)
    asked_at = models.DateTimeField()
    lined_up_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    participant = OrgForeignKey("programs.Participant", null=True, related_name="registrations")
    news = models.CharField(max_length=8, choices=RegistrationNews.choices, blank=True)  # what is still to be mailed
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "participant"),
            models.UniqueConstraint(fields=["organization", "program", "email"], name="registration_once"),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="registration_email_is_lower"),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "state", "lined_up_at"], name="registration_line"),
            models.Index(  # the round of mail looks in all organizations
                fields=["asked_at"], condition=~Q(news=""), name="registration_owing_mail"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def first_name(self) -> str:
        """The first word of the name, if they wrote one."""
        return names.first_name(self.name)

    @property
    def initials(self) -> str:
        """Two letters for the round face."""
        return names.initials(self.name)


class PersonalLink(OrgModel):
    """Opens somebody's page before they have an account. Only the hash of its secret is kept."""

    registration = OrgForeignKey(Registration, related_name="links")
    token_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("registration"),
            models.UniqueConstraint(fields=["organization", "token_hash"], name="personal_link_token_once"),
        ]
        indexes = [models.Index(fields=["organization", "registration"], name="personal_link_of")]  # closing them all

    def __str__(self) -> str:
        return str(self.public_id)


class WelcomeNote(OrgModel):
    """A few words that somebody who is here leaves for a newcomer, or for everybody who comes."""

    program = OrgForeignKey("programs.Program", related_name="+")
    writer = OrgForeignKey("programs.Participant", related_name="notes_left")
    newcomer = OrgForeignKey("programs.Participant", null=True, related_name="notes_received")
    text = models.CharField(max_length=300)
    written_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)  # taken down by somebody who runs the program
    put_away_at = models.DateTimeField(null=True, blank=True)  # by the newcomer

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("program", "writer", "newcomer"),
            models.UniqueConstraint(
                fields=["organization", "writer", "newcomer"], name="welcome_note_once", nulls_distinct=False
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "program", "newcomer"], name="welcome_note_for"),  # on arrival
        ]

    def __str__(self) -> str:
        return str(self.public_id)
