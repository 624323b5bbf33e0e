"""The edition of what somebody read, so that a change is never laid unseen over somebody else's."""

import hashlib
import json
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core.errors import BelongingError

EDITION = "edition"
MOST_SHOWN = 300  # letters of a field that somebody else has changed
CHANGED = gettext_lazy("Somebody changed this since you opened it. To put yours in its place, send it once more.")


class ChangedMeanwhile(BelongingError):
    """Something stands otherwise than whoever changes it has read."""

    code = "changed_meanwhile"


def edition(contents: Any) -> str:
    """A short mark: the same contents, the same mark, whatever the order of their keys."""
    return hashlib.sha256(json.dumps(contents, sort_keys=True, default=str).encode()).hexdigest()[:32]


def edition_field(contents: Any) -> SafeString:
    """What a form carries along of the edition it is opened on."""
    return _field(edition(contents))


def check_edition(request: HttpRequest, contents: Any) -> None:
    """
    Raises ChangedMeanwhile when a form comes back to another edition than it was opened on.

    The request has stood in line before anything was read (`PressedOnceMiddleware`), so nothing slips in between. A
    program that sends a form without having opened it lays its words over whatever is there, as `If-Match: *` does.
    """
    if request.POST.get(EDITION, "") not in {"", edition(contents)}:
        raise ChangedMeanwhile(CHANGED)


def comes_back(request: HttpRequest) -> bool:
    """Whether a page's form comes back that says which edition it was opened on."""
    return request.method == "POST" and not request.path_info.startswith("/api/") and EDITION in request.POST


def _field(mark: str) -> SafeString:
    return format_html('<input type="hidden" name="{}" value="{}">', EDITION, mark)


class EditForm(forms.Form):
    """
    A form over what stands there already, which refuses to come back to another edition, as `check_edition` does.

    Then it shows what stands there now, keeps what was typed, and may be sent once more.
    """

    opened_on = ""  # the edition of a form that is shown again before it was sent, with what was typed so far

    @property
    def edition(self) -> SafeString:
        """The hidden field with the edition of what stands there now."""
        return _field(self.opened_on or edition(self.there()))

    def there(self) -> dict[str, Any]:
        """What stands there now, as the form shows it."""
        return {name: self.get_initial_for_field(field, name) for name, field in self.fields.items()}

    def full_clean(self) -> None:
        """Django's own, and then whether anybody was quicker."""
        super().full_clean()
        sent = self.data.get(EDITION, "") if self.is_bound else ""
        if sent and sent != edition(self.there()):
            self.add_error(None, " ".join([str(CHANGED), *self._otherwise()]))

    def _otherwise(self) -> list[str]:
        """Each field that was sent otherwise than it stands there now, as it stands there."""
        found = []
        for bound in self.visible_fields():
            if bound.field.has_changed(bound.initial, bound.data):
                there = bound.field.prepare_value(bound.initial)
                named = dict(getattr(bound.field, "choices", []))
                every = there if isinstance(there, list | tuple) else [there]
                words = ", ".join(str(named.get(one, one)) for one in every if one not in {None, ""})[:MOST_SHOWN]
                found.append(_("%(field)s is now: %(words)s.") % {"field": bound.label, "words": words or "–"})
        return found
