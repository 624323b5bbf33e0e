"""Setting a program up by API: the same rules as the pages, from a file to a running program and its next run."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import AuditEntry
from programs.enums import AgreementKind, EntrancePolicy, ProgramState
from programs.models import Agreement, Consent, Delivery, Entrance, Letter, PlanDraft, Program
from programs.plan_edits import find
from programs.plan_files import read_plan
from programs.services.plans import create_program_from_template
from programs.services.programs import enrol_participant
from programs.services.seed import keep_seed_template, seed_plan
from tests.cast import NOON, House
from tests.conftest import SignIn

STARTS_ON = date(2027, 9, 1)  # the API looks at the real clock
WALK = "walk-in-pairs"  # month 3


def send(client: Client, method: str, address: str, data: object = None) -> Any:
    return getattr(client, method)(address, data or {}, content_type="application/json", headers={"If-Match": "*"})


@pytest.fixture
def una(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.una)


@pytest.fixture
def draft(northlight: House) -> Program:
    with northlight.open():
        template = keep_seed_template(actor=northlight.una.membership, now=NOON)
        program = create_program_from_template(
            actor=northlight.una.membership, template=template, name="New Year", starts_on=STARTS_ON, now=NOON
        )
        enrol_participant(actor=None, program=program, membership=northlight.ben.membership, on=STARTS_ON, now=NOON)
        return program


def at(program: Program, rest: str) -> str:
    return f"/api/v1/o/northlight/p/{program.slug}/{rest}"


def test_from_a_file_to_a_running_program_and_its_next_run(
    northlight: House, draft: Program, una: Client
) -> None:  # peers 1.1, 1.12
    changed = seed_plan().replace("name: Community Belonging Network", "name: Ours", 1)

    broken = send(una, "post", at(draft, "templates/import/"), {"content": changed.replace("months: 12", "months: 99")})
    kept = send(una, "post", at(draft, "templates/import/"), {"content": changed})
    listed = una.get(at(draft, "templates/")).json()
    file = una.get(at(draft, f"templates/{kept.json()['id']}/file/"))
    followed = send(una, "post", at(draft, f"plan/follow/{kept.json()['id']}/"))
    moved = send(una, "post", at(draft, "plan/move/"), {"starts_on": "2027-10-01"})
    plan = una.get(at(draft, "plan/")).json()
    started = send(una, "post", at(draft, "plan/start/"))
    again = send(una, "post", at(draft, "plan/move/"), {"starts_on": "2027-11-01"})
    following = send(una, "post", at(draft, "plan/copy/"))

    assert (broken.status_code, "Line " in broken.json()["title"]) == (422, True)
    assert [(one["key"], one["version"], one["name"]) for one in listed] == [(kept.json()["key"], 2, "Ours")]
    assert file.content.decode() == changed
    assert (followed.status_code, moved.status_code, again.status_code) == (200, 204, 422)
    assert (plan["version"], [month["number"] for month in plan["months"]]) == (2, list(range(13)))
    assert plan["months"][1]["begins_on"] == "2027-10-01"
    assert started.json()["count"] >= 60
    assert (following.status_code, following.json()["starts_on"]) == (201, "2028-10-01")
    with northlight.open():
        draft.refresh_from_db()
    assert draft.state == ProgramState.RUNNING


def test_program_starts_without_a_text_only_for_a_reason(northlight: House, draft: Program, una: Client) -> None:  # C8
    with northlight.open():
        Agreement.objects.filter(program=draft, kind=AgreementKind.NORMS).delete()

    refused = send(una, "post", at(draft, "plan/start/"))
    started = send(una, "post", at(draft, "plan/start/"), {"because": "We write it together."})

    assert (refused.status_code, refused.json()["type"]) == (422, "about:blank#agreement_refused")
    assert started.status_code == 200


def test_plan_is_changed_looked_at_and_published(northlight: House, draft: Program, una: Client) -> None:  # peers 1.7
    where = at(draft, "plan/draft/")
    move = {"act": "move", "collection": "events", "key": WALK, "month": 3, "to": 4}

    nothing = send(una, "put", where)
    done = send(una, "post", where, move)
    refused = send(una, "post", where, move)  # it is not in month 3 any more
    unnamed = send(una, "post", where, {"act": "add", "month": 5})
    changes = una.get(where).json()
    published = send(una, "put", where)
    send(una, "post", where, {"act": "add", "collection": "events", "title": "Soup", "month": 5})
    dropped = una.delete(where)

    assert [one.status_code for one in (nothing, done, refused, unnamed, published, dropped)] == [
        404, 204, 422, 400, 200, 204,
    ]  # fmt: skip
    assert [one["what"] for one in changes] == ["moved"]
    with northlight.open():
        draft.refresh_from_db()
        assert draft.template is not None
        assert find(read_plan(draft.template.content), "events", WALK).when.months == (4,)
        assert not PlanDraft.objects.exists()


def test_texts_are_written_agreed_to_and_asked_again(
    northlight: House, una: Client, sign_in: SignIn
) -> None:  # C8, D38
    ben, where = sign_in(northlight.ben), northlight.api("agreements/")
    words = {"text": "- We make room.", "signed_by": "Nobody", "signed_on": "2026-07-01"}

    first = send(una, "put", where + "norms/", words).json()
    said = send(ben, "post", where + "agree/", {"texts": [first["id"]]})
    second = send(una, "put", where + "norms/", {"text": "- We make room, and listen."}).json()
    stale = send(ben, "post", where + "agree/", {"texts": [first["id"]]})
    norms = next(one for one in ben.get(where).json() if one["kind"] == "norms")

    assert (first["version"], first["signed_by"], second["version"]) == (1, "", 2)
    assert (said.json(), stale.status_code) == ({"count": 1}, 422)
    assert (norms["is_agreed"], norms["was_agreed"], norms["agreement"]["id"]) == (False, True, second["id"])
    assert send(una, "post", where + "review/").json() == {"count": 1}
    assert send(una, "put", where + "gossip/", words).status_code == 404
    assert send(ben, "put", where + "norms/", words).status_code == 403
    with northlight.open():
        assert Consent.objects.count() == 1


def test_message_is_written_let_go_and_read(northlight: House, una: Client, sign_in: SignIn) -> None:  # peers 1.13
    where = northlight.api("messages/")
    words = {"audience": "participant", "subject": "Hello", "text": "Good to see you.", "goes_on": "2099-01-01"}

    past = send(una, "post", where + "plan/", words | {"goes_on": "2020-01-01"})
    made = send(una, "post", where + "plan/", words)
    one = f"{where}{made.json()['id']}/"
    changed = send(una, "put", one, words | {"subject": "Hello again"})
    ready = send(una, "post", one + "release/")
    with northlight.open():
        Delivery.objects.create(letter=Letter.objects.get(), membership=northlight.ben.membership, owes_mail=False)
    ben = sign_in(northlight.ben)
    unread = ben.get(where).json()
    ben.post(where)
    read = ben.get(where).json()
    dropped = una.delete(one)

    assert (past.status_code, made.status_code, changed.json()["subject"]) == (422, 201, "Hello again")
    assert (made.json()["is_ready"], ready.json()["is_ready"], dropped.status_code) == (False, True, 204)
    assert [(line["subject"], line["read_at"]) for line in unread] == [("Hello again", None)]
    assert read[0]["read_at"] is not None
    assert ben.get(where + "plan/").status_code == 403


def test_registration_page_is_kept(northlight: House, una: Client) -> None:  # peers D8, D38
    where = northlight.api("entrance/")
    words = {
        "policy": "open",
        "text": "Come along.",
        "capacity": 30,
        "is_published": True,
        "privacy": "We keep little.",
    }

    before = una.get(where).json()
    saved = send(una, "put", where, words).json()
    empty = send(una, "put", where, words | {"privacy": " "})

    assert (before["policy"], before["is_published"]) == (EntrancePolicy.APPROVAL, False)
    assert {name: saved[name] for name in words} == words
    assert empty.status_code == 400
    with northlight.open():
        assert Entrance.objects.get().capacity == 30


# peers 7.4
def test_a_finished_program_is_archived_and_brought_back(northlight: House, una: Client) -> None:
    early = send(una, "post", at(northlight.program, "plan/archive/"))
    with northlight.open():
        Program.objects.filter(pk=northlight.program.pk).update(state=ProgramState.FINISHED)

    put_away = send(una, "post", at(northlight.program, "plan/archive/"))
    changed = send(una, "post", at(northlight.program, "plan/start/"))
    back = send(una, "post", at(northlight.program, "plan/bring-back/"))
    again = send(una, "post", at(northlight.program, "plan/bring-back/"))

    assert (early.status_code, early.json()["type"]) == (422, "about:blank#program_refused")
    assert (put_away.status_code, put_away.json()) == (200, {"state": "archived"})
    assert (changed.status_code, changed.json()["type"]) == (422, "about:blank#program_archived")
    assert (back.status_code, back.json()) == (200, {"state": "finished"})
    assert again.status_code == 422
    with northlight.open():
        lines = AuditEntry.objects.filter(actor=northlight.una.membership).order_by("-pk")[:2]
        assert [one.verb for one in lines] == ["program.brought_back", "program.archived"]
