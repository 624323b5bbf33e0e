"""What the tables of programs hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Ages, Erased
from programs.enums import ProgramState

_OPENS_DOORS = "a secret that lets whoever has it in"
_OURS = "the organization's own text"

PERSONAL = (
    About(
        "programs.Participant", "membership", _("Your place in a program"), Erased.BLANKED,
        blanks=("segment", "withdrawal_reason", "withdrawal_words"),
    ),
    About("programs.Consent", "participant__membership", _("What you agreed to"), Erased.GOES),
    About("programs.PurposeConsent", "participant__membership", _("What you said yes to, and took back"), Erased.GOES),
    About("programs.Registration", "participant__membership", _("How you came in"), Erased.GOES),
    About("programs.Registration", "email", _("Where you asked for a place"), Erased.GOES),
    About(
        "programs.PersonalLink", "registration__participant__membership", _("Your personal links"), Erased.GOES,
        without={"token_hash": _OPENS_DOORS},
    ),
    About("programs.WelcomeNote", "writer__membership", _("Welcome notes you wrote"), Erased.GOES),
    About("programs.WelcomeNote", "newcomer__membership", _("Welcome notes to you"), Erased.GOES),
    About("programs.JourneyRole", "participant__membership", _("Your roles"), Erased.GOES),
    About("programs.Delivery", "membership", _("Messages to you"), Erased.GOES),
    About("programs.SentMail", "membership", _("Mail sent to you"), Erased.GOES),
    About("programs.Letter", "written_by", _("Messages you wrote to a role"), Erased.STAYS, kept=_OURS),
    About("programs.Agreement", "written_by", _("Versions of agreements you wrote"), Erased.STAYS, kept=_OURS),
    About("programs.SetupTick", "ticked_by", _("What you ticked off before the start"), Erased.STAYS),
    About("programs.ImportFile", "uploaded_by", _("Files you brought in"), Erased.BLANKED, blanks=("content",),
          without={"content": "it is about others"}, kept="the name of a file"),
    About("programs.Event", "host__membership", _("Events you host"), Erased.STAYS, kept="others come to it"),
    About(
        "programs.Reply", "participant__membership", _("Your answers to events"), Erased.BLANKED,
        blanks=("absence_reason",),
    ),
    About(
        "programs.EventTopic", "author__membership", _("Topics you brought"), Erased.BLANKED, blanks=("title", "notes")
    ),
    About("programs.OfficeHour", "taken_by__membership", _("Office hours you took"), Erased.BLANKED,
          blanks=("about", "taken_by", "taken_at"), kept="where somebody else is to be found"),
    About("programs.OfficeHour", "facilitator", _("Office hours you offer"), Erased.GOES,
          without={"about": "what somebody else wrote"}),
    About("programs.FeedToken", "participant__membership", _("Your calendar's private address"), Erased.GOES,
          without={"token_hash": _OPENS_DOORS}),
    About("programs.PersonStep", "participant__membership", _("Your steps"), Erased.GOES),
    About("programs.Promise", "participant__membership", _("Your small promises"), Erased.GOES),
    About("programs.Answer", "participant__membership", _("Your worksheets"), Erased.GOES),
    About("programs.ResourceVisit", "participant__membership", _("What you read"), Erased.GOES),
    About("programs.Thread", "participant__membership", _("Your private words"), Erased.GOES),
    About("programs.ThreadMessage", "thread__participant__membership", _("What was said in them"), Erased.GOES),
    About("programs.ThreadMessage", "author", _("What you said in private words"), Erased.STAYS,
          kept="an answer to somebody else, who keeps it"),
    About("programs.Remit", "facilitator", _("Whom you look after"), Erased.GOES),
    About("programs.Task", "about__membership", _("Tasks about you"), Erased.GOES),
    About("programs.Task", "assignee", _("Your tasks"), Erased.STAYS, kept="what is still to be done for others"),
)  # fmt: skip
_PLAN = "a plan, the same for everybody"
IMPERSONAL = {
    "programs.Program": "a program, nobody in it",
    "programs.Entrance": "how a program is joined",
    "programs.EventSeries": "a rule of days",
    "programs.Occurrence": _PLAN,
    "programs.PlannedPromise": _PLAN,
    "programs.ProgramDay": _PLAN,
    "programs.Template": _PLAN,
    "programs.PlanDraft": _PLAN,
    "programs.PlanEdit": _PLAN,
    "programs.Phase": _PLAN,
    "programs.Module": _PLAN,
    "programs.Skill": _PLAN,
    "programs.SkillLink": _PLAN,
    "programs.Step": _PLAN,
    "programs.StepLink": _PLAN,
    "programs.StepSkill": _PLAN,
    "programs.StepResource": _PLAN,
    "programs.Resource": "the library, the same for everybody",
    "programs.Worksheet": "the library, the same for everybody",
}
AGES = (
    Ages("mail", "programs.SentMail", "sent_at", 365, _("That a mail was sent")),
    Ages(
        "finished", "programs.Program", "finished_at", 365, _("Finished programs; then they are archived"),
        where={"state": ProgramState.FINISHED}, fewest=30, archives=True,
    ),
    Ages(
        "programs", "programs.Program", "archived_at", 1095, _("Archived programs, with everything in them"),
        where={"state": ProgramState.ARCHIVED}, fewest=90, holds=True,
    ),
)  # fmt: skip
