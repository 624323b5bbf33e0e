"""Forms of a person's own card, and of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from community.enums import FIRST_FIELDS, ProfileField, Sight

if TYPE_CHECKING:
    from collections.abc import Mapping

    from community.selectors.profiles import CardField

LONGEST = 3000


class ProfileForm(EditForm):
    """One's own card: three questions first, afterwards every field with who sees it."""

    def __init__(self, *args: Any, card: Mapping[ProfileField, CardField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_first = not card
        self.asked = FIRST_FIELDS if self.is_first else tuple(ProfileField)
        for field in self.asked:
            there = card.get(field)
            self._add(field, "\n".join(there.lines) if there else "", there.sight if there else Sight.EVERYBODY)

    def _add(self, field: ProfileField, text: str, sight: Sight) -> None:
        area = forms.Textarea(attrs={"rows": 1 if field == ProfileField.ABOUT else 3})
        hint = "" if field == ProfileField.ABOUT else _("One thing a line, or with commas.")
        self.fields[field] = forms.CharField(
            label=field.question, required=False, max_length=LONGEST, initial=text, widget=area, help_text=hint
        )
        if not self.is_first:
            self.fields[f"sight-{field}"] = forms.ChoiceField(
                label=_("Who sees it"), choices=Sight.choices, initial=sight, required=False
            )

    def clean(self) -> dict[str, Any]:
        """A first card says at least one thing."""
        cleaned = super().clean() or {}
        if self.is_first and not any(cleaned.get(field) for field in self.asked) and not self.errors:
            self.add_error(self.asked[0], _("One word in one of the three is enough."))
        return cleaned

    @property
    def words(self) -> dict[ProfileField, tuple[str, Sight]]:
        """What was written, field by field."""
        found = self.cleaned_data
        return {one: (found[one], Sight(found.get(f"sight-{one}") or Sight.EVERYBODY)) for one in self.asked}

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """Each question with who sees its answer."""
        return [(self[one], None if self.is_first else self[f"sight-{one}"]) for one in self.asked]


class AnswerForm(forms.Form):
    """One question for one's card."""

    field = forms.ChoiceField(choices=ProfileField.choices)
    text = forms.CharField(max_length=LONGEST, error_messages={"required": _("One word is enough.")})
