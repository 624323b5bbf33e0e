"""Stories: told, placed, read by those they are meant for, taken back."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.tenancy.models import AuditEntry
from community.enums import Ease, Reach, StoryState
from community.models import Story
from community.placing import lattice, written
from community.selectors.stories import current_quarter, question_of, questions_of, readable_stories, waiting_stories
from community.services.leaving import detach_names
from community.services.stories import (
    StoryRefused,
    StoryWords,
    approve_story,
    change_story,
    return_story,
    set_question,
    set_reach,
    tell_story,
)
from programs.enums import ParticipantState
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.conftest import SignIn

WORDS = StoryWords(title="The lake", text="We walked *twice* round it.\n\nThen it rained.", reach=Reach.COMMUNITY)
FORM = {"title": "The lake", "text": "We walked twice round it.", "reach": "community", "at-about": "2-1-1"}


def told(house: House, person: Person | None = None, *, is_approved: bool = True, **more: Any) -> Story:
    """A story by somebody, Mira if nobody is named."""
    words = StoryWords(**({"title": WORDS.title, "text": WORDS.text, "reach": Reach.COMMUNITY} | more))
    with house.open():
        story = tell_story(teller=(person or house.mira).place, words=words, on=TODAY, now=NOON)
        if is_approved and words.reach != Reach.FACILITATORS:
            approve_story(actor=house.ada.membership, story=story, revision=0, now=NOON)
        return story


def page_of(house: House, story: Story, rest: str = "") -> str:
    return house.address(f"community/stories/{story.public_id}/{rest}")


# peers 2.30
def test_triangle_has_a_point_for_every_share_of_three_words() -> None:
    rows = list(lattice())

    assert [len(row) for row in rows] == [1, 2, 3, 4, 5]
    assert {sum(point) for row in rows for point in row} == {4}
    assert len({written(point) for row in rows for point in row}) == 15
    assert rows[-1][0] == (0, 4, 0)


@pytest.mark.parametrize(
    ("day", "quarter"), [(date(2025, 12, 1), 1), (date(2026, 4, 11), 1), (date(2026, 4, 12), 2), (date(2028, 1, 1), 4)]
)
def test_quarter_follows_the_program(day: date, quarter: int, inside: House) -> None:
    assert current_quarter(inside.program, day) == quarter


# peers D23
def test_each_quarter_has_its_question_and_the_program_may_ask_its_own(inside: House) -> None:
    built_in = [one.text for one in questions_of(inside.program, TODAY)]

    set_question(actor=inside.ada.membership, program=inside.program, quarter=2, text=" Who  helped? ", now=NOON)
    own = [one.text for one in questions_of(inside.program, TODAY)]
    set_question(actor=inside.ada.membership, program=inside.program, quarter=2, text="", now=NOON)

    assert len(set(built_in)) == 4
    assert own == [built_in[0], "Who helped?", *built_in[2:]]
    assert question_of(inside.program, 2) == built_in[1]
    assert [one.is_now for one in questions_of(inside.program, TODAY)] == [False, True, False, False]


def test_story_keeps_the_question_it_answered(inside: House) -> None:
    story = tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)
    before = story.question

    set_question(actor=inside.ada.membership, program=inside.program, quarter=2, text="Another?", now=NOON)
    story.refresh_from_db()

    assert (story.quarter, story.question) == (2, before)


# peers 2.31
@pytest.mark.parametrize("reach", Reach)
@pytest.mark.parametrize("is_approved", [False, True])
def test_story_is_read_by_whom_its_teller_chose(
    reach: Reach, is_approved: bool, northlight: House, sign_in: SignIn
) -> None:
    story = told(northlight, northlight.mira, reach=reach, is_approved=is_approved)
    people = {name: getattr(northlight, name) for name in ("mira", "ben", "ada", "una")}

    seen = {name: sign_in(one).get(page_of(northlight, story)).status_code for name, one in people.items()}

    others = 200 if is_approved and reach != Reach.FACILITATORS else 404
    assert seen == {"mira": 200, "ben": others, "ada": 200, "una": 200}
    with northlight.open():
        listed = readable_stories(northlight.program, northlight.ben.membership, northlight.ben.place)
        assert listed.exists() == (others == 200)


# peers 2.31
def test_taking_readers_away_is_at_once_and_giving_more_waits(northlight: House, sign_in: SignIn) -> None:
    story = told(northlight)
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    assert ben.get(page_of(northlight, story)).status_code == 200

    mira.post(page_of(northlight, story, "reach/"), {"reach": "facilitators"})
    fewer = ben.get(page_of(northlight, story)).status_code
    mira.post(page_of(northlight, story, "reach/"), {"reach": "public"})
    more = ben.get(page_of(northlight, story)).status_code

    assert (fewer, more) == (404, 404)
    with northlight.open():
        assert [one.pk for one in waiting_stories(northlight.program)] == [story.pk]


# peers 2.31
def test_public_story_opens_for_anybody_until_it_is_taken_back(northlight: House, client: Client) -> None:
    story = told(northlight, reach=Reach.PUBLIC, is_named=False)
    address = f"/stories/{story.organization_id.hex}.{story.public_id.hex}/"

    page = client.get(address)
    with northlight.open():
        set_reach(story=story, reach=Reach.COMMUNITY, now=NOON)

    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert "twice" in page.content.decode()
    assert "Mira" not in page.content.decode()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("token", ["nothing", ".", "0" * 32 + "." + "0" * 32, "x" * 4000])
def test_address_that_shows_no_story_is_not_there(token: str, northlight: House, client: Client) -> None:
    assert client.get(f"/stories/{token}/").status_code == 404


def test_story_of_another_organization_is_not_public_here(northlight: House, southgate: House, client: Client) -> None:
    theirs = told(southgate, southgate.mira, reach=Reach.PUBLIC)

    assert client.get(f"/stories/{northlight.organization.id.hex}.{theirs.public_id.hex}/").status_code == 404
    assert client.get(f"/stories/{southgate.organization.id.hex}.{theirs.public_id.hex}/").status_code == 200


def test_erased_story_leaves_no_word(northlight: House, sign_in: SignIn) -> None:
    story = told(northlight)

    sign_in(northlight.mira).post(page_of(northlight, story, "erase/"))

    with northlight.open():
        assert not Story.objects.exists()
        kept = " ".join(str(row.detail) + row.verb for row in AuditEntry.objects.all())
        assert "lake" not in kept
        assert "story.erased" in kept


# peers 2.30
def test_editor_approves_only_what_they_read(inside: House) -> None:
    story = tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)
    change_story(story=story, words=StoryWords("The lake", "Other words", Reach.COMMUNITY), now=NOON)

    with pytest.raises(StoryRefused, match="changed this story meanwhile"):
        approve_story(actor=inside.ada.membership, story=story, revision=0, now=NOON)

    assert approve_story(actor=inside.ada.membership, story=story, revision=1, now=NOON).state == StoryState.APPROVED


def test_other_words_wait_anew_and_another_ease_does_not(inside: House) -> None:
    story = tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)
    approve_story(actor=inside.ada.membership, story=story, revision=0, now=NOON)

    same = change_story(
        story=story, words=StoryWords(WORDS.title, WORDS.text, Reach.COMMUNITY, ease=Ease.PAIR), now=NOON
    ).state
    other = change_story(story=story, words=StoryWords(WORDS.title, "Other", Reach.COMMUNITY), now=NOON).state

    assert (same, other) == (StoryState.APPROVED, StoryState.WAITING)


def test_returned_story_shows_its_teller_the_editors_word(northlight: House, sign_in: SignIn) -> None:
    story = told(northlight, is_approved=False)
    ada = sign_in(northlight.ada)

    silent = ada.post(page_of(northlight, story, "return/"), {"revision": 0, "word": " "}, follow=True)
    ada.post(page_of(northlight, story, "return/"), {"revision": 0, "word": "Leave out the name of the ward."})

    assert "Say in a sentence what would help" in silent.content.decode()
    assert "Leave out the name" in sign_in(northlight.mira).get(page_of(northlight, story)).content.decode()
    assert sign_in(northlight.ben).get(page_of(northlight, story)).status_code == 404


def test_too_many_waiting_stories_are_refused(inside: House) -> None:
    for _count in range(5):
        tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)

    with pytest.raises(StoryRefused, match="still wait"):
        tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)
    inside.ben.place.state = ParticipantState.PAUSED
    with pytest.raises(StoryRefused, match="paused"):
        tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)


def test_return_wants_a_word(inside: House) -> None:
    story = tell_story(teller=inside.ben.place, words=WORDS, on=TODAY, now=NOON)

    with pytest.raises(StoryRefused) as refusal:
        return_story(actor=inside.ada.membership, story=story, revision=0, word=" \n", now=NOON)

    assert refusal.value.field == "word"


# --- pages


def test_story_is_told_on_one_page_without_javascript(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)

    form = ben.get(northlight.address("community/stories/tell/")).content.decode()
    response = ben.post(northlight.address("community/stories/tell/"), FORM | {"ease": "pair"}, follow=True)

    assert len(re.findall(r'name="at-about" value="\d-\d-\d"', form)) == 15
    assert "first of all being included, also trust and getting to know somebody" in form
    assert "others read it once an editor has read it" in response.content.decode()
    with northlight.open():
        story = Story.objects.get()
        assert (story.placings, story.ease, story.is_named) == ({"about": "2-1-1"}, "pair", False)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Give it a title"),
        ("text", " ", "Write what happened first"),
        ("reach", "", "Choose who may read it"),
        ("text", "x" * 6001, "at most 6000 characters"),
        ("at-about", "9-9-9", "Select a valid choice"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    field: str, value: str, said: str, northlight: House, sign_in: SignIn
) -> None:
    response = sign_in(northlight.ben).post(northlight.address("community/stories/tell/"), FORM | {field: value})

    assert response.status_code == 422
    assert said in response.content.decode()
    with northlight.open():
        assert not Story.objects.exists()


# peers D31
def test_stories_are_offered_by_ease(northlight: House, sign_in: SignIn) -> None:
    told(northlight, title="Two chairs", ease=Ease.PAIR)
    told(northlight, title="The big hall", ease=Ease.CROWD)

    page = sign_in(northlight.ben).get(northlight.address("community/stories/?ease=pair")).content.decode()

    assert "Two chairs" in page
    assert "The big hall" not in page


# peers 2.30
def test_patterns_lead_back_to_the_words(northlight: House, sign_in: SignIn) -> None:
    told(northlight, title="Two chairs", placings={"about": "2-1-1", "comfort": "6"})
    told(northlight, title="The big hall", placings={"about": "0-4-0"})
    told(northlight, title="Hidden", placings={"about": "2-1-1"}, reach=Reach.FACILITATORS)
    ben = sign_in(northlight.ben)

    patterns = ben.get(northlight.address("community/stories/patterns/")).content.decode()
    links = re.findall(r'href="([^"]*\?place=[^"]*)"', patterns)
    at_one = ben.get(links[0].replace("&amp;", "&")).content.decode()

    assert [link.split("?")[1] for link in links] == [
        "place=about&amp;at=2-1-1",
        "place=about&amp;at=0-4-0",
        "place=comfort&amp;at=6",
    ]
    assert "1 story: first of all being included" in patterns
    assert ("Two chairs" in at_one, "The big hall" in at_one, "Hidden" in at_one) == (True, False, False)


def test_name_is_shown_only_where_the_teller_said_so(northlight: House, sign_in: SignIn) -> None:
    hidden, named = told(northlight, is_named=False), told(northlight, is_named=True)
    pages = {
        story.pk: [
            sign_in(one).get(page_of(northlight, story)).content.decode() for one in (northlight.ben, northlight.una)
        ]
        for story in (hidden, named)
    }

    assert ["Mira Tester" in page for page in pages[hidden.pk]] == [False, False]
    assert ["Mira Tester" in page for page in pages[named.pk]] == [True, True]


def test_words_are_shown_as_words(northlight: House, sign_in: SignIn) -> None:
    story = told(northlight, title="<script>x</script>", text="<img src=x onerror=alert(1)>")

    page = sign_in(northlight.ben).get(page_of(northlight, story)).content.decode()

    assert "<script>x" not in page
    assert "<img" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_queries(
    count: int, northlight: House, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        told(northlight, (northlight.mira, northlight.ada, northlight.ben)[number], is_named=True)
    ben = sign_in(northlight.ben)

    with django_assert_num_queries(HUB_QUERIES):
        ben.get(northlight.address("community/"))
    with django_assert_num_queries(LIST_QUERIES):
        ben.get(northlight.address("community/stories/"))


HUB_QUERIES, LIST_QUERIES = 19, 19


# --- leaving


def test_person_who_left_is_named_nowhere_and_their_stories_rest(
    northlight: House, sign_in: SignIn, django_capture_on_commit_callbacks: Any
) -> None:
    story = told(northlight, is_named=True, reach=Reach.PUBLIC)

    with django_capture_on_commit_callbacks(execute=True), northlight.open():
        withdraw_participant(actor=None, participant=northlight.mira.place, on=TODAY, reason="", now=NOON)

    assert "Mira" not in sign_in(northlight.ada).get(page_of(northlight, story)).content.decode()
    assert sign_in(northlight.ben).get(page_of(northlight, story)).status_code == 404
    with northlight.open():
        story.refresh_from_db()
        assert (story.teller_id, story.is_named, story.reach) == (None, False, "facilitators")


def test_names_that_a_crash_left_are_taken_off_later(inside: House) -> None:
    story = tell_story(teller=inside.mira.place, words=WORDS, on=TODAY, now=NOON)
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON)
    detach_names(now=NOON)

    story.refresh_from_db()
    assert story.teller_id is None
    assert AuditEntry.objects.filter(verb="community.names_detached").count() == 1
