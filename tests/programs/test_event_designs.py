"""Events made for meeting people: designs, run sheets, the wall of an open space, and name tags."""

import doctest
import importlib
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from belonging.core import clock
from programs.enums import BlockKind, EventForm, LearningKind, ReplyState
from programs.event_designs import DESIGNS, MOST_BLOCKS, Block, Design, begins_with_people, blocks_of, group_size
from programs.models import Event, EventTopic, Reply
from programs.rules import MOST_TOPICS
from programs.services.event_topics import TopicRefused, choose_topic, leave_topic, note_topic, write_topic
from programs.services.events import EventRefused, edit_event
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.programs.test_event_services import SUPPER, plan, say
from tests.programs.test_event_views import at, page_of, words
from tests.programs.test_event_views import say as says_on_page

WALL = (Block("connect", 10, "In pairs", 2), Block("topics", 60, "Topics"))


@pytest.mark.parametrize("design", DESIGNS, ids=lambda design: design.key)
def test_every_design_begins_with_people_and_adds_up(design: Design) -> None:  # peers D46, D47, D83
    assert begins_with_people(design.blocks)
    assert 40 <= design.minutes <= 480
    assert len(design.blocks) <= MOST_BLOCKS
    assert {block.kind for block in design.blocks} <= set(BlockKind.values)
    assert (design.kind in LearningKind.values, design.form in EventForm.values) == (True, True)
    assert design.new_people >= 2


def test_designs_named_by_the_seeds_are_there() -> None:  # peers D46, D59, D58
    assert {design.key for design in DESIGNS} >= {"virtual-cocktail", "open-space", "face-to-face", "group-hour"}


def test_examples_run() -> None:
    assert doctest.testmod(importlib.import_module("programs.event_designs")).failed == 0


def test_group_size_is_that_of_the_first_groups() -> None:
    assert [group_size(design.blocks) for design in DESIGNS[:3]] == [2, 3, 3]
    assert group_size([Block("present", 10, "Talk")]) == 0


def test_run_sheet_is_kept_and_has_to_fit(inside: House) -> None:  # peers D83
    (event,) = plan(inside, agenda=WALL, new_people=4)

    assert (blocks_of(event.agenda), event.new_people) == (list(WALL), 4)
    longer = replace(SUPPER, agenda=(*WALL, Block("free", 60, "Free")))
    with pytest.raises(EventRefused, match="take 130 minutes, the event 90") as refusal:
        edit_event(actor=inside.ada.membership, event=event, words=longer, now=NOON)
    assert refusal.value.field == "agenda"


def test_design_fills_the_form_and_the_page_shows_how_it_goes(
    northlight: House, sign_in: SignIn
) -> None:  # peers D46, D61, D83
    ada: Client = sign_in(northlight.ada)
    page = ada.get(northlight.address("events/new/?design=virtual-cocktail")).content.decode()
    assert 'value="Round one: where are you right now?"' in page

    parts = {
        "minutes_0": "10", "kind_0": "connect", "title_0": "In pairs", "size_0": "2",
        "minutes_1": "20", "kind_1": "present", "title_1": "A talk", "new_people": "3",
    }  # fmt: skip
    more = {"cost_note": "Nothing", "zone_note": "Again at nine", "travel_note": "Bus 4"}
    made = ada.post(northlight.address("events/new/"), words(design="virtual-cocktail", **parts, **more))

    shown = ada.get(made.headers["Location"]).content.decode()
    assert "groups of 2" in shown
    assert "Made so that each talks with 3 people they did not know." in shown
    assert ("Bus 4" in shown, "Nothing" in shown, "Again at nine" in shown) == (True, True, True)
    assert "It does not begin with people" not in shown


def test_a_circle_is_planned_with_its_twelve_meetings(northlight: House, sign_in: SignIn) -> None:  # peers D56
    ada: Client = sign_in(northlight.ada)
    page = ada.get(northlight.address("events/new/?design=circle")).content.decode()
    offered = {name: re.search(rf'name="{name}"[^>]*value="(\d+)"', page) for name in ("capacity", "count")}
    assert {name: found and found[1] for name, found in offered.items()} == {"capacity": "5", "count": "12"}
    assert '<option value="weekly" selected>' in page

    ada.post(northlight.address("events/new/"), words(design="circle", repeats="weekly", count="12", capacity="5"))

    with northlight.open():
        days = [event.starts_at.date() for event in Event.objects.order_by("starts_at")]
    assert [(day - days[0]).days for day in days] == [7 * week for week in range(12)]


def test_half_a_part_is_named(northlight: House, sign_in: SignIn) -> None:
    response = sign_in(northlight.ada).post(northlight.address("events/new/"), words(minutes_2="10"))

    assert response.status_code == 422
    assert "A part has minutes, a purpose and a few words." in response.content.decode()


@pytest.mark.parametrize(
    ("agenda", "said"),
    [([], "It has no run sheet yet"), ([{"kind": "present", "minutes": 10, "title": "Talk", "size": 0}], "not begin")],
)
def test_missing_connection_is_said_to_those_who_plan(
    northlight: House, sign_in: SignIn, agenda: list[dict[str, object]], said: str
) -> None:  # peers D47
    event = at(northlight, agenda=agenda)

    assert said in sign_in(northlight.ada).get(page_of(event, northlight)).content.decode()
    assert said not in sign_in(northlight.ben).get(page_of(event, northlight)).content.decode()


def test_topics_stand_on_the_wall_and_people_sit_down(inside: House) -> None:  # peers D45, D46
    (event,) = plan(inside, agenda=WALL)
    ben = inside.ben.place
    with pytest.raises(TopicRefused, match="Say that you come first"):
        write_topic(event=event, author=ben, title="How?", now=NOON)
    for person in (ben, inside.mira.place):
        say(event, person, ReplyState.GOING)

    topic = write_topic(event=event, author=ben, title=" How do we begin? ", now=NOON)
    choose_topic(topic=topic, participant=inside.mira.place, now=NOON)

    assert topic.title == "How do we begin?"
    assert Reply.objects.get(event=event, participant=inside.mira.place).topic == topic
    assert choose_topic(topic=topic, participant=inside.mira.place, now=NOON).topic == topic
    assert leave_topic(topic=topic, participant=inside.mira.place, now=NOON).topic is None
    for number in range(MOST_TOPICS - 1):
        write_topic(event=event, author=ben, title=f"Topic {number}", now=NOON)
    with pytest.raises(TopicRefused, match="Leave room"):
        write_topic(event=event, author=ben, title="Too many", now=NOON)
    with pytest.raises(TopicRefused, match="a few words"):
        write_topic(event=event, author=inside.mira.place, title="  ", now=NOON)


def test_notes_of_a_table_lose_nobodys_words(inside: House) -> None:  # peers D46
    (event,) = plan(inside, agenda=WALL)
    for person in (inside.ben.place, inside.mira.place):
        say(event, person, ReplyState.GOING)
    topic = write_topic(event=event, author=inside.ben.place, title="How?", now=NOON)
    note_topic(topic=topic, participant=inside.ben.place, notes="Bring cups.", was="", now=NOON)

    with pytest.raises(TopicRefused, match="Somebody wrote meanwhile"):
        note_topic(topic=topic, participant=inside.mira.place, notes="Bring tea.", was="", now=NOON)

    assert EventTopic.objects.get(pk=topic.pk).notes == "Bring cups."


def test_wall_by_forms(northlight: House, sign_in: SignIn) -> None:  # peers D46
    event = at(northlight, agenda=[{"kind": "topics", "minutes": 60, "title": "Topics", "size": 0}])
    says_on_page(northlight, event, northlight.ben)
    ben = sign_in(northlight.ben)

    ben.post(page_of(event, northlight, "topics/"), {"title": "What would help?"})
    with northlight.open():
        topic = EventTopic.objects.get()
    ben.post(northlight.address(f"topics/{topic.public_id}/"))
    noted = ben.post(
        northlight.address(f"topics/{topic.public_id}/notes/"), {"notes": "A bench", "was": ""}, follow=True
    )
    clash = ben.post(northlight.address(f"topics/{topic.public_id}/notes/"), {"notes": "Tea", "was": ""}, follow=True)

    page = noted.content.decode()
    assert ("What would help?" in page, "You sit here" in page, "A bench" in page) == (True, True, True)
    assert "You wrote: Tea" in clash.content.decode()


def test_name_tags_of_those_who_come(northlight: House, sign_in: SignIn) -> None:  # peers D59
    event = at(northlight, form=EventForm.MEETING, travel_note="Bus 4 from the station")
    says_on_page(northlight, event, northlight.mira)

    tags = sign_in(northlight.ada).get(page_of(event, northlight, "tags/")).content.decode()

    assert ("<b>Mira</b>" in tags, "Digital" in tags, "<b>Ben</b>" in tags) == (True, True, False)
    page = sign_in(northlight.ben).get(page_of(event, northlight)).content.decode()
    assert "Bus 4 from the station" in page
    assert sign_in(northlight.ben).get(page_of(event, northlight, "tags/")).status_code == 403


def test_changed_event_keeps_what_its_form_shows(northlight: House, sign_in: SignIn) -> None:
    event = at(northlight, timedelta(days=4), agenda=[{"kind": "connect", "minutes": 10, "title": "Pairs", "size": 2}])
    page = sign_in(northlight.ada).get(page_of(event, northlight, "edit/")).content.decode()

    assert 'value="Pairs"' in page
    with northlight.open():
        assert Event.objects.get(pk=event.pk).agenda[0]["size"] == 2


def test_questions_to_a_guest_stand_by_how_many_want_to_hear_them(
    northlight: House, sign_in: SignIn
) -> None:  # peers D77
    event = at(northlight, agenda=[{"kind": "questions", "minutes": 35, "title": "Questions", "size": 0}])
    ben = sign_in(northlight.ben)
    with northlight.open():
        people = [northlight.ben.place, northlight.mira.place]
        for person in people:
            Reply.objects.get_or_create(
                event=event, participant=person, defaults={"state": ReplyState.GOING, "asked_at": NOON}
            )
        first, second = (
            write_topic(event=event, author=people[0], title=title, now=NOON) for title in ("Why?", "How?")
        )
        for person in people:
            choose_topic(topic=second, participant=person, now=NOON)

    page = ben.get(page_of(event, northlight)).content.decode()
    with northlight.open():
        Event.objects.filter(pk=event.pk).update(
            starts_at=clock.now() - timedelta(hours=3), ends_at=clock.now() - timedelta(hours=1)
        )
        Reply.objects.filter(event=event).update(attendance="present")
    after = ben.get(page_of(event, northlight)).content.decode()

    assert page.index(second.title) < page.index(first.title)
    assert ("2 people want to hear it" in page, "Topics on the wall" in page) == (True, False)
    assert "What of it will you try within a week?" in after
