"""Which column of a file holds what: guessed, changed by people, kept beside the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from belonging.core.delimited import Table
from belonging.core.file_faults import Fault, FileRefused, column_name

SKIP = "skip"
ATTRIBUTE = "attribute"


@dataclass(frozen=True)
class Layout:
    """The field that each column holds, whether the first line names columns, and how written-out days are meant."""

    fields: tuple[str, ...]
    has_header: bool
    date_order: str = ""  # "day" or "month" first, for days like 03/04/2026; blank works it out

    def place(self, field: str) -> int | None:
        """The column that holds a field, or nothing."""
        return self.fields.index(field) if field in self.fields else None

    def as_json(self) -> dict[str, Any]:
        """What the file's row keeps."""
        return {"fields": list(self.fields), "has_header": self.has_header, "date_order": self.date_order}


def layout_from_json(kept: Mapping[str, Any]) -> Layout | None:
    """The layout that a file's row keeps, or nothing when nobody chose one."""
    if not kept:
        return None
    return Layout(tuple(kept["fields"]), bool(kept["has_header"]), str(kept["date_order"]))


def named_fields(columns: str, known: frozenset[str]) -> tuple[str, ...] | None:
    """
    Fields out of words like "reference,Department" or "t,i,j": what a command or an API call says.

    A blank or "-" leaves the column out; a word that is no field is the name of an attribute. Nothing said: nothing.
    """
    if not columns.strip():
        return None
    fields = []
    for word in (part.strip() for part in columns.split(",")):
        if word in {"", "-"}:
            fields.append(SKIP)
        else:
            fields.append(word.casefold() if word.casefold() in known else f"{ATTRIBUTE}:{word[:60]}")
    return tuple(fields)


def check_fields(table: Table, layout: Layout, known: frozenset[str]) -> None:
    """Raises FileRefused when a field stands on two columns, is not known, or there are more than the file has."""
    width = len(table.columns)
    if len(layout.fields) > width:
        text = _("You named %(named)s columns; the file has %(width)s.")
        raise FileRefused([Fault(None, "", text % {"named": len(layout.fields), "width": width})])
    for place, field in enumerate(layout.fields):
        is_named = ATTRIBUTE in known and field.startswith(f"{ATTRIBUTE}:")
        if field not in known and not is_named:
            raise FileRefused([Fault(None, column_name(table, place), _("That is nothing a column can hold here."))])
        if field in layout.fields[:place] and field not in {SKIP, ATTRIBUTE}:
            text = _("Two columns hold the same thing. Leave one of them out.")
            raise FileRefused([Fault(None, column_name(table, place), text)])
