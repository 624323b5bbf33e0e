"""Forms of whoever sets a program up."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.dates import WEEKDAYS as DAY_NAMES
from django.utils.translation import gettext_lazy as _

from belonging.core.zone_fields import ZoneField
from programs.calendar import WEEKDAYS
from programs.enums import ConsentMode
from programs.models import Template

MOST_BYTES = 1_000_000


def week_field() -> forms.TypedMultipleChoiceField:
    """On which days of the week people work."""
    return forms.TypedMultipleChoiceField(
        label=_("Working days"), choices=[(str(number), DAY_NAMES[number]) for number in range(7)], coerce=int,
        initial=sorted(WEEKDAYS), widget=forms.CheckboxSelectMultiple,
        help_text=_("The third working day of a month is counted by them."),
        error_messages={"required": _("Choose at least one day on which people work.")},
    )  # fmt: skip


class ProgramForm(forms.Form):
    """From which template, under which name, from which day on, and where."""

    template: "forms.ModelChoiceField[Template]" = forms.ModelChoiceField(
        queryset=None, label=_("Template"), to_field_name="public_id"
    )
    name = forms.CharField(label=_("Name"), max_length=120)
    starts_on = forms.DateField(
        label=_("Start day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("The kickoff. What happens before it is counted back from this day."),
    )
    time_zone = ZoneField(initial="UTC", help_text=_("As in Europe/Berlin."))
    working_days = week_field()
    segment_attribute = forms.CharField(
        label=_("What groups are compared by"), max_length=60, initial=_("Department"),
        help_text=_("The member attribute that tells who sits where: department, site, chapter."),
    )  # fmt: skip
    consent_mode = forms.ChoiceField(
        label=_("What facilitators may see of the network"),
        choices=ConsentMode.choices,
        initial=ConsentMode.SEGMENTS,
        help_text=_("Fixed once the program runs; people read it when they join."),
    )

    def __init__(self, *args: Any, templates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]  # it is a ModelChoiceField
        if len(templates) == 1:
            self.fields["template"].initial = templates[0]


class StartDayForm(forms.Form):
    """Another start day for a draft, or another working week."""

    starts_on = forms.DateField(label=_("Start day"), widget=forms.DateInput(attrs={"type": "date"}))
    working_days = week_field()


class TemplateFileForm(forms.Form):
    """A plan's file."""

    file = forms.FileField(label=_("Plan file (YAML)"))

    @property
    def content(self) -> str:
        """The file as text; what is not text becomes marks that the reader refuses by line."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        return bytes(file.read()).decode("utf-8", errors="replace")

    def clean_file(self) -> Any:
        """At most a megabyte."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("This file is larger than a megabyte. A plan is a few pages of text."))
        return file
