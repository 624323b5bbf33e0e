"""Coming in, agreeing, pausing and leaving in a real browser, and every page of it under careful eyes."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Page, expect

from belonging.core import clock
from programs.enums import AgreementKind, EntrancePolicy, RegistrationState
from programs.models import Agreement, Entrance, JourneyRole, Letter, Participant, Program, Registration, WelcomeNote
from programs.services.registrations import make_registration_round
from tests.cast import House
from tests.journeys import eyes
from tests.journeys.conftest import OpenPage
from tests.journeys.test_coming_in import NEW, code_in, sign_up
from tests.journeys.test_every_page import Findings

JOIN = "/join/northlight/common-ground/"


@pytest.fixture
def texts(house: House) -> list[Agreement]:
    """Every text of the list, and a published page."""
    now = clock.now()
    with house.open():
        Entrance.objects.create(
            program=house.program, policy=EntrancePolicy.OPEN, text="Come along.", is_published=True
        )
        return [
            Agreement.objects.create(
                program=house.program, kind=kind, title=str(kind.label), text="- We make room.\n- We ask.",
                written_at=now,
            )
            for kind in AgreementKind
        ]  # fmt: skip


def mailed_link(house: House, mailoutbox: list[EmailMessage]) -> str:
    """The path of the link in the newest mail of the round."""
    with house.open():
        make_registration_round(now=clock.now())
    found = re.search(r"https?://\S+/arrive/\S+", mailoutbox[-1].body)
    assert found, mailoutbox[-1].body
    return urlsplit(found[0]).path


# peers D8, D38, C8, 1.8
def test_somebody_registers_agrees_and_is_at_home(
    house: House, texts: list[Agreement], open_page: OpenPage, mailoutbox: list[EmailMessage]
) -> None:
    page = open_page()
    page.goto(JOIN)
    page.get_by_label("Your e-mail").fill(NEW)
    page.get_by_role("button", name="Send me my page").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()
    page.goto(mailed_link(house, mailoutbox))
    page.get_by_label("Your name").fill("Nadia Byrne")
    page.get_by_label("I have read it and agree").check()
    page.get_by_role("button", name="Take my place").click()
    expect(page.get_by_text("Your place is ready.")).to_be_visible()
    page.get_by_role("button", name="Make my account").click()
    page.get_by_role("link", name="Make an account").click()
    sign_up(page)
    page.get_by_label("Code").fill(code_in(mailoutbox[-1].body))
    page.get_by_role("button", name=re.compile("Confirm|Verify|Continue")).first.click()
    page.get_by_role("button", name="Join").click()

    expect(page.get_by_text("10 texts wait for your yes.")).to_be_visible()  # the one on data is agreed to
    page.get_by_role("link", name="Read", exact=True).click()
    page.get_by_role("button", name="I have read them and agree").click()
    expect(page.get_by_text("You agreed to 10 texts.")).to_be_visible()
    page.goto(house.address())
    expect(page.get_by_text("wait for your yes")).to_have_count(0)
    expect(page.get_by_role("heading", name="What we are about")).to_be_visible()


def to_my_place(page: Page, house: House) -> None:
    """By the menu, as people go."""
    page.goto(house.address())
    page.locator("summary", has_text="Your menu").click()
    page.get_by_role("link", name="My place").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_pause_and_back_then_leave_and_back(house: House, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(house.ben.user, java_script_enabled=scripts)
    to_my_place(page, house)
    page.get_by_label("Back on").fill((clock.now() + timedelta(days=9)).date().isoformat())
    page.get_by_role("button", name="Pause until then").click()
    expect(page.get_by_text("You are back by yourself on").first).to_be_visible()
    page.get_by_role("button", name="I am back").click()
    expect(page.get_by_text("Good that you are back.")).to_be_visible()

    page.get_by_role("link", name="Leave the program").click()
    page.get_by_role("button", name="Leave", exact=True).click()
    expect(page.get_by_text("You have left.")).to_be_visible()
    page.get_by_role("button", name="Come back").click()
    expect(page.get_by_text("Good that you are back.")).to_be_visible()


def arrivals(house: House) -> None:
    """People to be read, in line, invited, in; a newcomer with a hello and notes; messages gone and to go."""
    now, today = clock.now(), clock.now().date()
    with house.open():
        for state in (RegistrationState.ASKED, RegistrationState.WAITING, RegistrationState.INVITED):
            Registration.objects.create(
                program=house.program, email=f"{state}@people.example", name=f"{state.title()} Person", state=state,
                asked_at=now, lined_up_at=now, why="To know somebody in the kitchen.",
            )  # fmt: skip
        Registration.objects.create(
            program=house.program, email="mira@people.example", name="Mira", state=RegistrationState.ACCEPTED,
            asked_at=now, settled_at=now, participant=house.mira.place, hello="I bake bread.",
        )  # fmt: skip
        Participant.objects.filter(pk=house.mira.place.pk).update(joined_on=today)
        for newcomer in (house.mira.place, None):
            WelcomeNote.objects.create(
                program=house.program, writer=house.ada.place, newcomer=newcomer, text="Find me by the window.",
                written_at=now,
            )  # fmt: skip
        for is_ready in (True, False):
            Letter.objects.create(
                program=house.program, subject="Tonight", text="Come **along**.", goes_on=today, is_ready=is_ready
            )
        JourneyRole.objects.create(participant=house.ben.place, audience="buddy")


def test_people_pages_under_careful_eyes(
    house: House, texts: list[Agreement], open_page: OpenPage, mailoutbox: list[EmailMessage]
) -> None:
    arrivals(house)
    with house.open():
        letter = Letter.objects.filter(is_ready=False).get()
    found, stranger = Findings(), open_page()
    stranger.goto(JOIN)
    found.see("registration page", stranger)
    stranger.get_by_label("Your e-mail").fill(NEW)
    stranger.get_by_role("button", name="Send me my page").click()
    found.see("link sent", stranger)
    at = mailed_link(house, mailoutbox)
    stranger.goto(at)
    found.see("personal page, to register", stranger)
    stranger.get_by_role("button", name="Take my place").click()
    found.see("personal page, something missing", stranger)
    stranger.get_by_label("Your name").fill("Nadia Byrne")
    stranger.get_by_label("I have read it and agree").check()
    stranger.get_by_role("button", name="Take my place").click()
    found.see("personal page, in", stranger)
    rooms = {
        house.mira.user: ("", "place/", "place/leave/", "welcome/", "agreements/", "agreements/norms/", "messages/"),
        house.ada.user: (
            "registrations/", "registrations/page/", "welcome/", "agreements/", "agreements/sponsor/edit/", "setup/",
            "messages/plan/", "messages/new/", f"messages/{letter.public_id}/",
            f"paths/{house.ben.place.public_id}/roles/",
        ),
    }  # fmt: skip
    for user, pages in rooms.items():
        page = open_page(user)
        for rest in pages:
            page.goto(house.address(rest))
            found.see(rest, page)

    assert found.wrong == []


def test_start_page_of_a_draft_with_gaps_under_careful_eyes(house: House, open_page: OpenPage) -> None:  # peers C8
    with house.open():
        Program.objects.filter(pk=house.program.pk).update(state="draft")
    page = open_page(house.una.user)
    page.goto(house.address("plan/"))
    page.locator("summary", has_text="Start without it").click()

    assert eyes.axe(page) == []
    page.get_by_label("Why").fill("The sponsor signs in May.")
    page.get_by_role("button", name="Start without it").click()
    expect(page.get_by_text("Started.")).to_be_visible()
