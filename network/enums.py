"""States and channels of time together."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How people met."""

    IN_PERSON = "in_person", _("In person")
    VIDEO = "video", _("Video")
    CALL = "call", _("Call")
    MESSAGE = "message", _("Messages")


class PartnerState(TextChoices):
    """What the other side says of an interaction. Only mutual ones count, unless the program says otherwise."""

    CLAIMED = "claimed", _("Waiting")
    MUTUAL = "mutual", _("Confirmed")
    DECLINED = "declined", _("Declined")
    EXPIRED = "expired", _("Expired")


class Source(TextChoices):
    """Where an interaction comes from; imported ones arrive confirmed and say so."""

    LOGGED = "logged", _("Logged")
    IMPORTED = "imported", _("Brought in")


class NightState(TextChoices):
    """What became of a program's night."""

    DUE = "due", _("Due")
    TAKEN = "taken", _("Taken")
    FAILED = "failed", _("Failed")
    MISSED = "missed", _("Missed")


class Occasion(TextChoices):
    """Why a snapshot was taken."""

    NIGHT = "night", _("Night")
    ASKED = "asked", _("Asked for")


PARTNER_STEPS: dict[str, frozenset[str]] = {
    PartnerState.CLAIMED: frozenset({PartnerState.MUTUAL, PartnerState.DECLINED, PartnerState.EXPIRED}),
    PartnerState.MUTUAL: frozenset(),
    PartnerState.DECLINED: frozenset(),
    PartnerState.EXPIRED: frozenset(),
}
