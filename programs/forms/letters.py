"""Forms of messages to a role."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import Audience
from programs.rules import CHOSEN_ROLES

HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


class LetterForm(EditForm):
    """For whom, what, and when."""

    audience = forms.ChoiceField(label=_("For"), choices=Audience.choices)
    subject = forms.CharField(
        label=_("Subject"), max_length=150, error_messages={"required": _("Say in a few words what it is about.")}
    )
    text = forms.CharField(
        label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write a few words first.")},
    )  # fmt: skip
    goes_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Choose the day.")},
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=_("Hour"), choices=HOURS, coerce=int, initial=9,
        help_text=_("In the program’s zone. Mail waits for each person’s own daytime, eight to eight."),
    )  # fmt: skip


class RolesForm(EditForm):
    """What somebody is in the journey besides taking part."""

    roles = forms.MultipleChoiceField(
        label=_("Roles in the journey"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role.value, role.label) for role in CHOSEN_ROLES],
    )  # fmt: skip
