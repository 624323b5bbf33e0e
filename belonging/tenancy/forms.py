"""Forms of an organization's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.tenancy.enums import Role


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PARTICIPANT)
