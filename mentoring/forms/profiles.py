"""The form of opting in."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.core.zone_fields import ZoneField
from mentoring.enums import Comfort, DayPart
from mentoring.models import MentorProfile
from mentoring.rules import MOST_PARTNERS
from mentoring.services.profiles import Answers

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FEW = forms.Textarea(attrs={"rows": 3})
LISTS = ("offers", "wants", "interests", "languages")


def hour_choices() -> list[tuple[str, str]]:
    """Every part of every day, such as "mon-evening"."""
    return [(f"{key}-{part.value}", "") for key in DAYS for part in DayPart]


class ProfileForm(EditForm):
    """Three short answers, and when I am free."""

    offers = forms.CharField(
        label=_("What I can help with"), widget=FEW, max_length=800,
        help_text=_("A line for each, such as: asking for help, a first talk, baking bread."),
        error_messages={"required": _("Write at least one line.")},
    )  # fmt: skip
    wants = forms.CharField(
        label=_("What I want to grow"), widget=FEW, max_length=800, help_text=_("Also a line for each."),
        error_messages={"required": _("Write at least one line.")},
    )  # fmt: skip
    interests = forms.CharField(
        label=_("What I like"), widget=FEW, max_length=800, required=False, help_text=_("Anything you enjoy.")
    )
    languages = forms.CharField(
        label=_("Languages I like to talk in"), max_length=200, required=False, help_text=_("With commas between.")
    )
    time_zone = ZoneField(label=_("My time zone"))
    hours = forms.MultipleChoiceField(label=_("When I am mostly free"), required=False, choices=hour_choices)
    comfort = forms.ChoiceField(
        label=_("I am at ease with"), choices=Comfort.choices, widget=forms.RadioSelect,
        help_text=_("You are never placed beyond it, and you can change it at any time."),
    )  # fmt: skip
    prefers_camera_off = forms.BooleanField(label=_("I prefer calls without a camera"), required=False)
    capacity = forms.TypedChoiceField(
        label=_("How many partners at one time, at most"), coerce=int,
        choices=[(str(number), str(number)) for number in range(1, MOST_PARTNERS + 1)], widget=forms.RadioSelect,
    )  # fmt: skip

    @property
    def answers(self) -> Answers:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in ("time_zone", "hours", "prefers_camera_off", "capacity")}
        lists: dict[str, Any] = {name: lines_of(data[name]) for name in LISTS}
        return Answers(**lists, **plain, comfort=Comfort(data["comfort"]))

    @property
    def week(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """The days with their parts: value, words, ticked."""
        ticked = set(self["hours"].value() or [])
        return [
            (str(WEEKDAYS[place]), [(f"{key}-{part}", str(part.label), f"{key}-{part}" in ticked) for part in DayPart])
            for place, key in enumerate(DAYS)
        ]


def lines_of(text: str) -> list[str]:
    """The lines, or parts between commas and semicolons, each once."""
    parts = (" ".join(part.split()) for part in re.split(r"[\n,;]", text))
    return list({part.casefold(): part for part in parts if part}.values())


def written(profile: MentorProfile | None, time_zone: str) -> dict[str, Any]:
    """What the form begins with."""
    if profile is None:
        return {"time_zone": time_zone, "comfort": Comfort.ONE_TO_ONE, "capacity": 1}
    plain = {name: getattr(profile, name) for name in ("time_zone", "hours", "comfort", "prefers_camera_off")}
    lists = {name: "\n".join(getattr(profile, name)) for name in LISTS[:3]}
    return plain | lists | {"languages": ", ".join(profile.languages), "capacity": str(profile.capacity)}
