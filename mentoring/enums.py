"""States and kinds of peer mentoring; the labels are the page words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Mode(TextChoices):
    """How two people become a pair."""

    PROPOSED = "proposed", _("Pairs are proposed in rounds, and each person says yes or no")
    ONE_SIDED = "one_sided", _("People ask somebody, who says yes, no or tell me more")
    TWO_SIDED = "two_sided", _("People choose quietly, and a pair is made when both chose each other")
    APPROVED = "approved", _("People ask somebody, and a facilitator has the last word")


class Comfort(TextChoices):
    """Rungs of a ladder: what somebody is at ease with now."""

    WRITE_FIRST = "write_first", _("Writing first, meeting later")
    ONE_TO_ONE = "one_to_one", _("One other person")
    SMALL_GROUP = "small_group", _("One or two others")


class DayPart(TextChoices):
    """Times of a day when somebody may be free, by their own clock."""

    MORNING = "morning", _("Morning, 8 to 12")
    AFTERNOON = "afternoon", _("Afternoon, 12 to 17")
    EVENING = "evening", _("Evening, 17 to 21")


class RoundState(TextChoices):
    """A round is looked at as a draft, then people are asked."""

    DRAFT = "draft", _("Being prepared")
    PUBLISHED = "published", _("Sent out")
    DROPPED = "dropped", _("Dropped")


class PairState(TextChoices):
    """What has become of two or three people who might mentor each other."""

    DRAFT = "draft", _("Being prepared")
    PROPOSED = "proposed", _("Waits for answers")
    AGREED = "agreed", _("Waits for a facilitator")
    RUNNING = "running", _("Running")
    ENDED = "ended", _("Ended")
    FALLEN = "fallen", _("Did not come about")


class Answer(TextChoices):
    """A person's word on a proposed pair."""

    UNSAID = "unsaid", _("No answer yet")
    YES = "yes", _("Yes")
    NO = "no", _("Not now")


class AskState(TextChoices):
    """What became of a question to one person; queued ones wait until the one before them came to nothing."""

    QUEUED = "queued", _("Next in line")
    WAITING = "waiting", _("Waits for an answer")
    MORE = "more", _("Would like to know more")
    QUIET = "quiet", _("Chosen quietly")
    ACCEPTED = "accepted", _("Yes")
    DECLINED = "declined", _("Not now")
    EXPIRED = "expired", _("No answer in time")
    WITHDRAWN = "withdrawn", _("Taken back")


class Fit(TextChoices):
    """What somebody says of their pair after the first meeting; the others never learn it."""

    UNSAID = "", _("Not said yet")
    GOOD = "good", _("Good, we go on")
    UNDECIDED = "undecided", _("I cannot say yet")
    NOT_GOOD = "not_good", _("Not a good fit")


class Review(TextChoices):
    """What somebody says at the midpoint."""

    UNSAID = "", _("Not said yet")
    GO_ON = "go_on", _("Go on as we are")
    CHANGE = "change", _("Change something")
    ENOUGH = "enough", _("It has been enough")


class Health(TextChoices):
    """How a pair is doing, by the rhythm it has itself."""

    EARLY = "early", _("Too early to tell")
    ON_TRACK = "on_track", _("On track")
    NEEDS_CHECK_IN = "needs_check_in", _("Needs a check-in")


class Ending(TextChoices):
    """Why a pair is no longer; pages never tell one person what the other one said."""

    NONE = "", _("Not ended")
    TERM = "term", _("Its time was over")
    KIND = "kind", _("Somebody ended it kindly")
    SWAP = "swap", _("Somebody would like another partner")
    LEFT = "left", _("Somebody left the program")
    SAFETY = "safety", _("Somebody asked for a human")
    DECLINED = "declined", _("Not now")
    EXPIRED = "expired", _("No answer in time")
    REFUSED = "refused", _("A facilitator decided otherwise")


PAIR_STEPS: dict[str, frozenset[str]] = {
    PairState.DRAFT: frozenset({PairState.PROPOSED}),
    PairState.PROPOSED: frozenset({PairState.AGREED, PairState.RUNNING, PairState.FALLEN}),
    PairState.AGREED: frozenset({PairState.RUNNING, PairState.FALLEN}),
    PairState.RUNNING: frozenset({PairState.ENDED}),
    PairState.ENDED: frozenset(),
    PairState.FALLEN: frozenset(),
}
OPEN_ASKS = (AskState.QUEUED, AskState.WAITING, AskState.MORE, AskState.QUIET)
ANSWERABLE = (AskState.WAITING, AskState.MORE)
LIVE = (PairState.PROPOSED, PairState.AGREED, PairState.RUNNING)  # takes up one of a person's places
