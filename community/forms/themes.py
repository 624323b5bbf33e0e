"""Forms of the code book."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from community.models import Theme


class ThemeForm(EditForm):
    """A theme and the terms that suggest it."""

    name = forms.CharField(label=_("Name"), max_length=60, error_messages={"required": _("Give the theme a name.")})
    terms = forms.CharField(
        label=_("Terms that suggest it, one a line"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("“Welcome” also finds “welcomed”. A suggestion counts for nothing until somebody confirms it."),
    )  # fmt: skip

    @property
    def lines(self) -> list[str]:
        """The terms."""
        return [line.strip() for line in self.cleaned_data["terms"].splitlines() if line.strip()]


class MergeForm(forms.Form):
    """Which theme this one is to count as."""

    into = forms.ChoiceField(label=_("Count it as"), required=False)

    def __init__(self, *args: Any, others: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.public_id): one for one in others}
        choices = [("", _("itself")), *((key, one.name) for key, one in self.others.items())]
        self.fields["into"].choices = choices  # type: ignore[attr-defined]

    @property
    def into_chosen(self) -> Theme | None:
        """The other theme, or nothing."""
        return self.others.get(self.cleaned_data["into"])
