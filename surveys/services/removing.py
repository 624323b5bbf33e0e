"""
What a person may ask for while the program's key lives: to have their linked answers taken out, or read out to them.

Only the worker can find them. Published figures stay as they are, and so do words: nobody can tell whose those are.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from surveys.keys import KeysAway, has_key, load_key
from surveys.models import ProgramKey
from surveys.models.ballots import Removal
from surveys.sealing import SealBroken, open_person, pseudonym, removal_keys
from surveys.selectors.ballots import responses_under, wishes_of
from surveys.selectors.waves import key_of, living_keys

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from surveys.models import Wave


class NothingToFind(BelongingError):
    """Answers that nobody can find, or not any more."""

    code = "nothing_to_find"


@transaction.atomic
def take_answers_out(*, now: datetime) -> int:
    """This will fulfil the wishes that wait in the open organization, and answer how many sets of answers went."""
    return sum(_fulfilled(note, now) for note in living_keys() if has_key(note.name))


def _fulfilled(note: ProgramKey, now: datetime) -> int:
    secret = load_key(note.name)
    keys = removal_keys(secret)
    if note.public_key is None:  # a program from before there were wishes
        note.public_key = keys.public
        note.save(update_fields=["public_key"])
    wishes = list(wishes_of(note.program))
    codes = {pseudonym(secret, person) for wish in wishes if (person := _person(bytes(wish.envelope), keys.private))}
    Removal.objects.filter(pk__in=[wish.pk for wish in wishes]).delete()
    if not wishes:
        return 0
    count, _rows = responses_under(note.program, codes).delete()
    record(actor=None, verb="answers.removed", target=note.program, now=now, key=note.name, responses=count)
    return count


def _person(envelope: bytes, private: bytes) -> str:
    try:
        return open_person(envelope, private)
    except SealBroken:
        return ""


@transaction.atomic
def answers_of(*, program: Program, membership: Membership, now: datetime) -> list[tuple[Wave, dict[str, int]]]:
    """
    This will find a person's linked answers, for that person alone, and write down that the key was used, not for whom.

    Raises NothingToFind once the key is gone.
    """
    code = pseudonym(_living_secret(program), str(membership.pk))
    found = [(one.wave, one.answers) for one in responses_under(program, {code})]
    record(actor=None, verb="answers.read_out", target=program, now=now)
    return found


@transaction.atomic
def remove_answers_of(*, program: Program, membership: Membership, now: datetime) -> int:
    """This will take out a person's linked answers at once; raises NothingToFind once the key is gone."""
    code = pseudonym(_living_secret(program), str(membership.pk))
    count, _rows = responses_under(program, {code}).delete()
    record(actor=None, verb="answers.removed", target=program, now=now, responses=count)
    return count


def _living_secret(program: Program) -> bytes:
    note = key_of(program)
    if note is None or note.destroyed_at is not None:
        raise NothingToFind(_("There is no key for this program, so nobody can tell whose answers are whose."))
    try:
        return load_key(note.name)
    except KeysAway:
        raise NothingToFind(_("The key of this program is not in the key folders of this machine.")) from None
