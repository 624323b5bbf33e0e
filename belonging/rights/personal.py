"""What the tables of this app hold about a person."""

from django.utils.translation import gettext_lazy as _

from belonging.core.personal import About, Ages, Erased

PERSONAL = (
    About("rights.PersonalCopy", "membership", _("Copies of your data"), Erased.GOES, without={"content": "this"}),
)
IMPERSONAL = {
    "rights.Erasure": "a random id of somebody who is not there any more",
    "rights.RetentionRule": "how long what is kept",
}
AGES = (Ages("copies", "rights.PersonalCopy", "made_at", 7, _("Copies of somebody’s data"), fewest=1, most=7),)
