"""States and channels of time together, and the words of a map."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    ASKED = "asked", pgettext_lazy("snapshot", "Asked for")


class Strength(IntegerChoices):
    """How close somebody feels, in five ordered steps: the rings of a map, from the outermost to the innermost."""

    JUST_MET = 1, _("Just met")
    GETTING_TO_KNOW = 2, _("Getting to know")
    FAMILIAR = 3, _("Familiar")
    CLOSE = 4, pgettext_lazy("strength", "Close")
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


class RoundState(TextChoices):
    """A round of introductions: planned as counts, open while people are asked, closed at its end, or dropped."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Running")
    CLOSED = "closed", _("Finished")
    DROPPED = "dropped", _("Not offered")


class IntroductionState(TextChoices):
    """What became of an introduction; people are named to each other only when everybody left in it has said yes."""

    PLANNED = "planned", _("Planned")
    OFFERED = "offered", _("Asked")
    NAMED = "named", _("Said yes")
    MET = "met", pgettext_lazy("people", "Met")
    NOT_MET = "not_met", _("Did not meet")
    FALLEN = "fallen", _("Did not come about")


class IntroductionAnswer(TextChoices):
    """What one person said when asked alone."""

    WAITING = "waiting", _("No word yet")
    YES = "yes", _("Yes")
    NO = "no", _("Not this time")
    SILENT = "silent", _("No word")


class MetAnswer(TextChoices):
    """One person's word on whether they met."""

    UNSAID = "unsaid", _("No word yet")
    YES = "yes", _("We met")
    NOT_YET = "not_yet", _("Not yet")
    NO = "no", _("It did not happen")


class IntroductionNews(TextChoices):
    """What somebody is still to be told by mail; a later one takes the place of an earlier one."""

    ASKED = "asked", _("Somebody is worth meeting")
    NAMED = "named", _("Both said yes")
    MET = "met", _("Did you meet?")
    STOPPED = "stopped", _("No more for now")


class LeftOutReason(TextChoices):
    """Why a round had nobody for somebody."""

    NOBODY_ALLOWED = "nobody_allowed", _("they have met everybody they may meet, or were offered them lately")
    OTHERS_TAKEN = "others_taken", _("whoever they may meet has somebody else this time")
    SMALLER_ROUND = "smaller_round", _("fewer introductions were offered than planned")
    CHANGED = "changed", _("something changed between plan and start")


class OutreachAct(TextChoices):
    """How somebody was reached."""

    MESSAGE = "message", _("Wrote to them")
    CALL = "call", _("Called them")
    MET = "met", _("Had a coffee")
    INVITED = "invited", _("Asked them to something")


PARTNER_STEPS: dict[str, frozenset[str]] = {
    PartnerState.CLAIMED: frozenset({PartnerState.MUTUAL, PartnerState.DECLINED, PartnerState.EXPIRED}),
    PartnerState.MUTUAL: frozenset(),
    PartnerState.DECLINED: frozenset(),
    PartnerState.EXPIRED: frozenset(),
}

WAITING_STATES = (IntroductionState.OFFERED, IntroductionState.NAMED)
