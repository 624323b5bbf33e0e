"""Paths by API: promises made, given and dropped, a step left out, days moved; and the personal links of who asks."""

from datetime import timedelta
from typing import Any

from django.test import Client

from programs.enums import PersonStepState
from programs.models import PersonalLink, PersonStep, Promise
from tests.cast import TODAY, House
from tests.conftest import SignIn
from tests.guards.people_rows import plant_people
from tests.programs.walk import give, make_module, make_step

WORDS = {"text": "Ask Mira how the move went", "due_on": str(TODAY + timedelta(days=9)), "asks": ["How was it?"]}


def post(client: Client, house: House, rest: str, words: object = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(house.api(rest), words or {}, content_type="application/json", headers=headers)


def test_a_promise_is_made_once_and_dropped_by_whose_it_is(northlight: House, sign_in: SignIn) -> None:
    ben, ada = sign_in(northlight.ben), sign_in(northlight.ada)

    made, twin = (post(ben, northlight, "promises/new/", WORDS, key="one") for _ in range(2))
    late = post(ben, northlight, "promises/new/", WORDS | {"due_on": str(TODAY - timedelta(days=1))})
    at = northlight.api(f"promises/{made.json()['id']}/")
    dropped = [client.delete(at).status_code for client in (ada, ben, ben)]

    assert (made.status_code, twin.json()) == (201, made.json())
    assert made.json().keys() == {"id"}  # what is kept for a second answer holds no words of a person
    assert (late.status_code, late.json()["field"]) == (422, "due_on")
    assert dropped == [404, 204, 404]
    with northlight.open():
        assert not Promise.objects.filter(participant=northlight.ben.place, source="own").exists()


def test_only_an_optional_step_is_left_out(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    with northlight.open():
        module = make_module(northlight.program)
        steps = [make_step(module, key, is_optional=key == "extra") for key in ("extra", "core")]
        extra, core = (give(northlight.ben.place, step, TODAY) for step in steps)

    answers = [post(ben, northlight, f"steps/{row.public_id}/skip/").status_code for row in (extra, core)]

    assert answers == [204, 422]
    with northlight.open():
        assert PersonStep.objects.get(pk=extra.pk).state == PersonStepState.SKIPPED


def test_personal_links_are_renewed_and_closed_by_those_who_run_it(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        row = plant_people(northlight.program, northlight.ben.place, northlight.ada.place).registration
    at = f"registrations/{row.public_id}/link/"
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)

    renewed = post(ada, northlight, at)
    with northlight.open():
        assert not PersonalLink.objects.filter(registration=row, expires_at__isnull=False, revoked_at=None).exists()
    closed = ada.delete(northlight.api(at))

    assert (renewed.status_code, closed.status_code) == (204, 204)
    assert [post(ben, northlight, at).status_code, ben.delete(northlight.api(at)).status_code] == [403, 403]


def test_somebodys_path_is_paused_moved_and_given_a_promise(northlight: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    person = f"places/{northlight.mira.place.public_id}"
    with northlight.open():
        row = give(northlight.mira.place, make_step(make_module(northlight.program), "first"), TODAY)
    until = {"until": str(TODAY + timedelta(days=5))}

    moved = post(ada, northlight, f"{person}/shift/", {"days": 3, "from_on": str(TODAY)})
    far = post(ada, northlight, f"{person}/shift/", {"days": 9999, "from_on": str(TODAY)})
    given, twin = (post(ada, northlight, f"{person}/promises/", WORDS, key="one") for _ in range(2))
    paused = post(ada, northlight, f"{person}/pause/", until)
    back = [ada.delete(northlight.api(f"{person}/pause/")).status_code for _ in range(2)]

    assert (moved.json(), far.status_code, far.json()["field"]) == ({"count": 1}, 422, "days")
    assert (given.status_code, twin.json()) == (201, given.json())
    assert (paused.status_code, paused.json()["state"], back) == (200, "paused", [204, 422])
    assert post(ben, northlight, f"{person}/pause/", until).status_code == 403
    with northlight.open():
        assert PersonStep.objects.get(pk=row.pk).opens_on == TODAY + timedelta(days=3)
        assert Promise.objects.filter(participant=northlight.mira.place, source="assigned").count() == 1
