"""
What is said to and fro about a remark, without anybody learning who wrote it (docs/decisions/0024).

Those who run the program answer in the open. The writer says something back under the code they were shown once: it is
sealed here, and opened by the worker once a day. What is counted against wrong codes and floods lies in the memory of
this process, never in the database.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.cache import org_key
from surveys.models.ballots import SealedWord, Word
from surveys.rules import (
    LONGEST_WORDS,
    MOST_SEALED_WORDS,
    MOST_WORDS_A_DAY,
    MOST_WRONG_CODES,
    WORDS_COUNTED_FOR,
    WRONG_CODES_COUNTED_FOR,
)
from surveys.sealing import WordsBack, code_mark, seal_words, written_code
from surveys.selectors.ballots import sealed_words_of
from surveys.selectors.talks import Talk, talks_under
from surveys.selectors.waves import key_of, local_day

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Program
    from surveys.models.ballots import Remark


class WordsRefused(BelongingError):
    """Words, or a code, that cannot be taken like that."""

    code = "words_refused"


@transaction.atomic
def answer_remark(*, actor: Membership, remark: Remark, text: str, now: datetime) -> Word:
    """
    This will put an answer beside a remark, for whoever holds its code.

    Raises WordsRefused when it is empty, and for a remark that no code leads to: nobody would ever read it.
    """
    text = _checked(text)
    if remark.mark is None:
        raise WordsRefused(_("It carries no code, or the program’s key was destroyed: nobody would read an answer."))
    program = remark.wave.program
    word = Word.objects.create(remark=remark, is_writers=False, text=text, said_on=local_day(program, now))
    record(actor=actor, verb="remark.answered", target=remark.wave, now=now)
    return word


def talks_for(*, program: Program, membership: Membership, code: str) -> list[Talk]:
    """This will find what was said about the remarks of a code; raises WordsRefused for none, and after many wrong."""
    wrong = org_key(f"wrong-code:{membership.pk}")
    if caches["drawn"].get(wrong, 0) >= MOST_WRONG_CODES:
        raise WordsRefused(_("Too many codes that fit nothing. Try again in an hour."))
    plain = written_code(code)
    found = talks_under(program, plain) if plain else []
    if not found:
        _count(wrong, WRONG_CODES_COUNTED_FOR.total_seconds())
        raise WordsRefused(
            _(
                "Nothing is kept under this code. Either the survey is still open, or too few people wrote something, "
                "or you sent your answers again and got another code, or the program is over."
            ),
            field="code",
        )
    return found


@transaction.atomic
def say_back(*, program: Program, membership: Membership, code: str, remark: UUID, text: str) -> None:
    """
    This will seal what the writer of a remark says back into the box of the program: no name, no moment, no audit row.

    Raises WordsRefused for a code that fits nothing, for too many words before the box is opened again, and when
    nothing opens it.
    """
    talk = next((one for one in talks_for(program=program, membership=membership, code=code) if one.id == remark), None)
    text, plain, note = _checked(text), written_code(code), key_of(program)
    if talk is None:
        raise WordsRefused(_("This remark has another code."))
    if note is None or note.reply_key is None:
        raise WordsRefused(_("Nothing can be sealed now. Try again tomorrow."))
    # Counted for a box, not for a day of the calendar: it lies closed from nine o'clock to nine o'clock.
    said = org_key(f"words-back:{code_mark(plain, str(note.words_opened_on)).hex()}")
    if caches["drawn"].get(said, 0) >= MOST_WORDS_A_DAY:
        raise WordsRefused(_("That is enough for one day. What you sent is opened at nine in the morning; write then."))
    if sealed_words_of(program).count() >= MOST_SEALED_WORDS:
        raise WordsRefused(_("The box is full until it is opened at nine in the morning. Write again then."))
    words = WordsBack(plain, talk.wave, talk.item, text)
    SealedWord.objects.create(program=program, envelope=seal_words(words, bytes(note.reply_key), LONGEST_WORDS))
    _count(said, WORDS_COUNTED_FOR.total_seconds())


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise WordsRefused(_("Write something first."), field="text")
    if len(text) > LONGEST_WORDS:
        most = {"most": LONGEST_WORDS}
        raise WordsRefused(_("That is more than %(most)s letters. Shorten it.") % most, field="text")
    return text


def _count(key: str, seconds: float) -> None:
    store = caches["drawn"]
    store.set(key, store.get(key, 0) + 1, seconds)
