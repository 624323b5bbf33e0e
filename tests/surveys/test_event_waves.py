"""A short sealed survey of those who were at an event: who is asked, when, and what happens when they are few."""

from datetime import timedelta

import pytest

from programs.enums import Attendance, EventForm, ReplyState
from programs.models import Event, Reply
from programs.selectors.programs import people_in
from surveys.enums import WaveKind, WaveState
from surveys.models import Asked, LastAsked, Result, Wave
from surveys.models.ballots import Remark, Response, SealedBallot
from surveys.services.event_waves import ask_about_event, follow_events
from surveys.services.opening import WaveRefused
from surveys.services.planning import add_wave, move_wave
from surveys.services.tending import tend_waves
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.guards.tables import tables_holding
from tests.surveys.community import Community, send, state

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def held(community: Community, there: int, *, hours: int = 0) -> Event:
    """An event of this noon at which so many members were."""
    begins = NOON + timedelta(hours=hours)
    event = Event.objects.create(
        program=community.program, title="Long table supper", form=EventForm.SOCIAL, starts_at=begins,
        ends_at=begins + timedelta(hours=2),
    )  # fmt: skip
    members = [member.pk for member in community.members[:there]]
    for person in people_in(community.program).filter(membership__in=members):
        Reply.objects.create(
            event=event, participant=person, state=ReplyState.GOING, attendance=Attendance.PRESENT, asked_at=NOON
        )
    return event


def asked(wave: Wave) -> set[str]:
    return set(Asked.objects.filter(wave=wave).values_list("membership__name", flat=True))


# peers 2.22; security S9
def test_those_who_were_there_are_asked_and_few_answers_are_never_opened(community: Community) -> None:
    event = held(community, 8)
    LastAsked.objects.create(membership=community.members[0], asked_on=TODAY - DAY)
    wave = ask_about_event(actor=community.house.ada.membership, event=event, now=NOON)
    assert (wave.opens_on, wave.closes_on) == (TODAY + DAY, TODAY + 5 * DAY)

    tend_waves(now=NOON + DAY)
    opened = Wave.objects.get(pk=wave.pk)
    assert asked(opened) == {f"Person {number:02}" for number in range(1, 8)}  # the first was asked something yesterday
    for member in community.members[1:5]:
        send(opened, member, {"heard-there": 4}, "saffron", at=NOON + DAY)
    tend_waves(now=NOON + 6 * DAY)

    assert state(wave) == WaveState.TOO_FEW
    assert [model.objects.filter(wave=wave).count() for model in (SealedBallot, Response, Result, Remark)] == [0] * 4
    assert set(tables_holding("saffron")) == set()


def test_enough_answers_are_published_like_any_other(community: Community) -> None:  # peers 2.1, D68
    wave = ask_about_event(actor=community.house.ada.membership, event=held(community, 12), now=NOON)
    tend_waves(now=NOON + DAY)
    opened = Wave.objects.get(pk=wave.pk)
    for number, member in enumerate(community.members[:12]):
        answers = {"heard-there": 3 + number % 2, "closer": 4, "worth-it": 4}
        send(opened, member, answers, "saffron", at=NOON + DAY)
    tend_waves(now=NOON + 6 * DAY)

    assert state(wave) == WaveState.CLOSED
    figures = Result.objects.get(wave=wave).figures
    assert (figures["answered"], figures["asked"], figures["slices"], figures["changes"]) == (12, 12, [], [])
    assert not Response.objects.exclude(pseudonym=None).filter(wave=wave).exists()
    assert set(tables_holding("saffron")) == {"surveys_remark"}


def test_wave_follows_its_event_and_asks_nobody_for_nothing(community: Community) -> None:
    event, ada = held(community, 4), community.house.ada.membership
    wave = ask_about_event(actor=ada, event=event, now=NOON)
    assert ask_about_event(actor=ada, event=event, now=NOON) == wave
    with pytest.raises(WaveRefused, match="follows its event"):
        move_wave(actor=ada, wave=wave, opens_on=TODAY + DAY, closes_on=TODAY + 2 * DAY, now=NOON)
    event.starts_at, event.ends_at = NOON + 3 * DAY, NOON + 3 * DAY + timedelta(hours=2)
    event.save(update_fields=["starts_at", "ends_at"])
    assert follow_events(now=NOON) == 1
    assert Wave.objects.get(pk=wave.pk).opens_on == TODAY + 4 * DAY
    with pytest.raises(WaveRefused, match="less than a week"):
        add_wave(
            actor=ada, program=community.program, instrument=community.instrument(), kind=WaveKind.OWN,
            opens_on=TODAY + 6 * DAY, closes_on=TODAY + 9 * DAY, now=NOON,
        )  # fmt: skip

    tend_waves(now=NOON + 4 * DAY)  # four were there: nobody is asked
    assert state(wave) == WaveState.PLANNED
    tend_waves(now=NOON + 9 * DAY)
    assert state(wave) == WaveState.CALLED_OFF
    assert not LastAsked.objects.exists()


def test_facilitator_asks_from_the_events_page(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        event = held(Community(northlight), 0, hours=24)
    ada, at = sign_in(northlight.ada), northlight.address(f"surveys/events/{event.public_id}/")
    assert at in ada.get(northlight.address(f"events/{event.public_id}/")).content.decode()
    assert "Ask them" in ada.get(at).content.decode()

    assert ada.post(at).status_code == 302
    assert "To the survey" in ada.get(at).content.decode()
    assert ada.post(at, follow=True).status_code == 200  # pressed twice
    with northlight.open():
        wave = Wave.objects.get(event=event)
    page = ada.get(northlight.address(f"surveys/{wave.public_id}/")).content.decode()
    assert "those who were at the event" in page
    assert "Other days" not in page
    assert sign_in(northlight.ben).get(at).status_code == 403
