"""What the beat asks for every quarter of an hour: plan, open, write, close, forget. Each is safe to run again."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.scope import unscoped
from programs.selectors.programs import running_programs
from surveys.keys import KeysAway, destroy_key, may_use_keys
from surveys.models import ProgramKey, Wave
from surveys.models.ballots import Response
from surveys.rules import KEYS_LIVE_ON
from surveys.selectors.ballots import forget_dead_rows, remarks_in, sealed_words_of, wishes_of
from surveys.selectors.waves import (
    lacks_languages,
    local_day,
    programs_whose_keys_end,
    programs_with_planned_waves,
    programs_without_waves,
    waves_to_close,
    waves_to_open,
    waves_with_keys,
)
from surveys.services.built_in import keep_built_in
from surveys.services.closing import close_wave
from surveys.services.event_waves import follow_events
from surveys.services.follow_ups import plan_questions_about_follow_ups
from surveys.services.following import follow_program
from surveys.services.mails import send_due_survey_mail
from surveys.services.opening import open_wave
from surveys.services.planning import plan_late_baseline, plan_waves
from surveys.services.removing import take_answers_out
from surveys.services.words_back import open_words_back

logger = logging.getLogger(__name__)


def tend_waves(*, now: datetime) -> bool:
    """
    This will do what is due for the waves of the open organization, and answer whether something was opened or
    forgotten that should leave the disk.
    """
    for program in programs_without_waves():
        plan_waves(program=program, now=now)
    for program in running_programs():
        plan_late_baseline(program=program, today=local_day(program, now), now=now)
    for program in programs_with_planned_waves():
        follow_program(program=program, now=now)
    if lacks_languages():
        keep_built_in(now=now)
    follow_events(now=now)
    plan_questions_about_follow_ups(now=now)
    if not may_use_keys():
        logger.error("This worker has no key folder (SURVEY_KEY_DIRS): surveys neither open nor close.")
        return False
    for wave in waves_to_open(now):
        _try_open(wave, now)
    send_due_survey_mail(now=now)
    removed = take_answers_out(now=now) + open_words_back(now=now)
    closed = [close_wave(wave=wave, now=now) for wave in waves_to_close(now)]
    forgotten = [forget_program(note=note, now=now) for note in programs_whose_keys_end(now, KEYS_LIVE_ON)]
    return bool(forgotten or removed) or any(wave.closed_at is not None for wave in closed)


def _try_open(wave: Wave, now: datetime) -> None:
    try:
        with transaction.atomic():
            open_wave(wave=wave, now=now)
    except KeysAway:
        raise
    except BelongingError as refusal:
        logger.warning("Wave %s was not opened: %s", wave.public_id, refusal)


@transaction.atomic
def forget_program(*, note: ProgramKey, now: datetime) -> ProgramKey:
    """This will clear every pseudonym of a program that is over and destroy the secret they were made with."""
    Response.objects.filter(wave__program=note.program).update(pseudonym=None)
    wishes_of(note.program).delete()  # nothing opens them any more
    sealed_words_of(note.program).delete()
    remarks_in(note.program).update(mark=None)
    note.reply_key = None
    note.destroyed_at = now
    note.save(update_fields=["destroyed_at", "reply_key"])
    record(actor=None, verb="program_key.destroyed", target=note.program, now=now, key=note.name)
    transaction.on_commit(lambda: destroy_key(note.name))
    return note


def sweep_ballot_tables() -> None:
    """This will let deleted envelopes and pseudonyms leave the disk; after the commit that deleted them."""
    with unscoped("let deleted envelopes leave the disk"):
        forget_dead_rows()


@transaction.atomic
def destroy_wave_keys(*, closed_before: datetime, now: datetime) -> list[Wave]:
    """
    This will destroy the private keys of waves that closed before a moment: that of a backup which was restored and
    checked. From then on older backups hold envelopes that nothing opens.
    """
    waves = waves_with_keys(closed_before)
    for wave in waves:
        wave.key_destroyed_at = now
        wave.save(update_fields=["key_destroyed_at"])
        record(actor=None, verb="wave.key_destroyed", target=wave, now=now, key=wave.key_name)
    names = [wave.key_name for wave in waves]
    transaction.on_commit(lambda: _destroy_all(names))
    return waves


def _destroy_all(names: list[str]) -> None:
    for name in names:
        destroy_key(name)
