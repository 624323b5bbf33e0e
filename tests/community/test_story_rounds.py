"""A quarter's stories from the question to giving back."""

import pytest

from community.models import StoryRound
from tests.cast import House
from tests.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_six_steps_from_the_question_to_giving_back(northlight: House, sign_in: SignIn) -> None:  # peers 2.32
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    at, write = northlight.address("community/stories/rounds/"), northlight.address("community/stories/rounds/1/")
    assert at in ben.get(northlight.address("community/stories/")).content.decode()
    assert "Nothing is promised yet." in ben.get(at).content.decode()
    assert ben.get(write).status_code == 403
    said = {"seen": "People wait to be asked.", "act": "A host asks each newcomer one thing", "told": "You were heard."}

    refused = ada.post(write, said)
    assert (refused.status_code, "Say whose it is." in refused.content.decode()) == (422, True)
    said |= {"owner": str(northlight.ada.membership.public_id), "due_on": "2026-12-01"}
    assert ada.post(write, said).status_code == 302
    assert ada.post(write, said | {"is_done": "on"}).status_code == 302

    page = ben.get(at).content.decode()
    steps = ["Asked", "Told", "Side by side", "Looked at together", "Acted on", "Given back"]
    places = [page.index(f">{step}</h3>") for step in steps]
    assert places == sorted(places)
    for words in ("People wait to be asked.", "A host asks each newcomer one thing", "You were heard.", "done on"):
        assert words in page
    assert ada.get(northlight.address("community/stories/rounds/9/")).status_code == 404
    with northlight.open():
        assert StoryRound.objects.count() == 1
