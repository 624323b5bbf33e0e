"""Forms of a participant."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from network.enums import Channel
from programs.enums import LearningKind, Purpose
from programs.rules import PURPOSES

TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"


class LogForm(forms.Form):
    """Who, what kind, when; the rest waits behind one word. `token` makes a second press of Save harmless."""

    who = forms.TypedMultipleChoiceField(coerce=str, required=False)
    kind = forms.ChoiceField(choices=LearningKind.choices, initial=LearningKind.EXPERIENTIAL, required=False)
    when = forms.ChoiceField(
        choices=[(TODAY, _("Today")), (YESTERDAY, _("Yesterday")), (OTHER, _("Another day"))], initial=TODAY
    )
    when_other = forms.DateField(required=False)
    channel = forms.ChoiceField(choices=Channel.choices, initial=Channel.IN_PERSON, required=False)
    note = forms.CharField(required=False, max_length=500, strip=True)
    token = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fresh_token = str(uuid4())
        # Any id is taken here; the service knows who is in the program, and says so in words.
        if self.is_bound:
            self.fields["who"].choices = [(one, one) for one in self.data.getlist("who")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turns the three choices of day into one `happened_on`."""
        cleaned = super().clean() or {}
        when = cleaned.get("when")
        if when == OTHER and not cleaned.get("when_other") and "when_other" not in self.errors:
            self.add_error("when_other", _("Choose the day."))
        days = {TODAY: self.today, YESTERDAY: self.today - timedelta(days=1), OTHER: cleaned.get("when_other")}
        cleaned["happened_on"] = days.get(when or TODAY)
        return cleaned

    @property
    def words(self) -> dict[str, Any]:
        """What the service takes, besides the people."""
        data = self.cleaned_data
        return {
            "happened_on": data["happened_on"],
            "kind": LearningKind(data["kind"] or LearningKind.EXPERIENTIAL),
            "channel": Channel(data["channel"] or Channel.IN_PERSON),
            "note": data["note"],
        }


class CommunityForm(forms.Form):
    """What a found community is called: which count it stands in, and which one it is."""

    count = forms.UUIDField()
    number = forms.IntegerField(min_value=0)
    name = forms.CharField(required=False, max_length=60)


class ConsentForm(forms.Form):
    """A person's own word on being drawn by name."""

    agrees = forms.BooleanField(
        required=False,
        label=PURPOSES[Purpose.DRAWN_BY_NAME].asks,
        help_text=PURPOSES[Purpose.DRAWN_BY_NAME].explains,
    )


class GroupsForm(forms.Form):
    """How many sit together."""

    size = forms.IntegerField(min_value=2, max_value=12)
