"""States and channels of time together, and the words of a map."""

from django.db.models import IntegerChoices, TextChoices
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


class Strength(IntegerChoices):
    """How close somebody feels, in five ordered steps: the rings of a map, from the outermost to the innermost."""

    JUST_MET = 1, _("Just met")
    GETTING_TO_KNOW = 2, _("Getting to know")
    FAMILIAR = 3, _("Familiar")
    CLOSE = 4, _("Close")
    LEAN_ON = 5, _("I lean on them")


class HowMet(TextChoices):
    """Where two people know each other from."""

    TEAM = "team", _("We work together")
    EVENT = "event", _("At something we both went to")
    PROGRAM = "program", _("In this program")
    INTRODUCED = "introduced", _("Somebody introduced us")
    BEFORE = "before", _("From earlier")
    ELSEWHERE = "elsewhere", _("Somewhere else")


class EntryState(TextChoices):
    """What stands between a map's owner and somebody on it. Only mutual ones count, as with time together."""

    PRIVATE = "private", _("Only on my map")
    CLAIMED = "claimed", _("Waiting")
    MUTUAL = "mutual", _("Confirmed")
    DECLINED = "declined", _("Declined")


class MapWord(TextChoices):
    """What a monthly update says of somebody on the map."""

    KEPT = "kept", _("The same")
    STRONGER = "stronger", _("Closer")
    WEAKER = "weaker", _("Further")
    LOST = "lost", _("Not any more")


class Rhythm(TextChoices):
    """How often somebody wants to be in touch with a person on their map."""

    WEEKLY = "weekly", _("Every week")
    FORTNIGHT = "biweekly", _("Every two weeks")
    MONTHLY = "monthly", _("Every month")
    QUARTER = "quarter", _("Every three months")


PARTNER_STEPS: dict[str, frozenset[str]] = {
    PartnerState.CLAIMED: frozenset({PartnerState.MUTUAL, PartnerState.DECLINED, PartnerState.EXPIRED}),
    PartnerState.MUTUAL: frozenset(),
    PartnerState.DECLINED: frozenset(),
    PartnerState.EXPIRED: frozenset(),
}
