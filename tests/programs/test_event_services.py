"""Planning, replying, mail, attendance: the rules of events."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from belonging.tenancy.models import AuditEntry
from network.models import Interaction, Tie
from programs.enums import Attendance, EventForm, EventNews, LearningKind, Repeats, ReplyState
from programs.models import Event, Participant, Reply
from programs.selectors import events as reads
from programs.services.event_answers import make_event_round
from programs.services.event_mail import send_due_event_mail
from programs.services.event_replies import (
    Mark,
    Replied,
    ReplyRefused,
    check_in,
    mark_attendance,
    reply_to_event,
)
from programs.services.events import (
    EventRefused,
    EventWords,
    Rule,
    cancel_event,
    create_event,
    edit_event,
    host_event,
    wall,
)
from programs.services.programs import withdraw_participant
from tests.cast import NOON, House, make_person


def clocks(*shown: int) -> datetime:
    """What the clocks of the program show."""
    return datetime(*shown)  # type: ignore[arg-type]  # noqa: DTZ001


SUPPER = EventWords(
    title="Long table supper",
    starts=clocks(2026, 7, 16, 18, 30),
    ends=clocks(2026, 7, 16, 20, 0),
    place="Courtyard",
)
BEGINS = datetime(2026, 7, 16, 18, 30, tzinfo=UTC)


def plan(house: House, words: EventWords = SUPPER, rule: Rule | None = None, **more: Any) -> list[Event]:
    return create_event(
        actor=house.ada.membership, program=house.program, words=replace(words, **more), rule=rule, now=NOON
    )


def say(event: Event, person: Participant, state: ReplyState | None, guests: int = 0, now: datetime = NOON) -> Replied:
    return reply_to_event(event=event, participant=person, state=state, guests=guests, now=now)


def states(event: Event) -> dict[str, str]:
    rows = Reply.objects.filter(event=event).select_related("participant__membership").order_by("id")
    return {row.participant.first_name: row.state for row in rows}


def crowd(house: House, count: int) -> list[Participant]:
    return [make_person(f"Guest{number}", house.organization.slug, house.program).place for number in range(count)]


# --- planning


def test_event_is_kept_as_the_clocks_of_the_program_show_it(inside: House) -> None:
    inside.program.time_zone = "Pacific/Auckland"

    (event,) = plan(inside, capacity=8, is_step_free=True, has_sign_language=False, access_note="Lift at the back")

    assert event.starts_at == datetime(2026, 7, 16, 6, 30, tzinfo=UTC)
    assert (event.is_step_free, event.has_sign_language, event.access_note) == (True, False, "Lift at the back")  # 5.11
    assert len(event.check_in_code) == 6
    assert AuditEntry.objects.filter(verb="event.planned", target_id=event.public_id).exists()


@pytest.mark.parametrize(
    ("more", "field", "said"),
    [
        ({"ends": clocks(2026, 7, 16, 18, 0)}, "ends", "It ends before it begins"),
        ({"ends": clocks(2026, 7, 16, 18, 30)}, "ends", "It ends before it begins"),
        ({"starts": clocks(2026, 7, 1, 9), "ends": clocks(2026, 7, 1, 10)}, "day", "already passed"),
        ({"starts": clocks(2031, 7, 1, 9), "ends": clocks(2031, 7, 1, 10)}, "day", "outside this program"),
    ],
)
def test_times_that_cannot_be_are_refused_beside_their_field(
    inside: House, more: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(EventRefused, match=said) as refusal:
        plan(inside, **more)

    assert refusal.value.field == field
    assert not Event.objects.exists()


# peers 5.8
@pytest.mark.parametrize(
    ("repeats", "days"),
    [
        (Repeats.WEEKLY, ["2026-10-08", "2026-10-15", "2026-10-22", "2026-10-29"]),
        (Repeats.FORTNIGHTLY, ["2026-10-08", "2026-10-22", "2026-11-05", "2026-11-19"]),
        (Repeats.MONTHLY_DAY, ["2026-10-08", "2026-11-08", "2026-12-08", "2027-01-08"]),
        (Repeats.MONTHLY_WEEKDAY, ["2026-10-08", "2026-11-12", "2026-12-10", "2027-01-14"]),
        (Repeats.MONTHLY_LAST, ["2026-10-29", "2026-11-26", "2026-12-31", "2027-01-28"]),
    ],
)
def test_series_keeps_its_time_on_the_clocks_when_they_change(inside: House, repeats: Repeats, days: list[str]) -> None:
    inside.program.time_zone = "Europe/Berlin"  # the clocks go back on 25 October

    made = plan(inside, starts=clocks(2026, 10, 8, 9), ends=clocks(2026, 10, 8, 10), rule=Rule(repeats, count=4))

    assert [wall(one.starts_at, "Europe/Berlin") for one in made] == [
        datetime.combine(date.fromisoformat(day), clocks(2026, 1, 1, 9).time()) for day in days
    ]
    assert {one.ends_at - one.starts_at for one in made} == {timedelta(hours=1)}
    assert len({one.public_id for one in made}) == 4


def test_series_ends_with_the_program_or_on_its_day(inside: House) -> None:
    to_the_end = plan(inside, rule=Rule(Repeats.WEEKLY))
    to_a_day = plan(inside, rule=Rule(Repeats.WEEKLY, until=date(2026, 7, 30)))

    assert to_the_end[-1].starts_at.date() < inside.program.ends_before
    assert [one.starts_at.date() for one in to_a_day] == [date(2026, 7, 16), date(2026, 7, 23), date(2026, 7, 30)]


def test_hour_that_the_clocks_leave_out_comes_an_hour_later(inside: House) -> None:
    inside.program.time_zone = "America/New_York"  # 02:30 is not there on 8 November's counterpart in March

    (event,) = create_event(
        actor=inside.ada.membership,
        program=inside.program,
        words=replace(SUPPER, starts=clocks(2026, 3, 8, 2, 30), ends=clocks(2026, 3, 8, 3, 0)),
        now=datetime(2026, 2, 1, tzinfo=UTC),
    )

    assert wall(event.starts_at, "America/New_York") == clocks(2026, 3, 8, 3, 30)
    assert event.ends_at - event.starts_at == timedelta(minutes=30)


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        (Rule(Repeats.WEEKLY, until=date(2026, 7, 1)), "until", "never happens"),
        (Rule(Repeats.WEEKLY, count=0), "count", "1 or more"),
        (Rule(Repeats.WEEKLY, until=date(2029, 7, 1)), "until", "long after the program"),
        (Rule(Repeats.MONTHLY_DAY, count=40), "count", "long after the program"),
    ],
)
def test_series_that_cannot_be_is_refused(inside: House, rule: Rule, field: str, said: str) -> None:
    with pytest.raises(EventRefused, match=said) as refusal:
        plan(inside, rule=rule)

    assert refusal.value.field == field
    assert not Event.objects.exists()


# peers 5.8
def test_one_date_of_a_series_is_changed_alone_and_stays_so(inside: House) -> None:
    first, second, third = plan(inside, rule=Rule(Repeats.WEEKLY, count=3))
    alone = replace(SUPPER, title="Picnic", starts=clocks(2026, 7, 23, 12), ends=clocks(2026, 7, 23, 14))

    edit_event(actor=inside.ada.membership, event=second, words=alone, now=NOON)
    later = replace(SUPPER, title="Supper", starts=clocks(2026, 7, 17, 19), ends=clocks(2026, 7, 17, 21))
    count = edit_event(actor=inside.ada.membership, event=first, words=later, later_too=True, now=NOON)

    rows = Event.objects.order_by("starts_at").values_list("title", "starts_at", "revision")
    assert count == 2
    assert list(rows) == [
        ("Supper", datetime(2026, 7, 17, 19, tzinfo=UTC), 1),
        ("Picnic", datetime(2026, 7, 23, 12, tzinfo=UTC), 1),
        ("Supper", datetime(2026, 7, 31, 19, tzinfo=UTC), 1),
    ]
    assert third.public_id in set(Event.objects.values_list("public_id", flat=True))


def test_one_date_of_a_series_is_called_off_alone(inside: House) -> None:
    _first, second, _third = plan(inside, rule=Rule(Repeats.WEEKLY, count=3))

    cancel_event(actor=inside.ada.membership, event=second, reason="", now=NOON)

    assert list(Event.objects.filter(cancelled_at=None).order_by("id").values_list("starts_at__day", flat=True)) == [
        16, 30,
    ]  # fmt: skip


def test_fewer_seats_than_people_are_refused(inside: House) -> None:
    (event,) = plan(inside, capacity=3)
    for person in (inside.ada.place, inside.ben.place):
        say(event, person, ReplyState.GOING)

    with pytest.raises(EventRefused, match="2 seats are taken") as refusal:
        edit_event(actor=inside.ada.membership, event=event, words=replace(SUPPER, capacity=1), now=NOON)

    assert refusal.value.field == "capacity"


# --- replies


# peers 5.6
def test_line_moves_up_in_order_when_a_seat_frees(inside: House) -> None:
    (event,) = plan(inside, capacity=1)
    ada, ben, mira = inside.ada.place, inside.ben.place, inside.mira.place
    for minute, person in enumerate((ada, mira, ben)):
        say(event, person, ReplyState.GOING, now=NOON + timedelta(minutes=minute))
    assert states(event) == {"Ada": "going", "Mira": "waiting", "Ben": "waiting"}

    say(event, ada, ReplyState.NOT_GOING)

    assert states(event) == {"Ada": "not_going", "Mira": "going", "Ben": "waiting"}
    assert Reply.objects.get(participant=mira).news == EventNews.SEAT


def test_nobody_passes_those_who_wait_and_leaving_costs_the_place(inside: House) -> None:
    (event,) = plan(inside, capacity=2)
    ada, ben, mira = inside.ada.place, inside.ben.place, inside.mira.place
    say(event, ada, ReplyState.GOING)
    say(event, ben, ReplyState.GOING, guests=1)  # two seats: there is one
    assert states(event)["Ben"] == "waiting"
    say(event, mira, ReplyState.GOING, now=NOON + timedelta(minutes=1))
    assert states(event)["Mira"] == "waiting"

    say(event, ben, ReplyState.MAYBE)
    assert states(event)["Mira"] == "going"
    say(event, ben, ReplyState.GOING, now=NOON + timedelta(minutes=2))

    assert [row.participant_id for row in reads.waiting_line(event)] == [ben.pk]


# peers 5.6
def test_guests_take_seats_and_asking_for_too_many_keeps_ones_own(inside: House) -> None:
    (event,) = plan(inside, capacity=3)
    say(event, inside.ada.place, ReplyState.GOING)
    say(event, inside.ben.place, ReplyState.GOING, guests=1)

    with pytest.raises(ReplyRefused, match="Yours is kept"):
        say(event, inside.ada.place, ReplyState.GOING, guests=1)
    with pytest.raises(ReplyRefused, match="only 3 seats"):
        say(event, inside.mira.place, ReplyState.GOING, guests=3)
    with pytest.raises(ReplyRefused, match="up to 5 guests"):
        say(event, inside.mira.place, ReplyState.GOING, guests=6)

    assert (states(event), reads.seats_taken(event)) == ({"Ada": "going", "Ben": "going"}, 3)


def test_more_seats_are_given_to_the_line(inside: House) -> None:
    (event,) = plan(inside, capacity=1)
    for person in (inside.ada.place, inside.ben.place, inside.mira.place):
        say(event, person, ReplyState.GOING)

    edit_event(actor=inside.ada.membership, event=event, words=replace(SUPPER, capacity=2), now=NOON)

    assert states(event) == {"Ada": "going", "Ben": "going", "Mira": "waiting"}


def test_undo_takes_a_reply_back(inside: House) -> None:
    (event,) = plan(inside)

    first = say(event, inside.ben.place, ReplyState.GOING, guests=2)
    second = say(event, inside.ben.place, ReplyState.MAYBE)
    third = say(event, inside.ben.place, None)

    assert (first.was, second.was, second.guests_were, third.was) == ("", "going", 2, "maybe")
    assert not Reply.objects.exists()


def test_no_reply_to_what_is_over_or_called_off(inside: House) -> None:
    (event,) = plan(inside)
    with pytest.raises(ReplyRefused, match="over"):
        say(event, inside.ben.place, ReplyState.GOING, now=BEGINS + timedelta(hours=2))
    cancel_event(actor=inside.ada.membership, event=event, reason="", now=NOON)
    with pytest.raises(ReplyRefused, match="called off"):
        say(event, inside.ben.place, ReplyState.GOING)


def test_seat_of_somebody_who_left_the_program_goes_to_the_line(inside: House) -> None:
    (event,) = plan(inside, capacity=1)
    say(event, inside.ben.place, ReplyState.GOING)
    say(event, inside.mira.place, ReplyState.GOING)
    withdraw_participant(actor=inside.ada.membership, participant=inside.ben.place, on=NOON.date(), reason="", now=NOON)

    make_event_round(now=NOON)

    assert states(event)["Mira"] == "going"


# --- mail


def sent(django_capture_on_commit_callbacks: Any, now: datetime) -> list[tuple[str, str]]:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        send_due_event_mail(now=now)
    return sorted((message.to[0].split("@")[0], message.subject) for message in mail.outbox)


# peers 5.7
def test_only_those_who_come_are_reminded_a_day_and_an_hour_before_once_each(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:
    (event,) = plan(inside, capacity=1)
    say(event, inside.ben.place, ReplyState.GOING)
    say(event, inside.mira.place, ReplyState.GOING)  # in line
    say(event, inside.ada.place, ReplyState.MAYBE)
    step, at, got = timedelta(minutes=10), BEGINS - timedelta(hours=26), []

    while at <= BEGINS + step:
        got += [(BEGINS - at, *line) for line in sent(django_capture_on_commit_callbacks, at)]
        at += step

    reminder = ("ben", "Soon: Long table supper")
    assert got == [(timedelta(hours=24), *reminder), (timedelta(hours=1), *reminder)]


def test_beat_that_was_away_reminds_once_and_nobody_hears_right_after_their_yes(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:
    (event,) = plan(inside)
    say(event, inside.ben.place, ReplyState.GOING)
    say(event, inside.mira.place, ReplyState.GOING, now=BEGINS - timedelta(minutes=30))

    got = sent(django_capture_on_commit_callbacks, BEGINS - timedelta(minutes=20))

    assert got == [("ben", "Soon: Long table supper")]
    assert sent(django_capture_on_commit_callbacks, BEGINS - timedelta(minutes=10)) == []


def test_reminder_tells_place_link_and_the_time_of_the_program(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:
    inside.program.time_zone = "Asia/Tokyo"
    inside.program.save(update_fields=["time_zone"])
    (event,) = plan(inside, link="https://calls.example/supper")
    say(event, inside.ben.place, ReplyState.GOING)

    sent(django_capture_on_commit_callbacks, event.starts_at - timedelta(hours=2))

    text = mail.outbox[0].body
    assert "Thursday 16 July, 18:30 – 20:00 (Asia/Tokyo)" in text
    assert "Courtyard" in text
    assert "https://calls.example/supper" in text
    assert inside.address(f"events/{event.public_id}/") in text


def test_reminder_tells_the_time_of_whoever_chose_a_zone_in_their_language(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:  # peers 7.14, 7.15
    inside.ben.user.time_zone, inside.ben.user.language = "Asia/Tokyo", "de"
    inside.ben.user.save(update_fields=["time_zone", "language"])
    (event,) = plan(inside)
    for person in (inside.ben, inside.mira):
        say(event, person.place, ReplyState.GOING)

    sent(django_capture_on_commit_callbacks, event.starts_at - timedelta(hours=2))

    told = {one.to[0].partition("@")[0]: one.body for one in mail.outbox}
    assert "Freitag, 17. Juli, 03:30 – 05:00 (Asia/Tokyo)" in told["ben"]
    assert "Thursday 16 July, 18:30 – 20:00 (UTC)" in told["mira"]


def test_called_off_tells_those_coming_and_in_line_and_nobody_else(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:
    (event,) = plan(inside, capacity=1)
    say(event, inside.ben.place, ReplyState.GOING)
    say(event, inside.mira.place, ReplyState.GOING)
    say(event, inside.ada.place, ReplyState.MAYBE)

    cancel_event(actor=inside.ada.membership, event=event, reason="The cook is ill.", now=NOON)

    told = sent(django_capture_on_commit_callbacks, NOON)
    assert told == [("ben", "Called off: Long table supper"), ("mira", "Called off: Long table supper")]
    assert "The cook is ill." in mail.outbox[0].body
    assert sent(django_capture_on_commit_callbacks, BEGINS - timedelta(minutes=30)) == []


def test_new_time_is_told_and_reminded_of_again_and_new_words_are_not(
    inside: House, django_capture_on_commit_callbacks: Any
) -> None:
    (event,) = plan(inside)
    say(event, inside.ben.place, ReplyState.GOING)
    sent(django_capture_on_commit_callbacks, BEGINS - timedelta(hours=23))
    ada = inside.ada.membership

    edit_event(actor=ada, event=event, words=replace(SUPPER, text="Bring a story."), now=NOON)
    assert sent(django_capture_on_commit_callbacks, NOON) == []
    moved = replace(SUPPER, starts=clocks(2026, 7, 20, 18), ends=clocks(2026, 7, 20, 20))
    edit_event(actor=ada, event=event, words=moved, now=NOON)

    assert sent(django_capture_on_commit_callbacks, NOON) == [("ben", "Changed: Long table supper")]
    later = datetime(2026, 7, 20, 17, 30, tzinfo=UTC)
    assert sent(django_capture_on_commit_callbacks, later) == [("ben", "Soon: Long table supper")]


def test_seat_and_invitation_are_told(inside: House, django_capture_on_commit_callbacks: Any) -> None:
    event = host_event(host=inside.ben.place, words=replace(SUPPER, capacity=2), asked=[inside.mira.place], now=NOON)

    assert sent(django_capture_on_commit_callbacks, NOON) == [("mira", "Would you like to come? Long table supper")]
    say(event, inside.ada.place, ReplyState.GOING)
    say(event, inside.mira.place, ReplyState.GOING)
    say(event, inside.ada.place, None)
    assert sent(django_capture_on_commit_callbacks, NOON) == [("mira", "A seat is yours: Long table supper")]


def test_title_with_line_breaks_adds_no_header(inside: House, django_capture_on_commit_callbacks: Any) -> None:
    (event,) = plan(inside, title="Supper\r\nBcc: all@people.example")
    say(event, inside.ben.place, ReplyState.GOING)

    assert sent(django_capture_on_commit_callbacks, BEGINS - timedelta(hours=2)) == [
        ("ben", "Soon: Supper Bcc: all@people.example")
    ]


# --- being there


# peers 5.10
def test_tap_for_those_who_come_code_for_others_and_nothing_outside_the_window(inside: House) -> None:
    (event,) = plan(inside)
    ben, mira = inside.ben.place, inside.mira.place
    say(event, ben, ReplyState.GOING)

    with pytest.raises(ReplyRefused, match="2 hours before"):
        check_in(event=event, participant=ben, now=BEGINS - timedelta(hours=2, minutes=1))
    with pytest.raises(ReplyRefused, match="not the code"):
        check_in(event=event, participant=mira, code="WRONG", now=BEGINS)
    check_in(event=event, participant=ben, now=BEGINS - timedelta(hours=2))
    check_in(event=event, participant=mira, code=f" {event.check_in_code.lower()} ", now=BEGINS + timedelta(hours=3))

    there = set(Reply.objects.filter(attendance=Attendance.PRESENT).values_list("participant_id", flat=True))
    assert there == {ben.pk, mira.pk}
    with pytest.raises(ReplyRefused, match="2 hours before"):
        check_in(event=event, participant=ben, now=BEGINS + timedelta(hours=3, minutes=31))


# peers 5.10
def test_facilitator_notes_who_was_there_and_why_not(inside: House) -> None:
    (event,) = plan(inside)
    ben, mira = inside.ben.place, inside.mira.place
    say(event, ben, ReplyState.GOING)
    marks = {ben.public_id: Mark(Attendance.ABSENT, "On a train"), mira.public_id: Mark(Attendance.PRESENT)}

    with pytest.raises(ReplyRefused, match="two hours before"):
        mark_attendance(actor=inside.ada.membership, event=event, marks=marks, now=NOON)
    mark_attendance(actor=inside.ada.membership, event=event, marks=marks, now=BEGINS)

    rows = Reply.objects.order_by("id").values_list("participant", "attendance", "absence_reason", "state")
    assert list(rows) == [(ben.pk, "absent", "On a train", "going"), (mira.pk, "present", "", "unsaid")]
    with pytest.raises(ReplyRefused, match="noted that you were not there"):
        check_in(event=event, participant=ben, now=BEGINS)


def test_attendance_of_strangers_is_refused_whole(inside: House) -> None:
    (event,) = plan(inside)
    marks = {one.public_id: Mark(Attendance.PRESENT) for one in (inside.ben.place, inside.sam.place)}

    with pytest.raises(ReplyRefused, match="not in this program now"):
        mark_attendance(actor=inside.ada.membership, event=event, marks=marks, now=BEGINS)

    assert not Reply.objects.exists()


def test_being_in_one_room_is_never_a_tie(inside: House) -> None:
    (event,) = plan(inside)
    people = [inside.ada.place, inside.ben.place, inside.mira.place]
    marks: dict[Any, Mark | None] = {one.public_id: Mark(Attendance.PRESENT) for one in people}

    mark_attendance(actor=inside.ada.membership, event=event, marks=marks, now=BEGINS)

    assert (Tie.objects.count(), Interaction.objects.count()) == (0, 0)
    assert [one.pk for one in reads.people_there(event, inside.ada.place)] == [people[1].pk, people[2].pk]


# --- hosting and months


# peers D15
def test_anybody_hosts_and_it_counts_as_talking(inside: House) -> None:
    event = host_event(host=inside.ben.place, words=SUPPER, asked=[inside.mira.place, inside.sam.place], now=NOON)

    assert (event.kind, event.form) == (LearningKind.PEER, EventForm.PEER_LED)
    assert states(event) == {"Ben": "going", "Mira": "unsaid"}
    assert event in list(reads.own_events(inside.mira.place, NOON))


def test_host_has_not_too_many_at_once(inside: House) -> None:
    for _number in range(6):
        host_event(host=inside.ben.place, words=SUPPER, asked=[], now=NOON)

    with pytest.raises(EventRefused, match="already host 6"):
        host_event(host=inside.ben.place, words=SUPPER, asked=[], now=NOON)


# peers D14
def test_months_without_something_to_do_together(inside: House) -> None:
    inside.program.time_zone = "Pacific/Auckland"
    assert reads.months_without_experiential_event(inside.program) == list(range(1, 13))
    plan(inside)  # 16 July: month 7 begins on 12 July
    plan(inside, kind=LearningKind.FORMAL, starts=clocks(2026, 8, 20, 9), ends=clocks(2026, 8, 20, 10))
    (called_off,) = plan(inside, starts=clocks(2026, 9, 20, 9), ends=clocks(2026, 9, 20, 10))
    cancel_event(actor=inside.ada.membership, event=called_off, reason="", now=NOON)
    plan(inside, starts=clocks(2026, 10, 12, 0, 30), ends=clocks(2026, 10, 12, 1, 30))  # still 11 October in UTC

    assert reads.months_without_experiential_event(inside.program) == [1, 2, 3, 4, 5, 6, 8, 9, 11, 12]
