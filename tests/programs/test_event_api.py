"""Events and office hours by API: planned, changed, called off; offered, taken, given back; the two questions."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client

from belonging.core import clock
from programs.enums import Attendance, ReplyState
from programs.models import Event, OfficeHour, Reply
from tests.cast import NOON, House
from tests.conftest import SignIn


def send(client: Client, method: str, address: str, data: object = None, *, key: str = "") -> Any:
    headers = {"If-Match": "*"} | ({"Idempotency-Key": key} if key else {})
    return getattr(client, method)(address, data or {}, content_type="application/json", headers=headers)


def words(**more: object) -> dict[str, object]:
    begins = clock.now().replace(microsecond=0, second=0) + timedelta(days=9)
    block = {"kind": "connect", "minutes": 10, "title": "In pairs", "size": 2}
    return {
        "title": "Supper", "starts_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=2)).isoformat(),
        "place": "Courtyard", "design": "connection-first", "agenda": [block],
    } | more  # fmt: skip


# peers 5.6, D45, D83
def test_event_is_planned_changed_and_called_off(northlight: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    plan = northlight.api("events/new/")

    backwards = send(ada, "post", plan, words(ends_at=words()["starts_at"]))
    made = send(ada, "post", plan, words())
    one = northlight.api(f"events/{made.json()['id']}/")
    send(ben, "post", one + "reply/", {"state": "going"})
    changed = send(ada, "put", one, words(place="Kitchen"))
    forbidden = [send(ben, "put", one, words()).status_code, ben.delete(one).status_code]
    seen = ben.get(one).json()
    gone = send(ada, "delete", one, {"reason": "Rain"})

    assert (backwards.status_code, made.status_code, changed.status_code, gone.status_code) == (422, 201, 204, 204)
    assert forbidden == [403, 403]
    assert (seen["place"], seen["reply"], seen["people_going"]) == ("Kitchen", "going", 1)
    assert ben.get(one).json()["is_cancelled"]
    with northlight.open():
        event = Event.objects.get()
    assert (event.design, event.agenda[0]["title"]) == ("connection-first", "In pairs")


# peers D75
def test_two_questions_are_answered_by_those_who_were_there(northlight: House, sign_in: SignIn) -> None:
    now = clock.now()
    with northlight.open():
        event = Event.objects.create(
            program=northlight.program, title="Supper", kind="peer", form="social",
            starts_at=now - timedelta(hours=5), ends_at=now - timedelta(hours=3),
        )  # fmt: skip
        Reply.objects.create(
            event=event, participant=northlight.ben.place, state=ReplyState.GOING, asked_at=NOON,
            attendance=Attendance.PRESENT,
        )  # fmt: skip
    where = northlight.api(f"events/{event.public_id}/answers/")

    ben = send(sign_in(northlight.ben), "post", where, {"rating": 4, "met_new": 3})
    mira = send(sign_in(northlight.mira), "post", where, {"rating": 4})
    wrong = send(sign_in(northlight.ben), "post", where, {"rating": 6})

    assert (ben.status_code, mira.status_code, wrong.status_code) == (204, 422, 400)
    with northlight.open():
        assert Reply.objects.get(rating=4).met_new == 3


# peers D58
def test_office_hours_are_offered_taken_and_given_back(northlight: House, sign_in: SignIn) -> None:
    ada, ben, mira = (sign_in(one) for one in (northlight.ada, northlight.ben, northlight.mira))
    where, begins = northlight.api("office-hours/"), clock.now().replace(second=0, microsecond=0) + timedelta(days=3)
    stretch = {"begins_at": begins.isoformat(), "ends_at": (begins + timedelta(hours=1)).isoformat(), "minutes": 30}

    nowhere = send(ada, "post", where + "new/", stretch)
    offered = send(ada, "post", where + "new/", stretch | {"place": "Room 4"}).json()
    one = f"{where}{offered[0]['id']}/"
    taken = send(ben, "post", one, {"about": "My shyness"})
    late = send(mira, "post", one)
    listed = [[line["is_mine"] for line in client.get(where).json()] for client in (ben, mira)]
    back = ben.delete(one)
    withdrawn = ada.delete(one)

    assert (nowhere.status_code, len(offered), taken.status_code, late.status_code) == (422, 2, 204, 422)
    assert listed == [[True, False], [False]]
    assert (back.status_code, withdrawn.status_code, send(mira, "post", one).status_code) == (204, 204, 404)
    assert "shyness" not in "".join(letter.body for letter in mail.outbox)
    with northlight.open():
        assert OfficeHour.objects.count() == 1
