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
    SMALL_GROUP = "small_group", _("Two others as well")


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
LIVE = (PairState.PROPOSED, PairState.AGREED, PairState.RUNNING)  # takes up one of a person's places
