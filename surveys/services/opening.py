"""Opening a wave: the worker's act, since it makes the keys. From here on nothing about the wave is loosened."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from surveys.disclosure import LEAST, LEAST_WORDS, MOST_SLICES, tightened
from surveys.enums import WAVE_STEPS, ItemKind, Mode, WaveState
from surveys.keys import has_key, keep_key, load_key
from surveys.models import Asked, LastAsked, ProgramKey, Wave
from surveys.models.instruments import FIRST_LANGUAGE
from surveys.rules import FEWEST_DAYS_BETWEEN, LONGEST_WORDS
from surveys.sealing import ballot_size, fits_together, new_key_pair, new_secret, removal_keys, reply_keys
from surveys.selectors.waves import items_of, key_of, local_day, locked_instrument, locked_wave, people_to_ask
from surveys.services.promises import agreement_words, promise_for, questions_mark

if TYPE_CHECKING:
    from datetime import date

    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


PROMISED = ("promise_text", "promise_texts", "promise_version", "promise_hash")


class WaveRefused(BelongingError):
    """A wave that cannot take this step, or be changed like that."""

    code = "wave_refused"


@transaction.atomic
def open_wave(*, wave: Wave, now: datetime) -> Wave:
    """
    This will open a planned wave: freeze its promise, what it asks in every language, the people it asks and their
    groups, and make its key pair.

    Opening what is open changes nothing. Raises WaveRefused when it was called off or nobody is left to ask, KeysAway
    in a process without a key folder.
    """
    wave = locked_wave(wave)
    if wave.is_open:
        return wave
    if WaveState.OPEN not in WAVE_STEPS[wave.state]:
        raise WaveRefused(_("This survey cannot be opened any more."))
    today = local_day(wave.program, now)
    people = people_to_ask(wave, today, today - timedelta(days=FEWEST_DAYS_BETWEEN))
    if not people:
        raise WaveRefused(_("There is nobody to ask."))
    if wave.event is not None and len(people) < wave.least:
        raise WaveRefused(_("Fewer people were there than a figure needs, so nobody is asked for nothing."))
    _keep_program_secret(wave.program)
    _freeze(wave, len(people), now)
    _ask(wave, people, today)
    record(
        actor=None, verb="wave.opened", target=wave, now=now, asked=len(people), least=wave.least,
        promise=wave.promise_hash, questions=wave.questions_hash, key=wave.key_name,
    )  # fmt: skip
    return wave


def _freeze(wave: Wave, people: int, now: datetime) -> None:
    wave.instrument = locked_instrument(wave.instrument)
    items = items_of(wave.instrument)
    words = [LONGEST_WORDS for item in items if item.kind == ItemKind.WORDS]
    wave.slices = list(wave.slices)[:MOST_SLICES]
    _promise(wave)
    wave.instrument.anchors = wave.instrument.anchors or agreement_words()
    wave.instrument.is_locked = True
    wave.instrument.save(update_fields=["anchors", "is_locked"])
    wave.questions_hash = questions_mark(wave.instrument, items)
    wave.ballot_bytes = ballot_size(len(items) - len(words), words)
    wave.public_key = _key_pair(wave)
    wave.asked_count, wave.opened_at, wave.state = people, now, WaveState.OPEN
    wave.save(
        update_fields=[
            "slices", *PROMISED, "questions_hash", "ballot_bytes", "public_key", "asked_count", "opened_at", "state",
        ]
    )  # fmt: skip


def _promise(wave: Wave) -> None:
    promise = promise_for(wave, wave.program.organization.name)
    wave.promise_texts, wave.promise_text = promise.texts, promise.texts[FIRST_LANGUAGE]
    wave.promise_version, wave.promise_hash = promise.version, promise.mark


def _key_pair(wave: Wave) -> bytes:
    """The public half. The private one is on the disk before the transaction ends: no envelope without its key."""
    pair = new_key_pair()
    keep_key(wave.key_name, pair.private)
    if not fits_together(pair.public, load_key(wave.key_name)):
        raise WaveRefused(_("The key of this survey could not be kept."))
    return pair.public


def _keep_program_secret(program: Program) -> None:
    note = key_of(program) or ProgramKey.objects.create(program=program)
    if note.destroyed_at is not None:
        raise WaveRefused(_("This program’s key was destroyed, so nothing can be asked in it any more."))
    if not has_key(note.name):
        keep_key(note.name, new_secret())
    secret = load_key(note.name)
    note.public_key, note.reply_key = removal_keys(secret).public, reply_keys(secret).public
    note.save(update_fields=["public_key", "reply_key"])


def _ask(wave: Wave, people: list[Participant], today: date) -> None:
    # Two statements for everybody; neither table has save hooks beyond the check that bulk_create repeats.
    Asked.objects.bulk_create(
        Asked(wave=wave, membership=person.membership, groups=_groups(person.membership, wave.slices))
        for person in people
    )
    LastAsked.objects.bulk_create(
        [LastAsked(membership=person.membership, asked_on=today) for person in people],
        update_conflicts=True,
        unique_fields=["organization", "membership"],
        update_fields=["asked_on"],
    )


def _groups(membership: Membership, slices: list[str]) -> dict[str, str]:
    attributes = cast("dict[str, object]", membership.attributes)
    return {name: str(attributes.get(name, ""))[:80] for name in slices}


@transaction.atomic
def tighten_wave(
    *, actor: Membership, wave: Wave, now: datetime, least: int | None = None, least_words: int | None = None,
    slices: list[str] | None = None, mode: str | None = None,
) -> Wave:  # fmt: skip
    """
    This will raise thresholds, drop groupings or seal what was confidential. Raises WaveRefused for anything else.

    A planned wave may still be set freely above the floor; once it is open nothing about it is loosened. Its promise is
    written anew with the stricter numbers; whoever read the earlier one gets more than it said.
    """
    wave = locked_wave(wave)
    if wave.state not in {WaveState.PLANNED, WaveState.OPEN}:
        raise WaveRefused(_("This survey is over. Its results stay as they are."))
    asked = {"least": least or wave.least, "least_words": least_words or wave.least_words}
    is_looser = wave.is_open and (
        asked["least"] < wave.least
        or asked["least_words"] < wave.least_words
        or not set(slices or ()) <= set(wave.slices)
        or (mode == Mode.CONFIDENTIAL and wave.is_sealed)
    )
    if is_looser:
        raise WaveRefused(_("While a survey is open its rules can only be made stricter."))
    if len(slices or ()) > MOST_SLICES:
        raise WaveRefused(_("At most four groupings, one at a time."), field="slices")
    floor = wave.least if wave.is_open else LEAST
    wave.least = tightened(floor, asked["least"])
    wave.least_words = tightened(wave.least_words if wave.is_open else LEAST_WORDS, asked["least_words"], LEAST_WORDS)
    wave.slices = list(wave.slices if slices is None else slices)
    wave.mode = Mode(mode or wave.mode)
    if wave.is_open:
        _promise(wave)
    wave.save(update_fields=["least", "least_words", "slices", "mode", *PROMISED])
    record(actor=actor, verb="wave.tightened", target=wave, now=now, least=wave.least, slices=len(wave.slices))
    return wave
