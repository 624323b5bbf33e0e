"""Writes of what people say of themselves."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import ProfileField, Sight
from community.models import ProfileLine
from community.rules import LONGEST_LINE, MOST_LINES
from network.selectors.people import plain
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from collections.abc import Mapping

    from programs.models import Participant


class ProfileRefused(BelongingError):
    """A card cannot say it like that."""

    code = "profile_refused"


@transaction.atomic
def write_profile(*, participant: Participant, words: Mapping[ProfileField, tuple[str, Sight]], now: datetime) -> None:
    """
    This will keep fields of somebody's card as they wrote them, with who sees each; fields not named stay.

    A line is a row of the text, or a piece between commas. Raises ProfileRefused for too many lines, or too long ones.
    """
    locked_participant(participant.pk)
    for field, (text, sight) in words.items():
        lines = _lines(field, text)
        ProfileLine.objects.filter(participant=participant, field=field).delete()
        # One statement; ProfileLine has no save hooks beyond the organization check, which it repeats.
        ProfileLine.objects.bulk_create(
            ProfileLine(participant=participant, field=field, text=line, plain=key, sight=sight)
            for key, line in lines.items()
        )
    record(actor=participant.membership, verb="profile.written", target=participant, now=now, fields=sorted(words))


@transaction.atomic
def answer_question(*, participant: Participant, field: ProfileField, text: str, now: datetime) -> None:
    """This will add an answer to a field of somebody's card, seen by whom the field was seen; raises ProfileRefused."""
    locked_participant(participant.pk)
    there = list(ProfileLine.objects.filter(participant=participant, field=field).order_by("id"))
    sight = Sight(there[0].sight) if there else Sight.EVERYBODY
    whole = "\n".join([*(row.text for row in there), text])
    write_profile(participant=participant, words={field: (whole, sight)}, now=now)


def _lines(field: ProfileField, text: str) -> dict[str, str]:
    pieces = [text] if field == ProfileField.ABOUT else text.replace(",", "\n").splitlines()
    found = [" ".join(piece.split()) for piece in pieces]
    lines = {plain(line)[:LONGEST_LINE]: line for line in found if line}
    if len(lines) > MOST_LINES:
        raise ProfileRefused(_("%(most)s lines are plenty; keep the best.") % {"most": MOST_LINES}, field=field)
    if any(len(line) > LONGEST_LINE for line in lines.values()):
        said = _("A line may have %(most)s letters. Make two of it.") % {"most": LONGEST_LINE}
        raise ProfileRefused(said, field=field)
    return lines
