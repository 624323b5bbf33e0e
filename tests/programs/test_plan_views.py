"""Setting a program up through the pages: template, draft, start, next run."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from programs.enums import ProgramState
from programs.models import PersonStep, Program, Template
from programs.services.plans import create_program_from_template, start_with_paths
from programs.services.programs import enrol_participant
from programs.services.seed import keep_seed_template, seed_plan
from tests.cast import NOON, House
from tests.conftest import SignIn

WEEK = ["0", "1", "2", "3", "4"]  # as the form writes Monday to Friday


@pytest.fixture
def una(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.una)


@pytest.fixture
def draft(northlight: House) -> Program:
    with northlight.open():
        template = keep_seed_template(actor=northlight.una.membership, now=NOON)
        program = create_program_from_template(
            actor=northlight.una.membership, template=template, name="New Year", starts_on=date(2026, 9, 1), now=NOON
        )
        for person in (northlight.ben, northlight.mira):
            enrol_participant(actor=None, program=program, membership=person.membership, on=date(2026, 9, 1), now=NOON)
        return program


def test_from_nothing_to_a_running_program(northlight: House, una: Client) -> None:  # peers 1.1, 1.22
    home = "/o/northlight/"
    una.post(home + "templates/built-in/")
    with northlight.open():
        template = Template.objects.get()
    words = {
        "template": str(template.public_id), "name": "Year Two", "starts_on": "2026-09-01",
        "time_zone": "Europe/Berlin", "working_days": WEEK,
        "segment_attribute": "Department", "consent_mode": "segments",
    }  # fmt: skip

    made = una.post(home + "programs/new/", words)
    plan = una.get(made.headers["Location"]).content.decode()
    una.post(home + "p/year-two/plan/move/", {"starts_on": "2026-10-01", "working_days": WEEK})
    started = una.post(home + "p/year-two/plan/start/", follow=True)

    assert "Month 12" in plan
    assert "Started." in started.content.decode()
    with northlight.open():
        program = Program.objects.get(slug="year-two")
    assert (program.state, program.starts_on, program.time_zone) == (
        ProgramState.RUNNING, date(2026, 10, 1), "Europe/Berlin",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"time_zone": "Mars/Base"}, "time zone is not known"),
        ({"starts_on": "soon"}, "Enter a valid date"),
        ({"name": "Common Ground"}, "Choose another name"),
        ({"template": "00000000-0000-4000-8000-000000000000"}, "Select a valid choice"),
    ],
)
def test_new_program_says_what_to_change(northlight: House, una: Client, change: dict[str, str], said: str) -> None:
    with northlight.open():
        template = keep_seed_template(actor=None, now=NOON)
    words = {
        "template": str(template.public_id), "name": "Year Two", "starts_on": "2026-09-01", "time_zone": "UTC",
        "working_days": WEEK, "segment_attribute": "Department", "consent_mode": "segments",
    }  # fmt: skip

    response = una.post("/o/northlight/programs/new/", words | change)

    assert (response.status_code, said in response.content.decode()) == (422, True)
    with northlight.open():
        assert Program.objects.count() == 2


def test_a_broken_file_is_refused_by_line_and_nothing_is_kept(northlight: House, una: Client) -> None:
    file = SimpleUploadedFile("plan.yaml", seed_plan().replace("months: 12", "moons: 12", 1).encode())

    response = una.post("/o/northlight/templates/import/", {"file": file})

    assert response.status_code == 422
    assert "Line 9, column 1" in response.content.decode()
    with northlight.open():
        assert not Template.objects.exists()


def test_a_template_goes_out_and_comes_back_the_same(northlight: House, una: Client) -> None:  # peers 1.12
    with northlight.open():
        kept = keep_seed_template(actor=None, now=NOON)

    file = una.get(f"/o/northlight/templates/{kept.public_id}/file/")
    una.post("/o/northlight/templates/import/", {"file": SimpleUploadedFile("plan.yaml", file.content)})

    assert file.content.decode() == seed_plan()
    with northlight.open():
        assert Template.objects.count() == 1


def test_next_run_in_one_press(northlight: House, una: Client, draft: Program) -> None:  # peers 1.12, 7.3
    with northlight.open():
        start_with_paths(actor=northlight.una.membership, program=draft, now=NOON)

    response = una.post(northlight.address("plan/copy/", draft), follow=True)

    assert "draft of the next run" in response.content.decode()
    with northlight.open():
        following = Program.objects.get(starts_on=draft.ends_before)
        assert (following.state, following.template_id) == (ProgramState.DRAFT, draft.template_id)
        assert not PersonStep.objects.filter(participant__program=following).exists()


def test_plan_page_costs_the_same_for_one_month_and_twelve(
    northlight: House, sign_in: SignIn, draft: Program, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(northlight.una)

    with django_assert_num_queries(22):
        client.get(northlight.address("plan/", draft))


def test_participants_do_not_plan(northlight: House, sign_in: SignIn, draft: Program) -> None:
    ben = sign_in(northlight.ben)

    assert ben.get(northlight.address("plan/", draft)).status_code == 403
    assert ben.post(northlight.address("plan/start/", draft)).status_code == 403
    assert ben.get("/o/northlight/templates/").status_code == 403
