"""What the tables of organizations hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Ages, Erased
from belonging.tenancy.enums import JobState, MembershipState

_OPENS_DOORS = "a secret that lets whoever has it in"

PERSONAL = (
    About(
        "tenancy.Membership", "", _("You in this organization"), Erased.BLANKED,
        blanks=("name", "email", "reference", "attributes", "user", "bounced_email", "bounce_reason"),
    ),
    About("tenancy.Invitation", "email", _("Invitations to you"), Erased.GOES, without={"token_hash": _OPENS_DOORS}),
    About(
        "tenancy.Invitation", "invited_by", _("Whom you invited"), Erased.STAYS,
        without={"token_hash": _OPENS_DOORS}, kept="the name and address of somebody else",
    ),
    About(
        "tenancy.WaitingMail", "email", _("Mail on its way to you"), Erased.GOES,
        withheld="it may hold a link that opens a door, and comes by mail",
    ),
    About("tenancy.AuditEntry", "actor", _("What you did"), Erased.STAYS, kept="verbs and counts, no words"),
    About("tenancy.Job", "asked_by", _("Work you asked for"), Erased.STAYS, kept="ids and counts, no words"),
    About("tenancy.IdempotencyKey", "membership", _("Requests that may be sent again"), Erased.GOES),
)  # fmt: skip
IMPERSONAL = {
    "tenancy.MailDay": "how much mail of a kind went on a day",
    "tenancy.Organization": "an organization, nobody in it",
    "tenancy.MaintenanceEntry": "when everything was opened at once, and why",
}
AGES = (
    Ages(
        "people", "tenancy.Membership", "ended_at", 365, _("People whose membership ended; then they are erased"),
        where={"state": MembershipState.ENDED}, fewest=30, erases=True,
    ),
    Ages("acts", "tenancy.AuditEntry", "at", 365, _("What was done by whom"), fewest=90),
    Ages(
        "work", "tenancy.Job", "finished_at", 90, _("Work that was asked for and is finished"),
        where={"state__in": [JobState.DONE, JobState.FAILED]},
    ),
    Ages("requests", "tenancy.IdempotencyKey", "created_at", 30, _("Answers to requests that may be sent again")),
    Ages("invitations", "tenancy.Invitation", "expires_at", 90, _("Invitations that open nothing any more")),
)  # fmt: skip
