"""The community in a real browser: a newcomer welcomed within a day, a prompt with first voices, a summary by mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from belonging.core import clock
from community.enums import Entry
from community.models import FollowUp, Group, Post, Seed, SummaryWish, Welcome
from community.services.buddies import make_welcome_round
from community.services.buddy_mail import send_welcome_mail
from community.services.groups import found_group, join_group
from community.services.prompts import ask_due_prompts
from community.services.summaries import send_summaries, write_summaries
from programs.models import Participant
from tests.cast import NOON, House, make_person
from tests.journeys.conftest import OpenPage

DAY = timedelta(days=1)


def out_loud(house: House) -> Group:
    """A group of Ada, Ben and Mira."""
    with house.open():
        made = found_group(founder=house.ada.place, name="Out loud", about="", entry=Entry.OPEN, now=clock.now())
        for person in (house.ben, house.mira):
            join_group(group=made, participant=person.place, now=clock.now())
    return made


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


# peers 5.4, D53
def test_newcomer_is_welcomed_by_a_buddy_within_a_day(house: House, open_page: OpenPage) -> None:
    ben = open_page(house.ben.user)
    ben.goto(house.address("community/welcome/"))
    press(ben, "I’d like that")
    with house.open():
        noor = make_person("Noor", "northlight", house.program)
        Participant.objects.filter(pk=noor.place.pk).update(joined_on=clock.now().date())
        make_welcome_round(now=clock.now())
        send_welcome_mail(now=clock.now().replace(hour=10))

    ben.goto(house.address())
    expect(ben.get_by_text("Noor Tester is new, and you are the first to say hello.")).to_be_visible()
    ben.get_by_role("link", name="Say hello").click()
    ben.get_by_label("Say hello to Noor").fill("I am Ben. Soup on Friday?")
    press(ben, "Say hello")
    new = open_page(noor.user, theme="dark")
    new.goto(house.address())

    expect(new.get_by_text("Ben Tester looks after you")).to_be_visible()
    expect(new.get_by_text("I am Ben. Soup on Friday?")).to_be_visible()
    with house.open():
        send_welcome_mail(now=clock.now().replace(hour=10))
        welcome = Welcome.objects.get()
        assert welcome.greeted_at is not None
        assert welcome.greeted_at - welcome.began_at < DAY
    assert {one.to[0].partition("@")[0] for one in mail.outbox} >= {"ben", "noor"}


# peers 5.3, C9, D1, D56
def test_prompt_finds_its_first_voices_and_its_answers_are_followed_up(house: House, open_page: OpenPage) -> None:
    group = out_loud(house)
    ada, ben = open_page(house.ada.user, "desktop"), open_page(house.ben.user)
    ada.goto(house.address(f"community/groups/{group.public_id}/prompts/"))
    ada.get_by_label("Questions").fill("What are you working on?")
    ada.get_by_label("The first is asked on").fill(str(clock.now().date()))
    for name in ("Ben Tester", "Mira Tester"):
        ada.get_by_role("checkbox", name=name, exact=True).check()
    press(ada, "Plan them")
    expect(ada.get_by_text("Planned.")).to_be_visible()

    ben.goto(house.address())
    ben.locator("form", has_text="Yes, I do").get_by_role("button", name="Yes, I do").click()
    expect(ben.get_by_role("button", name="Yes, I do")).to_have_count(0)
    with house.open():
        assert ask_due_prompts(now=clock.now() + DAY) == 1
    ben.goto(house.address())
    ben.locator(".panel-glow", has_text="You said you answer first").get_by_role("link", name="Answer").click()
    ben.get_by_label("Your words").fill("A lamp that does not hum")
    press(ben, "Answer")
    expect(ben.get_by_text("A lamp that does not hum")).to_be_visible()
    ada.goto(house.address("community/prompts/"))
    ada.get_by_role("link", name="What are you working on?").click()
    press(ada, "Asked how it went")

    expect(ada.get_by_role("button", name="Asked how it went")).to_have_attribute("aria-pressed", "true")
    with house.open():
        assert {
            (seed.participant.first_name, seed.state) for seed in Seed.objects.select_related("participant__membership")
        } == {("Ben", "agreed"), ("Mira", "asked")}
        assert FollowUp.objects.get().answer == Post.objects.get(text="A lamp that does not hum")


# peers 5.12, 5.13, D1
def test_summary_is_received_read_and_ended(house: House, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    def later(hours: int) -> None:
        monkeypatch.setattr("belonging.core.clock.now", lambda: NOON + timedelta(hours=hours))

    group = out_loud(house)
    ben, mira = open_page(house.ben.user), open_page(house.mira.user, "desktop")
    ben.goto(house.address("community/summaries/"))
    ben.get_by_label("at once").check()
    for name in ("Quiet from", "Quiet until"):
        ben.get_by_label(name).select_option("0")
    press(ben, "Keep it")
    expect(ben.get_by_text("Kept.", exact=True)).to_be_visible()
    later(1)
    mira.goto(house.address(f"community/groups/{group.public_id}/"))
    mira.get_by_label("Your words").fill("The marmalade is ready")
    press(mira, "Write it")
    expect(mira.get_by_text("Written.", exact=True)).to_be_visible()

    def make_round() -> int:
        with house.open():
            write_summaries(now=clock.now())
        return send_summaries(organization_id=house.organization.id, now=clock.now())

    later(2)
    assert (make_round(), make_round()) == (1, 0)  # what is told is told once, and nothing new is no mail
    link = re.search(r"/o/\S+/community/posts/\S+", str(mail.outbox[0].body))
    assert link is not None
    ben.goto(link[0])
    expect(ben.get_by_text("The marmalade is ready")).to_be_visible()
    stranger = open_page()
    stop = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    stranger.goto("/" + stop.split("/", 3)[3])
    press(stranger, "No more summaries")

    expect(stranger.get_by_text("None will come from Common Ground.")).to_be_visible()
    later(3)
    mira.get_by_label("Your words").fill("More marmalade")
    press(mira, "Write it")
    expect(mira.get_by_text("More marmalade")).to_be_visible()
    later(4)
    assert (make_round(), len(mail.outbox)) == (0, 1)
    with house.open():
        assert SummaryWish.objects.get(participant=house.ben.place).rhythm == "none"
