"""What the tables of mentoring hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased
from mentoring.enums import PairState

_SILENT = "what somebody else answered in silence is theirs to tell"
_ENDING = {"ending": _SILENT, "ended_by": _SILENT, "asked_for_help_at": _SILENT}
_TOLD = [state for state in PairState if state != PairState.DRAFT]  # a draft is a facilitator's alone

PERSONAL = (
    About("mentoring.MentorProfile", "participant__membership", _("Your mentoring answers"), Erased.GOES),
    About("mentoring.Seat", "participant__membership", _("Your mentoring pairs"), Erased.STAYS,
          only={"pair__state__in": _TOLD}),
    About("mentoring.Pair", "seats__participant__membership", _("The pairs themselves"), Erased.BLANKED,
          blanks=("reasons", "next_place", "next_link"),
          without=_ENDING | {"farewell": "what one of you wrote; it is in the list of what you wrote"},
          only={"state__in": _TOLD},
          kept="the pair's own agenda, which the others keep"),
    About("mentoring.Pair", "ended_by__membership", _("Pairs you ended"), Erased.BLANKED, blanks=("farewell",),
          kept="what they did together, which the others keep"),
    About("mentoring.Ask", "author__membership", _("Whom you asked"), Erased.BLANKED, blanks=("words", "question"),
          without={"state": _SILENT, "answered_at": _SILENT},
          kept="the other's reply"),
    About("mentoring.Ask", "recipient__membership", _("Who asked you"), Erased.BLANKED, blanks=("reply",),
          only={"answer_until__isnull": False},  # neither who waits in line nor who chose quietly
          kept="the other's words"),
    About("mentoring.CheckIn", "logged_by__membership", _("Check-ins you wrote down"), Erased.BLANKED,
          blanks=("line",)),
    About("mentoring.Note", "author__membership", _("Your notes"), Erased.GOES),
    About("mentoring.Feedback", "author__membership", _("Feedback you gave"), Erased.GOES),
    About("mentoring.Feedback", "recipient__membership", _("Feedback you got"), Erased.GOES),
    About("mentoring.Skip", "participant__membership", _("Rounds that left you for later"), Erased.GOES),
    About("mentoring.SplitPair", "low__membership", _("Not in one pair"), Erased.GOES,
          withheld="it says as much about somebody else"),
    About("mentoring.SplitPair", "high__membership", _("Not in one pair"), Erased.GOES,
          withheld="it says as much about somebody else"),
    About("mentoring.Round", "made_by", _("Rounds you made"), Erased.STAYS, kept="rules, no people"),
)  # fmt: skip
IMPERSONAL = {"mentoring.Track": "how mentoring runs in a program"}
