"""Who belongs to what, what was done, and what is still to be done. OrgModel is the base of every tenant table."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from belonging.core import names
from belonging.core.models import Dated, Waiting
from belonging.tenancy.enums import Duty, JobKind, JobState, MembershipState, PostKind, Role
from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.scope import OrgManager, check_row


class Organization(models.Model):
    """The tenant. Global: the address names it before any scope can open."""

    id = models.UUIDField(primary_key=True)
    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # From when on admins and facilitators come in with a second step only; null: they decide for themselves.
    second_step_from = models.DateTimeField(null=True, blank=True)
    # What it calls things, by language and term (belonging.core.wording); null: as the product does.
    words = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class OrgModel(Dated):
    """
    Abstract: a row of exactly one organization.

    A child's Meta inherits OrgModel.Meta and sets `constraints = [*fences("parent", …), …]`.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, db_index=False, related_name="+")

    objects: ClassVar[OrgManager[Self]] = OrgManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, **kwargs: Any) -> None:
        """Refuses a row of another organization before the database does."""
        check_row(self)
        super().save(**kwargs)

    def delete(self, **kwargs: Any) -> tuple[int, dict[str, int]]:  # type: ignore[override]  # named only, like save
        """Refuses what `save` refuses: Django deletes a single row past the manager."""
        check_row(self)
        return super().delete(**kwargs)


class Membership(OrgModel):
    """A person in an organization, with a role. Without a user it is somebody who has not signed in yet."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    reference = models.CharField(max_length=80, blank=True)  # the person's id in the organization's own files
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    # Duties that an admin keeps from a facilitator; nothing for everybody else.
    withheld = ArrayField(
        models.CharField(max_length=10, choices=Duty.choices), default=list, db_default=[], blank=True
    )
    attributes = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=MembershipState.choices, default=MembershipState.ACTIVE)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Mails to this address came back: on how many days lately, when last, why; from when on none is sent.
    bounced_email = models.EmailField(blank=True, default="", db_default="")
    bounce_count = models.PositiveSmallIntegerField(default=0, db_default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=240, blank=True, default="", db_default="")
    mail_stopped_at = models.DateTimeField(null=True, blank=True)
    has_second_step = False  # told where it is asked for

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(own_rows_of="user_id"),
            models.UniqueConstraint(fields=["organization", "user"], name="membership_once_per_user"),
            models.UniqueConstraint(
                fields=["organization", "email"], condition=~Q(email=""), name="membership_once_per_email"
            ),
            models.UniqueConstraint(
                fields=["organization", "reference"], condition=~Q(reference=""), name="membership_once_per_reference"
            ),
            models.CheckConstraint(condition=Q(email=Lower(F("email"))), name="membership_email_is_lower"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The first word of the name, as people say it."""
        return names.first_name(self.name)

    @property
    def initials(self) -> str:
        """Two letters for the round face."""
        return names.initials(self.name)

    @property
    def mail_comes_back(self) -> bool:
        """True while nothing is sent to the address, because what was sent came back; another address begins anew."""
        return self.mail_stopped_at is not None and self.bounced_email == self.email

    @property
    def is_active(self) -> bool:
        """True while the membership opens anything."""
        return self.state == MembershipState.ACTIVE


class Invitation(OrgModel):
    """One person may join, once, with one role, within seven days. Only the hash of the link's secret is kept."""

    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTICIPANT)
    token_hash = models.CharField(max_length=64)
    invited_by = OrgForeignKey(Membership, null=True, related_name="+")  # null: the first admin, by the command
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("invited_by"),
            models.UniqueConstraint(fields=["organization", "token_hash"], name="invitation_token_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.public_id}"


class AuditEntry(OrgModel):
    """What was done, by whom, when. Written in the same transaction as the act; never names, notes or answers."""

    actor = OrgForeignKey(Membership, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    target_kind = models.CharField(max_length=60, blank=True)
    target_id = models.UUIDField(null=True)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [*fences("actor")]
        indexes = [models.Index(fields=["organization", "-at", "-id"], name="audit_newest")]  # the audit page

    def __str__(self) -> str:
        return self.verb


class MailDay(OrgModel):
    """How many mails of a kind went on a day, how many the mail server did not take, and how many were not sent."""

    kind = models.CharField(max_length=12, choices=PostKind.choices)
    on = models.DateField()  # UTC
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0, db_default=0)  # for addresses from which mails come back

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(),
            models.UniqueConstraint(fields=["organization", "kind", "on"], name="mail_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class WaitingMail(Waiting, OrgModel):
    """A mail that is still to go: written in the transaction that owes it, gone when the mail server has taken it."""

    kind = models.CharField(max_length=12, choices=PostKind.choices)

    class Meta(OrgModel.Meta):
        constraints = [*fences()]
        indexes = [models.Index(fields=["due_at"], name="mail_due")]  # the beat looks at all organizations

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class MaintenanceEntry(models.Model):
    """Global: each hour in which every organization was opened at once, and why."""

    reason = models.CharField(max_length=200)
    hour = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reason", "hour"], name="maintenance_once_an_hour")]

    def __str__(self) -> str:
        return self.reason


class Job(OrgModel):
    """
    Outbox and progress of work that a request asked for.

    The row is written with the request's own change; Celery only hurries it along. A worker holds it by a lease and
    renews the lease while it works; the sweeper offers it again when the lease runs out.
    """

    kind = models.CharField(max_length=30, choices=JobKind.choices)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    asked_by = OrgForeignKey(Membership, null=True, related_name="+")
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrgModel.Meta):
        constraints = [*fences("asked_by")]
        indexes = [
            models.Index(  # the sweeper looks for what is not finished, in all organizations
                fields=["created_at"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
                name="job_unfinished",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_finished(self) -> bool:
        """True when nothing more will happen."""
        return self.state in {JobState.DONE, JobState.FAILED}


class IdempotencyKey(OrgModel):
    """The answer to a request that may be sent again: written in the request's own transaction."""

    membership = OrgForeignKey(Membership, related_name="+")
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    body = models.JSONField(default=dict)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(fields=["organization", "membership", "key"], name="idempotency_key_once"),
        ]

    def __str__(self) -> str:
        return self.key
