"""Forms of a first tour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import TourEase
from community.services.tours import TourWords

if TYPE_CHECKING:
    from community.models import Group


class EaseForm(forms.Form):
    """How such pages come to somebody."""

    ease = forms.ChoiceField(
        label=_("Pages like these"), choices=TourEase.choices, widget=forms.RadioSelect,
        help_text=_("Only for whom you go with. Nobody is shown what you say."),
        error_messages={"required": _("Choose one.")},
    )  # fmt: skip


class FoundForm(forms.Form):
    """Three, two, one."""

    helps = forms.CharField(
        label=_("Three ways this helps you"), max_length=1500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line."), error_messages={"required": _("Write three lines.")},
    )  # fmt: skip
    better = forms.CharField(
        label=_("Two things that could be better"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line."), error_messages={"required": _("Write two lines.")},
    )  # fmt: skip
    surprise = forms.CharField(
        label=_("One surprise"), max_length=500, error_messages={"required": _("Write one line.")}
    )
    group = forms.ChoiceField(label=_("Say it in"), error_messages={"required": _("Choose a group.")})

    def __init__(self, *args: Any, groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {str(one.public_id): one for one in groups}
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, one.name) for key, one in self.groups.items()]

    def _lines(self, name: str, count: int, said: Any) -> list[str]:
        found = [" ".join(line.split()) for line in self.cleaned_data[name].splitlines() if line.strip()]
        if len(found) != count:
            raise forms.ValidationError(said)
        return found

    def clean_helps(self) -> list[str]:
        """Three lines."""
        return self._lines("helps", 3, _("Write three lines."))

    def clean_better(self) -> list[str]:
        """Two lines."""
        return self._lines("better", 2, _("Write two lines."))

    @property
    def chosen(self) -> Group:
        """Where it is said."""
        return self.groups[self.cleaned_data["group"]]

    @property
    def words(self) -> TourWords:
        """What was found."""
        return TourWords(self.cleaned_data["helps"], self.cleaned_data["better"], self.cleaned_data["surprise"])
