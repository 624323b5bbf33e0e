"""A person's own words of a pair as a file, to take along before it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core import clock
from mentoring.selectors.meetings import own_words

if TYPE_CHECKING:
    from mentoring.models import Pair
    from programs.models import Participant


def words_file(pair: Pair, author: Participant) -> str:
    """Everything somebody wrote in a pair, by day; nothing that anybody else wrote."""
    heads = {"note": _("A note"), "feedback": _("Sent to %(name)s"), "check_in": _("After we met")}
    parts = []
    for one in own_words(pair, author):
        day = clock.today(pair.program.time_zone, one.written_at)
        parts.append(f"{day:%Y-%m-%d} · {heads[one.kind] % {'name': one.to}}\n{one.text}\n")
    return "\n".join(parts) or _("You have written nothing here yet.") + "\n"
