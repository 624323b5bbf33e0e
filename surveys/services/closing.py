"""
Closing a wave: the one place where envelopes are opened. One transaction, safe to run again, all or nothing.

Fewer answers than promised: everything is deleted unopened. Otherwise the envelopes are opened, shuffled and stored
apart from people, the figures are published once, and what said who had answered is gone (docs/decisions/0017).
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from belonging.tenancy.audit import record
from programs.rules import FACILITATING
from surveys.disclosure import may_show_words
from surveys.enums import ON_THE_PATH, Care, Trouble, WaveState
from surveys.keys import KeysAway, load_key
from surveys.models import Asked, Item, Result, Wave
from surveys.models.ballots import Remark, Response, SealedBallot
from surveys.publishing import Earlier, Limits, Opened, Question, Slice, core_scores, wave_figures
from surveys.sealing import (
    Ballot,
    SealBroken,
    code_mark,
    fits_together,
    new_secret,
    open_ballot,
    pseudonym,
    shuffled,
)
from surveys.selectors.ballots import answered_count, envelopes, linked_responses
from surveys.selectors.matching import harmful
from surveys.selectors.waves import ended_waves, items_of, key_of, locked_wave

if TYPE_CHECKING:
    from collections.abc import Iterable

PAIRING = "pairing"  # what a code of one's own is marked for, to be followed by it
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Heard:
    """One opened ballot on its way through the close; never stored as it is."""

    ballot: Ballot
    pseudonym: bytes
    groups: dict[str, str]
    is_staff: bool


@dataclass
class Box:
    """Everything that was in the envelopes."""

    heard: list[Heard] = field(default_factory=list)
    unread: int = 0


def close_wave(*, wave: Wave, now: datetime) -> Wave:
    """
    This will close a wave whose last day is over; a closed one stays as it is.

    A missing or wrong key leaves everything sealed: the wave notes the trouble, for the operator, and a later run tries
    again.
    """
    try:
        return _close(wave, now)
    except _Stuck as stuck:
        # After the rollback, on its own: nothing was opened and nothing is lost.
        Wave.objects.filter(pk=wave.pk).update(trouble=stuck.trouble)
        logger.error(  # noqa: TRY400 -- what happened is told in full; the way there says nothing
            "Wave %s stays sealed: %s. docs/running.md says what to do.", wave.public_id, stuck.trouble.label
        )
        wave.trouble = stuck.trouble
        return wave


class _Stuck(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@transaction.atomic
def _close(wave: Wave, now: datetime) -> Wave:
    wave = locked_wave(wave)
    if not wave.is_open:
        return wave
    count = answered_count(wave)
    if count < wave.least:
        _end(wave, WaveState.TOO_FEW, count, now)
        return wave
    box = _opened(wave, _private_key(wave), _secret(wave))
    record(actor=None, verb="wave.key_used", target=wave, now=now, key=wave.key_name, envelopes=count)
    if len(box.heard) < wave.least:
        _end(wave, WaveState.TOO_FEW, len(box.heard), now, unread=box.unread)
        return wave
    _publish(wave, box, now)
    _store(wave, box)
    _forget_older_links(wave)
    _end(wave, WaveState.CLOSED, len(box.heard), now, unread=box.unread)
    return wave


def _private_key(wave: Wave) -> bytes:
    try:
        private = load_key(wave.key_name)
    except KeysAway:
        raise _Stuck(Trouble.NO_KEY) from None
    if not fits_together(bytes(wave.public_key or b""), private):
        raise _Stuck(Trouble.WRONG_KEY)
    return private


def _secret(wave: Wave) -> bytes:
    note = key_of(wave.program)
    try:
        return load_key(note.name if note else "")
    except (KeysAway, ValueError):
        raise _Stuck(Trouble.NO_KEY) from None


def _opened(wave: Wave, private: bytes, secret: bytes) -> Box:
    asked = Asked.objects.filter(wave=wave).values_list("membership_id", "groups", "membership__role")
    groups = {membership: (found, role in FACILITATING) for membership, found, role in asked}
    box, name, program = Box(), str(wave.public_id), str(wave.program.public_id)
    for membership, envelope in envelopes(wave):
        try:
            ballot = open_ballot(envelope, private, name)
        except SealBroken:
            box.unread += 1
            continue
        found, is_staff = groups.get(membership, ({}, False))
        own = pseudonym(secret, str(membership))
        if ballot.is_paired_by_code:  # within one program: who used a code in two cannot be found by joining them
            own = code_mark(ballot.code, PAIRING, program)
        box.heard.append(Heard(ballot, own, found, is_staff))
    box.heard = shuffled(_told_apart(box.heard))
    return box


def _told_apart(heard: list[Heard]) -> list[Heard]:
    """A code that two people hold says nothing about either: they count, and are paired with nobody."""
    counts = Counter(one.pseudonym for one in heard)
    return [one if counts[one.pseudonym] == 1 else replace(one, pseudonym=new_secret()) for one in heard]


def _publish(wave: Wave, box: Box, now: datetime) -> None:
    questions = questions_of(items_of(wave.instrument))
    opened = Opened(
        answers=[one.ballot.answers for one in box.heard],
        slices=[Slice(name, [one.groups.get(name, "") for one in box.heard]) for name in wave.slices],
        pseudonyms=[one.pseudonym for one in box.heard],
        earlier=_earlier(wave),
    )
    figures = wave_figures(questions, opened, Limits(wave.least, any(one.is_staff for one in box.heard)))
    figures["answered"], figures["asked"] = len(box.heard), wave.asked_count
    Result.objects.create(wave=wave, figures=figures, published_at=now)


def questions_of(items: Iterable[Item]) -> list[Question]:
    """What publishing has to know of an instrument's items."""
    return [
        Question(item.key, item.kind, item.dimension, item.is_reverse, item.is_core, item.highest) for item in items
    ]


def _earlier(wave: Wave) -> list[Earlier]:
    """The wave before and the first one, where they are still linked and asked the same core."""
    if wave.kind not in ON_THE_PATH:
        return []
    before = [one for one in ended_waves(wave.program) if one.pk != wave.pk and one.state == WaveState.CLOSED]
    found = []
    for name, one in (("previous", before[-1:]), ("start", before[:1] if len(before) > 1 else [])):
        for earlier in one:
            linked = linked_responses(earlier)
            if linked:
                scores = core_scores(questions_of(items_of(earlier.instrument)), list(linked.values()))
                found.append(Earlier(name, dict(zip(linked, scores.tolist(), strict=True))))
    return found


def _store(wave: Wave, box: Box) -> None:
    is_linked = wave.kind in ON_THE_PATH or not wave.is_sealed
    # One statement for all, in the order of the shuffle: the rows are written by one transaction and look alike.
    Response.objects.bulk_create(
        Response(wave=wave, answers=one.ballot.answers, pseudonym=one.pseudonym if is_linked else None)
        for one in box.heard
    )
    name = str(wave.public_id)
    words: dict[str, list[Remark]] = defaultdict(list)
    for one in box.heard:
        for item, text in one.ballot.words.items():
            mark = code_mark(one.ballot.code, name, item) if one.ballot.code else None
            words[item].append(Remark(wave=wave, item=item, text=text, mark=mark))
    for item in sorted(words):
        if may_show_words(len(words[item]), wave.least_words):
            _keep_remarks(shuffled(words[item]))


def _keep_remarks(remarks: list[Remark]) -> None:
    """What may tell of harm goes to the restricted folder before anybody has read it."""
    for remark, found in zip(remarks, harmful([remark.text for remark in remarks]), strict=True):
        remark.care = Care.MATCHED if found else Care.FREE
    Remark.objects.bulk_create(remarks)


def _forget_older_links(wave: Wave) -> None:
    """Only the first and the newest wave stay linked; what was read confidentially stays so until the program's end."""
    if wave.kind not in ON_THE_PATH:
        return
    linked = [one for one in ended_waves(wave.program) if one.state == WaveState.CLOSED and one.is_sealed]
    for one in linked[1:]:
        if one.pk != wave.pk:
            Response.objects.filter(wave=one).update(pseudonym=None)


def _end(wave: Wave, state: WaveState, answered: int, now: datetime, *, unread: int = 0) -> None:
    SealedBallot.objects.filter(wave=wave).delete()
    Asked.objects.filter(wave=wave).delete()
    wave.state, wave.answered_count, wave.closed_at = state, answered, now
    wave.unread_count, wave.trouble = unread, Trouble.NONE
    wave.save(update_fields=["state", "answered_count", "closed_at", "unread_count", "trouble"])
    record(actor=None, verb="wave.closed", target=wave, now=now, state=state, answered=answered, unread=unread)
