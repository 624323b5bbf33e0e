"""The code book by API: themes named once, changed on top of what was read, texts read for them."""

from community.enums import Reach
from community.models import Coding, Theme
from community.services.stories import StoryWords, tell_story
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.sending import send


# peers 2.16
def test_themes_are_named_once_changed_and_merged(northlight: House, southgate: House, sign_in: SignIn) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    themes, words = northlight.api("community/themes/"), {"name": "Benches", "terms": ["bench", "seat"]}

    begun = [send(one, "post", f"{themes}begin/").status_code for one in (ben, ada, ada)]
    made, twin = (send(ada, "post", themes, words, Idempotency_Key="one") for _ in range(2))
    same = send(ada, "post", themes, words)
    one = f"{themes}{made.json()['id']}/"
    etag = ada.get(one).headers["ETag"]
    changed = [send(ada, "put", one, words | {"name": name}, If_Match=etag).status_code for name in ("Seats", "B")]
    other = next(line["theme"]["id"] for line in ada.get(themes).json() if line["theme"]["id"] != made.json()["id"])
    merged = [send(ada, "post", f"{one}into/", {"into": into}).status_code for into in (made.json()["id"], other)]

    assert (begun, made.status_code, twin.json(), same.json()["field"]) == ([403, 204, 204], 201, made.json(), "name")
    assert (changed, merged, len(ada.get(themes).json())) == ([200, 412], [422, 204], 3)
    assert (ada.get(one).json()["merged_into"], sign_in(southgate.ada).get(one).status_code) == (other, 404)
    with northlight.open():
        assert Theme.objects.count() == 4


# peers 2.15
def test_a_text_is_read_for_themes_by_those_who_run_it(northlight: House, sign_in: SignIn) -> None:
    ada, texts = sign_in(northlight.ada), northlight.api("community/texts/")
    with northlight.open():
        theme = Theme.objects.create(program=northlight.program, name="Benches", terms=["bench"])
        words = StoryWords("The bench", "We sat down on a bench.", Reach.COMMUNITY)
        tell_story(teller=northlight.ben.place, words=words, on=TODAY, now=NOON)
    text = ada.get(texts).json()
    said = {"text": text["name"], "themes": [str(theme.public_id)], "feeling": "glad"}

    answers = [send(sign_in(one), "post", texts, said).status_code for one in (northlight.ben, northlight.ada)]
    unknown = send(ada, "post", texts, said | {"text": "story-0"}).status_code

    assert [(one["theme"]["name"], one["is_suggested"]) for one in text["suggestions"]] == [("Benches", True)]
    assert (answers, unknown, ada.get(texts).json()["name"]) == ([403, 204], 404, "")
    with northlight.open():
        assert Coding.objects.get().feeling == "glad"
