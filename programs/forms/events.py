"""Forms of events: planning, hosting in three steps, replying, and what comes after."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import BlockKind, LearningKind, Repeats, ReplyState
from programs.enums import EventForm as Form
from programs.event_designs import MOST_BLOCKS, Block, Design, blocks_of
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


class AgendaForm(forms.Form):
    """The parts of an event, one a row, and how many new people each is to talk with."""

    design = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    new_people = forms.IntegerField(
        label=_("New people each talks with"), required=False, min_value=0, max_value=99,
        help_text=_("What the design is for. Afterwards it is compared with what people say."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(MOST_BLOCKS):
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=_("What for"), choices=[("", "–"), *BlockKind.choices], required=False
            )
            self.fields[f"minutes_{row}"] = forms.IntegerField(
                label=_("Minutes"), required=False, min_value=1, max_value=600
            )
            self.fields[f"title_{row}"] = forms.CharField(label=_("What happens"), max_length=160, required=False)
            self.fields[f"size_{row}"] = forms.IntegerField(
                label=_("People in a group"), required=False, min_value=2, max_value=20
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The parts as rows of fields."""
        names = ("minutes", "kind", "title", "size")
        return [[self[f"{name}_{row}"] for name in names] for row in range(MOST_BLOCKS)]

    @property
    def has_agenda(self) -> bool:
        """True when a part is filled in, or one of them is wrong."""
        return any(self[f"{name}_{row}"].value() for name in ("minutes", "title") for row in range(MOST_BLOCKS))

    def clean(self) -> dict[str, Any]:
        """A part has minutes, a purpose and words; empty rows are left out."""
        cleaned = super().clean() or {}
        blocks = []
        for row in range(MOST_BLOCKS):
            kind, minutes, title = (cleaned.get(f"{name}_{row}") for name in ("kind", "minutes", "title"))
            if not (kind or minutes or title):
                continue
            if kind and minutes and title:
                blocks.append(Block(kind, minutes, title, cleaned.get(f"size_{row}") or 0))
            elif not any(self.errors.get(f"{name}_{row}") for name in ("kind", "minutes", "title")):
                self.add_error(f"title_{row}", _("A part has minutes, a purpose and a few words."))
        cleaned["agenda"] = tuple(blocks)
        return cleaned


def agenda_initial(blocks: Iterable[Block]) -> dict[str, Any]:
    """The parts as the form's rows show them."""
    found: dict[str, Any] = {}
    for row, block in enumerate(blocks):
        found |= {f"kind_{row}": block.kind, f"minutes_{row}": block.minutes, f"title_{row}": _t(block.title)}
        found[f"size_{row}"] = block.size or None
    return found


def design_initial(design: Design) -> dict[str, Any]:
    """A design as the form of a new event shows it."""
    words: dict[str, Any] = {
        "title": _t(design.name),
        "text": _t(design.text),
        "kind": design.kind,
        "form": design.form,
    }
    if design.meetings > 1:
        words |= {"repeats": design.repeats, "count": design.meetings}
    words |= {"design": design.key, "new_people": design.new_people, "capacity": design.seats}
    return words | agenda_initial(design.blocks)


class EventForm(AgendaForm, TimesForm):
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
    cost_note = forms.CharField(
        label=_("What it costs"), max_length=120, required=False, help_text=_("“Nothing” is a good answer too.")
    )
    zone_note = forms.CharField(
        label=_("For people in other time zones"), max_length=200, required=False,
        help_text=_("A second date, a recording, or who may come late."),
    )  # fmt: skip
    travel_note = forms.CharField(
        label=_("Getting there and staying"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, is_hosted: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_hosted:  # what one of us hosts stays that
            del self.fields["kind"], self.fields["form"]

    @property
    def words(self) -> EventWords:
        """What the service takes."""
        data = self.cleaned_data
        names = ("title", "text", "place", "link", "capacity", "access_note", "design", "agenda", "new_people")
        plain = {name: data[name] for name in (*names, "travel_note", "cost_note", "zone_note")}
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


class ChangeForm(EditForm, EventForm):
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
    same = ("title", "kind", "form", "place", "link", "capacity", "text", "access_note", "design", "new_people")
    more = ("travel_note", "cost_note", "zone_note")
    return (
        {name: getattr(event, name) for name in (*same, *more)}
        | agenda_initial(blocks_of(event.agenda))
        | {
            "day": starts.date(),
            "begins": starts.time(),
            "ends": ends.time(),
            "last_day": ends.date() if ends.date() != starts.date() else None,
            "step_free": words[event.is_step_free],
            "sign_language": words[event.has_sign_language],
        }
    )


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


class AfterForm(forms.Form):
    """The two questions afterwards."""

    rating = forms.TypedChoiceField(
        label=_("Was it worth your time?"), choices=[(str(one), str(one)) for one in range(1, 6)], coerce=int,
        widget=forms.RadioSelect, help_text=_("1 not really, 5 very much"),
    )  # fmt: skip
    met_new = forms.IntegerField(
        label=_("How many people did you talk with for the first time?"), required=False, min_value=0, max_value=99
    )


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
