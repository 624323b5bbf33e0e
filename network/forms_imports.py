"""Forms of bringing in files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from belonging.core.delimited import SHOWN, Table, shown
from belonging.core.file_faults import column_name
from network.imports import times
from programs.enums import ImportKind
from programs.imports import people
from programs.imports.layout import ATTRIBUTE, SKIP, Layout
from programs.imports.writing import most_bytes

PEOPLE_CHOICES = [
    (people.REFERENCE, _("Id")),
    (people.NAME, _("Name")),
    (people.EMAIL, _("E-mail")),
]
TIMES_CHOICES = [
    (times.PERSON, _("Person")),
    (times.WITH, _("With whom")),
    (times.DATE, _("Day")),
    (times.TIME, _("Seconds")),
    (times.KIND, _("Doing, Talking or Learning")),
    (times.CHANNEL, _("How they met")),
]
LEAVE_OUT = (SKIP, _("Leave out"))
DATE_ORDERS = [("", _("Work it out")), ("day", _("Day first")), ("month", _("Month first"))]


def too_large_text() -> str:
    """The refusal of a file that is too large to be looked at."""
    text = _("The file is larger than %(most)s MB. Split it and bring the parts in one after the other.")
    return text % {"most": most_bytes() // 1_000_000}


class UploadForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV, or columns with tabs, semicolons or spaces between them; packed with gzip or not."),
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Refuses by size before anything is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > most_bytes():
            raise forms.ValidationError(too_large_text())
        return file


class LayoutForm(forms.Form):
    """What each column holds."""

    has_header = forms.BooleanField(required=False, label=_("The first line holds the names of the columns"))
    date_order = forms.ChoiceField(
        required=False, choices=DATE_ORDERS, label=_("Days like 03/04/2026"), widget=forms.Select
    )

    def __init__(
        self, *args: Any, kind: str, table: Table, layout: Layout, segment_attribute: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"has_header": layout.has_header, "date_order": layout.date_order})
        if kind == ImportKind.PEOPLE or times.DATE not in layout.fields:
            del self.fields["date_order"]
        self.columns = len(table.columns)
        for place in range(self.columns):
            held = layout.fields[place] if place < len(layout.fields) else SKIP
            self.initial[f"column_{place}"] = held
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=column_name(table, place),
                choices=_choices(kind, table, place, segment_attribute),
                help_text=_examples(table, place, first=1 if layout.has_header else 0),
            )

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The selects of the columns, in the order of the file."""
        return [self[f"column_{place}"] for place in range(self.columns)]

    @property
    def layout(self) -> Layout:
        """What was chosen."""
        fields = tuple(self.cleaned_data[f"column_{place}"] for place in range(self.columns))
        return Layout(fields, self.cleaned_data["has_header"], self.cleaned_data.get("date_order", ""))


def _examples(table: Table, place: int, *, first: int) -> str:
    return ", ".join(shown(value) for value in table.columns[place].values[first : first + 3])[: 2 * SHOWN]


def _choices(kind: str, table: Table, place: int, segment_attribute: str) -> list[tuple[str, Any]]:
    if kind != ImportKind.PEOPLE:
        return [*TIMES_CHOICES, LEAVE_OUT]
    label = column_name(table, place)
    if label.casefold() in people.ROLE_WORDS:  # roles are never read from a file
        return [LEAVE_OUT]
    own_name = _("A detail named “%(name)s”") % {"name": label}
    return [*PEOPLE_CHOICES, (people.SEGMENT, segment_attribute), (ATTRIBUTE, own_name), LEAVE_OUT]
