"""Forms of those who run mentoring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
NO_PART = gettext_lazy("“%(line)s” is not title | question | minutes.")
LINE = " | "
PLACES = ("first", "second", "third")
USUAL = tuple(kind.value for kind in Liking if kind.value not in {"same", "different"})


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
        known = [(fact, fact_words(fact)) for fact in facts]
        self.fields["same"].choices = self.fields["different"].choices = [NONE, *known]  # type: ignore[attr-defined]
        usual = [(kind, liking_words(kind)) for kind in USUAL]
        compared = [(f"{kind}:{fact}", liking_words(kind, fact)) for kind in ("same", "different") for fact in facts]
        for place in PLACES:
            self.fields[place].choices = [("", _("As usual")), *usual, *compared]  # type: ignore[attr-defined]

    def clean_agenda(self) -> list[dict[str, Any]]:
        """The lines as parts."""
        parts = []
        for line in filter(None, (one.strip() for one in self.cleaned_data["agenda"].splitlines())):
            cells = [one.strip() for one in line.split("|")]
            if len(cells) != 3 or not all(cells) or not cells[2].isdecimal() or not 0 < int(cells[2]) <= 180:
                raise forms.ValidationError(NO_PART % {"line": line[:80]})
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
            musts=musts_of(data),
            preferences=preferences_of([data[place] for place in PLACES if data[place]]),
            agenda=data["agenda"],
        )


PLAIN = ("opens_in_month", "cadence_days", "minutes", "answer_days", "term_months", "cooldown_weeks", "allows_trios")


def musts_of(data: Mapping[str, Any]) -> list[Any]:
    """What has to hold of a pair, as matching reads it."""
    found: list[Any] = [{kind: data[kind]} for kind in ("same", "different", "overlap") if data[kind]]
    found += [{"helps": int(data["helps"])}] if data["helps"] else []
    found += ["language"] if data["language"] else []
    found += [{"steps": 2}] if data["untied"] else []
    return found + (["never_paired"] if data["never_paired"] else [])


def preferences_of(liked: Iterable[str]) -> list[Any]:
    """What is liked, first what was chosen, then the others in the usual order; nothing where nothing was chosen."""
    chosen = list(dict.fromkeys(liked))
    if not chosen:
        return []
    usual = [kind for kind in USUAL if kind not in chosen]
    return [{one.split(":")[0]: one.split(":", 1)[1]} if ":" in one else one for one in [*chosen, *usual]]


def named(preferences: Iterable[Any]) -> list[str]:
    """Preferences as they are chosen."""
    return [":".join(next(iter(one.items()))) if isinstance(one, dict) else one for one in preferences]


def musts_written(track: Track) -> dict[str, Any]:
    """What has to hold of a pair, word by word."""
    parts = (next(iter(must.items())) if isinstance(must, dict) else (must, True) for must in track.musts)
    return {"untied" if word == "steps" else word: value for word, value in parts}


def written(track: Track) -> dict[str, Any]:
    """A track as its form shows it."""
    found: dict[str, Any] = {name: getattr(track, name) for name in (*PLAIN, "mode")}
    found |= musts_written(track) | dict(zip(PLACES, named(track.preferences), strict=False))
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
