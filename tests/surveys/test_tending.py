"""The year of waves by the clock: planned, opened, written about, closed, and forgotten."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from belonging.home import home_cards
from belonging.tenancy.services import add_member
from programs.services.programs import enrol_participant
from surveys.enums import WaveKind, WaveState
from surveys.models import Asked, FollowUp, LastAsked, Wave
from surveys.selectors.belonging import belonging_path, latest_belonging
from surveys.selectors.home import home_card
from surveys.selectors.waves import waves_to_close, waves_to_open
from surveys.services.follow_ups import finish_action, promise_action
from surveys.services.mails import remind_by_hand
from surveys.services.opening import WaveRefused
from surveys.services.planning import add_wave, call_off_wave, move_wave, plan_waves
from surveys.services.tending import tend_waves
from tests.cast import NOON, STARTS_ON, TODAY
from tests.surveys.community import Community, after, mixed, same, send

pytestmark = pytest.mark.django_db


def planned_days(community: Community) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for wave in Wave.objects.filter(program=community.program).order_by("opens_on"):
        found.setdefault(wave.kind, []).append(wave.opens_on)
    return found


def test_year_is_planned_once_from_the_calendar(community: Community) -> None:  # peers D11, D12, D13
    plan_waves(program=community.program, now=NOON)
    again = plan_waves(program=community.program, now=NOON)

    days = planned_days(community)
    assert again == []
    assert days[WaveKind.BASELINE] == [date(2026, 1, 13)]
    assert days[WaveKind.PULSE] == [date(2026, 3, 13), date(2026, 6, 13), date(2026, 9, 13)]
    assert days[WaveKind.ANNUAL] == [date(2026, 12, 13)]
    assert Wave.objects.first().slices == ["Department"]  # type: ignore[union-attr]


def test_wave_opens_at_nine_local_and_closes_after_its_last_day(community: Community) -> None:
    community.program.time_zone = "Pacific/Auckland"  # twelve hours ahead in July
    community.program.save(update_fields=["time_zone"])
    wave = community.planned()

    before, nine = datetime(2026, 7, 8, 20, 59, tzinfo=UTC), datetime(2026, 7, 8, 21, tzinfo=UTC)
    assert (waves_to_open(before), waves_to_open(nine)) == ([], [wave])
    tend_waves(now=nine)
    last = datetime.combine(wave.closes_on, datetime.min.time(), tzinfo=UTC)
    assert waves_to_close(last + timedelta(hours=11, minutes=59)) == []
    assert waves_to_close(last + timedelta(hours=12)) == [wave]


def test_whole_year_runs_by_the_clock(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:  # peers 2.19, 2.27, C2, D12, D13
    plan_waves(program=community.program, now=NOON)
    level = {WaveKind.BASELINE: 2, WaveKind.PULSE: 3, WaveKind.ANNUAL: 4, WaveKind.COMMUNITY: 3}
    day = STARTS_ON
    while day < community.program.ends_before:
        at = datetime.combine(day, datetime.min.time(), tzinfo=UTC) + timedelta(hours=10)
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            tend_waves(now=at)
        for wave in Wave.objects.filter(program=community.program, state=WaveState.OPEN, opens_on=day):
            if wave.kind in {WaveKind.BASELINE, WaveKind.PULSE, WaveKind.ANNUAL}:
                community.answer(wave, 20, same(level[WaveKind(wave.kind)]), at=at)
        day += timedelta(days=1)

    path = belonging_path(community.program)
    newest = latest_belonging(community.program)
    assert [one.value for one in path.scores] == [2.0, 3.0, 3.0, 3.0, 4.0]
    assert newest is not None
    assert (newest.kind, newest.answered, newest.asked, newest.month) == (WaveKind.ANNUAL, 20, 27, 12)
    assert path.plan is not None
    assert [one.actual for one in path.plan.milestones] == [3.0, 3.0, 3.0, 4.0]
    assert set(Wave.objects.filter(kind=WaveKind.COMMUNITY).values_list("state", flat=True)) == {WaveState.TOO_FEW}


def to(address: str) -> list[str]:
    return [one.subject for one in mail.outbox if one.to == [address]]


def test_only_those_without_an_envelope_are_reminded(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:  # peers 2.9; security S14
    wave = community.opened()
    for days in range(9):
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            tend_waves(now=NOON + timedelta(days=days))
        if days == 1:
            send(wave, community.members[0], mixed(0), at=NOON + timedelta(days=1))
        if days == 4:
            send(wave, community.members[1], mixed(1), at=NOON + timedelta(days=4))

    counts = [len(to(member.email)) for member in community.members[:3]]
    strangers = sum(member.email in str(one.body) for one in mail.outbox for member in community.members)
    print(
        f"S14: {len(mail.outbox)} mails to one person each, {strangers} that name anybody who has or has not answered"
    )
    assert counts == [1, 2, 3]
    assert strangers == 0
    assert all(len(one.to) == 1 and not one.cc and not one.bcc for one in mail.outbox)
    assert set(Asked.objects.filter(wave=wave).values_list("mails", flat=True)) == {3}  # alike for everybody
    community.closed(wave)
    assert not Asked.objects.exists()  # who was reminded is gone with the rest


def test_mails_carry_nothing_that_tracks(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:  # security S5
    wave = community.opened()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tend_waves(now=NOON)

    links = {link for one in mail.outbox for link in re.findall(r"https?://\S+", str(one.body))}
    assert len(mail.outbox) == 27
    assert len(links) == 1
    assert str(wave.public_id) in links.pop()
    assert all(one.content_subtype == "plain" and not getattr(one, "alternatives", []) for one in mail.outbox)


def test_reminder_by_hand_once_in_fourteen_days(
    community: Community, django_capture_on_commit_callbacks: object
) -> None:  # peers 2.9
    wave, ada = community.opened(), community.house.ada.membership
    send(wave, community.members[0], mixed(0))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        remind_by_hand(actor=ada, wave=wave, now=NOON)

    assert len(mail.outbox) == 26
    with pytest.raises(WaveRefused, match="fourteen days"):
        remind_by_hand(actor=ada, wave=wave, now=NOON + timedelta(days=5))


def joined(community: Community, number: int, on: date) -> None:
    member = add_member(actor=None, name=f"Late {number}", email=f"late{number}@people.example", now=NOON)
    enrol_participant(actor=None, program=community.program, membership=member, on=on, now=NOON)


def test_late_joiners_get_a_first_survey_once_they_are_enough(community: Community) -> None:  # peers D11
    first = community.opened(WaveKind.BASELINE, at=NOON - timedelta(days=60))
    community.answer(first, 12, at=NOON - timedelta(days=60))
    community.closed(first, at=NOON - timedelta(days=49))
    for number in range(9):
        joined(community, number, TODAY - timedelta(days=5))
    tend_waves(now=NOON)
    assert not Wave.objects.filter(kind=WaveKind.LATE_BASELINE).exists()

    joined(community, 9, TODAY)
    tend_waves(now=NOON)

    late = Wave.objects.get(kind=WaveKind.LATE_BASELINE)
    assert (late.state, late.asked_count) == (WaveState.OPEN, 10)
    assert set(Asked.objects.filter(wave=late).values_list("membership__name", flat=True)) == {
        f"Late {number}" for number in range(10)
    }


def test_nobody_is_asked_twice_in_a_week_besides_the_years_own_surveys(community: Community) -> None:  # peers 2.22
    LastAsked.objects.create(membership=community.members[0], asked_on=TODAY - timedelta(days=3))
    tired = community.opened(WaveKind.COMMUNITY, key="community-of-practice")
    assert tired.asked_count == 26

    with pytest.raises(WaveRefused, match="Leave people a week"):
        add_wave(
            actor=community.house.ada.membership, program=community.program, instrument=community.instrument(),
            kind=WaveKind.PULSE, opens_on=TODAY + timedelta(days=4), closes_on=TODAY + timedelta(days=9), now=NOON,
        )  # fmt: skip


def test_planned_wave_is_moved_and_called_off_until_it_opens(community: Community) -> None:
    wave, ada = community.planned(), community.house.ada.membership
    moved = move_wave(
        actor=ada, wave=wave, opens_on=TODAY + timedelta(days=2), closes_on=TODAY + timedelta(days=6), now=NOON
    )
    assert moved.opens_on == TODAY + timedelta(days=2)
    assert call_off_wave(actor=ada, wave=wave, now=NOON, is_off=True).state == WaveState.CALLED_OFF
    assert waves_to_open(NOON + timedelta(days=2)) == []
    assert call_off_wave(actor=ada, wave=wave, now=NOON, is_off=False).state == WaveState.PLANNED

    opened = community.opened(at=NOON + timedelta(days=20))
    for act in (
        lambda: move_wave(actor=ada, wave=opened, opens_on=TODAY, closes_on=TODAY, now=NOON),
        lambda: call_off_wave(actor=ada, wave=opened, now=NOON, is_off=True),
    ):
        with pytest.raises(WaveRefused):
            act()


def test_home_shows_the_open_survey_until_it_is_answered(community: Community) -> None:
    ben = community.house.ben.place
    assert home_cards(community.program, ben, {}, NOON, [home_card]) == []
    wave = community.opened()
    (card,) = home_cards(community.program, ben, {}, NOON, [home_card])
    assert card.order < 50

    send(wave, ben.membership, mixed(1))
    assert home_cards(community.program, ben, {}, NOON, [home_card]) == []


def test_people_are_asked_a_month_later_whether_it_helped(community: Community) -> None:  # peers 2.21
    wave, ada = community.opened(), community.house.ada.membership
    community.answer(wave, 12)
    wave = community.closed(wave)
    action = promise_action(
        actor=ada, wave=wave, text="A table near the door", owner=ada, due_on=TODAY + timedelta(days=30),
        now=after(wave),
    )  # fmt: skip
    finish_action(actor=ada, action=action, on=TODAY + timedelta(days=20), now=NOON)
    tend_waves(now=NOON + timedelta(days=49))
    assert not Wave.objects.filter(kind=WaveKind.FOLLOW_UP).exists()

    tend_waves(now=NOON + timedelta(days=50))
    tend_waves(now=NOON + timedelta(days=50))

    asks = Wave.objects.get(kind=WaveKind.FOLLOW_UP)
    assert (asks.about, asks.state) == ("A table near the door", WaveState.OPEN)
    assert FollowUp.objects.get().asks == asks


def test_worker_without_keys_plans_and_says_so(
    community: Community, settings: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SURVEY_KEY_DIRS = []  # type: ignore[attr-defined]
    wave = community.planned()

    assert tend_waves(now=NOON) is False
    assert "SURVEY_KEY_DIRS" in caplog.text
    assert Wave.objects.get(pk=wave.pk).state == WaveState.PLANNED
