"""The pages of a person's year: roadmap, month, step, skills, promises, and what facilitators see of it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from belonging.core import clock
from programs.enums import LearningKind, LinkKind, ParticipantState, PersonStepState, PromiseSource, ResourceForm
from programs.models import (
    Event,
    Participant,
    PersonStep,
    Promise,
    Resource,
    Skill,
    SkillLink,
    StepLink,
    StepResource,
    StepSkill,
)
from programs.selectors.mixes import mix_of_person, planned_mix
from programs.selectors.paths import person_lines, roadmap_of
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.programs.walk import give, make_module, make_step, promise

HTMX = {"HX-Request": "true"}
OPEN, DONE, WAITING = PersonStepState.OPEN, PersonStepState.DONE, PersonStepState.WAITING


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


def read(client: Client, house: House, rest: str) -> str:
    response = client.get(house.address(rest))
    assert response.status_code == 200
    return response.content.decode()


def today() -> date:
    return clock.today("UTC", clock.now())


def test_year_says_where_i_am_and_keeps_the_past(inside: House) -> None:
    ben = inside.ben.place
    module = make_module(inside.program)
    give(ben, make_step(module, "hello"), date(2026, 1, 20), DONE, done_at=NOON)
    give(ben, make_step(module, "listen"), TODAY)
    give(ben, make_step(module, "host"), date(2026, 11, 2), WAITING)
    give(ben, make_step(module, "pack"), date(2025, 12, 20), DONE, done_at=NOON)

    road = roadmap_of(inside.program, ben, TODAY)

    by_month = {month.number: [line.title for line in month.steps] for month in road.months if month.steps}
    assert (road.now, by_month) == (6, {1: ["Hello"], 6: ["Listen"], 10: ["Host"]})
    assert [line.title for line in road.before.steps] == ["Pack"] if road.before else False
    assert [month.state for month in road.months] == ["past"] * 5 + ["now"] + ["next"] * 6
    assert [(one.module.name if one.module else "", len(one.months)) for one in road.stretches] == [
        ("", 4), ("In good company", 3), ("", 5),
    ]  # fmt: skip
    assert (road.progress.done, road.progress.total, road.progress.percent) == (2, 4, 50)


def test_roadmap_has_no_padlocks_and_every_step_opens(northlight: House, ben: Client) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "host"), date(2027, 1, 2), WAITING)

    page = read(ben, northlight, "roadmap/")

    assert str(row.public_id) in page
    assert "This comes on" in read(ben, northlight, f"steps/{row.public_id}/")
    assert "lock" not in page.split("<main")[1].split("</main>")[0].replace("block", "").replace("clock", "")


@pytest.mark.parametrize("address", ["roadmap/", "roadmap/6/", "roadmap/skills/", "paths/"])
def test_year_asks_the_same_number_of_queries(
    northlight: House, ada: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    expected = {"roadmap/": 24, "roadmap/6/": 20, "roadmap/skills/": 21, "paths/": 18}
    with northlight.open():
        module = make_module(northlight.program)
        skill = Skill.objects.create(program=northlight.program, key="s", name="Listening")
    made = 0
    for many in (1, 200):
        with northlight.open():
            for number in range(made, many):
                step = make_step(module, f"step-{number}")
                StepSkill.objects.create(step=step, skill=skill)
                give(northlight.ada.place, step, TODAY + timedelta(days=number % 20))
                promise(northlight.ada.place, TODAY + timedelta(days=number % 20))
        made = many
        with django_assert_num_queries(expected[address]):
            ada.get(northlight.address(address))


def test_step_page_shows_all_about_it(northlight: House, ben: Client) -> None:  # peers 1.18
    with northlight.open():
        place, module = northlight.ben.place, make_module(northlight.program)
        first = make_step(module, "first", asks="What do you notice?")
        give(place, first, date(2026, 2, 2), DONE, done_at=NOON, wrote="I talk more than I hear.")
        step = make_step(module, "deeper", revisits=first, text="Listen again.\n\nThis time longer.")
        StepLink.objects.create(step=step, other=first, kind=LinkKind.BUILDS_ON)
        guide = Resource.objects.create(
            program=northlight.program, key="r", title="Three levels", category="Listening", form=ResourceForm.GUIDE
        )
        StepResource.objects.create(step=step, resource=guide)
        row = give(place, step, TODAY)
        give(northlight.mira.place, first, date(2026, 2, 2), DONE, done_at=NOON, wrote="canary of Mira")

    page = read(ben, northlight, f"steps/{row.public_id}/")

    assert "What you wrote the first time" in page
    assert "I talk more than I hear." in page
    assert "<p>Listen again.</p>" in page
    assert "Small tables, shared effort." in page
    assert f"resources/{guide.public_id}/" in page
    assert "canary" not in page


@pytest.mark.parametrize("many", [1, 30])
def test_step_page_asks_the_same_number_of_queries(
    northlight: House, ben: Client, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with northlight.open():
        module = make_module(northlight.program)
        step = make_step(module, "main")
        for number in range(many):
            other = make_step(module, f"other-{number}")
            StepLink.objects.create(step=step, other=other, kind=LinkKind.BUILDS_ON)
            give(northlight.ben.place, other, date(2026, 2, 2), DONE, done_at=NOON, wrote="words")
        row = give(northlight.ben.place, step, TODAY)

    with django_assert_num_queries(20):
        ben.get(northlight.address(f"steps/{row.public_id}/"))


def test_done_and_undone_with_one_tap(northlight: House, ben: Client) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "listen", asks="What?"), TODAY)
    address = f"steps/{row.public_id}/"

    ben.post(northlight.address(address + "done/"), {"wrote": "I heard more."})
    done = read(ben, northlight, address)
    ben.post(northlight.address(address + "undo/"))

    assert "You did this on" in done
    assert "I heard more." in done
    with northlight.open():
        row.refresh_from_db()
        assert (row.state, row.wrote) == (OPEN, "I heard more.")


def test_nobody_else_opens_my_steps(northlight: House, southgate: House, sign_in: SignIn) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "listen"), TODAY)

    for person in (northlight.ada, northlight.mira, northlight.una, southgate.ben):
        for rest in ("", "done/", "undo/", "skip/", "stuck/"):
            client, address = sign_in(person), northlight.address(f"steps/{row.public_id}/{rest}")
            answer = client.post(address, {"text": "x"}) if rest else client.get(address)
            assert answer.status_code == 404


def test_promises_are_ticked_without_scripts(northlight: House, ben: Client) -> None:  # peers 1.10
    with northlight.open():
        one, two = (promise(northlight.ben.place, today(), text) for text in ("Say hello", "Ask more"))
        hers = promise(northlight.mira.place, today(), "canary of Mira")
    home = read(ben, northlight, "")
    shown = [str(row.public_id) for row in (one, two, hers)]

    response = ben.post(northlight.address("promises/"), {"shown": shown, "kept": shown[1:], "next": "6"})

    assert response.headers["Location"] == northlight.address("roadmap/6/")
    assert "Say hello" in home
    assert "canary" not in home
    with northlight.open():
        kept = Promise.objects.filter(done_at__isnull=False)
        assert list(kept) == [two]


def test_promise_by_htmx_answers_the_list(northlight: House, ben: Client) -> None:  # peers 1.10
    with northlight.open():
        one = promise(northlight.ben.place, today())
    key = str(one.public_id)

    tick = ben.post(northlight.address("promises/"), {"shown": [key], "kept": [key]}, headers=HTMX).content.decode()
    untick = ben.post(northlight.address("promises/"), {"shown": [key]}, headers=HTMX).content.decode()

    assert (f'value="{key}" checked' in tick, f'value="{key}" checked' in untick) == (True, False)
    assert "<html" not in tick


def test_own_promise_from_the_page(northlight: House, ben: Client) -> None:  # peers 1.10
    address = northlight.address("promises/new/")

    bad = ben.post(address, {"text": "Call Noor", "due_on": "2019-01-01", "kind": "peer"})
    good = ben.post(address, {"text": "Call Noor", "due_on": today().isoformat(), "kind": "peer"})

    # The day of the test may lie after the cast's program: then both are refused, in words.
    assert bad.status_code == 422
    assert "Choose a day" in bad.content.decode()
    if today() < northlight.program.ends_before:
        assert good.status_code == 302


def test_short_form_of_a_promise_is_filled_in_and_kept_to_oneself(
    northlight: House, ben: Client, sign_in: SignIn
) -> None:  # peers 1.10
    with northlight.open():
        asks = ["Whom did you ask?", "What came of it?"]
        one = promise(northlight.ben.place, today(), "Ask for help", asks=asks, wrote={"An older question?": "Yes"})
    rest = f"promises/{one.public_id}/"

    home, before = read(ben, northlight, ""), read(ben, northlight, rest)
    kept = ben.post(northlight.address(rest), {"answer_0": "Noor", "answer_1": "", "next": "6"})
    after = read(ben, northlight, rest)
    ben.post(northlight.address("promises/"), {"shown": [one.public_id], "kept": [one.public_id]})

    assert f'{rest}?next="' in home
    assert "what you noted down" in home
    assert all(question in before for question in (*asks, "An older question?"))
    assert kept.headers["Location"] == northlight.address("roadmap/6/")
    assert "Noor" in after
    with northlight.open():
        one.refresh_from_db()
        assert one.wrote == {"An older question?": "Yes", "Whom did you ask?": "Noor"}
        assert one.done_at is not None  # one tap, whether or not the form is full
    for other in (northlight.mira, northlight.ada):
        assert sign_in(other).get(northlight.address(rest)).status_code == 404


def test_promise_asks_three_things_at_most(northlight: House, ada: Client) -> None:  # peers 1.10
    address = northlight.address(f"paths/{northlight.ben.place.public_id}/promise/")
    words = {"text": "Host a table", "due_on": TODAY.isoformat(), "kind": "peer"}

    refused = ada.post(address, words | {"asks": "One?\nTwo?\nThree?\nFour?"})
    ada.post(address, words | {"asks": " Who came? \n\nWhat was said?"})

    assert (refused.status_code, "Three questions at most" in refused.content.decode()) == (422, True)
    with northlight.open():
        assert [one.asks for one in Promise.objects.all()] == [["Who came?", "What was said?"]]


def test_promises_and_words_are_nobody_elses(northlight: House, ada: Client, sign_in: SignIn) -> None:
    with northlight.open():
        promise(northlight.ben.place, today(), "canary promise")
        step = make_step(make_module(northlight.program), "listen")
        give(northlight.ben.place, step, TODAY, DONE, done_at=NOON, wrote="canary words")
    person = northlight.ben.place.public_id

    for client in (ada, sign_in(northlight.una)):
        for rest in ("roadmap/", "roadmap/6/", "roadmap/skills/", "paths/", f"paths/{person}/", "tasks/", "threads/"):
            assert "canary" not in read(client, northlight, rest)


def test_facilitator_reads_a_finished_journey(northlight: House, ada: Client, ben: Client) -> None:  # peers 1.6
    with northlight.open():
        step = make_step(make_module(northlight.program), "listen")
        row = give(northlight.ben.place, step, TODAY, DONE, done_at=NOON, wrote="My words")
        Participant.objects.filter(pk=northlight.ben.place.pk).update(state=ParticipantState.COMPLETED)

    theirs = read(ada, northlight, f"paths/{northlight.ben.place.public_id}/")

    assert "1 of 1 steps, 100%" in theirs
    assert "100%" in read(ben, northlight, "roadmap/")
    assert "My words" in read(ben, northlight, f"steps/{row.public_id}/")


def test_facilitator_settles_shifts_and_pauses(northlight: House, ada: Client) -> None:  # peers 1.4 1.5
    lea = northlight.mira.place
    with northlight.open():
        step = make_step(make_module(northlight.program), "early")
        row = give(lea, step, date(2026, 2, 2), WAITING)  # before the day she joined
        Participant.objects.filter(pk=lea.pk).update(joined_on=date(2026, 3, 1))
        later = give(lea, make_step(row.step.module, "later"), today() + timedelta(days=9), WAITING)
    page = northlight.address(f"paths/{lea.public_id}/")

    assert "From before Mira joined" in ada.get(page).content.decode()
    ada.post(page + "missed/", {"step": str(row.public_id), "act": "release"})
    ada.post(page + "shift/", {"days": "3", "from_on": today().isoformat()})
    bad = ada.post(page + "shift/", {"days": "0", "from_on": today().isoformat()})
    ada.post(page + "pause/", {"until": (today() + timedelta(days=2)).isoformat()})
    paused = ada.get(page).content.decode()
    ada.post(page + "resume/")

    with northlight.open():
        row.refresh_from_db()
        later.refresh_from_db()
        lea.refresh_from_db()
    assert (row.state, later.opens_on, lea.state) == (OPEN, today() + timedelta(days=12), ParticipantState.ACTIVE)
    assert bad.status_code == 422
    assert "Paused until" in paused


def test_participants_do_not_see_others_paths(northlight: House, ben: Client) -> None:
    person = northlight.mira.place.public_id

    for rest in ("paths/", f"paths/{person}/", f"paths/{person}/promise/"):
        assert ben.get(northlight.address(rest)).status_code == 403


def test_mix_by_module_program_and_person(inside: House) -> None:  # peers 1.17, D17
    module, ben = make_module(inside.program), inside.ben.place
    talk = make_step(module, "talk", kind=LearningKind.PEER, minutes=20)
    learn = make_step(module, "learn", kind=LearningKind.FORMAL, minutes=10)
    give(ben, talk, TODAY, DONE, done_at=NOON)
    give(ben, learn, TODAY)
    Event.objects.create(
        program=inside.program, title="Table", form="social", starts_at=NOON, ends_at=NOON + timedelta(minutes=70)
    )

    plan, mine = planned_mix(inside.program), mix_of_person(ben, person_lines(ben))

    assert plan.modules[0].mix.shares == {"experiential": 70.0, "peer": 20.0, "formal": 10.0}
    assert (plan.whole.is_off, plan.modules[0].is_off) == (False, False)
    assert (mine.mix.shares["peer"], mine.is_off, mine.furthest.label) == (100.0, True, "Talking")


def test_mix_warns_facilitators_and_speaks_to_a_person(
    northlight: House, ada: Client, ben: Client
) -> None:  # peers 1.17
    with northlight.open():
        step = make_step(make_module(northlight.program), "learn", kind=LearningKind.FORMAL, minutes=60)
        give(northlight.ben.place, step, TODAY, DONE, done_at=NOON)

    assert "Off the mix" in read(ada, northlight, "roadmap/")
    mine = read(ben, northlight, "roadmap/")
    assert "There is more of “Learning” than the year has in mind." in mine
    assert "The mix of the plan" not in mine


def test_skills_are_a_picture_and_a_list(northlight: House, ben: Client) -> None:
    with northlight.open():
        skills = [Skill.objects.create(program=northlight.program, key=k, name=k.title()) for k in ("hear", "ask")]
        SkillLink.objects.create(skill=skills[1], builds_on=skills[0])
        step = make_step(make_module(northlight.program), "listen")
        StepSkill.objects.create(step=step, skill=skills[0])
        give(northlight.ben.place, step, TODAY, DONE, done_at=NOON)

    page = read(ben, northlight, "roadmap/skills/")

    assert page.count('class="skill-link"') == 1
    assert 'class="skill skill-done"' in page
    assert 'class="skill skill-next"' in page
    assert "Builds on Hear" in page
    assert "1 of 1 done" in page


def test_stuck_is_read_by_the_person_and_facilitators_alone(
    northlight: House, southgate: House, ben: Client, ada: Client, sign_in: SignIn
) -> None:  # peers 1.19
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "listen"), TODAY)
    ben.post(northlight.address(f"steps/{row.public_id}/stuck/"), {"text": "canary of Ben"})
    queue = read(ada, northlight, "threads/")
    thread = queue.split("/threads/")[-1].split("/")[0]
    address = northlight.address(f"threads/{thread}/")

    assert "canary of Ben" in ada.get(address).content.decode()
    ada.post(address, {"text": "canary of Ada"})
    assert "canary of Ada" in ben.get(address).content.decode()
    assert ben.post(address, {"text": " "}).status_code == 422
    for person in (northlight.mira, southgate.ada, southgate.ben):
        client = sign_in(person)
        for rest in ("", "close/", "reopen/"):
            assert client.post(address + rest, {"text": "x"}).status_code == 404
        assert client.get(address).status_code == 404
    mira = sign_in(northlight.mira)
    for rest in ("threads/", "tasks/", "roadmap/", "", "people/"):
        assert "canary" not in read(mira, northlight, rest)
    ada.post(address + "close/")
    assert "Closed" in read(ben, northlight, "threads/")


def test_task_is_mine_alone(northlight: House, ben: Client, ada: Client) -> None:  # peers 1.11
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "listen"), TODAY)
    ben.post(northlight.address(f"steps/{row.public_id}/stuck/"), {"text": "help"})
    page = read(ada, northlight, "tasks/")
    task = page.split("/tasks/")[-1].split("/")[0]

    assert "Ben is stuck: Listen" in page
    assert ben.post(northlight.address(f"tasks/{task}/done/")).status_code == 404
    ada.post(northlight.address(f"tasks/{task}/done/"))
    assert "Nobody waits for you" in read(ada, northlight, "tasks/")


def test_home_shows_the_month(northlight: House, ben: Client) -> None:  # peers D2, D18
    with northlight.open():
        module = make_module(northlight.program, first=1, last=12)
        give(northlight.ben.place, make_step(module, "listen"), TODAY)
        promise(northlight.ben.place, today(), "Say hello", source=PromiseSource.ASSIGNED)

    page = read(ben, northlight, "")

    assert ": <bdi>In good company. Small tables, shared effort.</bdi>" in page
    assert "One open step" in page
    assert "Say hello" in page
    assert "from a facilitator" in page


def test_year_by_api(northlight: House, southgate: House, ben: Client, sign_in: SignIn) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "listen"), today())
        mine = promise(northlight.ben.place, today())

    month = ben.get(northlight.api("month/")).json()
    step, kept = northlight.api(f"steps/{row.public_id}/done/"), northlight.api(f"promises/{mine.public_id}/done/")
    answers = [ben.post(step, {"wrote": "Well."}, content_type="application/json"), ben.post(kept), ben.delete(kept)]

    assert (month["steps"][0]["title"], month["promises"][0]["is_kept"]) == ("Listen", False)
    assert [answer.status_code for answer in answers] == [204, 204, 204]
    assert sign_in(northlight.mira).post(step).status_code == 404
    with northlight.open():
        assert PersonStep.objects.get().wrote == "Well."
        assert Promise.objects.get().done_at is None
    assert ben.delete(step).status_code == 204
