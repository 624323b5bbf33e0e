"""Forms of office hours and of the wall of an open space."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.forms.events import TimesForm

LENGTHS = [(str(minutes), str(minutes)) for minutes in (15, 20, 30, 45, 60)]


class OfferForm(TimesForm):
    """A stretch of time, cut into slots."""

    minutes = forms.TypedChoiceField(label=_("Minutes for each"), choices=LENGTHS, coerce=int, initial="30")
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    link = forms.URLField(label=_("Or a link for a call"), required=False, assume_scheme="https")

    @property
    def offer(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        begins: datetime = data["starts_wall"]
        words = {name: data[name] for name in ("minutes", "place", "link")}
        return words | {"begins": begins, "ends": data["ends_wall"]}


class TakeForm(forms.Form):
    """What an office hour is to be about."""

    about = forms.CharField(label=_("What it is about, if you like"), max_length=300, required=False)


class TopicForm(forms.Form):
    """A topic for the wall."""

    title = forms.CharField(label=_("Your topic, as a question"), max_length=160)


class NotesForm(forms.Form):
    """What a table notes."""

    notes = forms.CharField(max_length=4000, required=False)
    was = forms.CharField(max_length=5000, required=False)
