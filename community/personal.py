"""What the tables of the community hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased

PERSONAL = (
    About(
        "community.Benefit", "teller__membership", _("What you say came of it"), Erased.BLANKED,
        blanks=("text", "teller"),
    ),
    About("community.BenefitSide", "participant__membership", _("What came of it, with you"), Erased.STAYS),
    About("community.NetworkContact", "participant__membership", _("Networks you are in touch with"), Erased.GOES),
    About(
        "community.HelpRequest", "asker__membership", _("Help you asked for"), Erased.BLANKED,
        blanks=("text", "topic"), stamps=("closed_at",),
    ),
    About("community.HelpAsk", "participant__membership", _("Whom others asked: you"), Erased.STAYS),
    About("community.FirstTour", "participant__membership", _("Your first tour"), Erased.GOES),
    About(
        "community.FirstTour", "partner__membership", _("First tours beside you"), Erased.STAYS,
        withheld="how far somebody else is, is theirs to tell", kept="how far somebody else is",
    ),
    About("community.WallNote", "author__membership", _("Your notes on walls"), Erased.GOES),
    About(
        "community.StoryRound", "owner", _("What you promised to do about stories"), Erased.STAYS,
        kept="what was promised to everybody",
    ),
    About("community.Post", "author__membership", _("What you wrote in groups"), Erased.BLANKED,
          blanks=("text", "topic", "author"), stamps=("removed_at",)),
    About("community.Picture", "post__author__membership", _("Your pictures"), Erased.GOES),
    About("community.Nod", "participant__membership", _("Your nods"), Erased.GOES),
    About("community.NamedIn", "participant__membership", _("Where you were named"), Erased.GOES),
    About("community.NamedIn", "named_by__membership", _("Whom you named"), Erased.GOES),
    About("community.Report", "reporter__membership", _("What you asked to look at"), Erased.BLANKED,
          blanks=("reporter", "reason")),
    About("community.GroupSeat", "participant__membership", _("Your groups"), Erased.GOES),
    About("community.ProfileLine", "participant__membership", _("Your card"), Erased.GOES),
    About("community.Prompt", "asker__membership", _("Prompts in your name"), Erased.STAYS,
          kept="a question to a group, which the group keeps"),
    About("community.Seed", "participant__membership", _("Prompts you were asked to answer first"), Erased.GOES),
    About("community.FollowUp", "made_by", _("What you did with answers"), Erased.STAYS),
    About("community.SharingSeat", "participant__membership", _("Where you sat"), Erased.STAYS),
    About("community.Story", "teller__membership", _("Your stories"), Erased.GOES),
    About("community.SummaryWish", "participant__membership", _("How often we write to you"), Erased.GOES),
    About("community.SummaryMail", "wish__participant__membership", _("Summaries to you"), Erased.GOES),
    About("community.Thanks", "giver__membership", _("Thanks you gave"), Erased.GOES),
    About("community.Thanks", "participant__membership", _("Thanks to you"), Erased.GOES),
    About("community.Nominee", "participant__membership", _("Awards you were named for"), Erased.GOES),
    About("community.Nomination", "nominee__participant__membership", _("Why you were named"), Erased.GOES,
          without={"nominator": "who named you said so without a name, or tells you themselves"}),
    About("community.Nomination", "nominator__membership", _("Whom you named for an award"), Erased.BLANKED,
          blanks=("story", "nominator"), kept="which of the award's points somebody meets"),
    About("community.Juror", "participant__membership", _("Juries you were in"), Erased.STAYS),
    About("community.Vote", "juror__participant__membership", _("Your votes"), Erased.STAYS),
    About("community.Coding", "coder", _("What you read for themes"), Erased.STAYS, kept="ids of themes"),
    About("community.BuddyOffer", "participant__membership", _("That you welcome newcomers"), Erased.GOES),
    About("community.Welcome", "newcomer__membership", _("Who looked after you"), Erased.GOES,
          without={"passed": "who had no time is theirs to tell"}),
    About("community.Welcome", "buddy__membership", _("Whom you looked after"), Erased.BLANKED,
          blanks=("buddy", "hello"), without={"passed": "who had no time is theirs to tell"},
          kept="how far a newcomer is"),
)  # fmt: skip
IMPERSONAL = {
    "community.OtherNetwork": "a network elsewhere, nobody in it",
    "community.Wall": "a question for everybody",
    "community.HeldWord": "words that wait for a look",
    "community.Award": "an award, nobody in it",
    "community.Group": "a group, nobody in it",
    "community.Sharing": "a question for everybody",
    "community.SharingNote": "of a whole table; no row says who wrote it",
    "community.StoryQuestion": "a question for everybody",
    "community.Theme": "what people write about, in the code book's words",
}
