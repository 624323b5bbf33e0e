"""A person's year in a real browser: one tap, without scripts, and every page under careful eyes."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from belonging.core import clock
from programs.enums import LinkKind, PersonStepState, ResourceForm
from programs.models import Promise, Resource, Skill, SkillLink, StepLink, StepResource, StepSkill, Thread
from programs.services.threads import open_thread
from tests.cast import House
from tests.guards.path_rows import PathRows
from tests.journeys.conftest import OpenPage
from tests.journeys.test_every_page import Findings
from tests.programs.walk import give, make_module, make_step, promise


@pytest.fixture
def rows(house: House) -> PathRows:
    """Ada walks, facilitates, and is stuck."""
    with house.open():
        return _rows(house)


def _rows(house: House) -> PathRows:
    today, ada = clock.today("UTC", clock.now()), house.ada.place
    module = make_module(house.program, first=1, last=12)
    skills = [Skill.objects.create(program=house.program, key=key, name=f"{key} a long name") for key in "abcd"]
    for one, other in ((1, 0), (2, 0), (3, 1)):
        SkillLink.objects.create(skill=skills[one], builds_on=skills[other])
    first = make_step(module, "first", asks="What do you notice?")
    give(ada, first, house.program.starts_on, PersonStepState.DONE, done_at=clock.now(), wrote="I talk too much.")
    step = make_step(
        module, "listen", text="Listen to one person.\n\nLonger.", asks="And now?", revisits=first, minutes=5
    )
    StepLink.objects.create(step=step, other=first, kind=LinkKind.BUILDS_ON)
    StepSkill.objects.create(step=first, skill=skills[0])
    guide = Resource.objects.create(
        program=house.program, key="r", title="Three levels", category="Listening", form=ResourceForm.GUIDE
    )
    StepResource.objects.create(step=step, resource=guide)
    row = give(ada, step, today)
    mine = promise(ada, today + timedelta(days=1), "Say hello to Ben", asks=["What did you talk about?"])
    give(ada, make_step(module, "coming", is_optional=True), today + timedelta(days=9), PersonStepState.WAITING)
    thread = open_thread(participant=ada, step=step, text="I do not know how.", on=today, now=clock.now())
    return PathRows(row, mine, Thread.objects.get(pk=thread.pk), thread.tasks.get())


def test_promise_with_one_tap_and_back(house: House, rows: PathRows, open_page: OpenPage) -> None:  # peers 1.10
    page = open_page(house.ada.user)
    page.goto(house.address())

    for is_kept in (True, False):
        with page.expect_response(lambda answer: "/promises/" in answer.url):
            page.get_by_label("Say hello to Ben").click()
        expect(page.locator(".tick").get_by_text("Kept on")).to_be_visible(visible=is_kept)
        with house.open():
            assert (Promise.objects.get().done_at is not None) == is_kept


def test_year_without_scripts(house: House, rows: PathRows, open_page: OpenPage) -> None:  # peers 1.10 1.18
    page = open_page(house.ada.user, java_script_enabled=False)
    page.goto(house.address())
    page.get_by_label("Say hello to Ben").check()
    page.get_by_role("button", name="Save ticks").click()
    expect(page.get_by_text("Kept on")).to_be_visible()

    page.goto(house.address("roadmap/"))
    page.get_by_role("link", name="Listen").first.click()
    expect(page.get_by_text("I talk too much.")).to_be_visible()
    page.get_by_label("And now?").fill("Less.")
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("You did this on")).to_be_visible()
    page.get_by_role("button", name="Not done after all").click()
    expect(page.get_by_label("And now?")).to_have_value("Less.")


def test_year_under_careful_eyes(house: House, rows: PathRows, open_page: OpenPage) -> None:
    page, found = open_page(house.ada.user), Findings()
    pages = (
        "", "roadmap/", "roadmap/6/", "roadmap/skills/", f"steps/{rows.step.public_id}/", "promises/new/",
        f"promises/{rows.promise.public_id}/", "tasks/", "threads/", f"threads/{rows.thread.public_id}/", "paths/",
        f"paths/{house.ada.place.public_id}/",
    )  # fmt: skip
    for rest in pages:
        page.goto(house.address(rest))
        found.see(rest, page)

    assert found.wrong == []
