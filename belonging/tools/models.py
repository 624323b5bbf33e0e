"""What lets other programs in, what tells them, and who lets an organization's people in."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import Membership, OrgModel
from belonging.tools.enums import DeliveryState, ProviderKind, TokenScope, WebhookEvent


class ApiToken(OrgModel):
    """A program may act for a member: as far as its scopes reach and until a day. Only the secret's hash is kept."""

    membership = OrgForeignKey(Membership, related_name="+")
    name = models.CharField(max_length=80)
    token_hash = models.CharField(max_length=64)
    ending = models.CharField(max_length=4)  # the secret's last signs, to tell tokens apart
    scopes = ArrayField(models.CharField(max_length=20, choices=TokenScope.choices))
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    # Requests of the running minute are counted on the row itself: one statement, and no table that grows.
    minute = models.DateTimeField(null=True, blank=True)
    minute_count = models.PositiveIntegerField(default=0)

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("membership"),
            models.UniqueConstraint(fields=["organization", "token_hash"], name="api_token_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reach(self) -> list[str]:
        """What it opens, in words."""
        return [str(TokenScope(scope).label) for scope in self.scopes]

    def is_open(self, now: datetime) -> bool:
        """True while it opens anything."""
        return self.revoked_at is None and self.expires_at > now


class Webhook(OrgModel):
    """An address outside that is told of acts. Its key is made from the product's own; `turn` makes another."""

    url = models.CharField(max_length=500)
    events = ArrayField(models.CharField(max_length=40, choices=WebhookEvent.choices))
    is_on = models.BooleanField(default=True)
    turn = models.PositiveIntegerField(default=0)
    made_by = OrgForeignKey(Membership, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [*fences("made_by")]

    def __str__(self) -> str:
        return self.url

    @property
    def told(self) -> list[str]:
        """What it is told of, in words."""
        return [str(WebhookEvent(event).label) for event in self.events]


class WebhookDelivery(OrgModel):
    """One piece of news for one webhook: outbox row, lease and log in one. Written with the act; ids, never names."""

    webhook = OrgForeignKey(Webhook, related_name="deliveries")
    event = models.CharField(max_length=40)
    body = models.JSONField()
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    due_at = models.DateTimeField()  # whoever takes it moves this on first: a worker that dies has only lost one try
    tries = models.JSONField(default=list)  # of each: when, the status, how long, what was wrong
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta(OrgModel.Meta):
        constraints = [*fences("webhook")]
        indexes = [
            models.Index(fields=["organization", "webhook", "-id"], name="delivery_newest"),  # the webhook's page
            models.Index(  # the sweeper looks for what is due, in all organizations
                fields=["due_at"], condition=models.Q(state=DeliveryState.WAITING), name="delivery_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.state}"


class Provider(OrgModel):
    """
    An organization's own provider, by OpenID Connect or SAML 2.0. The secret is sealed and never shown again.

    What only one of the two has is empty with the other.
    """

    kind = models.CharField(
        max_length=6, choices=ProviderKind.choices, default=ProviderKind.OPENID, db_default=ProviderKind.OPENID
    )
    issuer = models.CharField(max_length=300)
    client_id = models.CharField(max_length=255)
    secret = models.BinaryField(max_length=2000)
    # Where it listens, as it said when it was set up or last tried: nobody's sign-in waits for it to say so again.
    authorize_url = models.CharField(max_length=500)
    token_url = models.CharField(max_length=500)
    keys_url = models.CharField(max_length=500)
    is_secret_posted = models.BooleanField()
    metadata_url = models.CharField(max_length=500, blank=True, db_default="")  # empty where they were written here
    certificates = models.JSONField(default=list, db_default=[])  # what it signs assertions by, and nothing else
    domains = ArrayField(models.CharField(max_length=253))  # whose addresses it may speak for, beside those invited
    lets_join = models.BooleanField(default=False)  # whoever has an address of these domains comes in uninvited
    gives_addresses = models.BooleanField(default=False)  # the organization says that nobody there chooses their own
    asks_second_step = models.BooleanField(default=False)  # the organization says so; then ours is not asked
    made_by = OrgForeignKey(Membership, related_name="+")

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("made_by"),
            models.UniqueConstraint(fields=["organization"], name="provider_once"),
        ]

    def __str__(self) -> str:
        return self.issuer


class ProviderLink(OrgModel):
    """Who somebody is to a provider, by its own id: an address may be given to somebody else one day, that id never."""

    provider = OrgForeignKey(Provider, related_name="links")
    membership = OrgForeignKey(Membership, related_name="+")
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField()

    class Meta(OrgModel.Meta):
        constraints = [
            *fences("provider", "membership"),
            models.UniqueConstraint(fields=["organization", "provider", "subject"], name="provider_subject_once"),
            models.UniqueConstraint(fields=["organization", "provider", "membership"], name="provider_member_once"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class SpentAnswer(OrgModel):
    """The id of an assertion by which somebody came in, as a hash: it opens nothing once more."""

    digest = models.CharField(max_length=64)
    until = models.DateTimeField()  # by then it is too late for it anyway

    class Meta(OrgModel.Meta):
        constraints = [
            *fences(),
            models.UniqueConstraint(fields=["organization", "digest"], name="spent_answer_once"),
        ]

    def __str__(self) -> str:
        return self.digest
