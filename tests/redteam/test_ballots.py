"""The attack on sealed ballots, while a survey is open, after it has closed, and with an old dump beside a new one."""

import json
import math
import os
import random
import re
import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.models.ballots import SealedBallot
from surveys.sealing import SealBroken, open_ballot
from surveys.services.closing import close_wave
from surveys.services.tending import destroy_wave_keys, sweep_ballot_tables
from tests.cast import NOON, House, make_house
from tests.redteam import attack
from tests.redteam.attack import Loot
from tests.surveys.community import Community, after, make_community, send

pytestmark = pytest.mark.django_db(transaction=True)
WAVES, PEOPLE = 20, 50
KEYS = ["outside", "voice", "whom-to-ask"]  # three answers of 1 to 5 tell fifty people apart
CANARY = f"juniper-{secrets.token_hex(6)}"
OTHERS = f"elder-{secrets.token_hex(6)}"  # closed waves leave words in the log, whichever test comes first


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path) -> None:
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]


def signature(number: int) -> dict[str, int]:
    """Answers that only this person gives; the truth, for counting afterwards."""
    return {key: 1 + number // 5**place % 5 for place, key in enumerate(KEYS)}


def author(answers: dict[str, int]) -> int:
    return sum((answers[key] - 1) * 5**place for place, key in enumerate(KEYS))


def lived(house: House) -> Community:
    with house.open():
        return make_community(house, PEOPLE)


def sent_in_turn(
    community: Community, at: datetime, chance: random.Random, canary: str = CANARY
) -> tuple[Wave, list[int]]:
    """A wave in which people send one after the other, each in a transaction of their own; and the order they did."""
    with community.house.open():
        wave = community.opened(WaveKind.PULSE, at=at)
    order = list(range(PEOPLE))
    chance.shuffle(order)
    for number in order:
        with community.house.open():
            member, words = community.members[number], f"{canary} {number}"
            send(wave, member, signature(number), words, at=at)
    return wave, order


def take() -> Loot:
    return attack.read_everything(os.environ["DATABASE_OWNER_URL"], settings.DATABASES["default"]["NAME"])


def test_a_reader_of_the_database_learns_nothing() -> None:  # security S1, S2, S3
    community, chance = lived(make_house("northlight")), random.Random(1)
    hits = dict.fromkeys([*attack.ORDERS, "dump"], 0)
    readable = opened = 0
    lengths: set[int] = set()
    for number in range(WAVES):
        at = NOON + timedelta(days=12 * number)
        wave, order = sent_in_turn(community, at, chance)
        before = take() if number in {0, WAVES - 1} else None
        if before is not None:  # S1: dump, log and statistics while it is open
            readable += readable_in(before) if number == 0 else 0  # later, closed waves hold words in the open
        envelopes = [bytes(one) for one in attack.in_order("surveys_sealedballot", "envelope", "id", wave.pk)]
        assert len(envelopes) == PEOPLE
        lengths |= {len(one) for one in envelopes}
        opened += sum(opens(one, bytes(wave.public_key or b""), wave) for one in envelopes)
        with community.house.open():
            close_wave(wave=wave, now=at + timedelta(days=10))
        sweep_ballot_tables()
        for hidden in attack.ORDERS:  # S2: people in the order they sent, answers in every order the table has
            answers = attack.in_order("surveys_response", "answers", hidden, wave.pk)
            hits[hidden] += attack.matched(order, [author(one) for one in map(as_answers, answers)])
        assert attack.transactions("surveys_response", wave.pk) == 1
        if before is not None:
            hits["dump"] += dump_hits(before, take(), wave, order)
    check(hits, readable, opened, lengths)


def readable_in(loot: Loot) -> int:
    """How often a word of somebody's answers stands in what was taken, as text or as the dump writes bytes."""
    found = loot.dump.count(CANARY) + loot.dump.count(CANARY.encode().hex()) + attack.statistics().count(CANARY)
    return found + loot.log.count(CANARY.encode())


def as_answers(value: Any) -> dict[str, int]:
    found: dict[str, int] = json.loads(value) if isinstance(value, str) else value
    return found


def opens(envelope: bytes, public: bytes, wave: Wave) -> bool:
    try:
        open_ballot(envelope, public, str(wave.public_id))
    except SealBroken:
        return False
    return True


def dump_hits(before: Loot, after_close: Loot, wave: Wave, order: list[int]) -> int:
    """S3: the old dump's envelopes in their order, against the new dump's answers in theirs."""
    assert len(before.rows("surveys_sealedballot")) == PEOPLE
    assert after_close.rows("surveys_sealedballot") == []
    assert after_close.rows("surveys_asked") == []
    rows = [row for row in after_close.rows("surveys_response") if re.search(rf", {wave.pk}[,)]", row)]
    found = [json.loads(re.search(r"'(\{[^']*\})'", row)[1]) for row in rows]  # type: ignore[index]
    return attack.matched(order, [author(one) for one in found])


def check(hits: dict[str, int], readable: int, opened: int, lengths: set[int]) -> None:
    most = WAVES + 3 * math.sqrt(WAVES)  # one a wave is chance
    print(f"S1: {WAVES} waves of {PEOPLE}, {readable} readable answers, {opened} envelopes opened")
    print(f"S2: linked {hits} of {WAVES * PEOPLE}, chance is {WAVES}, at most {most:.0f}")
    print(f"S3: lengths {sorted(lengths)}")
    assert readable == opened == 0
    assert len(lengths) == 1
    assert all(count <= most for count in hits.values())


def test_the_attack_has_teeth() -> None:
    """Answers beside people in the order they came are found by the same guesses."""
    order = random.Random(2).sample(range(PEOPLE), PEOPLE)

    assert attack.matched(order, [author(signature(number)) for number in order]) == PEOPLE


def test_old_dumps_stay_shut_once_the_key_is_gone() -> None:  # security S3
    community = lived(make_house("northlight"))
    wave, _order = sent_in_turn(community, NOON, random.Random(3), OTHERS)
    with community.house.open():
        kept = [bytes(one.envelope) for one in SealedBallot.objects.all()]
        closed = close_wave(wave=wave, now=after(wave))
        assert closed.closed_at is not None
        destroy_wave_keys(closed_before=closed.closed_at + timedelta(hours=1), now=after(wave))

    left = [file.name for folder in settings.SURVEY_KEY_DIRS for file in Path(folder).iterdir()]
    print(f"S3: {len(kept)} old envelopes, keys left: {sum(name.startswith('wave-') for name in left)}")
    assert not any(name.startswith(f"wave-{wave.public_id}") for name in left)
    assert not any(opens(one, bytes(wave.public_key or b""), wave) for one in kept)


def test_two_remarks_of_one_person_are_beside_each_other_by_chance_only() -> None:  # peers 2.10; security S11
    community = lived(make_house("northlight"))
    with community.house.open():
        wave = community.opened(WaveKind.COMMUNITY, key="community-of-practice")
        for number, member in enumerate(community.members):
            send(wave, member, {"purpose": 1 + number % 5}, f"{OTHERS} {number}")
        close_wave(wave=wave, now=after(wave))
    remarks = [int(str(text).split()[1]) for text in attack.in_order("surveys_remark", "text", "ctid", wave.pk)]
    answers = [as_answers(one)["purpose"] for one in attack.in_order("surveys_response", "answers", "ctid", wave.pk)]

    hits = sum(1 + remark % 5 == answer for remark, answer in zip(remarks, answers, strict=True))
    chance, error = PEOPLE / 5, math.sqrt(PEOPLE * 0.2 * 0.8)
    print(f"S11: {len(remarks)} remarks, {hits} beside an answer of their writer's kind, chance is {chance:.0f}")
    assert (len(remarks), len(answers)) == (PEOPLE, PEOPLE)
    assert abs(hits - chance) <= 4 * error
