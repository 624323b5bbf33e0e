"""Forms of moves and of the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from dashboards.enums import Act
from dashboards.rules import MINUTES_TO_CHOOSE

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
