"""What a move may answer, and what may be done."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SignalKind(TextChoices):
    """What was noticed: the findings of the network, and what the other apps know of days, steps and surveys."""

    PIECES = "pieces", _("Separate pieces")
    HELD_BY_STAFF = "held_by_staff", _("Held together by those who help to run it")
    HELD_BY_ONE = "held_by_one", _("Held together by one person")
    ALL_APART = "all_apart", _("Groups apart")
    APART = "apart", _("A group apart")
    CIRCLES = "circles", _("Circles that hardly meet")
    ISOLATES = "isolates", _("People without a tie")
    REACH = "reach", _("Pairs that cannot reach each other")
    INWARD = "inward", _("Ties that stay inside")
    QUIET = "quiet", _("People gone quiet")
    LOW_ITEM = "low_item", _("A statement with a low mean")
    SILENT_PAIRS = "silent_pairs", _("Mentoring pairs that do not meet")
    STEP = "step", _("A step most people left open")
    NO_DOING = "no_doing", _("A month with nothing to do together")
    MIX_OFF = "mix_off", _("The learning mix is off")
    UNWELCOMED = "unwelcomed", _("Newcomers without a welcome")


class Act(TextChoices):
    """The few things a move may be; each is done on a page of its own."""

    ROUND = "round", _("Offer introductions")
    EVENT = "event", _("Plan something to do together")
    REACH = "reach", _("Reach out to people")
    PAIRS = "pairs", _("Look after pairs")
    WELCOME = "welcome", _("Welcome newcomers")
    PLAN = "plan", _("Change the plan")
    ANSWER = "answer", _("Say what we do about it")


class MoveState(TextChoices):
    """open → done → closed."""

    OPEN = "open", _("To do")
    DONE = "done", _("Done")
    CLOSED = "closed", _("Closed")


class Outcome(TextChoices):
    """What measuring again said."""

    UNMEASURED = "", _("Not measured yet")
    GONE = "gone", _("No longer there")
    BETTER = "better", _("Better")
    SAME = "same", _("The same")
    WORSE = "worse", _("Worse")
    UNKNOWN = "unknown", _("Nothing newer to compare")


class NoteKind(TextChoices):
    """What somebody writes in the circle of those who run programs."""

    LOG = "log", _("For my own practice log")
    SHARED = "shared", _("From my practice, for the circle")
    TIP = "tip", _("A tip for the library")


class Area(TextChoices):
    """What is expected of those who run a program, each looked at by themselves."""

    COMMITMENT = "commitment", _("Commitment: I am there, and do what I said")
    CONTRIBUTION = "contribution", _("Contribution: people meet who would not have met without me")
    IMPACT = "impact", _("Impact: something is different for people here")


class Level(TextChoices):
    """How far somebody sees themselves in an area."""

    BEGINNING = "1", _("Beginning")
    WITH_HELP = "2", _("With help")
    ON_MY_OWN = "3", _("On my own")
    HELPING = "4", _("Helping others with it")


class Measure(TextChoices):
    """What a key result may be linked to: the measures of the scorecard, and two counts nobody has to report."""

    DEGREE = "degree", _("Degree: people each of us knows")
    CLUSTERING = "clustering", _("Clustering: friends of friends meet")
    PATH_LENGTH = "path_length", _("Path length: steps between two people")
    BELONGING = "belonging", _("Belonging: mean of the core statements")
    ACTIVITY = "activity", _("Monthly activity, in per cent")
    NEW_TIES = "new_ties", _("New meaningful ties, in per cent of people")
    DROPOUT = "dropout", _("Dropout, in per cent")
    PEOPLE = "people", _("People who came in and are here")
    INTRODUCED = "introduced", _("Introductions that had a yes from everybody")


MOVE_STEPS: dict[str, frozenset[str]] = {
    MoveState.OPEN: frozenset({MoveState.DONE}),
    MoveState.DONE: frozenset({MoveState.CLOSED}),
    MoveState.CLOSED: frozenset(),
}
HELPED = (Outcome.GONE, Outcome.BETTER)
