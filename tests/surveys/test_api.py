"""Surveys by API: the same seal and the same published figures as on the pages."""

import pytest

from belonging.tenancy.models import AuditEntry
from programs.services.remits import set_remit
from surveys.models.ballots import SealedBallot
from tests.cast import NOON, House
from tests.conftest import SignIn
from tests.guards.tables import digest
from tests.surveys.community import make_community, same, send

pytestmark = pytest.mark.django_db
JSON = "application/json"


# security S1, S5, S8, S13
def test_answers_are_sealed_changed_taken_back_and_never_read(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        wave = make_community(northlight, 12).opened()
        entries = AuditEntry.objects.count()
    at = f"/api/v1/o/northlight/p/{northlight.program.slug}/surveys/"
    ben, ada = sign_in(northlight.ben), sign_in(northlight.ada)
    asked = ben.get(f"{at}{wave.public_id}/").json()
    own = f"{at}{wave.public_id}/answers/"

    assert asked["promise"] == wave.promise_text
    assert [one["asks_me"] for one in ben.get(at).json() if one["id"] == str(wave.public_id)] == [True]
    said = {"answers": {"voice": 4, "band": 2}, "words": {"anything-else": "saffron-77"}}
    before = digest()
    assert ben.put(own, said, JSON).status_code == 200  # words come with a code
    assert ben.put(own, {"answers": {"voice": 2}}, JSON).status_code == 204
    assert {table for table, found in digest().items() if found != before[table]} == {"surveys_sealedballot"}
    for wrong in ({"answers": {"voice": 9}}, {"answers": {"nothing": 1}}, {"answers": {}}, {"answers": {"voice": "x"}}):
        assert ben.put(own, wrong, JSON).status_code in {400, 409, 422}, wrong
    assert ben.get(own).status_code == 405
    assert ben.get(f"{at}{wave.public_id}/results/").status_code == ada.get(f"{own[:-8]}results/").status_code == 404
    with northlight.open():
        assert (SealedBallot.objects.count(), AuditEntry.objects.count()) == (1, entries)
    assert ben.delete(own).status_code == 204
    with northlight.open():
        assert SealedBallot.objects.count() == 0


# peers 2.12, 2.19, 6.9; security S10
def test_results_are_the_published_ones(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        community = make_community(northlight, 24)
        wave = community.opened()
        for number, member in enumerate(community.members):
            send(wave, member, same(2 + number % 3)(number) | {"band": 1 + number % 2}, f"word-{number}")
        community.closed(wave)
    at = f"/api/v1/o/northlight/p/{northlight.program.slug}/surveys/{wave.public_id}/results/"
    for_all, for_staff = sign_in(northlight.ben).get(at), sign_in(northlight.ada).get(at)

    assert for_all.json()["headline"]["value"] == 3.0
    assert (for_all.json()["items"], for_all.json()["groupings"]) == ([], [])
    assert for_staff.json()["groupings"][0]["name"] == "Department"
    assert b"word-" not in for_staff.content

    with northlight.open():
        words = {"actor": northlight.una.membership, "program": northlight.program, "now": NOON}
        set_remit(facilitator=northlight.ada.membership, segments=["Care"], **words)
    departments = [
        [row["label"] for row in sign_in(person).get(at).json()["groupings"][0]["groups"]]
        for person in (northlight.ada, northlight.una)
    ]
    assert departments[0] == [one for one in departments[1] if one == "Care"] != departments[1]


def test_a_survey_is_planned_once_and_people_are_reminded(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        wave = make_community(northlight, 12).opened()
        questions = str(wave.instrument.public_id)
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    words = {"instrument": questions, "kind": "pulse", "opens_on": "2026-08-20", "closes_on": "2026-08-29"}
    at, once = northlight.api("surveys/"), {"Idempotency-Key": "one"}

    made, twin = (ada.post(f"{at}new/", words, JSON, headers=once) for _ in range(2))
    near = ada.post(f"{at}new/", words, JSON)
    unknown = ada.post(f"{at}new/", words | {"instrument": str(wave.public_id)}, JSON)
    reminders = [ada.post(f"{at}{wave.public_id}/remind/", {}, JSON).status_code for _ in range(2)]

    assert (made.status_code, made.json()["state"], twin.json()) == (201, "planned", made.json())
    assert (near.status_code, near.json()["type"], unknown.status_code) == (422, "about:blank#wave_refused", 404)
    assert reminders == [204, 422]
    assert [ben.post(f"{at}{rest}", words, JSON).status_code for rest in ("new/", f"{wave.public_id}/remind/")] == [
        403, 403,
    ]  # fmt: skip
