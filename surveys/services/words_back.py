"""The worker's part of saying something back: once a day it opens all sealed words of a program together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction

from belonging.tenancy.audit import record
from surveys.enums import Care
from surveys.keys import has_key, load_key
from surveys.models.ballots import Remark, SealedWord, Word
from surveys.rules import MOST_WORDS_A_DAY, WORDS_HOUR
from surveys.sealing import SealBroken, WordsBack, code_mark, open_words, reply_keys, shuffled
from surveys.selectors.ballots import sealed_words_of
from surveys.selectors.matching import harmful
from surveys.selectors.talks import remarks_by_mark
from surveys.selectors.waves import living_keys

if TYPE_CHECKING:
    from surveys.models import ProgramKey


@transaction.atomic
def open_words_back(*, now: datetime) -> int:
    """
    This will open the sealed words of the open organization's programs, once a local day from nine o'clock on, and
    answer how many envelopes went.
    """
    return sum(_opened(note, now) for note in living_keys() if has_key(note.name))


def _opened(note: ProgramKey, now: datetime) -> int:
    local = now.astimezone(ZoneInfo(note.program.time_zone))
    if local.hour < WORDS_HOUR or note.words_opened_on == local.date():
        return 0
    keys = reply_keys(load_key(note.name))
    sealed = list(sealed_words_of(note.program))
    # In one statement and in the order of the shuffle: nothing of the order in which people sent is left.
    # The same words twice are one press too many: whoever sent them is known to nobody, so it shows only here.
    words = shuffled(_few_of_each(iter(dict.fromkeys(_readable(sealed, keys.private)))))
    remarks = remarks_by_mark(note.program, {code_mark(one.code, one.wave, one.item) for one in words})
    found = [
        Word(remark=remark, is_writers=True, text=one.text, said_on=local.date())
        for one in words
        if (remark := remarks.get(code_mark(one.code, one.wave, one.item)))
    ]
    Word.objects.bulk_create(found)
    _restrict(found)
    SealedWord.objects.filter(pk__in=[one.pk for one in sealed]).delete()
    # The public half as well, for a program from before there were words back.
    note.words_opened_on, note.reply_key = local.date(), keys.public
    note.save(update_fields=["words_opened_on", "reply_key"])
    if sealed:
        record(actor=None, verb="words.opened", target=note.program, now=now, key=note.name, words=len(words))
    return len(sealed)


def _restrict(words: Sequence[Word]) -> None:
    """A talk in which a word of harm is said goes to the restricted folder before anybody has read it."""
    harm = [word.remark_id for word, found in zip(words, harmful([one.text for one in words]), strict=True) if found]
    Remark.objects.filter(pk__in=harm, care=Care.FREE).update(care=Care.MATCHED)


def _readable(sealed: list[SealedWord], private: bytes) -> Iterator[WordsBack]:
    for one in sealed:
        try:
            yield open_words(bytes(one.envelope), private)
        except SealBroken:  # somebody put it there who has not the program's public key
            continue


def _few_of_each(words: Iterator[WordsBack]) -> Iterator[WordsBack]:
    counts: Counter[str] = Counter()
    for one in words:
        counts[one.code] += 1
        if counts[one.code] <= MOST_WORDS_A_DAY:
            yield one
