"""What the tables of the network hold about a person. Ties and counts stay; they point at somebody without a name."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased
from network.enums import EntryState

_THEIRS = "private to who wrote it"
_SILENT = "whether somebody has answered is theirs to tell"
_ANSWER = dict.fromkeys(("state", "is_hidden", "answered_at"), _SILENT)
_UNANSWERED = dict.fromkeys(("claimed_count", "claimed_last_on", "is_named"), _SILENT)

PERSONAL = (
    About("network.Interaction", "author__membership", _("Time together you wrote down"), Erased.BLANKED,
          blanks=("note", "import_key")),
    About("network.InteractionPartner", "interaction__author__membership", _("Who was there"), Erased.STAYS,
          without=_ANSWER | {"note": _THEIRS}, kept="the others' own words"),
    About("network.InteractionPartner", "participant__membership", _("Time together with you"), Erased.BLANKED,
          blanks=("note",)),
    About("network.Tie", "low__membership", _("Your ties"), Erased.STAYS, without=_UNANSWERED),
    About("network.Tie", "high__membership", _("Your ties"), Erased.STAYS, without=_UNANSWERED),
    About("network.Measure", "participant__membership", _("Your figures in counts"), Erased.STAYS,
          kept="earlier counts stay as they were; the word for a group of ten or more"),
    About("network.Map", "participant__membership", _("Your map"), Erased.GOES),
    About("network.MapEntry", "map__participant__membership", _("Who is on your map"), Erased.GOES, without=_ANSWER),
    About("network.MapEntry", "person__membership", _("Maps you are on"), Erased.STAYS,
          without=dict.fromkeys(
              ("map", "strength", "how_met", "rhythm", "rhythm_on", "quiet_on", "segment", "outside_name",
               "looked_at_on"), _THEIRS),
          only={"state__in": [EntryState.CLAIMED, EntryState.MUTUAL, EntryState.DECLINED]},
          kept="it says who somebody else knows; there is no name in it"),
    About("network.MapPair", "map__participant__membership", _("Who knows whom on your map"), Erased.GOES),
    About("network.MapUpdate", "map__participant__membership", _("When you looked your map through"), Erased.GOES),
    About("network.MapAnswer", "update__map__participant__membership", _("What you said then"), Erased.GOES),
    About("network.IntroductionSide", "participant__membership", _("Introductions"), Erased.STAYS),
    About("network.IntroductionWish", "participant__membership", _("How you want to be introduced"), Erased.GOES),
    About("network.LeftOut", "participant__membership", _("Rounds that had nobody for you"), Erased.STAYS),
    About("network.Outreach", "participant__membership", _("When somebody reached out to you"), Erased.GOES),
    About("network.Outreach", "done_by", _("When you reached out"), Erased.STAYS),
    About("network.Round", "asked_by", _("Rounds of introductions you planned"), Erased.STAYS, kept="counts"),
    About("network.CommunityName", "named_by", _("Circles you named"), Erased.STAYS, kept="a circle, not a person"),
    About("network.Block", "blocker__membership", _("Whom you keep out"), Erased.GOES),
    About("network.Block", "blocked__membership", _("Who keeps you out"), Erased.GOES,
          withheld="nobody learns of it: it is the right of who keeps somebody out"),
)  # fmt: skip
IMPERSONAL = {
    "network.Night": "a day that was counted",
    "network.Snapshot": "figures of everybody together; pairs by number alone",
    "network.Introduction": "two sides, each with a row of its own",
}
