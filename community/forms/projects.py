"""Forms of projects."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import Entry, StepAct
from community.forms.groups import TOPICS_HINT, TopicsField
from community.rules import LONGEST_STEP
from community.services.projects import ProjectWords


class UntilForm(forms.Form):
    """A last day."""

    ends_on = forms.DateField(
        label=_("Its last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )  # fmt: skip


class ProjectForm(UntilForm):
    """A new project."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give the project a name.")})
    goal = forms.CharField(
        label=_("What will be there in the end?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence: “A list of who lends which tool, at the door.”"),
        error_messages={"required": _("Say what will be there in the end.")},
    )  # fmt: skip
    entry = forms.ChoiceField(
        label=_("Who comes in"), choices=Entry.choices, initial=Entry.OPEN, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes in.")},
    )  # fmt: skip
    topics = TopicsField(label=_("Topics"), required=False, help_text=TOPICS_HINT)
    field_order = ("name", "goal", "ends_on", "entry", "topics")

    @property
    def words(self) -> ProjectWords:
        """What is begun, as the service asks for it."""
        found = self.cleaned_data
        return ProjectWords(found["name"], found["goal"], found["ends_on"], Entry(found["entry"]), found["topics"])


class StepForm(forms.Form):
    """A next step."""

    text = forms.CharField(
        label=_("What comes next?"), max_length=LONGEST_STEP,
        error_messages={"required": _("Say in a few words what comes next.")},
    )  # fmt: skip


class StepActForm(forms.Form):
    """What is done with a step."""

    act = forms.ChoiceField(choices=StepAct.choices)
