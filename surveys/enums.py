"""Kinds and states of surveys."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ItemKind(TextChoices):
    """How a question is answered."""

    SCALE = "scale", _("Statement, 1 to 5")
    CHOICE = "choice", _("One of several")
    WORDS = "words", _("In own words")


class Dimension(TextChoices):
    """What a statement is about: four of sense of community, and our own."""

    MEMBERSHIP = "membership", _("Being part of it")
    INFLUENCE = "influence", _("Having a say")
    NEEDS = "needs", _("Getting what one needs")
    CONNECTION = "connection", _("Shared moments")
    INCLUSION = "inclusion", _("Being oneself")
    TRUST = "trust", _("Trust")
    VOICE = "voice", _("My voice is heard")
    PRACTICE = "practice", _("Working together")
    READINESS = "readiness", _("Ready to begin")
    REACH = "reach", _("Whom we reach")
    LEARNING = "learning", _("Learning as we go")


class WaveKind(TextChoices):
    """Why a wave is asked."""

    BASELINE = "baseline", _("First survey")
    LATE_BASELINE = "late_baseline", _("First survey of those who joined later")
    PULSE = "pulse", _("Pulse")
    ANNUAL = "annual", _("Annual survey")
    COMMUNITY = "community", _("How we work as a community")
    OWN = "own", _("Our own questions")
    EVENT = "event", _("After an event")
    FOLLOW_UP = "follow_up", _("Did it help?")


class WaveState(TextChoices):
    """planned → open → closed, or too few; a planned wave may be called off."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    TOO_FEW = "too_few", _("Too few answers")
    CALLED_OFF = "called_off", _("Called off")


class Mode(TextChoices):
    """Two promises with two different texts."""

    SEALED = "sealed", _("Sealed")
    CONFIDENTIAL = "confidential", _("Confidential")


class Care(TextChoices):
    """How a remark is kept that may tell of harm. What is not free is read by admins alone."""

    FREE = "", _("Shown with the others")
    MATCHED = "matched", _("Put here by a word; nobody has read it yet")
    KEPT = "kept", _("Read, and kept here")


class AssessmentTurn(TextChoices):
    """When those who lead look at where the network stands; the second turn is compared with the first."""

    FIRST = "first", _("At the start")
    AGAIN = "again", _("In the last months")


class Trouble(TextChoices):
    """What keeps a wave sealed after its last day, until the operator acts."""

    NONE = "", _("Nothing")
    NO_KEY = "no_key", _("The private key is not there")
    WRONG_KEY = "wrong_key", _("The private key is another wave’s")


WAVE_STEPS: dict[str, frozenset[str]] = {
    WaveState.PLANNED: frozenset({WaveState.OPEN, WaveState.CALLED_OFF}),
    WaveState.OPEN: frozenset({WaveState.CLOSED, WaveState.TOO_FEW}),
    WaveState.CLOSED: frozenset(),
    WaveState.TOO_FEW: frozenset(),
    WaveState.CALLED_OFF: frozenset({WaveState.PLANNED}),
}
# The answers to a statement, 1 to 5.
AGREEMENT = (_("Not at all"), pgettext_lazy("agreement", "Rather not"), _("Partly"), _("Mostly"), _("Wholly"))
ON_THE_PATH = (WaveKind.BASELINE, WaveKind.PULSE, WaveKind.ANNUAL)  # the waves whose score is the belonging score
ENDED = (WaveState.CLOSED, WaveState.TOO_FEW)
