"""Forms of an organization's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.tenancy.enums import Duty, Role, SecondStep


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PARTICIPANT)


class RoleForm(EditForm):
    """What somebody is from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    duties = forms.TypedMultipleChoiceField(
        label=_("What a facilitator does here"),
        help_text=_("Untick what is somebody else’s: its pages and acts are closed to them then, and so is its API."),
        choices=Duty.choices,
        coerce=Duty,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SecondStepForm(forms.Form):
    """From when on those who run programs need a second step."""

    rule = forms.TypedChoiceField(
        label=_("Admins and facilitators need a second step to come in"),
        choices=SecondStep.choices,
        coerce=SecondStep,
        widget=forms.RadioSelect,
    )
