"""The form of what came of a quarter's stories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.tenancy.selectors import people_who_run
from community.models import StoryRound
from community.rules import LONGEST_STORY
from community.services.story_rounds import RoundWords


class RoundForm(EditForm):
    """What was seen together, what is done, what everybody is told."""

    seen = forms.CharField(
        label=_("What people saw in the stories"),
        help_text=_("After looking at them together: a sentence for each thing, no story told again."),
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    act = forms.CharField(label=_("What is done about it"), required=False, max_length=200)
    owner = forms.ChoiceField(label=_("Whose it is"), required=False)
    due_on = forms.DateField(
        label=_("Until when"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    is_done = forms.BooleanField(label=_("It is done"), required=False)
    told = forms.CharField(
        label=_("What everybody is told"),
        help_text=_("What the stories led to, in words for those who told them."),
        required=False,
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, known: StoryRound | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.public_id): one for one in people_who_run()}
        self.fields["owner"].choices = [("", "–"), *((key, one.name) for key, one in self.people.items())]  # type: ignore[attr-defined]
        if known is not None:
            owner = str(known.owner.public_id) if known.owner else ""
            self.initial = {
                "seen": known.seen, "act": known.act, "owner": owner, "due_on": known.due_on,
                "is_done": known.done_on is not None, "told": known.told,
            }  # fmt: skip

    @property
    def words(self) -> RoundWords:
        """What was written."""
        found = self.cleaned_data
        return RoundWords(**found | {"owner": self.people.get(found["owner"])})
