"""Forms of what the people of a program agree on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.enums import AgreementKind

DAY = forms.DateInput(attrs={"type": "date"})


class AgreementForm(EditForm):
    """The next version of a text."""

    title = forms.CharField(label=_("Heading"), max_length=150, required=False)
    text = forms.CharField(
        label=_("Text"), max_length=8000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Lines that begin with a dash become a list. Everybody is asked again when it changes."),
        error_messages={"required": _("Write the text first.")},
    )  # fmt: skip
    signed_by = forms.CharField(
        label=_("Signed by"), max_length=160, required=False, help_text=_("Name and office of the sponsor.")
    )
    signed_on = forms.DateField(label=_("Signed on"), required=False, widget=DAY)

    def __init__(self, *args: Any, kind: AgreementKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != AgreementKind.SPONSOR:
            del self.fields["signed_by"], self.fields["signed_on"]

    def clean(self) -> dict[str, Any]:
        """A signature has its day."""
        found = super().clean() or {}
        if found.get("signed_by") and not found.get("signed_on"):
            self.add_error("signed_on", _("Choose the day on which it was signed."))
        return found
