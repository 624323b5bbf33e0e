"""Forms of what came of knowing somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.enums import BenefitKind
from community.rules import LONGEST_BENEFIT
from community.services.benefits import BenefitWords
from network.selectors.people import found_people, plain

if TYPE_CHECKING:
    from community.models import Group, OtherNetwork
    from network.selectors.introduced import Introduced
    from programs.models import Event, Participant


@dataclass(frozen=True)
class BenefitChoices:
    """Whom and what somebody may name."""

    me: Participant
    people: Sequence[Participant]
    events: Sequence[Event]
    introduced: Sequence[Introduced]
    networks: Sequence[OtherNetwork]
    projects: Sequence[Group] = ()


class BenefitForm(forms.Form):
    """What came of it, in a minute: what, with whom, and as far as known from what."""

    text = forms.CharField(
        label=_("What came of it?"), max_length=LONGEST_BENEFIT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A sentence or two: “Mira’s list saved us a week.”"),
        error_messages={"required": _("Say in a sentence or two what came of it.")},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("It is"), choices=BenefitKind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is.")},
    )  # fmt: skip
    together = forms.MultipleChoiceField(label=_("Together with"), required=False, widget=forms.CheckboxSelectMultiple)
    also = forms.CharField(label=_("And with, by name"), required=False, max_length=120)
    door = forms.CharField(
        label=_("Who opened the door?"),
        required=False,
        max_length=120,
        help_text=_("By name, if it was somebody here."),
    )
    source = forms.ChoiceField(label=_("It goes back to"), required=False)
    network = forms.ChoiceField(label=_("It leads to"), required=False)
    happened_on = forms.DateField(
        label=_("When"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )  # fmt: skip
    is_for_all = forms.BooleanField(
        label=_("Others may read it"), required=False, help_text=_("Once all who are named in it have said so as well.")
    )

    def __init__(self, *args: Any, choices: BenefitChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices
        self.people = {str(one.public_id): one for one in choices.people}
        self.networks = {str(one.public_id): one for one in choices.networks}
        self.projects = {f"project-{one.public_id}": one for one in choices.projects}
        self.events = {f"event-{one.public_id}": one for one in choices.events}
        self.introduced = {f"introduction-{one.introduction.public_id}": one for one in choices.introduced}
        events = [
            (key, f"{one.title}, {date_format(timezone.localtime(one.starts_at), 'MONTH_DAY_FORMAT')}")
            for key, one in self.events.items()
        ]
        met = [
            (key, gettext("The introduction to %(names)s") % {"names": ", ".join(one.names)})
            for key, one in self.introduced.items()
        ]
        shared = [(key, gettext("The project “%(name)s”") % {"name": one.name}) for key, one in self.projects.items()]
        self._offer("together", [(key, one.name) for key, one in self.people.items()])
        self._offer("source", [("", gettext("I do not know")), *shared, *met, *events])
        self._offer(
            "network", [("", gettext("no other network")), *((key, one.name) for key, one in self.networks.items())]
        )

    def _offer(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = options
        if len(options) <= (name != "together"):
            del self.fields[name]

    def _named(self, name: str) -> Participant | None:
        said = self.cleaned_data.get(name, "").strip()
        if not said:
            return None
        me = self.choices.me
        # A name that is only near would show these words to the wrong person.
        exact = [one for one in found_people(me.program, said, besides=me) if plain(one.name) == plain(said)]
        if len(exact) != 1:
            raise forms.ValidationError(_("Write the whole name of one person who takes part here."))
        return exact[0]

    def clean_also(self) -> Participant | None:
        """Somebody who is not on the short list."""
        return self._named("also")

    def clean_door(self) -> Participant | None:
        """Whose door it was."""
        return self._named("door")

    @property
    def words(self) -> BenefitWords:
        """What is told, as the service asks for it."""
        found = self.cleaned_data
        together = {
            one.pk: one for one in [*(self.people[key] for key in found.get("together", ())), found["also"]] if one
        }
        source = found.get("source", "")
        introduced = self.introduced.get(source)
        return BenefitWords(
            BenefitKind(found["kind"]), found["text"], found["happened_on"], list(together.values()), found["door"],
            self.events.get(source), introduced.introduction if introduced else None,
            self.networks.get(found.get("network", "")), self.projects.get(source), found["is_for_all"],
        )  # fmt: skip


class NetworkForm(forms.Form):
    """A network beyond this one."""

    name = forms.CharField(
        label=_("Its name"), max_length=120, error_messages={"required": _("Give the network its name.")}
    )
    about = forms.CharField(
        label=_("What one finds there"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
