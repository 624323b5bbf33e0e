"""One's own place: paused, taken up, left, come back to, completed; by service, page and API."""

from datetime import date, timedelta

import pytest

from belonging.tenancy.models import AuditEntry
from programs.enums import LeaveReason, ParticipantState, ProgramState, RegistrationState
from programs.models import Participant, Program, Registration
from programs.selectors.places import ended_programs, leaving_of
from programs.services import places as writes
from programs.services.programs import ParticipantRefused
from tests.cast import NOON, TODAY, House, make_person
from tests.conftest import SignIn
from tests.programs.arriving import asks, open_entrance
from tests.programs.walk import give, make_module, make_step, promise

UNTIL = TODAY + timedelta(days=10)


def state(house: House) -> str:
    with house.open():
        return Participant.objects.get(pk=house.ben.place.pk).state


def leave(house: House, person: Participant, words: str = "") -> None:
    writes.leave_place(participant=person, reason=LeaveReason.TIME, on=TODAY, now=NOON, words=words)


def test_pause_and_return_move_the_days_there_and_back(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "later"), UNTIL)
    ben, at = sign_in(northlight.ben), northlight.address("place/")

    ben.post(f"{at}pause/", {"until": UNTIL.isoformat()})
    with northlight.open():
        row.refresh_from_db()
        assert row.opens_on == UNTIL + timedelta(days=10)
    assert "Paused. You are back by yourself on Sunday 19 July." in ben.get(at).content.decode()

    ben.post(f"{at}return/")
    with northlight.open():
        row.refresh_from_db()
        assert (row.opens_on, state(northlight)) == (UNTIL, "active")


def test_pause_until_yesterday_is_refused_in_the_form(northlight: House, sign_in: SignIn) -> None:
    answer = sign_in(northlight.ben).post(northlight.address("place/pause/"), {"until": "2026-07-08"})

    assert (answer.status_code, "from tomorrow on" in answer.content.decode()) == (422, True)


def test_leaving_hands_the_place_on_and_asks_for_no_reason(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        open_entrance(northlight.program, capacity=3)
        waits = asks(northlight.program, "Noor", RegistrationState.WAITING)
        Registration.objects.filter(pk=waits.pk).update(lined_up_at=NOON)
    ben = sign_in(northlight.ben)
    assert "it needs no reason" in ben.get(northlight.address("place/leave/")).content.decode()

    answer = ben.post(northlight.address("place/leave/"), {}, follow=True)

    assert answer.redirect_chain == [("/o/northlight/", 302)]
    assert "You have left" in answer.content.decode()
    assert ben.get(northlight.address()).status_code == 404
    with northlight.open():
        waits.refresh_from_db()
        gone = Participant.objects.get(pk=northlight.ben.place.pk)
        assert (waits.state, gone.state, gone.withdrawal_reason) == ("accepted", "withdrawn", "unsaid")


def test_who_left_comes_back_to_everything(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        promise(northlight.ben.place, TODAY, "Bring bread")
        leave(northlight, northlight.ben.place, "So long.")
    ben = sign_in(northlight.ben)

    answer = ben.post(f"/o/northlight/places/{northlight.ben.place.public_id}/rejoin/", follow=True)

    assert "Bring bread" in answer.content.decode()
    with northlight.open():
        back = Participant.objects.get(pk=northlight.ben.place.pk)
        assert (back.state, back.withdrawal_reason, back.withdrawal_words) == ("active", "", "")


def test_nobody_comes_back_to_a_full_program_or_through_anothers_place(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        open_entrance(northlight.program, capacity=2)
        leave(northlight, northlight.ben.place)
    at = f"/o/northlight/places/{northlight.ben.place.public_id}/rejoin/"

    assert sign_in(northlight.mira).post(at).status_code == 404
    assert "Every place is taken now." in sign_in(northlight.ben).post(at, follow=True).content.decode()
    assert state(northlight) == "withdrawn"


def test_reasons_are_counted_from_five_and_words_stand_without_names(inside: House) -> None:
    for number in range(5):
        person = make_person(f"Guest{number}", "northlight", inside.program).place
        leave(inside, person, "Too much." if number == 0 else "")
        found = leaving_of(inside.program)
        assert (found.people, found.words) == (number + 1, ["Too much."])
        assert bool(found.reasons) == (number == 4)
    assert found.reasons == [("Not enough time", 5)]


def test_program_finishes_two_weeks_after_its_last_day(inside: House) -> None:  # peers 1.6
    last = date(2027, 1, 26)
    Participant.objects.filter(pk=inside.mira.place.pk).update(state=ParticipantState.PAUSED)
    early, late = (
        NOON.replace(year=one.year, month=one.month, day=one.day) for one in (last - timedelta(days=1), last)
    )
    assert (ended_programs(early), writes.finish_ended_programs(now=early)) == ([], 0)

    assert (writes.finish_ended_programs(now=late), writes.finish_ended_programs(now=late)) == (2, 0)

    people = Participant.objects.filter(program=inside.program)
    assert {one.state for one in people} == {"completed"}
    assert Program.objects.get(pk=inside.program.pk).state == ProgramState.FINISHED
    assert AuditEntry.objects.filter(verb="program.finished").count() == 2
    with pytest.raises(ParticipantRefused):
        leave(inside, Participant.objects.get(pk=inside.ben.place.pk))


@pytest.mark.parametrize("rest", ["", "roadmap/", "place/", "people/", "events/", "resources/", "welcome/"])
def test_finished_program_stays_readable(northlight: House, sign_in: SignIn, rest: str) -> None:  # peers 1.6
    with northlight.open():
        writes.finish_ended_programs(now=NOON + timedelta(days=365))

    answer = sign_in(northlight.ben).get(northlight.address(rest))

    assert answer.status_code == 200
    if rest == "place/":
        assert "Your year is complete." in answer.content.decode()


def test_milestones_are_seen_by_their_person_alone(northlight: House, sign_in: SignIn) -> None:  # peers 1.15
    with northlight.open():
        give(northlight.ben.place, make_step(make_module(northlight.program), "first"), TODAY, state="done")

    page = sign_in(northlight.ben).get(northlight.address("place/")).content.decode()

    assert page.count("Reached:") == 2  # the first step, which is half of the way here
    assert "Reached:" not in sign_in(northlight.mira).get(northlight.address("place/")).content.decode()


def test_place_by_api(northlight: House, sign_in: SignIn) -> None:
    ben, at = sign_in(northlight.ben), northlight.api("place/")
    assert ben.get(at).json()["state"] == "active"

    assert ben.post(f"{at}pause/", {"until": UNTIL.isoformat()}, "application/json").status_code == 204
    assert (ben.get(at).json()["paused_until"], ben.delete(f"{at}pause/").status_code) == ("2026-07-19", 204)
    assert ben.delete(at, {"reason": "time"}, "application/json").status_code == 204

    assert state(northlight) == "withdrawn"
    names = [one["name"] for one in sign_in(northlight.ada).get(northlight.api("places/")).json()["results"]]
    assert names == ["Mira Tester", "Ada Tester"]


def test_queue_by_api(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        open_entrance(northlight.program)
        rows = [asks(northlight.program, name, RegistrationState.ASKED) for name in ("Noor", "Omar")]
    ada, at = sign_in(northlight.ada), northlight.api("registrations/")
    assert [one["name"] for one in ada.get(at).json()["asked"]] == ["Noor", "Omar"]

    assert ada.post(f"{at}{rows[0].public_id}/").json()["state"] == "accepted"
    assert ada.delete(f"{at}{rows[1].public_id}/").status_code == 204

    assert ada.get(at).json() == {"asked": [], "line": [], "taken": 4}
