"""How a program counts: settings whose change begins a new series and leaves the old one as it is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from programs.enums import TieRule, TieWindow
from programs.selectors.programs import locked_program

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program

FIELDS = ("tie_rule", "tie_window", "new_tie_count", "new_tie_meetings", "new_tie_within")


class DefinitionsRefused(BelongingError):
    """Definitions that cannot be changed like that."""

    code = "definitions_refused"


@transaction.atomic
def change_definitions(
    *,
    actor: Membership,
    program: Program,
    tie_rule: TieRule,
    tie_window: TieWindow,
    new_tie_count: int,
    new_tie_meetings: int,
    new_tie_within: int,
    now: datetime,
) -> Program:
    """
    This will count by other definitions from the next count on: a new series, with its own label, beside the old one.

    Raises DefinitionsRefused once the program has ended, and for numbers below one.
    """
    held = locked_program(program.pk)
    if held.is_over:
        raise DefinitionsRefused(_("This program has ended. Its figures stay as they are."))
    if min(new_tie_count, new_tie_meetings, new_tie_within) < 1:
        raise DefinitionsRefused(_("Each of the numbers needs to be 1 or more."))
    before = held.definition
    held.tie_rule, held.tie_window, held.new_tie_count = tie_rule, tie_window, new_tie_count
    held.new_tie_meetings, held.new_tie_within = new_tie_meetings, new_tie_within
    held.save(update_fields=[*FIELDS])
    record(actor=actor, verb="program.definitions_changed", target=held, now=now, before=before, after=held.definition)
    return held
