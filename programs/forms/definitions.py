"""How a program counts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import TieRule, TieWindow


class DefinitionsForm(EditForm):
    """Which ties count, and what a new meaningful tie is."""

    tie_rule = forms.ChoiceField(choices=TieRule.choices, label=_("A tie counts when it is"))
    tie_window = forms.ChoiceField(choices=TieWindow.choices, label=_("Ties count"))
    new_tie_count = forms.IntegerField(min_value=1, max_value=50, label=_("New ties each person should have"))
    new_tie_meetings = forms.IntegerField(min_value=1, max_value=12, label=_("Days on which they have met"))
    new_tie_within = forms.IntegerField(min_value=1, max_value=366, label=_("Within so many days"))
