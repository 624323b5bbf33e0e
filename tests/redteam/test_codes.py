"""The attack on codes: whoever reads database, dump, log of writes or log of lines finds nobody behind a code."""

import math
import os
import random
import secrets
from pathlib import Path

import pytest
from django.conf import settings

from surveys.enums import WaveKind
from surveys.models import Wave
from surveys.models.ballots import Remark, SealedWord
from surveys.services.answering import send_ballot
from surveys.services.closing import close_wave
from surveys.services.replies import say_back
from surveys.services.tending import sweep_ballot_tables
from surveys.services.words_back import open_words_back
from tests.cast import NOON, make_house
from tests.redteam import attack
from tests.surveys.community import Community, after, make_community

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 40
CANARY, BACK = f"rowan-{secrets.token_hex(6)}", f"hazel-{secrets.token_hex(6)}"


@pytest.fixture(autouse=True)
def key_folder(tmp_path: Path) -> None:
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]


def sent_in_turn(community: Community, order: list[int]) -> tuple[Wave, dict[int, str]]:
    """A wave in which people write one after the other, each in a transaction of their own; and their codes."""
    with community.house.open():
        wave = community.opened(WaveKind.COMMUNITY, key="community-of-practice")
        [item] = wave.instrument.items.filter(kind="words").values_list("key", flat=True)
    codes = {}
    for number in order:
        with community.house.open():
            codes[number] = send_ballot(
                wave=wave,
                membership=community.members[number],
                answers={},
                words={item: f"{CANARY} {number}"},
                now=NOON,
            )
    return wave, codes


# peers 2.18; security S1, S2, S3
def test_no_code_leads_to_a_person() -> None:
    house, chance = make_house("northlight"), random.Random(4)
    with house.open():
        community = make_community(house, PEOPLE)
    first, second = chance.sample(range(PEOPLE), PEOPLE), chance.sample(range(PEOPLE), PEOPLE)
    wave, codes = sent_in_turn(community, first)
    with house.open():
        close_wave(wave=wave, now=after(wave))
        remarks = {int(one.text.split()[1]): one.pk for one in Remark.objects.all()}
        marks = [bytes(one.mark or b"").hex() for one in Remark.objects.all()]
    sweep_ballot_tables()
    for number in second:  # they say something back, in another order
        with house.open():
            say_back(
                program=community.program, membership=community.members[number], code=codes[number],
                remark=remarks[number], text=f"{BACK} {number}",
            )  # fmt: skip
    loot = attack.read_everything(os.environ["DATABASE_OWNER_URL"], settings.DATABASES["default"]["NAME"])
    sealed = loot.holding(BACK)
    plain = [code for code in codes.values() if loot.holding(code)]
    assert loot.holding(CANARY) >= PEOPLE  # what is there to be found is found
    assert all(mark in loot.dump for mark in marks)  # and bytes are written like that
    with house.open():
        lengths = {len(bytes(one.envelope)) for one in SealedWord.objects.all()}
        assert open_words_back(now=after(wave)) == PEOPLE
    sweep_ballot_tables()

    said = {order: [int(text.split()[1]) for text in attack.words_in_order(order)] for order in attack.ORDERS}
    wrote = [int(str(text).split()[1]) for text in attack.in_order("surveys_remark", "text", "ctid", wave.pk)]
    hits = {order: attack.matched(second, found) for order, found in said.items()}
    hits["remarks"] = attack.matched(first, wrote)
    most = 1 + 5 * math.sqrt(1)  # one is chance
    print(f"S1: {PEOPLE} codes, {len(plain)} in dump or log, {sealed} words back readable before they were opened")
    print(f"S2: words back linked {hits} of {PEOPLE}, chance is 1, at most {most:.0f}")
    print(f"S3: lengths {sorted(lengths)}")
    assert plain == []
    assert (sealed, len(lengths)) == (0, 1)
    assert all(len(found) == PEOPLE for found in said.values())
    assert all(count <= most for count in hits.values())
