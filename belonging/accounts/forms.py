"""Forms of one's own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from belonging.core.zone_fields import ZoneField


class WishesForm(forms.Form):
    """In which language, and by which clock."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages you see and of the mail you get.")
    )
    time_zone = ZoneField(
        required=False, help_text=_("As in Europe/Berlin. Left empty, it is that of each program you take part in.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(settings.LANGUAGES) == 1:
            del self.fields["language"]
