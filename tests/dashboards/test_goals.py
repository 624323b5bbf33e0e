"""Goals of a quarter read from live figures, and personas that mark things and never people."""

from datetime import timedelta
from re import findall

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from belonging.tenancy.models import Membership
from dashboards.kpis.aims import Aim, Standing, standing
from dashboards.models import CommunityGoal, KeyResult, Look, Persona, PersonaTag
from dashboards.selectors.goals import goal_chart
from dashboards.services.goals import GoalRefused, write_goal
from dashboards.services.looks import look_at
from programs.enums import EventForm
from programs.models import Event, Letter, Participant, Resource
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.dashboards.test_views import count, grow

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
WORDS = {"text": "Works nights.", "needs": "Short texts."}


def stands(house: House, days: int) -> list[tuple[str, str]]:
    """Value and standing of the key results of this quarter, so many days from now."""
    chart = goal_chart(house.program, 2, NOON + days * DAY)
    return [(line.value, line.words) for place in chart.places for line in place.results]


# peers D72, D74
def test_key_results_follow_live_figures_and_stay_as_they_were_on_their_day(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:
    grow(northlight, people=14)
    count(northlight)
    client, page = sign_in(northlight.ada), northlight.address("goals/")
    client.post(f"{page}write/", {"quarter": 2, "place": 1, "title": "People find each other"})
    with northlight.open():
        goal = CommunityGoal.objects.get()
    for measure, target in (("people", 16), ("degree", 12), ("dropout", 10)):
        client.post(f"{page}{goal.public_id}/result/", {"measure": measure, "target": target, "due_on": TODAY + DAY})

    seen = client.get(page).content.decode()
    assert sign_in(northlight.ben).get(page).status_code == 403
    with northlight.open():
        people = KeyResult.objects.get(measure="people").before
        now = stands(northlight, 0)
        look_at(program=northlight.program, now=NOON + DAY)
        Participant.objects.filter(program=northlight.program).update(state="withdrawn")  # later than their day
        after = stands(northlight, 5)
        Look.objects.all().delete()
        unknown = stands(northlight, 5)

    assert [line[1] for line in now] == ["There so far", "On the way", "There so far"]
    assert [line[1] for line in after] == ["Reached", "Not reached", "Reached"]
    assert (now[0][0], after[0][0], people) == ("17", "17", 17.0)
    assert {line[1] for line in unknown} == {"No figure yet"}
    assert [word in seen for word in ("1. People find each other", "at least 16", "at most 10%", "Goal 2")] == [
        True
    ] * 4
    assert sign_in(southgate.ada).get(page).status_code == 404


# peers D72
def test_a_quarter_has_three_goals_and_a_goal_what_can_be_reached(northlight: House, sign_in: SignIn) -> None:
    client, page, due = sign_in(northlight.ada), northlight.address("goals/"), str(TODAY + DAY)
    with northlight.open():
        for place in (1, 2, 3, 3):
            words = {"actor": northlight.ada.membership, "program": northlight.program, "quarter": 2, "now": NOON}
            goal = write_goal(place=place, title=f"Goal of place {place}", **words)
        for quarter, place in ((2, 4), (5, 1), (0, 1)):
            with pytest.raises(GoalRefused):
                write_goal(**{**words, "quarter": quarter}, place=place, title="One more")
        with pytest.raises(IntegrityError), transaction.atomic():
            CommunityGoal.objects.create(program=northlight.program, quarter=2, place=4, title="One more")
        assert CommunityGoal.objects.count() == 3
    add = f"{page}{goal.public_id}/result/"

    sent = (
        {"measure": "belonging", "target": "6", "due_on": due},  # nobody can say more than 5
        {"measure": "degree", "target": "4", "due_on": "2026-07-01"},  # gone by
        {"measure": "degree", "target": "4", "due_on": "2026-09-01"},  # another quarter
        {"measure": "degree", "target": "", "due_on": due},
        {"measure": "degree", "target": "4", "due_on": due},
        {"measure": "degree", "target": "5", "due_on": due},  # linked already
    )
    assert [client.post(add, form).status_code for form in sent] == [422, 422, 422, 422, 302, 422]
    assert client.post(f"{page}write/", {"quarter": 2, "place": 1, "title": " "}).status_code == 422
    with northlight.open():
        result = KeyResult.objects.get()
    client.post(f"{page}results/{result.public_id}/remove/")
    client.post(f"{page}{goal.public_id}/remove/")
    with northlight.open():
        assert (KeyResult.objects.count(), CommunityGoal.objects.count()) == (0, 2)


# peers D72
def test_what_is_better_lower_is_behind_above_its_way() -> None:
    aim = Aim(target=2, is_most=True, begun_on=TODAY, due_on=TODAY + 10 * DAY, before=4)

    found = [standing(aim, value, TODAY + 5 * DAY) for value in (2, 3.4, 3.6)]

    assert found == [Standing.THERE, Standing.WAY, Standing.BEHIND]
    assert standing(Aim(2, True, TODAY, TODAY, None), 3, TODAY) == Standing.WAY


# peers D71
def test_personas_mark_texts_events_and_messages_and_nobody_sees_them(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:
    client, page = sign_in(northlight.ada), northlight.address("personas/")
    with northlight.open():
        text = Resource.objects.create(program=northlight.program, key="a", title="Nights", category="x", form="guide")
        times = {"starts_at": NOON + DAY, "ends_at": NOON + 2 * DAY}
        event = Event.objects.create(program=northlight.program, title="Soup", form=EventForm.COFFEE, **times)
        letter = Letter.objects.create(program=northlight.program, subject="Hello", text="You", goes_on=TODAY)
    empty = client.get(page).content.decode()
    client.post(page, {"name": "Nadja of the night", **WORDS})
    with northlight.open():
        persona = Persona.objects.get()
    mine = f"{page}{persona.public_id}/"
    things = [str(one.public_id) for one in (text, event, letter)]

    client.post(f"{mine}tags/", {"things": [*things, "no id"]})
    seen, kept = client.get(page).content.decode(), client.get(mine).content.decode()
    client.post(f"{mine}tags/", {"things": things[:1]})
    less = client.get(page).content.decode()

    assert "Nobody drawn yet" in empty
    assert [word in seen for word in ("1 text in the library", "1 event to come", "1 message")] == [True] * 3
    assert len(findall(r'name="things" value="[^"]+" checked', kept)) == 3
    assert [word in less for word in ("1 text in the library", "Nothing to come for them")] == [True, True]
    ben = sign_in(northlight.ben)
    read = [f"resources/{text.public_id}/", f"events/{event.public_id}/", "resources/", "events/", "people/", ""]
    pages = [ben.get(northlight.address(one)) for one in read]
    assert [one.status_code for one in pages] == [200] * len(read)
    assert not any("Nadja of the night" in one.content.decode() for one in pages)
    assert [ben.get(one).status_code for one in (page, mine)] == [403, 403]
    assert sign_in(southgate.ada).get(mine).status_code == 404


# peers D71
def test_five_personas_are_enough_and_none_points_at_a_person(northlight: House, sign_in: SignIn) -> None:
    client, page = sign_in(northlight.ada), northlight.address("personas/")
    names = ["Nadja", "Nadja", *(f"Persona {number}" for number in range(5))]

    answers = [client.post(page, {"name": name, **WORDS}).status_code for name in names]
    with northlight.open():
        first, second = Persona.objects.order_by("id")[:2]
    again = client.post(f"{page}{second.public_id}/", {"name": "Nadja", **WORDS}).status_code
    client.post(f"{page}{first.public_id}/remove/")

    assert (answers, again) == ([302, 422, 302, 302, 302, 302, 422], 422)
    with northlight.open():
        assert Persona.objects.count() == 4
    ways = {field.related_model for model in (Persona, PersonaTag) for field in model._meta.get_fields()} - {None}
    people = {Membership, Participant, apps.get_model("accounts", "User")}
    back = {
        model for model in people for field in model._meta.get_fields() if field.related_model in {Persona, PersonaTag}
    }
    assert (ways & people, back) == (set(), set())
