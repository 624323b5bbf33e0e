"""What the tables of those who run programs hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Ages, Erased

PERSONAL = (
    About("dashboards.Move", "owner", _("Moves you took on"), Erased.STAYS, kept="figures before and after"),
    About("dashboards.BriefWish", "membership", _("Your week"), Erased.GOES),
    About("dashboards.Brief", "membership", _("Your briefs"), Erased.GOES),
    About("dashboards.Pack", "made_by", _("Evidence you made"), Erased.STAYS,
          without={"content": "figures of the whole program, to be had on its own page"},
          kept="figures of the whole program"),
    About("dashboards.CircleNote", "author", _("Your practice log"), Erased.GOES),
    About("dashboards.RoleText", "written_by", _("Versions of the role you wrote"), Erased.STAYS,
          kept="the organization's own text"),
    About("dashboards.SelfCheck", "membership", _("How you see yourself"), Erased.GOES),
)  # fmt: skip
IMPERSONAL = {
    "dashboards.Look": "a day that was looked at",
    "dashboards.Signal": "what was noticed; it names nobody",
    "dashboards.CommunityGoal": "what everybody wants together",
    "dashboards.KeyResult": "a figure of everybody",
    "dashboards.Persona": "somebody invented",
    "dashboards.PersonaTag": "for whom a text, an event or a message was made",
}
AGES = (Ages("briefs", "dashboards.Brief", "created_at", 365, _("Briefs of a week")),)
