"""What stands above the first question is what the program does."""

import re
from itertools import product

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from surveys import disclosure, rules
from surveys.enums import Dimension, Mode
from surveys.models import Wave
from surveys.models.ballots import SealedBallot
from surveys.selectors.waves import items_of
from surveys.services.promises import VERSION, promise_for
from tests.surveys.community import Community, mixed, send

pytestmark = pytest.mark.django_db


def numbers(text: str) -> set[int]:
    return {int(found) for found in re.findall(r"(?<![\w.])\d+(?![\w])", text)}


def test_every_number_of_the_promise_is_the_waves_own(community: Community) -> None:  # peers 2.5; security S16
    checked = 0
    for (reader, _name), mode, least, words in product(settings.LANGUAGES, Mode.values, (5, 8), (10, 15)):
        wave = community.planned(mode=mode, least=least, least_words=words)
        with translation.override(reader):
            promise = promise_for(wave, "Northlight")
        day, text = wave.closes_on, promise.texts[reader]
        assert numbers(text) == {least, words, day.day, day.year}, text
        assert "Northlight" in text
        assert promise_for(wave, "Northlight") == promise  # whoever is looking on, and one mark for all languages
        wave.delete()
        checked += 1

    print(f"S16: {checked} promises in {len(settings.LANGUAGES)} languages, every number from the settings")
    assert checked == 8 * len(settings.LANGUAGES)


def test_voice_is_asked_in_every_survey_of_the_year(community: Community) -> None:  # peers D68
    for key in ("belonging", "belonging-pulse"):
        voice = [item for item in items_of(community.instrument(key)) if item.dimension == Dimension.VOICE]
        assert [(item.text, item.is_core) for item in voice] == [("My voice is heard here.", True)]


def test_mark_of_what_was_read_is_kept_with_each_envelope(community: Community) -> None:  # security S16
    wave = community.opened()
    send(wave, community.members[0], mixed(1))

    ballot = SealedBallot.objects.get()
    assert (ballot.promise_hash, wave.promise_version) == (Wave.objects.get(pk=wave.pk).promise_hash, VERSION)


def test_public_page_says_what_the_code_does(client: Client) -> None:  # security S16
    page = client.get("/surveys/how-it-works/")
    text = re.sub(r"<[^>]+>", " ", page.content.decode())
    main = re.sub(r"\s+", " ", text[text.index("While a survey is open") :])

    assert page.status_code == 200
    for words in (
        f"open for about {rules.OPEN_DAYS} days",
        f"({', '.join(str(day) for day in rules.REMIND_AFTER)} days after the opening)",
        f"fewer than {disclosure.LEAST} answers nothing is opened",
        f"{disclosure.LEAST + 1} where somebody who looks at it has answered too",
        f"at most {disclosure.MOST_SLICES}, chosen before",
        f"needs {disclosure.LEAST_WORDS} people who wrote",
        f"need {disclosure.LEAST_SPREAD} answers; with fewer than {disclosure.LEAST_FINE} shares",
        f"shown for {disclosure.LEAST_PAIRS} people or more",
        f"At most {rules.KEYS_LIVE_ON.days + 2} days after the program ends",
        f"up to {rules.MOST_WORDS_A_DAY} times a day",
        f"once a day, from {rules.WORDS_HOUR} o’clock on",
        "What could still go wrong",
    ):
        assert words in main, words


def test_public_page_is_there_without_a_database_of_answers(client: Client) -> None:
    assert b"What could still go wrong" in client.get("/surveys/how-it-works/").content


def test_accessibility_statement_names_what_fails(client: Client) -> None:  # peers 2.26
    page = client.get("/accessibility/").content.decode()

    assert "the surveys included" in page
    assert "What does not work yet" in page
    assert 'href="/accessibility/"' in client.get("/surveys/how-it-works/").content.decode()
