"""Forms of shared walls."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import FIRST_QUESTION, SECOND_QUESTION, WallSide
from community.rules import LONGEST_WALL_NOTE

ASK = {"required": _("Ask a question.")}


class WallForm(forms.Form):
    """A new wall."""

    title = forms.CharField(
        label=_("What it is of"), max_length=120, error_messages={"required": _("Say in a few words what it is of.")}
    )
    left = forms.CharField(label=_("First question"), max_length=200, initial=FIRST_QUESTION, error_messages=ASK)
    right = forms.CharField(label=_("Second question"), max_length=200, initial=SECOND_QUESTION, error_messages=ASK)


class WallNoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label=_("Your note"), max_length=LONGEST_WALL_NOTE, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("One thought is enough.")},
    )  # fmt: skip
    side = forms.ChoiceField(
        label=_("It answers"), widget=forms.RadioSelect, error_messages={"required": _("Choose a question.")}
    )

    def __init__(self, *args: object, questions: tuple[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(zip(WallSide, questions, strict=True))
