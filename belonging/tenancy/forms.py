"""Forms of an organization's settings."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.core.wording.forms import GENDER, GENDERS, MANY, MOST_LETTERS, ONE, TWO, as_printed, is_word
from belonging.core.wording.terms import Term
from belonging.tenancy.enums import Duty, Role, SecondStep
from belonging.tenancy.selectors import forms_by_rule


class InviteForm(forms.Form):
    """Who is invited, and as what."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PARTICIPANT)


class RoleForm(EditForm):
    """What somebody is from now on."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    duties = forms.TypedMultipleChoiceField(
        label=_("What a facilitator does here"),
        help_text=_("Untick what is somebody else’s: its pages and acts are closed to them then, and so is its API."),
        choices=Duty.choices,
        coerce=Duty,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SecondStepForm(forms.Form):
    """From when on those who run programs need a second step."""

    rule = forms.TypedChoiceField(
        label=_("Admins and facilitators need a second step to come in"),
        choices=SecondStep.choices,
        coerce=SecondStep,
        widget=forms.RadioSelect,
    )


class WordField(forms.CharField):
    """A word that may stand in a sentence of the product; an apostrophe is set as printers do."""

    def __init__(self, *, language: str, **kwargs: Any) -> None:
        runs = "rtl" if language == "ar" else "ltr"
        attrs = {"lang": language, "dir": runs, "autocomplete": "off"}
        super().__init__(
            required=False, max_length=MOST_LETTERS, widget=forms.TextInput(attrs=attrs), **kwargs
        )  # fmt: skip

    def clean(self, value: Any) -> str:
        """Refuses markup, anything to be filled in, and whatever else is no word."""
        text = as_printed(str(super().clean(value)))
        if text and not is_word(text):
            raise forms.ValidationError(_("Letters, spaces, hyphens and the like, at most forty: nothing else."))
        return text


class OwnWordForm(EditForm):
    """What something is called in one language: its word, and its forms where a rule would get them wrong."""

    def __init__(self, data: Any = None, *, term: Term, language: str, own: dict[str, str]) -> None:
        super().__init__(data, initial=own)
        self.asked = term.asks[language]
        labels = {ONE: _("For one"), MANY: _("For several"), TWO: _("For two")}
        for key in self.asked:
            if key == GENDER:
                choices = [("", "–"), *((one, one) for one in GENDERS)]
                self.fields[key] = forms.ChoiceField(label=_("Its article"), choices=choices, required=False)
            else:
                self.fields[key] = WordField(label=labels[key], language=language)
        typed = {key: str(self.data.get(key, "")) for key in self.asked} if self.is_bound else own
        for key, product, by_rule in forms_by_rule(term, language, typed):
            label = format_html('<bdi lang="{}">{}</bdi>', language, product)
            hint = format_html('{} <bdi lang="{}">{}</bdi>', _("Left empty:"), language, by_rule) if by_rule else ""
            self.fields[f"form:{key}"] = WordField(label=label, help_text=hint, language=language)

    def clean(self) -> dict[str, Any]:
        """Refuses half a word: all that is asked for, or nothing."""
        found: dict[str, Any] = super().clean() or {}
        missing = [key for key in self.asked if not found.get(key) and key not in self.errors]
        if any(found.values()):
            for key in missing:
                self.add_error(key, _("This is needed too. To say what the product says, leave everything empty."))
        return found

    @property
    def by_hand(self) -> list[str]:
        """The fields for what a rule makes otherwise."""
        return [name for name in self.fields if name not in self.asked]

    @property
    def has_own_forms(self) -> bool:
        """Whether a form was written by hand, or is wrong."""
        return any(self[name].value() or name in self.errors for name in self.by_hand)

    def so_far(self) -> dict[str, str]:
        """What was said that may stand in a sentence."""
        return {key: text for key, text in getattr(self, "cleaned_data", self.initial).items() if text}
