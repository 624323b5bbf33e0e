"""Forms of events: planning, hosting in three steps, replying, and what comes after."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.enums import EventForm as Form
from programs.enums import LearningKind, Repeats, ReplyState
from programs.models import Event
from programs.rules import MOST_GUESTS
from programs.services.events import EventWords, Rule, wall

SAID = [(ReplyState.GOING, ""), (ReplyState.MAYBE, ""), (ReplyState.NOT_GOING, "")]
NONE = "none"
UNKNOWN = [("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]
FACTS = {"yes": True, "no": False, "": None}
MOST_SEATS = 5000


class DayInput(forms.DateInput):
    """A day, as browsers let people choose it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """A time of day, as browsers let people choose it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class TimesForm(forms.Form):
    """When something is: a day, and from when to when."""

    day = forms.DateField(label=_("Day"), widget=DayInput)
    begins = forms.TimeField(label=_("Begins"), widget=TimeInput)
    ends = forms.TimeField(label=_("Ends"), widget=TimeInput)

    def clean(self) -> dict[str, Any]:
        """Puts day and times together."""
        cleaned = super().clean() or {}
        day, begins, ends = (cleaned.get(name) for name in ("day", "begins", "ends"))
        if isinstance(day, date) and isinstance(begins, time) and isinstance(ends, time):
            last: date = cleaned.get("last_day") or day
            cleaned["starts_wall"] = datetime.combine(day, begins)
            cleaned["ends_wall"] = datetime.combine(last, ends)
            if cleaned["ends_wall"] <= cleaned["starts_wall"]:
                self.add_error("ends", _("It ends before it begins. Choose a later end."))
        return cleaned


class EventForm(TimesForm):
    """Everything about an event."""

    field_order = ("title", "kind", "form", "day", "begins", "ends", "last_day")

    title = forms.CharField(label=_("What is it called"), max_length=160)
    kind = forms.ChoiceField(label=_("It is mostly"), choices=LearningKind.choices, widget=forms.RadioSelect)
    form = forms.ChoiceField(label=_("Form"), choices=[one for one in Form.choices if one[0] != Form.PEER_LED])
    last_day = forms.DateField(label=_("Last day, if it takes several"), required=False, widget=DayInput)
    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    link = forms.URLField(label=_("Link for a call"), required=False, assume_scheme="https")
    capacity = forms.IntegerField(
        label=_("Seats"),
        required=False,
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Leave it empty when there is room for everybody. Guests take a seat too."),
    )
    text = forms.CharField(
        label=_("What happens there"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    step_free = forms.ChoiceField(label=_("Without steps, wheelchairs fit"), choices=UNKNOWN, required=False)
    sign_language = forms.ChoiceField(label=_("Sign language is there"), choices=UNKNOWN, required=False)
    access_note = forms.CharField(
        label=_("More about getting in and taking part"),
        max_length=200,
        required=False,
        help_text=_("Lift, quiet corner, captions, how to get there."),
    )

    def __init__(self, *args: Any, is_hosted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_hosted:  # what one of us hosts stays that
            del self.fields["kind"], self.fields["form"]

    @property
    def words(self) -> EventWords:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("title", "text", "place", "link", "capacity", "access_note")}
        return EventWords(
            starts=data["starts_wall"],
            ends=data["ends_wall"],
            kind=LearningKind(data.get("kind", LearningKind.PEER)),
            form=Form(data.get("form", Form.PEER_LED)),
            is_step_free=FACTS[data["step_free"]],
            has_sign_language=FACTS[data["sign_language"]],
            **plain,
        )


class PlanForm(EventForm):
    """A new event, once or again and again."""

    repeats = forms.ChoiceField(label=_("Repeats"), choices=Repeats.choices, initial=Repeats.ONCE, required=False)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)
    count = forms.IntegerField(
        label=_("Or so many times"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("With neither it goes on to the end of the program."),
    )
    token = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Refuses two ends of one series."""
        cleaned = super().clean()
        if cleaned.get("until") and cleaned.get("count"):
            self.add_error("count", _("Choose a last day or a number, one of them."))
        return cleaned

    @property
    def rule(self) -> Rule:
        """How it repeats."""
        data = self.cleaned_data
        return Rule(Repeats(data["repeats"] or Repeats.ONCE), data["until"], data["count"])


class EditForm(EventForm):
    """An event that stands already, alone or with the later ones of its series."""

    later_too = forms.BooleanField(
        label=_("Change the later ones of this series too"),
        required=False,
        help_text=_("Those that were changed by themselves stay as they are."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, is_hosted=event.host_id is not None, initial=written(event), **kwargs)
        if event.series_id is None:
            del self.fields["later_too"]


def written(event: Event) -> dict[str, Any]:
    """An event as its form shows it."""
    zone = event.program.time_zone
    starts, ends = wall(event.starts_at, zone), wall(event.ends_at, zone)
    words = {True: "yes", False: "no", None: ""}
    same = ("title", "kind", "form", "place", "link", "capacity", "text", "access_note")
    return {name: getattr(event, name) for name in same} | {
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "last_day": ends.date() if ends.date() != starts.date() else None,
        "step_free": words[event.is_step_free],
        "sign_language": words[event.has_sign_language],
    }


class CancelForm(forms.Form):
    """Why an event does not take place."""

    reason = forms.CharField(
        label=_("A word to those who wanted to come"), required=False, max_length=200,
        help_text=_("It stands in the mail they get."),
    )  # fmt: skip
    later_too = forms.BooleanField(label=_("Call off the later ones of this series too"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event.series_id is None:
            del self.fields["later_too"]


class ReplyForm(forms.Form):
    """A person's word on an event; `none` takes it back."""

    state = forms.ChoiceField(choices=[*SAID, (NONE, "")])
    guests = forms.IntegerField(label=_("Guests you bring"), required=False, min_value=0, max_value=MOST_GUESTS)

    @property
    def said(self) -> ReplyState | None:
        """The word, or nothing to take it back."""
        state = self.cleaned_data["state"]
        return None if state == NONE else ReplyState(state)


class CheckInForm(forms.Form):
    """The code in the room; those who said they come need none."""

    code = forms.CharField(label=_("Code in the room"), required=False, max_length=12)


class RatingForm(forms.Form):
    """The one question afterwards."""

    rating = forms.TypedChoiceField(choices=[(str(one), str(one)) for one in range(1, 6)], coerce=int)


class WhatForm(forms.Form):
    """A coffee chat, step one: what it is about."""

    title = forms.CharField(
        label=_("What would you like to talk about"),
        max_length=160,
        help_text=_("A question works well: what are you learning just now?"),
    )
    text = forms.CharField(
        label=_("Anything people should know"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WhenForm(TimesForm):
    """A coffee chat, step two: when and where."""

    place = forms.CharField(label=_("Place"), max_length=160, required=False)
    link = forms.URLField(label=_("Or a link for a call"), required=False, assume_scheme="https")
    access_note = forms.CharField(
        label=_("Getting in and taking part"), max_length=200, required=False, help_text=_("Steps, lift, quiet corner.")
    )

    def clean(self) -> dict[str, Any]:
        """A chat is somewhere."""
        cleaned = super().clean()
        if not cleaned.get("place") and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("place", _("Name a place or a link."))
        return cleaned


class WhoForm(forms.Form):
    """A coffee chat, step three: how many, and who is asked by name."""

    capacity = forms.TypedChoiceField(
        label=_("Seats, yours included"),
        choices=[("2", "2"), ("3", "3"), ("4", "4"), ("6", "6"), ("", _("Anybody who likes"))],
        coerce=int,
        empty_value=None,
        required=False,
        initial="4",
        widget=forms.RadioSelect,
    )
    who = forms.TypedMultipleChoiceField(coerce=str, required=False)
    token = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Any id is taken here; the service's selector knows who is in the program.
        if self.is_bound:
            self.fields["who"].choices = [(one, one) for one in self.data.getlist("who")]  # type: ignore[attr-defined]
