"""Sending, changing and taking back one's answers. No audit row, no log line and no moment: the envelope is all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from surveys.enums import ON_THE_PATH, ItemKind, WaveState
from surveys.models.ballots import Removal, SealedBallot
from surveys.rules import LONGEST_WORDS, is_answerable
from surveys.sealing import Ballot, BallotTooLarge, new_code, seal, seal_person, written_code
from surveys.selectors.waves import is_asked, items_of, key_of, local_day, state_while_held

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from surveys.models import Item, Wave


class BallotRefused(BelongingError):
    """Answers that cannot be taken like that."""

    code = "ballot_refused"


@transaction.atomic
def send_ballot(
    *, wave: Wave, membership: Membership, answers: Mapping[str, int], words: Mapping[str, str], now: datetime,
    code: str = "", by_code: bool = False,
) -> str:  # fmt: skip
    """
    This will seal somebody's answers into their one envelope, which replaces an earlier one, and answer their code.

    The code is for whoever wrote something, or wants to be followed by a code of their own (`by_code`, or the one they
    kept, `code`); it is in the envelope and nowhere else, and blank where there is nothing to use it for. Raises
    BallotRefused when the wave takes no answers, does not ask this person, or an answer is none of its own.
    """
    _check_open(wave, membership, now)
    items = {item.key: item for item in items_of(wave.instrument)}
    for key, value in answers.items():
        _check_answer(items.get(key), value)
    written = {key: text.strip() for key, text in words.items() if text.strip()}
    for key, text in written.items():
        _check_words(items.get(key), text)
    if not answers and not written:
        raise BallotRefused(_("There is nothing to send yet. Answer at least one statement."))
    by_code = (by_code or bool(code.strip())) and wave.kind in ON_THE_PATH
    used = _code(code) if written or by_code else ""
    ballot = Ballot(str(wave.public_id), dict(answers), written, used, by_code)
    envelope = _sealed(ballot, wave)
    # One statement, so that fifty presses at once make one envelope; the table has no save hooks to skip.
    SealedBallot.objects.bulk_create(
        [SealedBallot(wave=wave, membership=membership, envelope=envelope, promise_hash=wave.promise_hash)],
        update_conflicts=True,
        unique_fields=["organization", "wave", "membership"],
        update_fields=["envelope", "promise_hash"],
    )
    return used


@transaction.atomic
def withdraw_ballot(*, wave: Wave, membership: Membership, now: datetime) -> None:
    """This will take somebody's envelope out again, unopened; raises BallotRefused once the wave is over."""
    _check_open(wave, membership, now)
    SealedBallot.objects.filter(wave=wave, membership=membership).delete()


@transaction.atomic
def ask_for_removal(*, program: Program, membership: Membership) -> None:
    """
    This will put somebody's wish to have their answers taken out of closed surveys into the box, sealed for the worker.

    Raises BallotRefused when the program's key is not there yet or not any more. No audit row: it would name them.
    """
    note = key_of(program)
    if note is None or note.public_key is None:
        raise BallotRefused(_("No survey has been asked in this program yet, so there is nothing to take out."))
    if note.destroyed_at is not None:
        raise BallotRefused(
            _("The key of this program was destroyed. Nobody can find your answers any more, not even to remove them.")
        )
    Removal.objects.create(program=program, envelope=seal_person(str(membership.pk), bytes(note.public_key)))


def _sealed(ballot: Ballot, wave: Wave) -> bytes:
    try:
        return seal(ballot, bytes(wave.public_key or b""), wave.ballot_bytes)
    except BallotTooLarge:
        raise BallotRefused(_("That is more than one envelope holds. Shorten what you wrote.")) from None


def _code(kept: str) -> str:
    if not kept.strip():
        return new_code()
    found = written_code(kept)
    if not found:
        raise BallotRefused(_("That is no code of a survey: twenty letters and digits. Leave it empty for a new one."))
    return found


def _check_open(wave: Wave, membership: Membership, now: datetime) -> None:
    # Held until the end of the transaction, so that no envelope comes in while the wave closes.
    is_open = state_while_held(wave) == WaveState.OPEN and is_answerable(wave, local_day(wave.program, now))
    if not is_open:
        raise BallotRefused(
            _("This survey is closed. What was sent before counts; nothing can be added or taken back.")
        )
    if not is_asked(wave, membership):
        raise BallotRefused(_("This survey does not ask you."))


def _check_answer(item: Item | None, value: int) -> None:
    if item is None or item.kind == ItemKind.WORDS:
        raise BallotRefused(_("One of the answers belongs to another survey. Open this one again."))
    if type(value) is not int or not 1 <= value <= item.highest:
        raise BallotRefused(_("Choose one of the answers shown."), field=item.key)


def _check_words(item: Item | None, text: str) -> None:
    if item is None or item.kind != ItemKind.WORDS:
        raise BallotRefused(_("One of the answers belongs to another survey. Open this one again."))
    if len(text) > LONGEST_WORDS:
        most = {"most": LONGEST_WORDS}
        raise BallotRefused(_("That is more than %(most)s letters. Shorten it.") % most, field=item.key)
