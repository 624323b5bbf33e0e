"""Goals, personas and the circle by API: for those who run programs, each change on top of what was read."""

import pytest
from django.test import Client

from dashboards.models import CircleNote, CommunityGoal, KeyResult, Persona, RoleText, SelfCheck
from programs.models import Letter
from tests.cast import TODAY, House
from tests.conftest import SignIn
from tests.sending import send

WORDS = {"name": "Nightingale", "text": "Works nights.", "needs": "Short texts."}


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers D72
def test_a_goal_is_written_over_what_was_read_and_linked_once(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    chart = northlight.api("goals/2/")
    etag = ada.get(chart).headers["ETag"]

    goals = [{"place": 1, "title": one} for one in ("People find each other", "Others")]
    written = [send(ada, "patch", chart, one, If_Match=etag) for one in goals]
    goal = northlight.api(f"goals/{written[0].json()['id']}/")
    figure = {"measure": "people", "target": 20, "due_on": str(TODAY)}
    linked, twin = (send(ada, "post", f"{goal}results/", figure, Idempotency_Key="one") for _ in range(2))
    again = send(ada, "post", f"{goal}results/", figure)
    place = ada.get(chart).json()["places"][0]
    strangers = [sign_in(one).delete(goal).status_code for one in (northlight.ben, southgate.ada)]
    gone = [ada.delete(one).status_code for one in (northlight.api(f"goals/results/{linked.json()['id']}/"), goal)]

    assert [one.status_code for one in written] == [200, 412]
    assert (linked.status_code, twin.json(), again.json()["field"]) == (201, linked.json(), "measure")
    assert (place["title"], place["results"][0]["target"]) == ("People find each other", 20)
    assert (strangers, gone, ada.get(northlight.api("goals/9/")).status_code) == ([403, 404], [204, 204], 404)
    with northlight.open():
        assert not CommunityGoal.objects.exists()
        assert not KeyResult.objects.exists()


# peers D71
def test_a_persona_is_drawn_once_and_marks_things(northlight: House, ada: Client, sign_in: SignIn) -> None:
    personas = northlight.api("personas/")
    with northlight.open():
        letter = Letter.objects.create(program=northlight.program, subject="Hello", text="Come", goes_on=TODAY)

    drawn, twin = (send(ada, "post", personas, WORDS, Idempotency_Key="one") for _ in range(2))
    same = send(ada, "post", personas, WORDS)
    one = northlight.api(f"personas/{drawn.json()['id']}/")
    old = ada.get(one).headers["ETag"]
    anew = [send(ada, "put", one, WORDS | {"name": name}, If_Match=old).status_code for name in ("Owl", "Lark")]
    marked = send(ada, "put", f"{one}things/", {"things": [str(letter.public_id)]}, If_Match="*").json()
    (line,) = ada.get(personas).json()

    assert (drawn.status_code, twin.json(), same.json()["field"]) == (201, drawn.json(), "name")
    assert (anew, marked["letters"][0]["title"], marked["tagged"]) == ([200, 412], "Hello", [str(letter.public_id)])
    assert (line["name"], line["letter_count"]) == ("Owl", 1)
    assert [sign_in(northlight.ben).get(personas).status_code, ada.delete(one).status_code] == [403, 204]
    with northlight.open():
        assert not Persona.objects.exists()


# peers C18
def test_the_circle_shares_tips_and_keeps_what_is_ones_own(
    northlight: House, southgate: House, ada: Client, sign_in: SignIn
) -> None:
    circle, una = f"/api/v1/o/{northlight.organization.slug}/circle/", sign_in(northlight.una)
    notes = [{"kind": kind, "title": kind, "text": "A word", "tags": "Tea, tea"} for kind in ("tip", "log")]

    tip, twin = (send(ada, "post", f"{circle}notes/", notes[0], Idempotency_Key="one") for _ in range(2))
    log = send(ada, "post", f"{circle}notes/", notes[1]).json()
    check = {"area": "impact", "level": "2", "evidence": "A letter"}
    checked = [send(ada, "post", f"{circle}checks/", check | {"level": level}).status_code for level in "23"]
    mine, theirs = ada.get(circle).json(), una.get(circle).json()
    removed = [una.delete(f"{circle}notes/{one['id']}/").status_code for one in (log, tip.json())]

    assert (tip.status_code, twin.json(), checked) == (201, tip.json(), [204, 204])
    assert [(one["title"], one["tags"]) for one in theirs["tips"]] == [("tip", "tea")]
    assert ([one["title"] for one in mine["log"]], theirs["log"], theirs["checks"]) == (["log"], [], [])
    assert (mine["checks"][0]["level"], removed) == ("3", [404, 204])
    assert sign_in(northlight.ben).get(circle).status_code == 403
    assert sign_in(southgate.ada).get(circle).status_code == 404
    with northlight.open():
        assert [CircleNote.objects.get().kind, SelfCheck.objects.get().level] == ["log", "3"]


# peers D44
def test_what_the_role_asks_is_said_on_top_of_what_was_read(northlight: House, ada: Client, sign_in: SignIn) -> None:
    role = f"/api/v1/o/{northlight.organization.slug}/circle/role/"
    old = ada.get(role).headers["ETag"]
    words = {"text": "Be there.", "hours": 8, "cover": "Una"}

    said = [send(ada, "put", role, words | {"hours": hours}, If_Match=old).status_code for hours in (8, 10)]

    assert (said, ada.get(role).json()) == ([200, 412], words)
    assert send(sign_in(northlight.ben), "put", role, words, If_Match="*").status_code == 403
    with northlight.open():
        assert RoleText.objects.count() == 1
