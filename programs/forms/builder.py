"""Forms of the roadmap builder: what one thing of a plan is, and something new."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from belonging.core.editions import EditForm
from programs.calendar import After, When, WhenInvalid
from programs.enums import LearningKind
from programs.forms.paths import QuestionsField
from programs.plan_edits import BEFORE, TITLES, Add, Change, ChangeModule, Edit
from programs.selectors.boards import OpenItem

COUNTED = [("working_day", _("working day")), ("day", _("day"))]
NEW = [
    ("events", _("An event")),
    ("steps", _("A step")),
    ("commitments", _("A small promise")),
]
WITH_HOUR = {"events"}
WITH_MINUTES = {"events", "steps"}
WITH_DUE = {"steps", "commitments"}


class ItemForm(EditForm):
    """One thing of a plan: what people read, when it comes up, and what it counts as."""

    title = forms.CharField(label=_("Title people see"), max_length=120)
    months = forms.TypedMultipleChoiceField(
        label=_("In the months"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    offset = forms.IntegerField(
        label=_("Days before the start"), required=False, min_value=1, max_value=366,
        help_text=_("Fill this in instead of months for what comes before the launch."),
    )  # fmt: skip
    number = forms.IntegerField(label=_("On the"), required=False, min_value=1, max_value=31, initial=1)
    counted = forms.ChoiceField(label=_("counted as"), choices=COUNTED, required=False)
    hour = forms.IntegerField(label=_("Begins at (hour)"), min_value=0, max_value=23)
    kind = forms.ChoiceField(label=_("Counts as"), choices=LearningKind.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=24 * 60)
    due = forms.IntegerField(label=_("Days to do it"), required=False, min_value=0, max_value=366)
    text = forms.CharField(label=_("What people read"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    asks = QuestionsField(label=_("What to note down with it"))

    def __init__(self, data: Any = None, *, opened: OpenItem, months: int) -> None:
        self.opened = opened
        super().__init__(data, initial=_written(opened))
        self.fields["months"].choices = [(n, str(n)) for n in range(1, months + 1)]  # type: ignore[attr-defined]
        for name, having in (("hour", WITH_HOUR), ("minutes", WITH_MINUTES), ("due", WITH_DUE)):
            if opened.collection not in having:
                del self.fields[name]
        if opened.collection in {"messages", "surveys"}:
            del self.fields["kind"]
        if opened.collection in {"commitments", "surveys"}:
            del self.fields["text"]
        if opened.collection != "commitments":
            del self.fields["asks"]
        else:
            self.fields["title"].max_length = 300  # type: ignore[attr-defined]
        if opened.collection == "surveys":
            del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        """Months or days before the start, one of them."""
        cleaned = super().clean() or {}
        months, offset = cleaned.get("months"), cleaned.get("offset")
        if bool(months) == (offset is not None):
            self.add_error("months", _("Choose months, or days before the start."))
            return cleaned
        try:
            cleaned["when"] = self._when(cleaned)
        except WhenInvalid as problem:
            self.add_error("number", str(problem))
        return cleaned

    def _when(self, cleaned: dict[str, Any]) -> When:
        hour = cleaned.get("hour", self.opened.item.when.hour)
        if cleaned.get("offset"):
            return When.parse({"day": -cleaned["offset"], "hour": hour})
        counted = cleaned.get("counted") or "day"
        return When.parse({"months": cleaned["months"], counted: cleaned.get("number") or 1, "hour": hour})

    @property
    def edit(self) -> Edit:
        """The change that the form asks for."""
        data, opened = self.cleaned_data, self.opened
        fields: dict[str, Any] = {"when": data["when"]}
        if opened.collection != "surveys":
            fields[TITLES[opened.collection]] = data["title"]
        fields |= {name: data[name] for name in ("kind", "minutes", "text") if name in self.fields}
        if "asks" in self.fields:
            fields["asks"] = tuple(data["asks"])
        if "due" in self.fields:
            fields["due"] = self._due()
        return Change(opened.collection, opened.key, fields)

    def _due(self) -> After | None:
        days, before = self.cleaned_data["due"], self.opened.item.due
        if days is None:
            return None if before is None or before.days is not None else before  # working days are kept as they are
        return After(days=days)


def _written(opened: OpenItem) -> dict[str, Any]:
    item = opened.item
    when: When = item.when
    due = getattr(item, "due", None)
    return {
        "title": getattr(item, TITLES[opened.collection]),
        "months": list(when.months),
        "offset": -when.offset if when.offset is not None and when.offset < 0 else None,
        "number": when.working_day or when.day or 1,
        "counted": "working_day" if when.working_day else "day",
        "hour": when.hour,
        "kind": getattr(item, "kind", ""),
        "minutes": getattr(item, "minutes", None),
        "due": due.days if due else None,
        "text": getattr(item, "text", ""),
        "asks": getattr(item, "asks", ""),
    }


class NewItemForm(forms.Form):
    """Something new in a month."""

    collection = forms.ChoiceField(label=_("What"), choices=NEW, widget=forms.RadioSelect, initial="events")
    title = forms.CharField(label=_("Title people see"), max_length=120)
    kind = forms.ChoiceField(label=_("Counts as"), choices=LearningKind.choices, widget=forms.RadioSelect)
    month = forms.IntegerField(widget=forms.HiddenInput, min_value=BEFORE, max_value=36)

    @property
    def edit(self) -> Edit:
        """The change that the form asks for."""
        data = self.cleaned_data
        return Add(data["collection"], data["title"], data["kind"], data["month"])


class ModuleForm(EditForm):
    """A module's words."""

    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(label=_("What it is about"), max_length=1_000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = key

    @property
    def edit(self) -> Edit:
        """The change that the form asks for."""
        return ChangeModule(self.key, self.cleaned_data["name"], self.cleaned_data["about"])
