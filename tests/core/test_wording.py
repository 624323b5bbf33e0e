"""The forms of a word, and a text with somebody's own words in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from belonging.core.wording.forms import Form, is_word, made
from belonging.core.wording.speech import Wording
from belonging.core.wording.terms import FACILITATOR, TERMS

COACH = {"one": "Coach", "gender": "der"}
LETTERS = st.text("abcdeXYZ äß:-’%({})<>", max_size=30)
OWN = st.from_regex(r"[a-z]{1,3}x[a-z]{1,5}", fullmatch=True)  # holds no word of the product
PRODUCT = [form.text for term in TERMS.values() for form in term.forms["en"]]
SENTENCES = st.lists(st.one_of(LETTERS, st.sampled_from([*PRODUCT, "Facilitators", "%(circle)s"])), max_size=8)


def spoken(language: str, text: str, **own: dict[str, str]) -> str:
    return Wording({language: own}).said(language, text, text)


# peers 7.5
@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("A facilitator has the last word.", "An adviser has the last word."),
        ("Tell a facilitator, or two facilitators.", "Tell an adviser, or two advisers."),
        ("Facilitators see totals.", "Advisers see totals."),
        ("No facilitator’s list, no facilitatorship.", "No adviser’s list, no facilitatorship."),
        *[(text, text) for text in ('<a href="/facilitator/">x</a>', "%(facilitator)s", "{facilitator}")],
    ],
)  # fmt: skip
def test_english_keeps_its_article_and_its_capitals(text: str, reads: str) -> None:
    assert spoken("en", text, facilitator={"one": "adviser", "many": "advisers"}) == reads


# peers 7.5
@pytest.mark.parametrize(
    ("own", "reads"),
    [
        (COACH, "Der Coach kommt. Wartet auf den Coach. Sag dem Coach Bescheid, vom Coach: kein Coach, ein Coach."),
        (
            {"one": "Team", "gender": "das"},
            "Das Team kommt. Wartet auf das Team. Sag dem Team Bescheid, vom Team: kein Team, ein Team.",
        ),
        (
            {"one": "Pate", "gender": "der", "form:dative": "dem Paten", "form:accusative": "auf den Paten",
             "form:from": "vom Paten"},
            "Der Pate kommt. Wartet auf den Paten. Sag dem Paten Bescheid, vom Paten: kein Pate, ein Pate.",
        ),
    ],
)  # fmt: skip
def test_german_has_gender_and_case(own: dict[str, str], reads: str) -> None:
    text = (
        "Die Begleitung kommt. Wartet auf die Begleitung. Sag der Begleitung Bescheid, von der Begleitung: keine "
        "Begleitung, eine Begleitung."
    )

    assert spoken("de", text, facilitator=own) == reads


# peers 7.5
def test_arabic_has_its_article_its_cases_and_words_written_on() -> None:
    text = "يحتاج المديرون والميسّرون إلى الميسّر، ولا ميسّر، ينتظر ميسّرًا، للميسّر وللميسّرين"

    reads = spoken("ar", text, facilitator={"one": "مرافق", "many": "مرافقون"})

    assert reads == "يحتاج المديرون والمرافقون إلى المرافق، ولا مرافق، ينتظر مرافقًا، للمرافق وللمرافقين"


def test_word_means_something_else_in_some_texts() -> None:
    own = {"found": {"one": "Cluster", "many": "clusters"}, "practice": {"one": "guild"}}

    for text, reads in (
        ("Circle", "Guild"),
        ("Circle %(number)s", "Cluster %(number)s"),
        ("What are you working on that nobody outside your circle knows about?",) * 2,
    ):
        assert spoken("en", text, **own) == reads


def test_half_a_word_changes_what_it_can() -> None:
    assert (
        spoken("en", "A facilitator, two facilitators", facilitator={"many": "guides"}) == "A facilitator, two guides"
    )
    assert made(Form("a", "a", "{a} {one}", ""), "en", {}) == ""


# security X1
@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "x&y",
        'x"y',
        "x%(y)s",
        "{x}",
        "x\ny",
        "x\u202ey",
        " x",
        "x ",
        "",
        "x" * 41,
        "a;b",
        "x\u0000",
        "%",
        "-",
    ],
)
def test_what_is_no_word_is_refused_and_never_said(text: str) -> None:
    assert not is_word(text)
    assert spoken("en", "facilitator", facilitator={"one": text}) == "facilitator"


@pytest.mark.parametrize(
    "text", ["co-lead", "Mentor:innen", "Pat*innen", "Lots_in", "Weg gefährtin", "ميسّرًا", "d’Ami", "4H"]
)
def test_what_people_write_in_words_is_taken(text: str) -> None:
    assert is_word(text)


# peers 7.5
@given(
    parts=SENTENCES,
    own=st.dictionaries(st.sampled_from(sorted(TERMS)), st.fixed_dictionaries({"one": OWN, "many": OWN})),
)
def test_nothing_else_changes_and_twice_is_once(parts: list[str], own: dict[str, dict[str, str]]) -> None:
    text = " ".join(parts)
    words = Wording({"en": own})

    once = words.said("en", "", text)

    assert words.said("en", "", once) == once
    assert Wording({}).said("en", "", text) == words.said("de", "", text) == text
    if not any(form.text in text.lower() for key in own for form in TERMS[key].forms["en"]):
        assert once == text


def test_every_term_is_asked_for_what_its_forms_are_made_of() -> None:
    given_ = {"en": {"one": "guide", "many": "guides"}, "de": {"one": "Coach", "many": "Coaches", "gender": "der"},
              "ar": {"one": "مرافق", "many": "مرافقون", "two": "مرافقان"}}  # fmt: skip
    for term in TERMS.values():
        for language, forms in term.forms.items():
            asked = {key: given_[language][key] for key in term.asks[language]}
            assert all(is_word(made(form, language, asked)) for form in forms), (term.key, language)
    assert FACILITATOR.forms
