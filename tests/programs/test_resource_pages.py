"""The library: finding, reading in sequence, cards, and the way out of a snag."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.core import clock
from programs.enums import ResourceForm
from programs.models import Resource, ResourceVisit, ThreadMessage
from programs.plan_files import read_plan
from programs.selectors import resources as reads
from programs.services.resources import ReadingRefused, mark_read
from tests.cast import TODAY, House
from tests.conftest import SignIn
from tests.programs.library import Shelves, fill_shelves, resource, shelves_of


@pytest.fixture
def shelves(northlight: House) -> Shelves:
    return shelves_of(northlight)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


def at(house: House, one: Resource, rest: str = "") -> str:
    return house.address(f"resources/{one.public_id}/{rest}")


def page(client: Client, address: str, **query: object) -> str:
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def titles(html: str) -> list[str]:
    return re.findall(r'<p class="person-name"><a [^>]*>([^<]*)</a>', html)


def test_library_lists_by_category_with_form_and_minutes(
    northlight: House, shelves: Shelves, ben: Client
) -> None:  # peers 1.9
    html = page(ben, northlight.address("resources/"))

    assert re.findall(r'<h2 class="h-sm">([^<]*)</h2>', html) == ["Follow up", "Habits", "Listening"]
    assert titles(html)[:3] == ["Follow up", "How to begin", "Wanting it"]
    assert "Video · 5 minutes" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "acquaintances"}, ["Why weak ties matter"]),
        ({"q": "ACQUAINT weak"}, ["Why weak ties matter"]),  # beginnings, any case, all the words
        ({"q": "marmalade"}, ["Follow up"]),  # inside a chapter
        ({"q": "kettle"}, ["Follow up"]),  # a chapter's title
        ({"q": "title"}, []),  # not the name of a field
        ({"q": "snags"}, ["When it snags"]),
        ({"q": "' | !:* & ()"}, None),
        ({"q": "marmalade", "form": "guide"}, []),
        ({"form": "video"}, ["Follow up"]),
        ({"category": "habits"}, ["How to begin", "Wanting it"]),
        ({"q": "nothing of the kind"}, []),
    ],
)
def test_search_finds_words(  # peers 1.9
    northlight: House, shelves: Shelves, ben: Client, query: dict[str, str], found: list[str] | None
) -> None:
    html = page(ben, northlight.address("resources/"), **query)

    assert titles(html) == found if found is not None else len(titles(html)) == 6


def test_search_puts_a_title_before_a_text(inside: House) -> None:  # peers 1.9
    resource(inside.program, "a", title="A list", text="marmalade, marmalade, marmalade")
    resource(inside.program, "b", title="Marmalade", text="A jar.")

    found = reads.library(inside.program, None, query="marmalade")

    assert [item.title for shelf in found.shelves for item in shelf.items] == ["Marmalade", "A list"]


def test_search_stays_in_its_program_and_organization(northlight: House, southgate: House, ben: Client) -> None:
    shelves_of(northlight)
    with northlight.open():
        resource(northlight.sibling, "a", text="zebra")
    with southgate.open():
        resource(southgate.program, "b", text="zebra")

    assert titles(page(ben, northlight.address("resources/"), q="zebra")) == []


@pytest.mark.parametrize("count", [1, 30])
def test_library_costs_the_same_for_one_and_many(  # peers 1.9
    inside: House, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        resource(inside.program, f"more-{number}")

    with django_assert_num_queries(3):
        found = reads.library(inside.program, inside.ben.place)

    assert found.found_count == count


def test_text_is_markdown_made_safe(northlight: House, ben: Client) -> None:
    with northlight.open():
        one = resource(northlight.program, "x", text="# Head\n\n*kind* <script>alert(1)</script> [x](javascript:1)")

    html = page(ben, at(northlight, one))

    assert "<h2>Head</h2>" in html
    assert "<em>kind</em>" in html
    assert "<script>alert" not in html
    assert 'href="javascript' not in html


def test_chapters_come_one_after_another(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers 1.9, D25
    address = at(northlight, shelves.series)

    first = page(ben, address, chapter=3)

    assert "Knock <strong>once</strong>." in first  # the third is not open yet
    assert "marmalade" not in first
    assert "?chapter=2" not in first
    assert "The letter" in first  # what is coming stands there by name
    ben.post(at(northlight, shelves.series, "read/"), {"chapter": "1"})
    second = page(ben, address)
    assert "Wait for it." in second
    assert "?chapter=1#chapter" in second  # the past stays readable


def test_finished_chapters_are_read_in_any_order(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers 1.9
    for number in (1, 2, 3):
        ben.post(at(northlight, shelves.series, "read/"), {"chapter": str(number)})

    html = page(ben, at(northlight, shelves.series), chapter=3)

    assert "Open them in any order." in html
    assert "marmalade" in html
    assert [f"?chapter={number}#chapter" in html for number in (1, 2, 3)] == [True, True, True]
    with northlight.open():
        assert ResourceVisit.objects.get().finished_on == clock.today("UTC", clock.now())


def test_reading_ahead_is_refused_in_words(inside: House) -> None:  # peers 1.9
    series = fill_shelves(inside.program).series

    with pytest.raises(ReadingRefused, match="An earlier chapter comes first"):
        mark_read(participant=inside.ben.place, resource=series, on=TODAY, chapter=2)
    for number in (0, 4, None):
        with pytest.raises(ReadingRefused, match="not there any more"):
            mark_read(participant=inside.ben.place, resource=series, on=TODAY, chapter=number)
    with pytest.raises(ReadingRefused, match="another program"):
        mark_read(participant=inside.sam.place, resource=series, on=TODAY, chapter=1)


def test_reading_twice_changes_nothing(inside: House) -> None:  # peers 1.9
    why = fill_shelves(inside.program).why

    for days in (0, 3):
        visit = mark_read(participant=inside.ben.place, resource=why, on=TODAY + timedelta(days=days))

    assert (visit.finished_on, ResourceVisit.objects.count()) == (TODAY, 1)


def test_read_marks_are_private(
    northlight: House, shelves: Shelves, ben: Client, sign_in: SignIn
) -> None:  # peers 1.9, D27
    ben.post(at(northlight, shelves.why, "read/"))

    assert "pill-good" in page(ben, northlight.address("resources/"))
    for other in (northlight.ada, northlight.mira, northlight.una):
        client = sign_in(other)
        assert "pill-good" not in page(client, northlight.address("resources/"))
        assert "You read this" not in page(client, at(northlight, shelves.why))


def test_read_mark_can_be_taken_back(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D27
    ben.post(at(northlight, shelves.why, "read/"))

    html = ben.post(at(northlight, shelves.why, "unread/"), follow=True).content.decode()

    assert "Mark as read" in html
    with northlight.open():
        assert not ResourceVisit.objects.exists()


def test_looking_at_a_resource_writes_nothing(northlight: House, shelves: Shelves, ben: Client) -> None:
    page(ben, at(northlight, shelves.series))

    with northlight.open():
        assert not ResourceVisit.objects.exists()


def test_those_who_only_run_the_program_read_freely_and_mark_nothing(
    northlight: House, shelves: Shelves, sign_in: SignIn
) -> None:
    una = sign_in(northlight.una)

    assert "marmalade" in page(una, at(northlight, shelves.series), chapter=3)
    assert una.post(at(northlight, shelves.series, "read/"), {"chapter": "1"}).status_code == 404


def test_paper_has_every_chapter(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers 1.9
    html = page(ben, at(northlight, shelves.series, "print/"))

    assert [words in html for words in ("Knock", "Wait for it", "marmalade")] == [True, True, True]


def test_card_is_drawn_by_depth_and_seed(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D35
    address = at(northlight, shelves.deck, "cards/")

    def drawn(**query: int) -> str:
        found = re.search(r"card-drawn[^>]*><p>([^<]*)</p>", page(ben, address, **query))
        assert found
        return found[1]

    pile = [drawn(depth=1, seed=7, place=place) for place in (1, 2, 3)]
    assert sorted(pile) == ["Cook?", "Laugh?", "Travel?"]
    assert drawn(depth=1, seed=7, place=2) == pile[1]
    assert drawn(depth=2, seed=7) == "Regret?"
    assert drawn(depth=1, seed=7, place=4) == "That was the whole pile."
    assert drawn() in pile


def test_card_pages_need_no_script(northlight: House, shelves: Shelves, ben: Client) -> None:  # peers D35
    html = page(ben, at(northlight, shelves.deck, "cards/"), depth=1, seed=7)

    assert "?depth=1&amp;seed=7&amp;place=2" in html  # skip: another card, by a plain link
    assert (
        ben.get(at(northlight, shelves.deck, "cards/"), {"depth": "x", "seed": "-1", "place": "9" * 40}).status_code
        == 200
    )
    assert ben.get(at(northlight, shelves.why, "cards/")).status_code == 404


@pytest.mark.parametrize("key", ["start", "told", "ready", "tried", "willing", "talk", "mediated", "new_pair", "human"])
def test_every_step_out_of_a_snag_leads_to_a_human(  # peers D36
    northlight: House, shelves: Shelves, ben: Client, key: str
) -> None:
    html = page(ben, at(northlight, shelves.snag, "steps/"), at=key)

    assert "?at=human" in html or f"mailto:{northlight.ada.user.email}" in html


@pytest.mark.parametrize(
    ("way", "end"),
    [
        (["Something small", "Not yet", "Yes, the two of us"], "A talk, the two of you"),
        (["Something agreed", "Yes, and little", "I think so"], "A talk with somebody beside you"),
        (["We find little", "Yes, and it did not", "No"], "A new pair"),
        (["I do not feel safe"], "Talk to a human"),
    ],
)
def test_steps_end_in_a_talk_a_helper_or_a_new_pair(  # peers D36
    northlight: House, shelves: Shelves, ben: Client, way: list[str], end: str
) -> None:
    address = at(northlight, shelves.snag, "steps/")
    html = page(ben, address)

    for words in way:
        link = re.search(rf'href="\?at=(\w+)">{words}', html)
        assert link
        html = page(ben, address, at=link[1])

    assert f"<h1>{end}</h1>" in html
    assert "Ada Tester" in html


def test_a_word_to_the_facilitators_opens_a_private_thread(  # peers D36
    northlight: House, shelves: Shelves, ben: Client, sign_in: SignIn
) -> None:
    address = at(northlight, shelves.snag, "steps/")
    assert "to be paired anew" in page(ben, address, at="new_pair")

    empty = ben.post(f"{address}?at=new_pair", {"text": " "})
    sent = ben.post(f"{address}?at=new_pair", {"text": "We would both like to change."}, follow=True)

    assert (empty.status_code, "Write a few words first." in empty.content.decode()) == (422, True)
    assert "We would both like to change." in sent.content.decode()
    with northlight.open():
        assert ThreadMessage.objects.get().author == northlight.ben.membership
    assert sign_in(northlight.mira).get(sent.redirect_chain[0][0]).status_code == 404


def test_a_step_that_is_not_there_is_lost(northlight: House, shelves: Shelves, ben: Client) -> None:
    assert ben.get(at(northlight, shelves.snag, "steps/"), {"at": "elsewhere"}).status_code == 404
    assert ben.get(at(northlight, shelves.why, "steps/")).status_code == 404


def test_zoe_sees_nothing_of_it(northlight: House, southgate: House, shelves: Shelves, sign_in: SignIn) -> None:
    zoe = sign_in(southgate.ada)

    for rest in ("", "print/", "cards/", "steps/"):
        for house in (northlight, southgate):
            assert zoe.get(house.address(f"resources/{shelves.deck.public_id}/{rest}")).status_code == 404
    assert zoe.post(southgate.address(f"resources/{shelves.why.public_id}/read/")).status_code == 404


def test_forms_of_the_shipped_plan_have_words() -> None:
    plan = read_plan((Path(__file__).parents[2] / "programs/plans/community-belonging-network.yaml").read_text())

    assert {one.form for one in plan.resources} <= set(ResourceForm.values)
