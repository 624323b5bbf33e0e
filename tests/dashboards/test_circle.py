"""The circle of those who run programs: what is one's own stays so, what is shared reaches all programs."""

import pytest

from dashboards.models import RoleText, SelfCheck
from tests.cast import House
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db
CIRCLE = "/o/northlight/circle/"


# peers C18, D41, D50, D73
def test_log_and_checks_are_ones_own_and_tips_are_everybodys(northlight: House, sign_in: SignIn) -> None:
    ada, una = sign_in(northlight.ada), sign_in(northlight.una)
    for kind, title in (("log", "A hard evening"), ("shared", "Chairs in a ring"), ("tip", "Two doors")):
        words = {"kind": kind, "title": title, "text": "It helped.", "tags": "Space, space , tables"}
        ada.post(f"{CIRCLE}write/", words)
    for level in ("1", "3"):
        ada.post(f"{CIRCLE}check/", {"area": "impact", "level": level, "evidence": "Two people met."})

    mine, others = ada.get(CIRCLE).content.decode(), una.get(CIRCLE).content.decode()

    seen = ("A hard evening", "Chairs in a ring", "Two doors", "Two people met.")
    assert [word in mine for word in seen] == [True] * 4
    assert [word in others for word in seen] == [False, True, True, False]
    assert "space, tables" in others
    assert "Two doors" not in una.get(f"{CIRCLE}?word=letters").content.decode()
    with northlight.open():
        assert SelfCheck.objects.get().level == "3"  # said twice on a day, the later word holds


# peers D44
def test_role_text_has_hours_and_cover_and_keeps_its_versions(
    northlight: House, southgate: House, sign_in: SignIn
) -> None:
    client = sign_in(northlight.ada)
    for hours in (8, 10):
        client.post(f"{CIRCLE}role/", {"text": "Open the room.", "hours": hours, "cover": "Una has the key."})

    page = client.get(CIRCLE).content.decode()

    assert ("10 hours a week" in page, "Una has the key." in page) == (True, True)
    with northlight.open():
        assert RoleText.objects.count() == 2
    assert client.post(f"{CIRCLE}role/", {"text": "", "hours": 0}).status_code == 422
    assert sign_in(northlight.ben).get(CIRCLE).status_code == 403
    assert sign_in(southgate.ada).get(CIRCLE).status_code == 404
