"""Forms of those who run mentoring."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core.editions import EditForm
from mentoring.enums import Mode
from mentoring.matching.rules import Liking
from mentoring.models import Track
from mentoring.services.tracks import TrackWords
from mentoring.words import fact_words, liking_words, usual_agenda

NONE = ("", gettext_lazy("No rule"))
LINE = " | "
PLACES = ("first", "second", "third")


class TrackForm(EditForm):
    """How mentoring runs, what has to hold of a pair, and what is liked."""

    mode = forms.ChoiceField(label=gettext_lazy("How pairs come about"), choices=Mode.choices, widget=forms.RadioSelect)
    opens_in_month = forms.IntegerField(label=gettext_lazy("Opens in program month"), min_value=1, max_value=36)
    cadence_days = forms.IntegerField(label=gettext_lazy("Days between check-ins"), min_value=3, max_value=60)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes of a check-in"), min_value=10, max_value=180)
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"), min_value=1, max_value=60,
        help_text=gettext_lazy("Three to ten. Then the next best is asked."),
    )  # fmt: skip
    term_months = forms.IntegerField(label=gettext_lazy("Months a pair lasts"), min_value=1, max_value=24)
    cooldown_weeks = forms.IntegerField(
        label=gettext_lazy("Weeks before the same two are paired again"), min_value=0, max_value=200
    )
    allows_trios = forms.BooleanField(label=gettext_lazy("An odd one may join a pair"), required=False)
    same = forms.ChoiceField(label=gettext_lazy("Both have the same"), required=False)
    different = forms.ChoiceField(label=gettext_lazy("Both have a different"), required=False)
    overlap = forms.IntegerField(
        label=gettext_lazy("Minutes a week both are free, at least"), required=False, min_value=1, max_value=2000
    )
    helps = forms.ChoiceField(
        label=gettext_lazy("Help"), required=False,
        choices=[NONE, ("1", gettext_lazy("One can help the other")), ("2", gettext_lazy("Each can help the other"))],
    )  # fmt: skip
    language = forms.BooleanField(label=gettext_lazy("They have a language in common"), required=False)
    untied = forms.BooleanField(label=gettext_lazy("They have no tie yet"), required=False)
    never_paired = forms.BooleanField(label=gettext_lazy("They have never been a pair"), required=False)
    first = forms.ChoiceField(label=gettext_lazy("Counts most"), required=False)
    second = forms.ChoiceField(label=gettext_lazy("Then"), required=False)
    third = forms.ChoiceField(
        label=gettext_lazy("And then"), required=False, help_text=gettext_lazy("The others follow in the usual order.")
    )
    agenda = forms.CharField(
        label=gettext_lazy("What a check-in goes through"), required=False, max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("A line for each part: title | question | minutes. Empty for the usual four."),
    )  # fmt: skip

    def __init__(self, *args: Any, facts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(fact, fact_words(fact)) for fact in facts]
        self.fields["same"].choices = self.fields["different"].choices = [NONE, *named]  # type: ignore[attr-defined]
        usual = [(kind.value, liking_words(kind.value)) for kind in Liking if kind.value not in {"same", "different"}]
        compared = [(f"{kind}:{fact}", liking_words(kind, fact)) for kind in ("same", "different") for fact in facts]
        for place in PLACES:
            self.fields[place].choices = [("", _("As usual")), *usual, *compared]  # type: ignore[attr-defined]

    def clean_agenda(self) -> list[dict[str, Any]]:
        """The lines as parts."""
        parts = []
        for line in filter(None, (one.strip() for one in self.cleaned_data["agenda"].splitlines())):
            cells = [one.strip() for one in line.split("|")]
            if len(cells) != 3 or not all(cells) or not cells[2].isdecimal() or not 0 < int(cells[2]) <= 180:
                text = _("“%(line)s” is not title | question | minutes.")
                raise forms.ValidationError(text % {"line": line[:80]})
            parts.append({"title": cells[0][:60], "prompt": cells[1][:300], "minutes": int(cells[2])})
        return parts

    @property
    def words(self) -> TrackWords:
        """What the service takes."""
        data = self.cleaned_data
        plain = {name: data[name] for name in PLAIN}
        return TrackWords(
            **plain,
            mode=Mode(data["mode"]),
            musts=self._musts(),
            preferences=self._preferences(),
            agenda=data["agenda"],
        )

    def _musts(self) -> list[Any]:
        data = self.cleaned_data
        found: list[Any] = [{kind: data[kind]} for kind in ("same", "different", "overlap") if data[kind]]
        found += [{"helps": int(data["helps"])}] if data["helps"] else []
        found += ["language"] if data["language"] else []
        found += [{"steps": 2}] if data["untied"] else []
        return found + (["never_paired"] if data["never_paired"] else [])

    def _preferences(self) -> list[Any]:
        chosen = list(dict.fromkeys(self.cleaned_data[place] for place in PLACES if self.cleaned_data[place]))
        if not chosen:
            return []
        usual = [kind.value for kind in Liking if kind.value not in {"same", "different", *chosen}]
        return [{one.split(":")[0]: one.split(":", 1)[1]} if ":" in one else one for one in [*chosen, *usual]]


PLAIN = ("opens_in_month", "cadence_days", "minutes", "answer_days", "term_months", "cooldown_weeks", "allows_trios")


def written(track: Track) -> dict[str, Any]:
    """A track as its form shows it."""
    found: dict[str, Any] = {name: getattr(track, name) for name in (*PLAIN, "mode")}
    for must in track.musts:
        word, value = next(iter(must.items())) if isinstance(must, dict) else (must, True)
        found["untied" if word == "steps" else word] = value
    named = [":".join(next(iter(one.items()))) if isinstance(one, dict) else one for one in track.preferences]
    found |= dict(zip(PLACES, named, strict=False))
    parts = track.agenda or usual_agenda()
    return found | {"agenda": "\n".join(LINE.join([one["title"], one["prompt"], str(one["minutes"])]) for one in parts)}


class RoundForm(forms.Form):
    """Another way of the same round."""

    seed = forms.IntegerField(min_value=0, max_value=2_000_000_000)


class JoinForm(forms.Form):
    """Who is put together by hand."""

    people = forms.TypedMultipleChoiceField(label=gettext_lazy("Two people, or three"), coerce=str, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:  # any id is taken here; the service's selector knows who is in the program
            self.fields["people"].choices = [(one, one) for one in self.data.getlist("people")]  # type: ignore[attr-defined]
