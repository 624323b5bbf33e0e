"""The form by which somebody who leads says where the network stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.answering import SurveyForm

LONGEST_NAME = 160


class AssessmentForm(SurveyForm):
    """The statements, and for a sponsor whose view it is."""

    def __init__(self, *args: Any, is_sponsors: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["code"], self.fields["by-code"]
        if is_sponsors:
            help_text = _("Fill it in with them, in their words. They agree that it stands here with their name.")
            self.fields["sponsor"] = forms.CharField(
                label=_("The sponsor’s name and office"), max_length=LONGEST_NAME, help_text=help_text
            )

    @property
    def said(self) -> dict[str, Any]:
        """Everything that is kept."""
        words = "\n".join(self.words.values())
        return {"answers": self.answers, "words": words, "sponsor": self.cleaned_data.get("sponsor", "")}
