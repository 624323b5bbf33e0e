"""Forms of whoever sets a program up."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from programs.enums import ConsentMode
from programs.models import Template

MOST_BYTES = 1_000_000


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
    time_zone = forms.CharField(label=_("Time zone"), initial="UTC", help_text=_("As in Europe/Berlin."))
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

    def clean_time_zone(self) -> str:
        """Only names that exist."""
        name = str(self.cleaned_data["time_zone"]).strip()
        if name not in available_timezones():
            raise forms.ValidationError(_("That time zone is not known. Write it like Europe/Berlin."))
        return name


class StartDayForm(forms.Form):
    """Another start day for a draft."""

    starts_on = forms.DateField(label=_("Start day"), widget=forms.DateInput(attrs={"type": "date"}))


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
