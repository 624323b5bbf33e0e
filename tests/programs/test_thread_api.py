"""Private words, tasks, what is noted down with a promise, and what is settled for late joiners, by API."""

from datetime import timedelta

from belonging.tenancy.models import AuditEntry, IdempotencyKey
from programs.enums import PersonStepState
from programs.models import JourneyRole, Participant, PersonStep, Thread
from programs.services.remits import set_remit
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.programs.walk import give, make_module, make_step, promise
from tests.sending import send


# peers 1.19
def test_a_private_word_is_read_by_its_writer_and_who_looks_after_them(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:
    ben, mira, ada = (sign_in(one) for one in (northlight.ben, northlight.mira, northlight.ada))
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "first"), TODAY)
    stuck = northlight.api(f"steps/{row.public_id}/stuck/")

    begun, twin = (send(ben, "post", stuck, {"text": "I hang"}, Idempotency_Key="one") for _ in range(2))
    thread = northlight.api(f"threads/{begun.json()['id']}/")
    said = send(ada, "post", thread, {"text": "I come by"}, Idempotency_Key="two")
    shut = [send(one, "post", f"{thread}closed/").status_code for one in (mira, ada)]
    read = ben.get(thread).json()

    assert (begun.status_code, twin.json(), said.status_code) == (201, begun.json(), 201)
    assert [(one["author"]["name"], one["text"]) for one in read["messages"]] == [
        ("Ben Tester", "I hang"), ("Ada Tester", "I come by")
    ]  # fmt: skip
    assert (shut, read["closed_at"] is not None, ben.delete(f"{thread}closed/").status_code) == ([404, 204], True, 204)
    assert [mira.get(thread).status_code, sign_in(southgate.ada).get(thread).status_code] == [404, 404]
    assert [len(one.get(northlight.api("threads/")).json()["queue"]) for one in (ben, ada)] == [0, 1]
    assert send(mira, "post", stuck, {"text": "Me"}).status_code == 404
    with northlight.open():
        assert AuditEntry.objects.filter(verb="page.read", actor=northlight.ada.membership).count() == 1
        assert "hang" not in str(list(IdempotencyKey.objects.values_list("body")))
        words = {"program": northlight.program, "facilitator": northlight.ada.membership, "segments": ["Digital"]}
        set_remit(actor=northlight.una.membership, now=NOON, **words)
    assert (ada.get(thread).status_code, ada.get(northlight.api("threads/")).json()["queue"]) == (404, [])


# peers 1.11
def test_a_task_is_done_by_whose_it_is(northlight: House, sign_in: SignIn) -> None:
    ben, ada = sign_in(northlight.ben), sign_in(northlight.ada)
    with northlight.open():
        row = give(northlight.ben.place, make_step(make_module(northlight.program), "first"), TODAY)
    send(ben, "post", northlight.api(f"steps/{row.public_id}/stuck/"), {"text": "I hang"})
    (task,) = ada.get(northlight.api("tasks/")).json()["open"]
    done = northlight.api(f"tasks/{task['id']}/done/")

    answers = [send(one, "post", done).status_code for one in (ben, ada, ada)]
    after = ada.get(northlight.api("tasks/")).json()

    assert (task["about"]["name"], answers) == ("Ben Tester", [404, 204, 204])
    assert ([], [task["id"]]) == (after["open"], [one["id"] for one in after["finished"]])
    assert (ada.delete(done).status_code, len(ada.get(northlight.api("tasks/")).json()["open"])) == (204, 1)


# peers 1.10, security R7
def test_what_is_noted_down_comes_on_top_of_what_was_read(northlight: House, sign_in: SignIn) -> None:
    ben, ada = sign_in(northlight.ben), sign_in(northlight.ada)
    with northlight.open():
        row = promise(northlight.ben.place, TODAY, asks=["How was it?"])
    notes = northlight.api(f"promises/{row.public_id}/answers/")
    old = ben.get(notes).headers["ETag"]

    said = [send(ben, "put", notes, {"answers": {"How was it?": one}}, If_Match=old).status_code for one in "AB"]
    other = send(ben, "put", notes, {"answers": {"Why?": "So"}}, If_Match="*")

    assert (said, other.status_code, ben.get(notes).json()) == ([200, 412], 422, {"answers": {"How was it?": "A"}})
    assert ada.get(notes).status_code == 404


# peers 1.4
def test_a_missed_step_is_settled_and_roles_are_given_by_those_who_run_it(northlight: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    person = northlight.api(f"places/{northlight.mira.place.public_id}/")
    with northlight.open():
        module = make_module(northlight.program)
        Participant.objects.filter(pk=northlight.mira.place.pk).update(joined_on=TODAY)
        early = TODAY - timedelta(days=30)
        rows = [
            give(northlight.mira.place, make_step(module, key), early, PersonStepState.WAITING) for key in ("a", "b")
        ]
    (first, second) = ada.get(f"{person}missed/").json()

    late = send(ada, "post", f"{person}missed/", {"step": first["id"], "act": "reschedule", "day": str(early)})
    answers = [
        send(one, "post", f"{person}missed/", {"step": step["id"], "act": act}).status_code
        for one, step, act in (
            (ben, first, "skip"), (ada, first, "skip"), (ada, first, "skip"), (ada, second, "release"),
        )
    ]  # fmt: skip
    etag = ada.get(f"{person}roles/").headers["ETag"]
    roles = [send(ada, "put", f"{person}roles/", {"roles": [one]}, If_Match=etag) for one in ("buddy", "partner")]

    assert (late.status_code, late.json()["field"], answers) == (422, "day", [403, 204, 404, 204])
    assert [one.status_code for one in roles] == [200, 412]
    assert send(ben, "put", f"{person}roles/", {"roles": []}, If_Match="*").status_code == 403
    with northlight.open():
        assert [PersonStep.objects.get(pk=row.pk).state for row in rows] == ["skipped", "open"]
        assert JourneyRole.objects.get().audience == "buddy"
        assert not Thread.objects.exists()
