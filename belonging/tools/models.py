"""What lets other programs in."""

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models

from belonging.tenancy.fences import fences
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.models import Membership, OrgModel
from belonging.tools.enums import TokenScope


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
