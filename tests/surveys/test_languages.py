"""Surveys in the reader's own language: every text, one cohort, frozen at the opening, from right to left."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import yaml
from django.core import mail
from django.utils import translation

from belonging.accounts.models import User
from belonging.core.templatetags.ui import spoken
from belonging.core.tongues import LANGUAGES
from surveys.enums import WaveKind
from surveys.models import Instrument, Item, Wave
from surveys.models.ballots import Response, SealedBallot
from surveys.selectors.languages import instrument_line
from surveys.selectors.matching import harmful
from surveys.selectors.positions import belonging_by_position
from surveys.selectors.results import result_of
from surveys.selectors.waves import items_of
from surveys.services.built_in import FILE, Head, InstrumentRefused, ItemWords, create_instrument, keep_built_in
from surveys.services.languages import give_words
from surveys.services.mails import send_due_survey_mail
from surveys.services.opening import open_wave
from surveys.services.promises import questions_mark
from surveys.services.tending import tend_waves
from tests.cast import NOON, House, Person
from tests.conftest import SignIn
from tests.surveys.community import Community, figures, make_community, mixed, same, send

pytestmark = pytest.mark.django_db
VOICE_AR, PART_AR = "صوتي مسموع هنا.", "أشعر بأنني جزء من هذا المجتمع."
PART_DE = "Ich fühle mich als Teil dieser Gemeinschaft."
ARABIC = re.compile("[\u0600-\u06ff]")
REVERSED = {
    "outside", "without-me", "leave-empty", "hold-back", "few-carry", "one-hub", "check-after-them", "said-behind",
}  # fmt: skip
TEA = {"title": "Tee", "intro": "Über Tee.", "text-tea": "Gibt es Tee?", "text-cup": "Welche Tasse?"}
TEA |= {"option-1-cup": "Klein", "option-2-cup": "Groß", "fix-tea": "Kauf Tee."}
TEA |= {f"anchor-{place}": word for place, word in enumerate(("Nie", "Kaum", "Halb", "Meist", "Ganz"), start=1)}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """A page opened in a language leaves it to whatever comes next in the process."""
    with translation.override("en"):
        yield


def words_of(entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything of a file that is given by language, a list option by option."""
    for name in ("titles", "intros", "texts", "fixes"):
        if name in entry:
            yield f"{entry['key']} {name}", entry[name]
    options = entry.get("options", {})
    for row in zip(*options.values(), strict=True):
        yield f"{entry['key']} options", dict(zip(options, row, strict=True))
    for item in entry.get("items", ()):
        yield from words_of(item)


def own(house: House, language: str = "en") -> Instrument:
    """A short list of questions of an organization's own, in one language."""
    items = [
        ItemWords("tea", texts={language: "Is there tea?"}, fixes={language: "Buy tea."}),
        ItemWords("cup", "choice", texts={language: "Which cup?"}, options={language: ["Small", "Large"]}),
    ]
    head = Head({language: "Tea"}, {language: "About tea."}, language=language)
    return create_instrument(actor=house.ada.membership, head=head, items=items, now=NOON)


def missing(instrument: Instrument, language: str) -> int:
    return next(one.missing_count for one in instrument_line(instrument).languages if one.code == language)


def speak(person: Person, language: str) -> None:
    User.objects.filter(pk=person.user.pk).update(language=language)


# peers 2.25, 7.15
def test_everything_that_comes_with_the_product_is_said_in_every_language() -> None:
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))["instruments"]
    found = [one for entry in entries for one in words_of(entry)]
    said: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name, texts in found:
        assert tuple(texts) == LANGUAGES, name
        assert all(text == text.strip() != "" for text in texts.values()), name
        assert len(set(texts.values())) == len(LANGUAGES), f"{name}: left as it was"
        assert [bool(ARABIC.search(text)) for text in texts.values()] == [False, False, True], name
        said[texts["en"]].add(tuple(texts.values()))

    print(f"2.25: {len(found)} built-in texts in {len(LANGUAGES)} languages, none missing")
    assert len(found) > 110
    assert [one for one in said.values() if len(one) > 1] == []  # one text has one translation, in whichever list
    assert {item["key"] for one in entries for item in one["items"] if item.get("is_reverse")} == REVERSED


# peers 2.25; security S4, S16
def test_in_which_language_somebody_answered_is_kept_nowhere(
    northlight: House, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    with northlight.open():
        community = make_community(northlight, 24)
        waves = [community.opened(), community.opened(WaveKind.ANNUAL, at=NOON + timedelta(days=1))]
    ben, kept = sign_in(northlight.ben), []
    for language in LANGUAGES:
        speak(northlight.ben, language)
        page = ben.post(northlight.address(f"surveys/{waves[0].public_id}/answer/"), {"q-voice": "4", "q-outside": "2"})
        assert page.status_code == 302
        with northlight.open():
            kept.append(SealedBallot.objects.values_list("promise_hash", "wave_id", "membership_id").get())
            kept[-1] += (len(SealedBallot.objects.get().envelope),)
            SealedBallot.objects.all().delete()
    with northlight.open():
        for number, member in enumerate(community.members):
            for wave, language in zip(waves, ("en", LANGUAGES[number % 3]), strict=True):
                with translation.override(language):
                    send(wave, member, mixed(number), at=wave.opened_at or NOON)
        closed = [community.closed(wave, at=NOON + timedelta(days=12)) for wave in waves]
        rows = [Response.objects.filter(wave=wave).values_list("answers", flat=True) for wave in closed]
        stored = [sorted(str(answers) for answers in row) for row in rows]
        published: list[Any] = [figures(wave) for wave in closed]

    assert len(set(kept)) == 1
    assert stored[0] == stored[1]
    assert [one | {"changes": []} for one in published] == [published[0] | {"changes": []}] * 2
    assert not any(f"language={code}" in caplog.text for code in LANGUAGES)
    print(f"2.25: 24 people in one language and in {len(LANGUAGES)}: the same rows, the same figures")


# peers 2.25
def test_words_are_given_language_by_language_and_the_original_stands_in(inside: House) -> None:
    kept = own(inside)
    assert (missing(kept, "en"), missing(kept, "de"), missing(kept, "ar")) == (0, 7, 7)  # the five answers are known

    ada = inside.ada.membership
    half = give_words(
        actor=ada, instrument=kept, language="de", words={"title": "Tee", "option-1-cup": "Klein"}, now=NOON
    )
    with translation.override("de"):
        assert (half.pk, half.title, missing(half, "de")) == (kept.pk, "Tee", 5 + 5)  # its answers were emptied
        assert [one.text for one in items_of(half)] == ["Is there tea?", "Which cup?"]
        assert items_of(half)[1].labels == ["Small", "Large"]  # half a list could not be read
        assert half.scale == ["Not at all", "Rather not", "Partly", "Mostly", "Wholly"]
    whole = give_words(actor=ada, instrument=half, language="de", words=TEA, now=NOON)
    with translation.override("de"):
        assert (whole.title, whole.intro, missing(whole, "de")) == ("Tee", "Über Tee.", 0)
        assert [*items_of(whole)[1].labels, items_of(whole)[0].fix] == ["Klein", "Groß", "Kauf Tee."]
        assert whole.scale[-1] == "Ganz"
    with translation.override("ar"):
        assert spoken(items_of(whole)[0].text) == '<bdi lang="en" dir="ltr">Is there tea?</bdi>'
    with pytest.raises(InstrumentRefused, match="another language"):
        give_words(actor=ada, instrument=whole, language="en", words=TEA, now=NOON)
    arabic = own(inside, "ar")
    with translation.override("de"):
        assert spoken(arabic.title) == '<bdi lang="ar" dir="rtl">Tea</bdi>'
        assert items_of(arabic)[1].highest == 2


# peers 2.25, 2.14; security S17
def test_wave_freezes_the_words_of_every_language(community: Community) -> None:
    house, asks = community.house, own(community.house)
    words = {"kind": WaveKind.OWN, "instrument": asks, "slices": []}
    wave, later = community.planned(**words), community.planned(at=NOON + timedelta(days=20), **words)  # type: ignore[arg-type]
    wave = open_wave(wave=wave, now=NOON)
    mark = wave.questions_hash

    kept = give_words(actor=house.ada.membership, instrument=asks, language="de", words=TEA, now=NOON)

    wave, later = Wave.objects.get(pk=wave.pk), Wave.objects.get(pk=later.pk)
    assert (kept.version, wave.instrument_id, later.instrument_id) == (2, asks.pk, kept.pk)
    assert questions_mark(wave.instrument, items_of(wave.instrument)) == wave.questions_hash == mark != ""
    assert missing(wave.instrument, "de") == 7
    assert open_wave(wave=later, now=NOON + timedelta(days=20)).questions_hash != mark
    again = give_words(actor=house.ada.membership, instrument=kept, language="ar", words={}, now=NOON)
    assert (again.key, again.version) == ("tea", 3)


# peers 2.25
def test_core_keeps_its_words_in_every_language(inside: House) -> None:
    asks, ada = keep_built_in(now=NOON)["belonging-pulse"], inside.ada.membership

    with pytest.raises(InstrumentRefused, match="core questions stay"):
        give_words(actor=ada, instrument=asks, language="ar", words={"text-voice": "غير ذلك"}, now=NOON)


# peers 2.25
def test_author_gives_words_beside_the_original(northlight: House, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)
    with northlight.open():
        kept = own(northlight)
        wave = Community(northlight).planned(WaveKind.OWN, at=NOON + timedelta(days=9), instrument=kept)
    at = northlight.address(f"surveys/questions/{kept.public_id}/")
    planned = northlight.address(f"surveys/{wave.public_id}/")
    text = ada.get(f"{at}words/ar/").content.decode()
    assert 'lang="ar"' in text
    assert 'dir="rtl"' in text
    assert "Is there tea?" in text
    assert "7 texts of 12 are missing" in text
    assert "7 texts of 12 are missing and would be asked in the original" in ada.get(planned).content.decode()
    assert {ada.get(f"{at}words/{code}/").status_code for code in ("en", "fr")} == {404}

    assert ada.post(f"{at}words/ar/", TEA | {"title": "x" * 121}).status_code == 422
    assert ada.post(f"{at}words/ar/", TEA | {"title": "شاي"}).status_code == 302

    with northlight.open():
        assert Instrument.objects.get(key="tea").titles == {"en": "Tea", "ar": "شاي"}
        assert Wave.objects.filter(pk=wave.pk).exists()  # words were changed in place, and what was planned stands
    assert 'dir="rtl"' in ada.get(f"{at}?language=ar").content.decode()
    assert "شاي" in ada.get(f"{at}?language=ar").content.decode()
    page = ada.get(planned).content.decode()
    assert "Deutsch: 7 texts of 12" in page
    assert "العربية: " not in page


# peers 2.25
def test_original_changed_takes_the_other_languages_off(northlight: House, sign_in: SignIn) -> None:
    ada = sign_in(northlight.ada)
    with northlight.open():
        actor, kept = northlight.ada.membership, own(northlight)
        kept = give_words(actor=actor, instrument=kept, language="de", words=TEA, now=NOON)
    form = {"title": "Tea", "intro": "About tea.", "item-0-key": "tea", "item-0-text": "Is there green tea?"}
    form |= {"item-1-key": "cup", "item-1-kind": "choice", "item-1-text": "Which cup?"}
    form |= {"item-1-options": "Small\nLarge"}

    assert ada.post(northlight.address(f"surveys/questions/{kept.public_id}/edit/"), form).status_code == 302

    with northlight.open():
        tea, cup = items_of(Instrument.objects.get(key="tea"))
        assert tea.texts == {"en": "Is there green tea?"}
        assert cup.texts == {"en": "Which cup?", "de": "Welche Tasse?"}
        assert cup.options == {"en": ["Small", "Large"], "de": ["Klein", "Groß"]}


# peers 2.25, 7.15, C14
def test_everything_about_a_survey_is_read_in_ones_own_language(
    northlight: House, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    with northlight.open():
        community = make_community(northlight, 24)
        wave = community.opened()
        mail.outbox.clear()
    ben, ada = sign_in(northlight.ben), sign_in(northlight.ada)
    speak(northlight.ben, "ar")
    speak(northlight.ada, "de")
    at = northlight.address(f"surveys/{wave.public_id}/")
    api, promised = f"/api/v1{at}", wave.promise_texts["ar"]
    asked = ben.get(f"{at}answer/").content.decode()
    for words in (
        VOICE_AR,
        "كيف كانت الأشهر الماضية",
        "تمامًا",
        "أربعة على الأكثر",
        promised.split(".")[0],
    ):
        assert words in asked, words
    assert '<html lang="ar" dir="rtl"' in asked
    assert "<bdi lang" not in asked
    by_api = ben.get(api, headers={"Accept-Language": "ar"}).json()  # programs say which language they want
    assert (by_api["title"], by_api["anchors"][4], by_api["promise"]) == (
        "كيف كانت الأشهر الماضية", "تمامًا", promised,
    )  # fmt: skip
    assert VOICE_AR in {one["text"] for one in by_api["items"]}
    assert ada.get(api, headers={"Accept-Language": "de"}).json()["promise"] == wave.promise_texts["de"]
    with northlight.open(), django_capture_on_commit_callbacks(execute=True):
        send_due_survey_mail(now=NOON)
    subjects = {one.to[0]: one.subject for one in mail.outbox}
    assert "كيف كانت الأشهر الماضية" in subjects[northlight.ben.user.email]
    assert "Wie sich die letzten Monate angefühlt haben" in subjects[northlight.ada.user.email]

    with northlight.open():
        for number, member in enumerate(community.members):
            send(wave, member, same(2 + number % 3)(number) | {"band": 1 + number % 2})
        community.closed(wave)

    assert PART_AR in ben.get(at).content.decode()
    german = ada.get(at).content.decode()
    assert PART_DE in german
    assert "Fünf bis zehn, meist in einer Gruppe" in german
    with northlight.open(), translation.override("ar"):
        positions = belonging_by_position(northlight.program)
        found = result_of(wave, for_staff=True, segments=None)
    assert positions is not None
    assert [one.label for one in positions.means] == ["أربعة على الأكثر", "من خمسة إلى عشرة، معظمهم في مجموعة واحدة"]
    assert found is not None
    assert found.choices[0].options[0].label == "أربعة على الأكثر"


# peers 2.25
def test_languages_that_came_with_the_product_are_added_to_what_is_there(community: Community) -> None:
    pulse, event = community.instrument(), community.instrument("after-event")
    wave, later = community.planned(), community.planned(WaveKind.ANNUAL, at=NOON + timedelta(days=40))
    english_only(pulse)
    english_only(event)
    wave = open_wave(wave=wave, now=NOON)

    tend_waves(now=NOON)

    newest = Instrument.objects.get(key="belonging-pulse", version=2)
    with translation.override("de"):
        assert items_of(newest)[0].text == PART_DE
        assert items_of(Wave.objects.get(pk=wave.pk).instrument)[0].text == "I feel part of this community."  # frozen
        assert items_of(Instrument.objects.get(key="after-event"))[0].text == "Meine Stimme wurde dort gehört."
    assert Instrument.objects.get(key="after-event").pk == event.pk  # nobody was asked it: in its place
    assert Wave.objects.get(pk=later.pk).instrument_id == newest.pk
    tend_waves(now=NOON)
    assert Instrument.objects.filter(key="belonging-pulse").count() == 2


def english_only(instrument: Instrument) -> None:
    """As an earlier version of the product kept it."""
    instrument.titles, instrument.intros, instrument.anchors = {"en": instrument.titles["en"]}, {"en": ""}, {}
    instrument.save(update_fields=["titles", "intros", "anchors"])
    for item in items_of(instrument):
        item.texts = {"en": item.texts["en"]}
        item.options = {"en": item.options["en"]} if item.options else {}
        item.save(update_fields=["texts", "options"])


# peers 2.17, 2.25
def test_words_of_harm_are_known_in_every_language() -> None:
    harm = [
        "I am afraid of him.", "Somebody was threatening me.", "He touched me in the lift.",
        "Ich wurde in der Küche bedroht.", "Er belästigt mich seit Wochen!", "Ich habe Angst vor ihm.",
        "Manche werden hier gemobbt.", "Das ist Diskriminierung.", "Ich will nicht mehr leben.",
        "هددني أحدهم في المطبخ.", "تعرضت للتحرش، ولم يسمعني أحد.", "أخاف منه.", "يتنمّرون على الجدد.",
        "هناك «تمييز» ضدنا.", "فكرت في الانتحار.",
    ]  # fmt: skip
    calm = [
        "Let us keep in touch.", "I was afraid to miss the train.", "More tables, smaller ones.",
        "Ich hatte Angst, zu spät zu kommen.", "Ich wurde sehr herzlich empfangen.", "Mehr Tische, bitte.",
        "أخاف أن أتأخر.", "شكرًا لكم جميعًا.", "أريد طاولات أكثر.",
    ]  # fmt: skip

    assert [text for text, is_harm in zip(harm, harmful(harm), strict=True) if not is_harm] == []
    assert [text for text, is_harm in zip(calm, harmful(calm), strict=True) if is_harm] == []
    print(f"2.25: {len(harm)} remarks of harm and {len(calm)} others in {len(LANGUAGES)} languages told apart")


def test_item_knows_its_language_wherever_it_comes_from(community: Community) -> None:
    asked = community.opened()
    with translation.override("ar"):
        assert Item.objects.select_related("instrument").get(instrument=asked.instrument, key="voice").text == VOICE_AR
