"""Lists of questions: made anew, in several languages, asked again and compared; weak answers say what may help."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from surveys.enums import WaveKind
from surveys.models import Instrument, Wave
from surveys.selectors.results import result_of
from surveys.selectors.waves import items_of
from surveys.services.built_in import Head, InstrumentRefused, ItemWords, create_instrument
from surveys.services.opening import WaveRefused
from surveys.services.planning import add_wave
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.surveys.community import Community, figures, send

pytestmark = pytest.mark.django_db


def practice(community: Community, kind: WaveKind, key: str, value: int, days: int) -> Wave:
    at = NOON + timedelta(days=days)
    wave = community.planned(kind, key, at=at)
    from surveys.services.opening import open_wave

    wave = open_wave(wave=wave, now=at)
    for member in community.members[:15]:
        answers = {item.key: 6 - value if item.is_reverse else value for item in items_of(wave.instrument)[:-1]}
        send(wave, member, answers, at=at)
    return community.closed(wave, at=at + timedelta(days=10))


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (WaveKind.COMMUNITY, "community-of-practice"),  # peers D42, 2.27
        (WaveKind.OWN, "network-assessment"),  # peers D43
        (WaveKind.OWN, "trust"),  # peers 3.18
    ],
)
def test_assessment_is_asked_again_and_compared(community: Community, kind: WaveKind, key: str) -> None:
    first, again = practice(community, kind, key, 2, 0), practice(community, kind, key, 3, 90)
    before, now = result_of(first, for_staff=True, segments=None), result_of(again, for_staff=False, segments=None)

    assert before is not None
    assert now is not None
    assert all(one.before is None for one in before.items)
    assert all(one.fix for one in before.items)  # every weak answer has something that may help
    assert {one.before for one in now.best} == {2.0}
    assert {one.value for one in now.best} == {3.0}


# peers 3.18
def test_trust_is_one_score_of_several_questions_that_hang_together(community: Community) -> None:
    wave = community.opened(WaveKind.OWN, key="trust")
    scales = items_of(wave.instrument)[:-1]
    for number, member in enumerate(community.members[:20]):
        trusts = 1 + number % 5  # some trust little, some much, each in everything, give or take a step
        values = [min(5, trusts + ((number * 7 + place * 5) % 11 < 4)) for place in range(len(scales))]
        send(wave, member, {item.key: 6 - x if item.is_reverse else x for item, x in zip(scales, values, strict=True)})

    published: Any = figures(community.closed(wave))

    (found,), headline = published["scales"], published["headline"]
    assert {item.dimension for item in scales} == {"trust"}
    assert (found["key"], found["items"], found["value"]) == ("trust", 6, headline["value"])
    assert 3 < headline["value"] < 4
    assert headline["alpha"] > 0.9
    assert headline["omega"] > 0.9


def test_own_questions_are_made_on_a_page(northlight: House, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)
    new = northlight.address("surveys/questions/new/")
    assert ada.post(new, {"title": "Our kitchen", "language": "en"}).status_code == 422
    form = {
        "title": "Our kitchen",
        "language": "en",
        "item-0-text": "The kitchen is clean.",
        "item-2-text": "Tea or coffee?",
    }
    form |= {"item-2-kind": "choice", "item-2-options": "Tea\nCoffee"}
    assert ada.post(new, form).status_code == 302
    assert ada.post(new, form).status_code == 302
    with northlight.open():
        kept = Instrument.objects.get(key="our-kitchen")
        assert [(item.kind, item.text) for item in items_of(kept)] == [
            ("scale", "The kitchen is clean."), ("choice", "Tea or coffee?"),
        ]  # fmt: skip
        assert Instrument.objects.filter(key="our-kitchen-2").exists()
        words = {"actor": northlight.ada.membership, "program": northlight.program, "instrument": kept, "now": NOON}
        days = {"opens_on": TODAY + timedelta(days=1), "closes_on": TODAY + timedelta(days=9)}
        with pytest.raises(WaveRefused, match="core questions"):
            add_wave(kind=WaveKind.PULSE, **words, **days)  # type: ignore[arg-type]
        assert add_wave(kind=WaveKind.OWN, **words, **days).kind == WaveKind.OWN  # type: ignore[arg-type]


def test_questions_speak_the_language_of_the_page(inside: House) -> None:  # peers 2.25
    texts = {"en": "I feel at home.", "de": "Ich fühle mich zu Hause."}
    words = ItemWords("home", texts=texts)
    options = {"en": ["Yes", "No"], "de": ["Ja", "Nein"]}
    choice = ItemWords("yes", "choice", texts={"en": "Again?"}, options=options)
    kept = create_instrument(
        actor=inside.ada.membership, head=Head({"en": "Home", "de": "Zu Hause"}, {}), items=[words, choice], now=NOON
    )
    found = {}
    for language in ("en", "de", "fr"):
        with translation.override(language):
            found[language] = [kept.title, *(item.text for item in items_of(kept)), *items_of(kept)[1].labels]

    assert found["de"] == ["Zu Hause", "Ich fühle mich zu Hause.", "Again?", "Ja", "Nein"]
    assert found["en"] == found["fr"] == ["Home", "I feel at home.", "Again?", "Yes", "No"]
    with pytest.raises(InstrumentRefused, match="one question at least"):
        create_instrument(actor=inside.ada.membership, head=Head({"en": "Nothing"}, {}), items=[], now=NOON)
