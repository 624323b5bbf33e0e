"""Forms of groups and of what is written there."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from belonging.core.pictures import MOST_BYTES, Drawn, PictureRefused, redrawn
from community.enums import Entry
from community.rules import LONGEST_POST, LONGEST_SHOWS, LONGEST_TOPIC, MOST_TOPICS

TOPICS_HINT = _("A few words with commas between them, if you like. People can then look for groups about them.")


class TopicsField(forms.CharField):
    """A few topics with commas between them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MOST_TOPICS * (LONGEST_TOPIC + 2), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What the field shows: the words again, with commas."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """The words, one by one."""
        return [topic.strip() for topic in super().clean(value).split(",") if topic.strip()]


class TopicsForm(forms.Form):
    """What a group is about, in a few words."""

    topics = TopicsField(label=_("Topics"), required=False, help_text=TOPICS_HINT)


class GroupForm(forms.Form):
    """A new group."""

    name = forms.CharField(label=_("Name"), max_length=80, error_messages={"required": _("Give the group a name.")})
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    entry = forms.ChoiceField(
        label=_("Who comes in"), choices=Entry.choices, initial=Entry.OPEN, widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes in.")},
    )  # fmt: skip
    topics = TopicsField(label=_("Topics"), required=False, help_text=TOPICS_HINT)
    takes_newcomers = forms.BooleanField(
        label=_("Whoever is new to the program sits in it"),
        required=False,
        help_text=_("They may leave. For an open group, and those who run the program say so."),
    )
    allows_unsigned = forms.BooleanField(
        label=_("People may also write without their name"),
        required=False,
        help_text=_("Said on the group’s page, and for good: this cannot be changed later."),
    )


class PostForm(forms.Form):
    """What somebody writes."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST_POST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("An empty line begins a new paragraph; *stars* stress a word."),
        error_messages={"required": _("Write a few words first.")},
    )
    topic = forms.CharField(
        label=_("Topic"),
        required=False,
        max_length=LONGEST_TOPIC,
        help_text=_("A word or two, if you like. People can then read what was written about it."),
    )
    picture = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text=_("It is drawn anew: where and with what it was taken does not come along."),
        error_messages={"invalid": _("Choose a picture."), "empty": _("This file is empty.")},
    )
    shows = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=LONGEST_SHOWS,
        help_text=_("For those who do not see it."),
    )
    unsigned = forms.BooleanField(
        label=_("Without my name"),
        required=False,
        help_text=_(
            "Somebody who runs this program reads it before it appears. Who wrote it is kept nowhere, so you cannot "
            "change it or take it away."
        ),
    )
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def words(self) -> dict[str, Any]:
        """What is written, as the service asks for it."""
        names = ("text", "topic", "picture", "shows", "unsigned")
        return {name: self.cleaned_data[name] for name in names}

    def clean_picture(self) -> Drawn | None:
        """The picture as we draw it; a file that is none is refused, a large one before it is read."""
        sent: UploadedFile[Any] | None = self.cleaned_data["picture"]
        if not sent:
            return None
        try:
            return redrawn(sent.read(MOST_BYTES + 1))
        except PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any] | None:
        """A picture without words for those who do not see it is not yet whole."""
        cleaned = super().clean()
        if self.cleaned_data.get("picture") and not self.cleaned_data.get("shows"):
            self.add_error("shows", _("Say in a few words what the picture shows."))
        return cleaned


class ReportForm(forms.Form):
    """Why a post is to be looked at."""

    reason = forms.CharField(max_length=300, required=False)


class HeldWordsForm(EditForm):
    """Words that have a post looked at first."""

    terms = forms.CharField(
        label=_("Words, one a line"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("“Insult” also finds “insulted”. Several words on a line have to stand together."),
    )
