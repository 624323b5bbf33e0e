"""Forms of stories and their questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from community.enums import Ease, Reach
from community.models import Story
from community.rules import LONGEST_STORY, LONGEST_WORD
from community.selectors.placings import LinePattern, TrianglePattern, line_patterns, triangle_patterns
from community.services.stories import StoryWords

NOT_PLACED = ("", _("not placed"))


@dataclass(frozen=True)
class Placing:
    """A triangle or a line to place a story on, with what is chosen."""

    pattern: TrianglePattern | LinePattern
    name: str
    chosen: str

    @property
    def is_line(self) -> bool:
        """True for a line, False for a triangle."""
        return isinstance(self.pattern, LinePattern)


class StoryForm(EditForm):
    """A story: its words, where its teller places it, and who may read it."""

    title = forms.CharField(
        label=_("A title"), max_length=120, error_messages={"required": _("Give it a title; a few words are enough.")}
    )
    text = forms.CharField(
        label=_("What happened"),
        max_length=LONGEST_STORY,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("As you would tell it to a friend. Leave out what others would not want told."),
        error_messages={"required": _("Write what happened first.")},
    )
    ease = forms.ChoiceField(
        label=_("Good to read for somebody who is most at ease with"),
        choices=[("", _("I don’t know")), *Ease.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    reach = forms.ChoiceField(
        label=_("Who may read it"),
        choices=Reach.choices,
        widget=forms.RadioSelect,
        help_text=_("You can change this any time. Fewer readers is at once; for more, somebody reads it first."),
        error_messages={"required": _("Choose who may read it.")},
    )
    is_named = forms.BooleanField(label=_("Show my name with it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patterns: list[TrianglePattern | LinePattern] = [*triangle_patterns(), *line_patterns()]
        for one in self.patterns:
            spots = one.spots if isinstance(one, LinePattern) else [spot for row in one.rows for spot in row]
            choices = [NOT_PLACED, *((spot.value, spot.words) for spot in spots)]
            self.fields[f"at-{one.key}"] = forms.ChoiceField(label=one.question, choices=choices, required=False)

    @property
    def placings(self) -> list[Placing]:
        """The triangles and lines with what is chosen."""
        names = [(one, f"at-{one.key}") for one in self.patterns]
        return [Placing(one, name, str(self[name].value() or "")) for one, name in names]

    @property
    def words(self) -> StoryWords:
        """What the service takes; only of a valid form."""
        found = self.cleaned_data
        chosen = {one.key: found[f"at-{one.key}"] for one in self.patterns if found[f"at-{one.key}"]}
        return StoryWords(
            title=found["title"],
            text=found["text"],
            reach=Reach(found["reach"]),
            is_named=found["is_named"],
            ease=found["ease"],
            placings=chosen,
        )


def filled(story: Story) -> dict[str, Any]:
    """A story as the form's first values."""
    words: dict[str, Any] = {name: getattr(story, name) for name in ("title", "text", "ease", "reach", "is_named")}
    return words | {f"at-{key}": value for key, value in story.placings.items()}


class ReachForm(forms.Form):
    """Who may read a story from now on."""

    reach = forms.ChoiceField(label=_("Who may read it"), choices=Reach.choices, widget=forms.RadioSelect)


class ReadingForm(forms.Form):
    """What an editor says of the version they read."""

    revision = forms.IntegerField(min_value=0)
    word = forms.CharField(label=_("Your word to the teller"), max_length=LONGEST_WORD, required=False)


class QuestionForm(EditForm):
    """The question of one quarter."""

    quarter = forms.IntegerField(min_value=1, max_value=20)
    text = forms.CharField(
        label=_("Question"), max_length=300, required=False,
        error_messages={"max_length": _("A question has at most 300 letters.")},
    )  # fmt: skip
