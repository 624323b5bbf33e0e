"""The roadmap builder's pages: cards by forms, the inspector, the preview, publishing."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.models import Event, PlanDraft, Program, Template
from programs.plan_files import read_plan
from programs.services.plans import create_program_from_template, lock_template
from programs.services.seed import keep_seed_template
from tests.cast import NOON, House
from tests.conftest import SignIn

WALK = "events.walk-in-pairs.3"


@pytest.fixture
def una(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.una)


@pytest.fixture
def draft(northlight: House) -> Program:
    with northlight.open():
        template = keep_seed_template(actor=northlight.una.membership, now=NOON)
        return create_program_from_template(
            actor=northlight.una.membership, template=template, name="New Year", starts_on=date(2026, 9, 1), now=NOON
        )


def months(house: House, key: str = "walk-in-pairs") -> Any:
    with house.open():
        plan = read_plan(PlanDraft.objects.get().content)
        return next((one.when.months for one in plan.events if one.key == key), None)


def test_board_shows_the_year_and_what_is_well(northlight: House, una: Client, draft: Program) -> None:
    page = una.get(northlight.address("plan/build/", draft)).content.decode()

    assert "A walk in pairs" in page
    assert "Every module within 10 points of the mix" in page
    assert page.count('class="mrow"') == 13


def test_card_moves_by_a_form_and_back_by_undo(northlight: House, una: Client, draft: Program) -> None:
    build = northlight.address("plan/build/", draft)

    moved = una.post(build + "alter/", {"move": f"{WALK}.4"}, follow=True)
    assert "Moved to month 4." in moved.content.decode()
    assert "Month 3 has nothing to do together yet" not in moved.content.decode()
    assert months(northlight) == (4,)

    una.post(build + "undo/")
    assert months(northlight) == (3,)


def test_card_moves_by_htmx_with_focus_and_a_way_back(northlight: House, una: Client, draft: Program) -> None:
    answer = una.post(
        northlight.address("plan/build/alter/", draft), {"move": f"{WALK}.4"}, headers={"HX-Request": "true"}
    )
    undone = una.post(northlight.address("plan/build/undo/", draft), headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith("<div")
    assert 'data-focus="more-events.walk-in-pairs.4"' in answer.content.decode()
    assert "undo_url" in answer.headers["HX-Trigger"]
    assert (undone.status_code, undone.headers["HX-Refresh"]) == (204, "true")


def test_inspector_changes_one_thing(northlight: House, una: Client, draft: Program) -> None:
    build = northlight.address("plan/build/", draft)
    form = una.get(build + f"?open={WALK}").content.decode()
    words = {
        "act": "save", "item": WALK, "title": "A walk in threes", "months": ["5"], "number": "2",
        "counted": "working_day", "hour": "17", "kind": "experiential", "minutes": "90", "text": "Walk.",
    }  # fmt: skip

    una.post(build + "alter/", words)

    assert 'value="A walk in pairs"' in form
    with northlight.open():
        event = next(one for one in read_plan(PlanDraft.objects.get().content).events if one.key == "walk-in-pairs")
    assert (event.title, event.when.months, event.when.working_day, event.when.hour, event.minutes) == (
        "A walk in threes", (5,), 2, 17, 90,
    )  # fmt: skip


def test_inspector_gives_a_promise_its_questions(northlight: House, una: Client, draft: Program) -> None:  # peers 1.10
    build, item = northlight.address("plan/build/", draft), "commitments.write-after-the-launch.1"
    form = una.get(build + f"?open={item}").content.decode()
    words = {"act": "save", "item": item, "title": "Write", "months": ["1"], "number": "6", "counted": "working_day"}

    una.post(build + "alter/", words | {"kind": "peer", "due": "7", "asks": "To whom?\n\n And then? "})

    assert "What will you ask them next time?" in form
    with northlight.open():
        plan = read_plan(PlanDraft.objects.get().content)
    assert next(one.asks for one in plan.commitments if one.key == "write-after-the-launch") == (
        "To whom?",
        "And then?",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"move": f"{WALK}.13"}, "months 1 to 12"),
        ({"move": "events.gone.3.4"}, "not in the plan any more"),
        ({"move": "nonsense"}, "Choose a month"),
        ({}, "Choose what to change"),
        ({"block": "table-of-the-month", "month": "99"}, "would leave the plan"),
        ({"act": "add", "title": "", "collection": "events", "kind": "peer", "month": "3"}, "required"),
        ({"act": "save", "item": WALK, "title": "A walk", "minutes": "9000"}, "less than or equal to 1440"),
        ({"act": "module", "module": "one-to-one", "name": ""}, "required"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_kept(
    northlight: House, una: Client, draft: Program, words: dict[str, str], said: str
) -> None:
    response = una.post(northlight.address("plan/build/alter/", draft), words)

    assert (response.status_code, said in response.content.decode()) == (422, True)
    with northlight.open():
        assert not PlanDraft.objects.exists()


def test_month_that_loses_its_event_says_so(northlight: House, una: Client, draft: Program) -> None:  # peers D14
    with northlight.open():
        template = Template.objects.get()
        template.content = _bare(template.content)
        template.save(update_fields=["content"])

    page = una.get(northlight.address("plan/build/", draft)).content.decode()

    assert "Month 5 has nothing to do together yet" in page
    assert "A month with nothing to do together. Add an event?" in page


def _bare(content: str) -> str:
    from programs.plan_edits import Remove, cards
    from programs.plan_files import write_plan

    plan = read_plan(content)
    for card in [one for one in cards(plan) if one.month == 5 and one.track == "experiential"]:
        plan = Remove(card.collection, card.key, 5).on(plan)
    return write_plan(plan)


def test_something_new_copied_taken_out_and_a_block(northlight: House, una: Client, draft: Program) -> None:
    build = northlight.address("plan/build/", draft)
    new = una.get(build + "?add=experiential.8").content.decode()
    assert "New in month 8" in new

    una.post(
        build + "alter/",
        {"act": "add", "collection": "events", "title": "A song", "kind": "experiential", "month": "8"},
    )
    una.post(build + "alter/", {"copy": "events.a-song.8"})
    una.post(build + "alter/", {"remove": WALK})
    una.post(build + "alter/", {"block": "table-of-the-month", "month": "6"})
    una.post(build + "alter/", {"act": "module", "module": "one-to-one", "name": "Two of us", "about": ""})

    assert (months(northlight, "a-song"), months(northlight, "a-song-2")) == ((8,), (9,))
    assert months(northlight) is None
    assert months(northlight, "block-table-evening") == (6,)


def test_preview_is_the_year_of_somebody_who_takes_part(northlight: House, una: Client, draft: Program) -> None:
    una.post(northlight.address("plan/build/alter/", draft), {"move": f"{WALK}.4"})

    page = una.get(northlight.address("plan/build/preview/", draft)).content.decode()

    assert "The year, as a participant sees it" in page
    assert page.count("One to one</h2>") == 1
    assert page.index("The long table") > page.index("A walk in pairs") > page.index("Repair table")


def test_publishing_says_what_changes_and_does_it(northlight: House, una: Client, draft: Program) -> None:
    build = northlight.address("plan/build/", draft)
    nothing = una.get(build + "publish/", follow=True).content.decode()
    una.post(build + "alter/", {"move": f"{WALK}.4"})

    asked = una.get(build + "publish/").content.decode()
    done = una.post(build + "publish/", follow=True).content.decode()

    assert "Nothing has been changed yet." in nothing
    assert "on other days" in asked
    assert "Published." in done
    with northlight.open():
        assert Event.objects.get(program=draft, key="walk-in-pairs").starts_at.month == 12
        assert not PlanDraft.objects.exists()


def test_locked_template_is_copied(northlight: House, una: Client, draft: Program) -> None:  # peers 1.12
    with northlight.open():
        template = Template.objects.get()
        lock_template(actor=northlight.una.membership, template=template, is_locked=True, now=NOON)
    build = f"/o/northlight/templates/{template.public_id}/build/"

    una.post(build + "alter/", {"move": f"{WALK}.4"})
    shown = una.get(build).content.decode()
    una.get(build + "preview/")
    una.post(build + "publish/")

    assert "locked: publishing makes a copy" in shown
    with northlight.open():
        assert list(Template.objects.order_by("id").values_list("key", "version")) == [
            ("community-belonging-network", 1), ("community-belonging-network-2", 1),
        ]  # fmt: skip


def test_draft_is_thrown_away(northlight: House, una: Client, draft: Program) -> None:
    build = northlight.address("plan/build/", draft)
    una.post(build + "alter/", {"move": f"{WALK}.4"})

    page = una.post(build + "drop/", follow=True).content.decode()

    assert "The draft is gone." in page


def test_program_without_a_template_has_no_plan_to_change(northlight: House, una: Client) -> None:
    page = una.get(northlight.address("plan/build/"), follow=True).content.decode()

    assert "was not made from a template" in page


def test_board_asks_the_same_number_of_queries(
    northlight: House, una: Client, draft: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(14):
        una.get(northlight.address("plan/build/", draft))


def test_facilitators_do_not_build(northlight: House, sign_in: SignIn, draft: Program) -> None:
    ada = sign_in(northlight.ada)

    assert ada.get(northlight.address("plan/build/", draft)).status_code == 403
    assert ada.post(northlight.address("plan/build/alter/", draft), {"move": f"{WALK}.4"}).status_code == 403
