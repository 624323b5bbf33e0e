"""What the tables of connected tools hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased

PERSONAL = (
    About(
        "tools.ApiToken", "membership", _("Your tokens for other programs"), Erased.GOES,
        without={"token_hash": "a secret that lets whoever has it in"},
    ),
    About("tools.ProviderLink", "membership", _("Who you are to your organization’s sign-in"), Erased.GOES),
    About("tools.Provider", "made_by", _("The sign-in you set up"), Erased.STAYS, kept="the organization's own"),
    About("tools.Webhook", "made_by", _("Addresses you had told of news"), Erased.STAYS, kept="the organization's own"),
)  # fmt: skip
IMPERSONAL = {
    "tools.WebhookDelivery": "news in ids and moments, forgotten after 30 days",
    "tools.SpentAnswer": "hashes of what opens nothing more, forgotten by the next sign-in after a quarter of an hour",
}
