"""What the tables of surveys hold about a person. Answers name nobody; decisions/0017 says how."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased

_NOBODY = "no row says whose it is; what is still linked is read out in person, through the program's key"

PERSONAL = (
    About("surveys.Asked", "membership", _("Open surveys that ask you"), Erased.GOES),
    About("surveys.LastAsked", "membership", _("When you were last asked"), Erased.GOES),
    About("surveys.SealedBallot", "membership", _("Your sealed answers"), Erased.GOES,
          without={"envelope": "sealed: nobody can read it before the survey closes, you neither"}),
    About("surveys.Assessment", "membership", _("Where you said the network stands"), Erased.GOES),
    About("surveys.FollowUp", "owner", _("What you promised to do about results"), Erased.STAYS,
          kept="what was promised to everybody"),
)  # fmt: skip
IMPERSONAL = {
    "surveys.Instrument": "questions, the same for everybody",
    "surveys.Item": "questions, the same for everybody",
    "surveys.Wave": "a survey, nobody in it",
    "surveys.ProgramKey": "that a program has a key",
    "surveys.Result": "published figures of ten people or more",
    "surveys.Response": _NOBODY,
    "surveys.Remark": _NOBODY,
    "surveys.Word": "beside a remark that names nobody; found by a code that only its writer holds",
    "surveys.SealedWord": "sealed, and names nobody",
    "surveys.Removal": "a sealed wish that names nobody",
}
