"""The code book: themes found by people, suggested by machines, counted by month, and how far readers agree."""

import random
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from belonging.tenancy.models import AuditEntry
from community.agreement import cohen_kappa, mean_kappa
from community.enums import Reach
from community.models import Coding, Theme
from community.selectors.theme_chart import LARGEST, bubbles_of
from community.selectors.themes import code_book, examples_of, next_text, suggestions_for, texts_of, themes_of
from community.services.stories import StoryWords, tell_story
from community.services.themes import ThemeRefused, code_text, keep_first_themes, keep_theme, merge_theme
from surveys.models.ballots import Remark
from surveys.selectors.matching import harmful, terms_in
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn, said_again
from tests.surveys.community import make_community, same, send

WORDS = [
    "Everybody welcomed me warmly", "I trusted nobody at first", "We were bullied in the kitchen", "More tables",
    "Meeting people at lunch", "I felt excluded from the round", "Honest talk helps", "Nothing to add",
    "The trusting way we talk", "Warmer rooms", "Somebody threatened me", "Friends came along",
]  # fmt: skip


# peers 2.16
@pytest.mark.parametrize(
    ("table", "kappa"),  # both yes, first only, second only, both no; as scikit-learn's cohen_kappa_score gives them
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.130435), ((25, 35, 5, 35), 0.259259), ((1, 0, 0, 9), 1.0)],
)
def test_kappa_of_tables(table: tuple[int, int, int, int], kappa: float) -> None:
    assert cohen_kappa(spread(table)) == pytest.approx(kappa, abs=1e-6)


def test_kappa_against_exact_fractions() -> None:
    chance, checked = random.Random(7), 0
    for _ in range(60):
        table = tuple(chance.randrange(12) for _ in range(4))
        a, b, c, d = table
        n = sum(table)
        if n == 0 or cohen_kappa(spread(table)) is None:
            assert n == 0 or {a + b, a + c} <= {0, n}
            continue
        seen = Fraction(a + d, n)
        expected = Fraction(a + b, n) * Fraction(a + c, n) + Fraction(c + d, n) * Fraction(b + d, n)
        assert cohen_kappa(spread(table)) == pytest.approx(float(1 - (1 - seen) / (1 - expected)), abs=1e-12)
        checked += 1

    print(f"kappa: {checked} tables, all as exact fractions give them")
    assert checked > 50
    assert mean_kappa([{"a": True}, {"a": True}], fewest=2) == (None, 0)


def spread(table: tuple[int, ...]) -> list[tuple[bool, bool]]:
    kinds = ((True, True), (True, False), (False, True), (False, False))
    return [kind for kind, count in zip(kinds, table, strict=True) for _ in range(count)]


@pytest.mark.django_db
def test_terms_are_found_by_their_stems() -> None:  # peers 2.15
    found = terms_in(WORDS, ["welcome", "trust", "left out", "table"], "en")

    assert [sorted(one) for one in found][:4] == [[0], [1], [], [3]]
    assert found[8] == {1}
    assert [number for number, is_harm in enumerate(harmful(WORDS)) if is_harm] == [2, 10]
    assert terms_in([], ["welcome"]) == []
    assert terms_in(["the"], ["the", ""]) == [set()]  # a term that is no word finds nothing


@pytest.fixture
def told(northlight: House, tmp_path: Path, settings: Any) -> House:
    """A closed survey with twelve remarks, two of them of harm, and a story."""
    settings.SURVEY_KEY_DIRS = [str(tmp_path / "keys")]
    with northlight.open():
        community = make_community(northlight, 12)
        wave = community.opened()
        for number, member in enumerate(community.members):
            send(wave, member, same(3)(number), WORDS[number])
        community.closed(wave)
        words = StoryWords(title="A walk", text="She made me feel welcome.", reach=Reach.COMMUNITY)
        tell_story(teller=northlight.ben.place, words=words, on=TODAY, now=NOON)
    return northlight


@pytest.mark.django_db
def test_people_find_themes_and_machines_only_suggest(told: House) -> None:  # peers 2.15, 2.16, D22
    with told.open():
        program, ada, una = told.program, told.ada.membership, told.una.membership
        keep_first_themes(actor=ada, program=program, now=NOON)
        inclusion, trust = Theme.objects.get(name="Inclusion"), Theme.objects.get(name="Trust")
        texts = texts_of(program)
        assert len(texts) == 11  # ten remarks without those of harm, and the story
        suggested = {
            text.text: {one.theme.name for one in suggestions_for(text, themes_of(program)) if one.is_suggested}
            for text in texts
        }
        assert suggested["Everybody welcomed me warmly"] == {"Inclusion"}
        assert suggested["The trusting way we talk"] == {"Trust"}
        assert code_book(program, ada).read_count == 0  # a suggestion counts for nothing
        assert {line.count for line in code_book(program, ada).lines} == {0}

        for number, text in enumerate(texts):
            is_about = "Inclusion" in suggested[text.text]
            code_text(actor=ada, program=program, text=text, themes=[str(inclusion.public_id)] * is_about, now=NOON)
            other = is_about != (number == 0)  # the second reader differs once
            code_text(actor=una, program=program, text=text, themes=[str(inclusion.public_id)] * other, now=NOON)
        book = code_book(program, ada)
        line = next(one for one in book.lines if one.theme == inclusion)
        assert next_text(program, ada) is None
        assert (book.read_count, book.waiting_count, line.common) == (11, 0, 11)
        assert line.kappa is not None
        assert 0 < line.kappa < 1
        assert sum(line.by_month) == line.count == len(examples_of(program, inclusion))

        fair = keep_theme(actor=ada, program=program, theme=None, name="Fairness", terms=["fair"], now=NOON)
        code_text(actor=ada, program=program, text=texts[3], themes=[str(fair.public_id)], now=NOON)
        merge_theme(actor=ada, theme=fair, into=trust, now=NOON)
        counts = {one.theme.name: one.count for one in code_book(program, ada).lines}
        assert (counts["Trust"], "Fairness" in counts) == (1, False)
        merge_theme(actor=ada, theme=Theme.objects.get(pk=fair.pk), into=None, now=NOON)
        assert {one.theme.name: one.count for one in code_book(program, ada).lines}["Trust"] == 0
        with pytest.raises(ThemeRefused, match="of that name"):
            keep_theme(actor=ada, program=program, theme=fair, name="Trust", terms=[], now=NOON)
        with pytest.raises(ThemeRefused, match="stands for itself"):
            merge_theme(actor=ada, theme=trust, into=trust, now=NOON)


@pytest.mark.django_db
def test_harm_goes_to_the_folder_before_anybody_reads_it(told: House, sign_in: SignIn) -> None:  # peers 2.17
    ada, una, ben = sign_in(told.ada), sign_in(told.una), sign_in(told.ben)
    with told.open():
        bullied = Remark.objects.get(text__contains="bullied")
        plain = Remark.objects.get(text="More tables")
        wave = bullied.wave
    folder, results = told.address("surveys/restricted/"), told.address(f"surveys/{wave.public_id}/")

    assert [one.get(folder).status_code for one in (una, ada, ben)] == [200, 403, 403]
    assert "bullied" in una.get(folder).content.decode()
    for person in (una, ada):
        assert "bullied" not in person.get(results).content.decode()
    assert "More tables" in ada.get(results).content.decode()
    settle = told.address(f"surveys/restricted/{bullied.pk}/settle/")
    assert ada.post(settle, {"what": "show"}).status_code == 403
    ada.post(told.address(f"surveys/restricted/{bullied.pk}/put/"))  # what lies there is not moved by a facilitator
    ada.post(told.address(f"surveys/restricted/{plain.pk}/put/"))
    assert "More tables" not in ada.get(results).content.decode()
    una.post(settle, {"what": "keep"})
    with told.open():
        assert set(Remark.objects.exclude(care="").values_list("care", flat=True)) == {"matched", "kept"}
    una.post(settle, {"what": "show"})
    assert "bullied" in ada.get(results).content.decode()
    with told.open():
        movers = set(AuditEntry.objects.filter(verb="remark.put").values_list("actor__name", flat=True))
        assert movers == {told.ada.membership.name, told.una.membership.name}


@pytest.mark.django_db
def test_reading_through_the_pages(told: House, sign_in: SignIn) -> None:  # peers 2.15, D22
    ada = sign_in(told.ada)
    begin = ada.get(told.address("community/themes/")).content.decode()
    assert "Begin with these" in begin
    ada.post(told.address("community/themes/begin/"))
    page = ada.get(told.address("community/themes/read/")).content.decode()
    name = page.split('name="text" value="')[1].split('"')[0]
    with told.open():
        theme = Theme.objects.get(name="Connection")

    assert not re.search(r'name="themes"[^>]* checked', page)
    form = {"text": name, "themes": [str(theme.public_id)]}
    assert ada.post(told.address("community/themes/read/"), form).status_code == 302
    assert ada.post(told.address("community/themes/read/"), form | {"text": "remark-nothing"}).status_code == 404
    listed = ada.get(told.address("community/themes/")).content.decode()
    assert "1 of 11 texts have been read" in listed
    assert "Connection,6,1" in said_again(ada).get(told.address("community/themes/themes.csv")).content.decode()
    detail = told.address(f"community/themes/{theme.public_id}/")
    assert ada.post(detail, {"name": "Inclusion", "terms": ""}).status_code == 422
    assert ada.post(detail, {"name": "Ties", "terms": "meet\nknow"}).status_code == 302
    with told.open():
        assert Theme.objects.get(pk=theme.pk).terms == ["meet", "know"]
        assert Coding.objects.get().coder == told.ada.membership
    assert sign_in(told.ben).get(told.address("community/themes/")).status_code == 403


# peers 2.15, D22
@pytest.mark.django_db
def test_themes_are_drawn_by_month_with_how_they_sound(told: House, sign_in: SignIn) -> None:
    with told.open():
        ada, una, program = told.ada.membership, told.una.membership, told.program
        keep_first_themes(actor=ada, program=program, now=NOON)
        trust, texts = Theme.objects.get(name="Trust"), texts_of(program)
        story = next(one for one in texts if one.kind == "story")
        remarks = [one for one in texts if one.kind == "remark"][:4]
        for text, feeling in zip((story, *remarks), ("glad", "heavy", "heavy", "", "loud"), strict=True):
            found = {"text": text, "themes": [str(trust.public_id)], "program": program, "now": NOON}
            code_text(actor=ada, feeling=feeling, **found)
            code_text(actor=una, feeling="glad" if text == remarks[0] else feeling, **found)

        [line] = [one for one in code_book(program, ada).lines if one.count]
        assert (line.count, line.feelings) == (
            5,
            [("Glad or thankful", 1), ("Some of both", 1), ("Sad, angry or worried", 1)],
        )
        drawn = bubbles_of(code_book(program, ada))
        [row] = [one for one in drawn.rows if one.bubbles]
        assert sum(one.count for one in row.bubbles) == 5
        assert max(one.radius for one in row.bubbles) == LARGEST
        assert all(drawn.left < one.x < drawn.width for one in row.bubbles)

    at, asked = told.address("community/themes/"), {"asked": story.asked}
    everything, one = (sign_in(told.ada).get(at, words).content.decode() for words in ({}, asked))
    assert ('<svg class="chart"' in everything, everything.count('<circle class="bar-soft"')) == (
        True,
        len(row.bubbles),
    )
    assert "1 of 1 texts have been read" in one
    file = said_again(sign_in(told.ada)).get(f"{at}themes.csv", asked).content.decode().splitlines()
    assert file[0] == 'theme,month,texts,Glad or thankful,Some of both,"Sad, angry or worried"'
    assert [row.split(",", 2)[2] for row in file if row.startswith("Trust")] == ["1,1,0,0"]
