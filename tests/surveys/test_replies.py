"""Answering a remark, and being answered, without anybody learning who wrote it."""

import json
import re
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import caches

from belonging.tenancy.cache import org_key
from surveys.enums import Care
from surveys.models import Wave
from surveys.models.ballots import Remark, SealedWord, Word
from surveys.rules import MOST_WORDS_A_DAY, MOST_WRONG_CODES
from surveys.selectors.talks import talks_under
from surveys.services.answering import send_ballot
from surveys.services.replies import WordsRefused, answer_remark, say_back, talks_for
from surveys.services.tending import forget_program, tend_waves
from surveys.services.words_back import open_words_back
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.guards.tables import digest, tables_holding
from tests.surveys.community import Community, make_community, same, send

pytestmark = pytest.mark.django_db
CODE = re.compile(r"\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b")
TEXT = {"q-part-of-it": "4", "q-anything-else": "More tables near the door"}


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    caches["drawn"].clear()


def written(community: Community, count: int = 12) -> tuple[Wave, list[str]]:
    """A closed wave in which so many people wrote something, and their codes."""
    wave = community.opened()
    codes = [
        send_ballot(
            wave=wave, membership=member, answers={"voice": 4}, words={"anything-else": f"remark-{number}"}, now=NOON
        )
        for number, member in enumerate(community.members[:count])
    ]
    return community.closed(wave), codes


def remark_of(number: int) -> Remark:
    return Remark.objects.select_related("wave__program").get(text=f"remark-{number}")


# peers 2.18; security S5
def test_talk_to_and_fro_by_code(northlight: House, sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    with northlight.open():
        community = make_community(northlight, 12)
        wave = community.opened()
        for number, member in enumerate(community.members):
            send(wave, member, same(2 + number % 3)(number), f"remark-{number}")
    ben, ada, surveys = sign_in(northlight.ben), sign_in(northlight.ada), northlight.address("surveys/")
    settings.SURVEY_KEY_DIRS, folders = [], settings.SURVEY_KEY_DIRS  # a web process
    sent = ben.post(f"{surveys}{wave.public_id}/answer/", TEXT)
    [code] = CODE.findall(sent.content.decode())
    assert sent["Cache-Control"] == "no-store"
    assert not CODE.search(ben.get(f"{surveys}{wave.public_id}/sent/").content.decode())  # once
    assert ben.post(f"{surveys}replies/", {"code": code}).status_code == 422  # nothing before the close
    settings.SURVEY_KEY_DIRS = folders
    with northlight.open():
        community.closed(wave)
        remark = Remark.objects.get(text=TEXT["q-anything-else"])
    ada.post(f"{surveys}talks/{remark.pk}/", {"text": "Which door?"})
    mails, before = len(mail.outbox), digest()
    caplog.clear()

    read = ben.post(f"{surveys}replies/", {"code": code.lower().replace("-", " ")})
    back = ben.post(f"{surveys}replies/send/", {"code": code, "remark": str(remark.pk), "text": "The one by the lift"})

    assert "Which door?" in read.content.decode()
    assert "Sealed." in back.content.decode()
    changed = {name for name, word in digest().items() if word != before[name]}
    traces = [entry for entry in caplog.records if entry.name != "django.db.backends"]
    print(f"S5: a code used twice, changed tables {sorted(changed)}, {len(traces)} log lines, no mail")
    assert (changed, traces, len(mail.outbox)) == ({"surveys_sealedword"}, [], mails)
    assert {*tables_holding("The one by the lift"), *tables_holding(code)} == set()
    with northlight.open():
        assert tend_waves(now=NOON + timedelta(days=12))
    assert "The one by the lift" in ada.get(f"{surveys}talks/{remark.pk}/").content.decode()
    assert "Their turn was last" in ada.get(f"{surveys}talks/").content.decode()
    assert f"surveys/talks/{remark.pk}/" in ada.get(f"{surveys}{wave.public_id}/").content.decode()
    assert set(tables_holding(code)) == set()


# peers 2.18
def test_nobody_else_opens_a_talk_and_floods_are_stopped(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    wave, codes = written(community)
    mine, other = remark_of(0), remark_of(1)
    me, program, clock = community.members[5], community.program, time.time
    say = {"program": program, "membership": me}
    with pytest.raises(WordsRefused, match="another code"):
        say_back(code=codes[0], remark=other.pk, text="no", **say)  # type: ignore[arg-type]
    for number in range(MOST_WORDS_A_DAY):
        say_back(code=codes[0], remark=mine.pk, text=f"yes, {number} times", **say)  # type: ignore[arg-type]
    monkeypatch.setattr(time, "time", lambda: clock() + 23 * 3600)  # the box is still the same one
    with pytest.raises(WordsRefused, match="enough for one day"):
        say_back(code=codes[0], remark=mine.pk, text="yes", **say)  # type: ignore[arg-type]
    for _ in range(MOST_WRONG_CODES):
        with pytest.raises(WordsRefused, match="Nothing is kept"):
            talks_for(program=program, membership=me, code="0" * 20)
    with pytest.raises(WordsRefused, match="Too many"):
        talks_for(program=program, membership=me, code=codes[0])
    SealedWord.objects.create(program=program, envelope=b"put there by somebody without the key")

    assert open_words_back(now=NOON + timedelta(days=11)) == MOST_WORDS_A_DAY + 1
    assert open_words_back(now=NOON + timedelta(days=11)) == 0  # once a day
    assert (Word.objects.count(), SealedWord.objects.count()) == (MOST_WORDS_A_DAY, 0)
    caches["drawn"].delete(org_key(f"wrong-code:{me.pk}"))
    say_back(code=codes[0], remark=mine.pk, text="and again", **say)  # type: ignore[arg-type]
    assert SealedWord.objects.count() == 1
    assert [talk.text for talk in talks_under(program, codes[3])] == ["remark-3"]
    assert bytes(mine.mark or b"") != bytes(other.mark or b"")
    assert wave.answered_count == 12


def test_restricted_remarks_are_answered_by_admins_alone(
    northlight: House, sign_in: SignIn
) -> None:  # peers 2.17, 2.18
    with northlight.open():
        written(make_community(northlight, 12))
        remark = remark_of(0)
        Remark.objects.filter(pk=remark.pk).update(care=Care.KEPT)
    at = northlight.address(f"surveys/talks/{remark.pk}/")

    assert sign_in(northlight.ada).get(at).status_code == 404
    assert sign_in(northlight.una).post(at, {"text": "Whom can you trust here?"}).status_code == 302
    with northlight.open():
        assert Word.objects.get().text == "Whom can you trust here?"


def test_codes_open_nothing_once_the_program_is_over(community: Community) -> None:  # peers 2.18
    from surveys.models import ProgramKey

    _wave, codes = written(community)
    answer_remark(actor=community.house.ada.membership, remark=remark_of(0), text="Thank you", now=NOON)
    say = {"program": community.program, "membership": community.members[0]}
    say_back(code=codes[0], remark=remark_of(0).pk, text="yes", **say)  # type: ignore[arg-type]
    forget_program(note=ProgramKey.objects.get(), now=NOON + timedelta(days=400))

    assert not SealedWord.objects.exists()
    assert not Remark.objects.exclude(mark=None).exists()
    with pytest.raises(WordsRefused):
        talks_for(program=community.program, membership=community.members[0], code=codes[0])
    with pytest.raises(WordsRefused, match="nobody would read"):
        answer_remark(actor=community.house.ada.membership, remark=remark_of(0), text="Still there?", now=NOON)


def test_word_of_harm_said_back_leads_to_the_restricted_folder(
    northlight: House, sign_in: SignIn
) -> None:  # peers 2.17, 2.18
    with northlight.open():
        community = make_community(northlight, 12)
        _wave, codes = written(community)
        say = {"program": community.program, "membership": community.members[0]}
        say_back(code=codes[0], remark=remark_of(0).pk, text="He threatened me", **say)  # type: ignore[arg-type]
        say_back(code=codes[1], remark=remark_of(1).pk, text="Nothing of the kind", **say)  # type: ignore[arg-type]
        open_words_back(now=NOON + timedelta(days=12))
        harmed = remark_of(0)

        assert [remark_of(number).care for number in range(2)] == [Care.MATCHED, Care.FREE]
    una, ada = sign_in(northlight.una), sign_in(northlight.ada)
    assert "He threatened me" in una.get(northlight.address("surveys/restricted/")).content.decode()
    assert "He threatened me" not in ada.get(northlight.address("surveys/talks/")).content.decode()
    assert ada.get(northlight.address(f"surveys/talks/{harmed.pk}/")).status_code == 404


def test_api_hands_out_the_code_once(northlight: House, sign_in: SignIn) -> None:  # peers 2.18
    with northlight.open():
        wave = make_community(northlight, 4).opened()
    at = f"/api/v1/o/northlight/p/{northlight.program.slug}/surveys/{wave.public_id}/answers/"
    said = json.dumps({"answers": {"voice": 4}, "words": {"anything-else": "saffron"}})

    answer = sign_in(northlight.ben).put(at, said, "application/json")

    assert CODE.fullmatch(answer.json()["code"])
    assert answer["Cache-Control"] == "no-store"
