"""What happens at an event by API: a series with a date of its own, who was there, topics on the wall."""

from datetime import timedelta
from uuid import UUID, uuid4

from belonging.core import clock
from programs.enums import Attendance, ReplyState
from programs.models import Event, Reply
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.programs.test_event_api import send, words


def supper(house: House, *, hours_ago: int = 0) -> Event:
    begins = clock.now() - timedelta(hours=hours_ago)
    event = Event.objects.create(
        program=house.program, title="Supper", kind="peer", form="social",
        starts_at=begins, ends_at=begins + timedelta(hours=2),
    )  # fmt: skip
    Reply.objects.create(event=event, participant=house.ben.place, state=ReplyState.GOING, asked_at=NOON)
    return event


# peers 5.8
def test_series_is_planned_one_date_moved_and_the_rest_called_off(northlight: House, sign_in: SignIn) -> None:
    ada, plan = sign_in(northlight.ada), northlight.api("events/new/")

    never = send(ada, "post", plan, words(repeats="weekly", until="2020-01-01"))
    twice = [send(ada, "post", plan, words(repeats="weekly", count=4), key="a series") for _ in range(2)]
    other = send(ada, "post", plan, words(repeats="weekly", count=5), key="a series")
    first = twice[0].json()
    with northlight.open():
        dates = list(Event.objects.order_by("starts_at"))
    one, two = (northlight.api(f"events/{event.public_id}/") for event in dates[:2])
    alone = send(ada, "put", two, words(starts_at=dates[1].starts_at, ends_at=dates[1].ends_at, place="Roof"))
    together = send(ada, "put", one, words(place="Hall", later_too=True))
    places = [ada.get(northlight.api(f"events/{event.public_id}/")).json()["place"] for event in dates]
    gone = send(ada, "delete", one, {"reason": "Rain", "later_too": True})

    assert twice[1].json() == first
    assert (other.status_code, other.json()["type"]) == (422, "about:blank#idempotency_key_reused")
    assert (never.status_code, never.json()["field"], first["is_repeated"], len(dates)) == (422, "until", True, 4)
    assert (alone.status_code, together.status_code, gone.status_code) == (204, 204, 204)
    assert places == ["Hall", "Roof", "Hall", "Hall"]
    with northlight.open():
        assert [event.pk for event in Event.objects.filter(cancelled_at=None)] == [dates[1].pk]


# peers 5.10
def test_who_was_there_is_noted_by_those_who_run_it(northlight: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    with northlight.open():
        event = supper(northlight, hours_ago=1)
    where = northlight.api(f"events/{event.public_id}/attendance/")
    person, mira = northlight.ben.place.public_id, northlight.mira.place.public_id

    def note(who: UUID, attendance: str | None, reason: str = "") -> int:
        mark = {"person": str(who), "attendance": attendance, "reason": reason}
        return int(send(ada, "post", where, {"marks": [mark]}).status_code)

    absent = [note(person, "absent", "Ill"), note(mira, "present", "a reason that is none")]
    listed = {line["name"]: (line["attendance"], line["absence_reason"]) for line in ada.get(where).json()}
    refused = [note(uuid4(), "present"), note(person, "perhaps"), send(ben, "post", where, {"marks": []}).status_code]
    taken_back = note(person, None)

    assert (absent, refused, taken_back) == ([200, 200], [422, 400, 403], 200)
    assert listed == {
        northlight.ben.membership.name: ("absent", "Ill"),
        northlight.mira.membership.name: ("present", ""),
    }
    assert ben.get(where).status_code == 403
    with northlight.open():
        rows = Reply.objects.order_by("participant_id").values_list("participant_id", "attendance")
        assert dict(rows) == {northlight.ben.place.pk: "", northlight.mira.place.pk: Attendance.PRESENT}


# peers D45, D46, D77
def test_questions_are_asked_wanted_and_answered(northlight: House, sign_in: SignIn) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    with northlight.open():
        event = supper(northlight)
        Event.objects.filter(pk=event.pk).update(
            agenda=[{"kind": "questions", "minutes": 30, "title": "Questions", "size": 0}]
        )
    wall = northlight.api(f"events/{event.public_id}/topics/")

    stranger = send(mira, "post", wall, {"title": "Me too"})
    ids = [send(ben, "post", wall, {"title": title}).json()["id"] for title in ("First?", "Second?")]
    second = northlight.api(f"topics/{ids[1]}/")
    wanted = [send(ben, "post", second).status_code for _ in range(2)]  # sent twice, it is the same as once
    noted = send(ben, "put", second, {"notes": "Ask early."})
    overwritten = send(ben, "put", second, {"notes": "Mine alone", "was": ""})
    seen, others = ben.get(wall).json(), mira.get(wall).json()

    assert (stranger.status_code, wanted, noted.status_code, overwritten.status_code) == (
        422, [204, 204], 204, 422,
    )  # fmt: skip
    assert [(one["title"], one["people"], one["is_chosen"], one["notes"]) for one in seen] == [
        ("Second?", 1, True, "Ask early."), ("First?", 0, False, ""),
    ]  # fmt: skip
    assert [one["is_chosen"] for one in others] == [False, False]
    left = [send(ben, "delete", northlight.api(f"topics/{one}/")).status_code for one in (ids[0], ids[1], ids[1])]
    assert (left, [one["is_chosen"] for one in ben.get(wall).json()]) == ([204, 204, 204], [False, False])
    assert mira.get(northlight.api(f"topics/{uuid4()}/")).status_code == 405
