"""What the tables of connected tools hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased

PERSONAL = (
    About(
        "tools.ApiToken", "membership", _("Your tokens for other programs"), Erased.GOES,
        without={"token_hash": "a secret that lets whoever has it in"},
    ),
)  # fmt: skip
IMPERSONAL: dict[str, str] = {}
