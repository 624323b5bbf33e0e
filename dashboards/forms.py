"""Forms of moves, of the brief, of the circle, of goals and of personas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from dashboards.enums import Act, Area, Level, Measure, NoteKind
from dashboards.rules import GOALS_A_QUARTER, MINUTES_TO_CHOOSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from belonging.tenancy.models import Membership


class MoveForm(forms.Form):
    """What is done about it, by whom, by when."""

    act = forms.ChoiceField(label=_("What"), choices=Act.choices)
    owner = forms.ChoiceField(label=_("Who"))
    due_on = forms.DateField(label=_("By when"))

    def __init__(self, *arguments: Any, people: Sequence[Membership], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.people = {str(person.public_id): person for person in people}
        self.fields["owner"].choices = [(key, person.name) for key, person in self.people.items()]  # type: ignore[attr-defined]

    def clean_owner(self) -> Membership:
        """The person behind the choice."""
        return self.people[str(UUID(self.cleaned_data["owner"]))]


class BriefForm(forms.Form):
    """How many minutes a week there are, and whether the brief comes by mail."""

    minutes = forms.TypedChoiceField(
        label=_("Minutes a week"), coerce=int, choices=[(value, str(value)) for value in MINUTES_TO_CHOOSE]
    )
    is_mailed = forms.BooleanField(label=_("By mail as well"), required=False)


class NoteForm(forms.Form):
    """A note for oneself, for the circle, or a tip."""

    kind = forms.ChoiceField(label=_("For whom"), choices=NoteKind.choices)
    title = forms.CharField(label=_("In a few words"), max_length=120)
    text = forms.CharField(label=_("What happened, or what helps"), max_length=2000)
    tags = forms.CharField(label=_("Words to find it by, with commas"), max_length=120, required=False)


class RoleForm(EditForm):
    """What the role asks, how many hours, who covers."""

    text = forms.CharField(label=_("What we ask of whoever runs a program"), max_length=4000)
    hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=40)
    cover = forms.CharField(label=_("Who is there when they are away"), max_length=1000)


class CheckForm(forms.Form):
    """How I see myself in an area, and what shows it."""

    area = forms.ChoiceField(label=_("Area"), choices=Area.choices)
    level = forms.ChoiceField(label=_("Where I am"), choices=Level.choices)
    evidence = forms.CharField(label=_("What shows it"), max_length=500)


class GoalForm(forms.Form):
    """A goal in one of a quarter's places."""

    quarter = forms.IntegerField(min_value=1)
    place = forms.IntegerField(min_value=1, max_value=GOALS_A_QUARTER)
    title = forms.CharField(label=_("What we want to reach"), max_length=160)

    @property
    def asked_quarter(self) -> int:
        """The quarter somebody was in, 0 when there is none."""
        return int(self.cleaned_data.get("quarter", 0))


class ResultForm(forms.Form):
    """A live figure, how far it is to come, and by when."""

    measure = forms.ChoiceField(label=_("Figure"), choices=Measure.choices)
    target = forms.FloatField(
        label=_("How far it is to come"), min_value=0,
        error_messages={"required": _("Say how far the figure is to come."), "invalid": _("Write a number.")},
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("By when"), error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")}
    )


class PersonaForm(EditForm):
    """Somebody invented."""

    name = forms.CharField(label=_("What you call them"), max_length=80, help_text=_("Nobody’s real name."))
    text = forms.CharField(
        label=_("Who they are"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where they are in their work and in this community, now or as you hope for."),
    )  # fmt: skip
    needs = forms.CharField(
        label=_("What helps them"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What they need, how they like to learn, what gets in their way."),
    )  # fmt: skip
