"""The field in which a time zone is written."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

OF_OLD = ("Etc/", "posix", "SystemV/")


def known_zones() -> list[str]:
    """The time zones offered while typing: places, not the short names of old."""
    return sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(OF_OLD))


class ZoneField(forms.CharField):
    """The name of a time zone that exists; pages offer known_zones() in a datalist with the id "zones"."""

    def __init__(self, **kwargs: Any) -> None:
        writing = forms.TextInput(attrs={"list": "zones", "autocomplete": "off"})
        words: dict[str, Any] = {"label": _("Time zone"), "max_length": 60, "widget": writing}
        super().__init__(**words | kwargs)

    def clean(self, value: Any) -> str:
        """Only names that exist, or nothing where nothing is needed."""
        name = str(super().clean(value))
        if name and name not in available_timezones():
            raise forms.ValidationError(_("That time zone is not known. Write it like Europe/Berlin."))
        return name
