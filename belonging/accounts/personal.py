"""What the tables of signing in hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Erased

_OPENS_DOORS = "a secret that lets whoever has it in"

PERSONAL = (
    About("accounts.User", "", _("Your account"), Erased.GOES, without={"password": _OPENS_DOORS}),
    About("account.EmailAddress", "user", _("Your addresses"), Erased.GOES),
    About(
        "account.EmailConfirmation", "email_address__user", _("Addresses to confirm"), Erased.GOES,
        without={"key": _OPENS_DOORS},
    ),
    About("mfa.Authenticator", "user", _("Your second steps"), Erased.GOES, without={"data": _OPENS_DOORS}),
    About(
        "usersessions.UserSession", "user", _("Where you are signed in"), Erased.GOES,
        without={"session_key": _OPENS_DOORS},
    ),
    About(
        "accounts.WaitingMail", "email", _("Mail on its way to you"), Erased.GOES,
        withheld="it may hold a code, and comes by mail",
    ),
)  # fmt: skip
IMPERSONAL = {
    "auth.Permission": "Django's own rights, used by nothing here",
    "auth.Group": "Django's own rights, used by nothing here",
    "auth.Group_permissions": "Django's own rights, used by nothing here",
    "accounts.User_groups": "Django's own rights, used by nothing here",
    "accounts.User_user_permissions": "Django's own rights, used by nothing here",
    "contenttypes.ContentType": "names of models",
    "sessions.Session": "sealed, and found by its key alone; the sessions of an account are named by UserSession",
}
