"""Forms of what people may ask of their data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.rights.selectors import Kept


class EraseForm(forms.Form):
    """The one word that cannot be pressed by accident: one's own name."""

    name = forms.CharField(
        label=_("Your name, as it stands above"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_name(self) -> str:
        """Refuses any other name; spaces and capitals do not matter."""
        name = str(self.cleaned_data["name"])
        if name.split() and name.casefold().split() == self.expected.casefold().split():
            return name
        raise forms.ValidationError(_("That is not the name that stands above. Nothing has changed."))


class RetentionForm(EditForm):
    """A number of days for each kind."""

    def __init__(self, *args: Any, kept: list[Kept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in kept:
            self.fields[one.ages.key] = forms.IntegerField(
                label=str(one.ages.title), initial=one.days, min_value=one.ages.fewest, max_value=one.ages.most,
                help_text=_("days; %(days)s if nobody says otherwise") % {"days": one.ages.days},
            )  # fmt: skip
