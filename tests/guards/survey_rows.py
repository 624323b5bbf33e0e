"""One row in each table of surveys, for the guards: an open wave with an envelope in it, and one that is over."""

from dataclasses import dataclass
from datetime import timedelta

from programs.models import Participant, Program
from surveys.enums import AssessmentTurn, WaveKind, WaveState
from surveys.models import Asked, Assessment, FollowUp, Instrument, LastAsked, ProgramKey, Result, Wave
from surveys.models.ballots import Remark, Removal, Response, SealedWord, Word
from surveys.sealing import (
    WordsBack,
    ballot_size,
    code_mark,
    new_key_pair,
    removal_keys,
    reply_keys,
    seal_person,
    seal_words,
)
from surveys.selectors.waves import items_of
from surveys.services.answering import send_ballot
from surveys.services.built_in import keep_built_in
from tests.cast import NOON, TODAY


@dataclass(frozen=True)
class SurveyRows:
    """What stands there."""

    wave: Wave  # open; it asks both, and the first has answered
    over: Wave
    instrument: Instrument
    action: FollowUp
    remark: Remark
    assessment: Assessment  # the other's
    core: list[dict[str, str]]  # the questions of the list that are asked in every survey


def plant_surveys(program: Program, one: Participant, other: Participant) -> SurveyRows:
    """An open wave, a closed one with its result, and what is done about it; needs an open scope."""
    instrument = keep_built_in(now=NOON)["belonging-pulse"]
    wave = Wave.objects.create(
        program=program, instrument=instrument, kind=WaveKind.PULSE, state=WaveState.OPEN, opens_on=TODAY,
        closes_on=TODAY + timedelta(days=9), slices=["Department"], promise_text="A promise", promise_hash="0" * 64,
        public_key=new_key_pair().public, ballot_bytes=ballot_size(9, [500]), asked_count=2, opened_at=NOON,
    )  # fmt: skip
    for person in (one, other):
        Asked.objects.create(wave=wave, membership=person.membership, groups={"Department": "Care"}, mails=1)
    LastAsked.objects.get_or_create(membership=one.membership, defaults={"asked_on": TODAY})
    send_ballot(wave=wave, membership=one.membership, answers={"voice": 4}, words={}, now=NOON)
    over = Wave.objects.create(
        program=program, instrument=instrument, kind=WaveKind.BASELINE, state=WaveState.CLOSED,
        opens_on=TODAY - timedelta(days=90), closes_on=TODAY - timedelta(days=80), asked_count=12, answered_count=12,
        opened_at=NOON - timedelta(days=90), closed_at=NOON - timedelta(days=79),
    )  # fmt: skip
    Response.objects.create(wave=over, answers={"voice": 4}, pseudonym=b"code")
    remark = Remark.objects.create(wave=over, item="anything-else", text="a remark", mark=code_mark("a code"))
    Word.objects.create(remark=remark, is_writers=True, text="words back", said_on=TODAY - timedelta(days=70))
    Result.objects.create(wave=over, figures=planted_figures(), published_at=NOON)
    keys = removal_keys(b"a secret of the guards")
    replies = reply_keys(b"a secret of the guards")
    ProgramKey.objects.create(program=program, public_key=keys.public, reply_key=replies.public)
    words = WordsBack("a code", str(over.public_id), remark.item, "sealed words back")
    SealedWord.objects.create(program=program, envelope=seal_words(words, replies.public, 500))
    Removal.objects.create(program=program, envelope=seal_person("0", keys.public))
    action = FollowUp.objects.create(
        wave=over, text="A table near the door", owner=other.membership, due_on=TODAY + timedelta(days=9), asks=wave
    )
    assessment = Assessment.objects.create(
        program=program, instrument=keep_built_in(now=NOON)["network-assessment"], membership=other.membership,
        turn=AssessmentTurn.FIRST, answers={"goes-on": 2}, words="Hours", said_on=TODAY,
    )  # fmt: skip
    core = [
        {"key": one.key, "text": one.texts["en"], "dimension": one.dimension}
        for one in items_of(instrument)
        if one.is_core
    ]
    return SurveyRows(wave, over, instrument, action, remark, assessment, core)


def planted_figures() -> dict[str, object]:
    """A small published result."""
    head = {"value": 3.4, "bound": "", "low": 3.1, "high": 3.7, "alpha": 0.8, "omega": 0.81, "detectable": 0.4}
    item = {"key": "voice", "value": 3.4, "bound": ""}
    return {
        "headline": head, "is_for_everybody": True, "scales": [{"key": "voice", "items": 1, "value": 3.4, "bound": ""}],
        "items": [item], "choices": [], "slices": [], "changes": [], "best": ["voice"], "focus": [], "answered": 12,
        "asked": 12,
    }  # fmt: skip
