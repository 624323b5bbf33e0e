"""Stories, what waits for a look, prompts and other networks by API: as on the pages."""

import pytest
from django.test import Client

from belonging.tenancy.models import IdempotencyKey
from community.enums import Entry
from community.models import HeldWord, OtherNetwork, Post, Prompt, Seed, Story, StoryRound
from community.services.groups import found_group, join_group
from community.services.posts import report_post, write_post
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.sending import send

STORY = {"title": "The bench", "text": "We sat down by chance.", "reach": "community", "is_named": False}


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


@pytest.fixture
def ada(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ada)


# peers 2.30, 2.31
def test_a_story_is_read_by_others_once_an_editor_read_that_version(
    northlight: House, southgate: House, ben: Client, mira: Client, ada: Client, sign_in: SignIn
) -> None:
    stories = northlight.api("community/stories/")
    told, twin = (send(ben, "post", stories, STORY, Idempotency_Key="one") for _ in range(2))
    story = f"{stories}{told.json()['id']}/"
    waiting = [one.get(story).status_code for one in (ben, ada, mira)]

    etag = ben.get(f"{story}words/").headers["ETag"]
    changed = [
        send(ben, "put", f"{story}words/", STORY | {"title": one}, If_Match=etag).status_code
        for one in ("A bench", "B")
    ]
    stale = send(ada, "post", f"{story}approval/", {"revision": 0})
    read = ada.get(f"{stories}waiting/").json()["results"][0]["revision"]
    approved = [send(one, "post", f"{story}approval/", {"revision": read}).status_code for one in (mira, ada)]
    seen = mira.get(story).json()
    others = [
        mira.get(f"{story}words/").status_code,
        send(mira, "post", f"{story}reach/", {"reach": "public"}).status_code,
    ]
    narrowed = send(ben, "post", f"{story}reach/", {"reach": "facilitators"}).status_code

    assert (told.status_code, twin.json(), waiting) == (201, told.json(), [200, 200, 404])
    assert (changed, stale.status_code, approved) == ([200, 412], 422, [403, 204])
    assert (seen["title"], seen["teller"], others, narrowed) == ("A bench", "", [403, 403], 204)
    assert [mira.get(story).status_code, sign_in(southgate.ben).get(story).status_code] == [404, 404]
    assert [one.delete(story).status_code for one in (ada, ben)] == [403, 204]
    with northlight.open():
        assert not Story.objects.exists()
        assert "bench" not in str(list(IdempotencyKey.objects.values_list("body")))


def test_a_story_is_given_back_with_a_word_and_placed_where_there_is_a_place(
    northlight: House, ben: Client, ada: Client
) -> None:
    stories = northlight.api("community/stories/")
    nowhere = [
        send(ben, "post", stories, STORY | {"placings": one}).status_code for one in ({"moon": "1"}, {"about": "9-9-9"})
    ]
    story = f"{stories}{send(ben, 'post', stories, STORY | {'placings': {'about': '2-1-1'}}).json()['id']}/"

    back = [
        send(ada, "post", f"{story}return/", {"revision": 0, "word": word}).status_code for word in ("", "Shorter?")
    ]
    (own,) = ben.get(f"{stories}own/").json()["results"]

    assert (nowhere, back) == ([422, 422], [400, 204])
    assert (own["state"], own["editors_word"], own["placings"]) == ("returned", "Shorter?", {"about": "2-1-1"})


# peers 2.32
def test_question_and_round_of_a_quarter_are_written_by_those_who_run_it(
    northlight: House, ben: Client, ada: Client
) -> None:
    stories = northlight.api("community/stories/")
    question, turn = f"{stories}questions/2/", f"{stories}rounds/2/"
    etags = [ada.get(one).headers["ETag"] for one in (question, turn)]

    asked = [
        send(ada, "put", question, {"text": one}, If_Match=etags[0]).status_code for one in ("Who helped?", "Why?")
    ]
    told = {"seen": "Benches help", "act": "Two more", "due_on": str(TODAY)}
    nobodys = send(ada, "put", turn, told, If_Match="*")
    whose = told | {"owner": str(northlight.ada.membership.public_id)}
    written = [send(ada, "put", turn, whose, If_Match=etags[1]).status_code for _ in range(2)]
    stranger = send(ada, "put", turn, told | {"owner": str(northlight.ben.membership.public_id)}, If_Match="*")

    assert (asked, ada.get(question).json()) == ([200, 412], {"text": "Who helped?"})
    assert (nobodys.json()["field"], written, stranger.json()["field"]) == ("owner", [200, 412], "owner")
    assert [ben.get(question).status_code, ada.get(f"{stories}rounds/4/").status_code] == [403, 404]
    with northlight.open():
        assert StoryRound.objects.get().act == "Two more"


# peers 5.2
def test_what_waits_for_a_look_is_settled_by_those_who_run_it(northlight: House, ben: Client, ada: Client) -> None:
    words, reports = northlight.api("community/held/words/"), northlight.api("community/reports/")
    etag = ada.get(words).headers["ETag"]
    chosen = [send(ada, "put", words, {"terms": [one]}, If_Match=etag).status_code for one in ("hedge", "fence")]
    with northlight.open():
        group = found_group(founder=northlight.mira.place, name="Cooks", about="", entry=Entry.OPEN, now=NOON)
        plain, held, gone = (
            write_post(author=northlight.mira.place, group=group, text=text, now=NOON)
            for text in ("Look", "That hedge", "This hedge")
        )
        report = report_post(post=plain, reporter=northlight.ben.place, reason="Hm", now=NOON)
    look = ada.get(reports).json()

    at = northlight.api("community/held/")
    answers = [
        send(ben, "post", f"{at}{held.public_id}/").status_code,
        send(ada, "post", f"{at}{held.public_id}/").status_code,
        ada.delete(f"{at}{gone.public_id}/").status_code,
        ada.delete(f"{reports}{report.public_id}/").status_code,
    ]

    assert (chosen, answers) == ([200, 412], [403, 204, 204, 204])
    assert (len(look["held"]), look["reports"][0]["reason"], look["reports"][0]["post"]["text"]) == (2, "Hm", "Look")
    assert [ben.get(reports).status_code, ada.get(reports).json()] == [403, {"held": [], "reports": []}]
    with northlight.open():
        assert [Post.objects.get(pk=one.pk).text for one in (plain, held, gone)] == ["", "That hedge", ""]
        assert HeldWord.objects.get().term == "hedge"


# peers 5.3
def test_prompts_are_planned_once_and_who_answers_first_says_so(
    northlight: House, ben: Client, mira: Client, ada: Client
) -> None:
    with northlight.open():
        group = found_group(founder=northlight.ada.place, name="Cooks", about="", entry=Entry.OPEN, now=NOON)
        join_group(group=group, participant=northlight.ben.place, now=NOON)
    plan, prompts = northlight.api(f"community/groups/{group.public_id}/prompts/"), northlight.api("community/prompts/")
    said = {"questions": ["Who baked?"], "first_on": str(TODAY), "seeds": [str(northlight.ben.place.public_id)]}

    made, twin = (send(ada, "post", plan, said, Idempotency_Key="one") for _ in range(2))
    outside = send(ada, "post", plan, said | {"seeds": [str(northlight.mira.place.public_id)]})
    (seed,) = ben.get(f"{prompts}first/").json()
    agreed = [send(one, "post", f"{prompts}first/{seed['id']}/", {"agrees": True}).status_code for one in (mira, ben)]
    prompt = f"{prompts}{made.json()['ids'][0]}/"
    dropped = [one.delete(prompt).status_code for one in (ben, ada)]

    assert (made.status_code, twin.json(), outside.status_code) == (201, made.json(), 404)
    assert (seed["question"], agreed, dropped) == ("Who baked?", [404, 204], [403, 204])
    assert [ben.get(prompts).status_code, ada.get(prompts).json()["results"]] == [403, []]
    with northlight.open():
        assert (Seed.objects.get().state, Prompt.objects.count()) == ("agreed", 1)


# peers 5.3
def test_what_was_done_with_an_answer_is_noted_and_taken_back(northlight: House, ben: Client, ada: Client) -> None:
    with northlight.open():
        group = found_group(founder=northlight.ada.place, name="Cooks", about="", entry=Entry.OPEN, now=NOON)
        join_group(group=group, participant=northlight.ben.place, now=NOON)
        asked = write_post(author=northlight.ada.place, group=group, text="Who baked?", now=NOON)
        answer = write_post(author=northlight.ben.place, group=group, text="I did", now=NOON, answers=asked)
        words = {"group": group, "asker": northlight.ada.place, "question": "Who baked?", "goes_on": TODAY}
        row = Prompt.objects.create(post=asked, **words)
    prompt = northlight.api(f"community/prompts/{row.public_id}/")
    said = {"answer": str(answer.public_id), "move": "asked"}

    noted = [send(one, "post", f"{prompt}moves/", said).status_code for one in (ben, ada, ada)]
    (line,) = ada.get(prompt).json()["answers"]
    back = send(ada, "post", f"{prompt}moves/", said | {"made": False}).status_code
    elsewhere = send(ada, "post", f"{prompt}moves/", said | {"answer": str(asked.public_id)}).status_code

    assert (noted, line["moves"], line["author"]["name"], back) == ([403, 204, 204], ["asked"], "Ben Tester", 204)
    assert (elsewhere, ada.get(prompt).json()["answers"][0]["moves"]) == (404, [])
    assert ada.delete(prompt).status_code == 422


# peers D82
def test_a_network_is_named_once_and_who_knows_the_way_says_so(
    northlight: House, southgate: House, ben: Client, mira: Client, ada: Client, sign_in: SignIn
) -> None:
    networks = northlight.api("community/networks/")
    made, twin = (send(ben, "post", networks, {"name": "Bakers"}, Idempotency_Key="one") for _ in range(2))
    again = send(mira, "post", networks, {"name": "Bakers"})
    one = f"{networks}{made.json()['id']}/"

    ways = [send(mira, "post", f"{one}way/").status_code, ben.delete(f"{one}way/").status_code]
    (line,) = mira.get(networks).json()
    dropped = [client.delete(one).status_code for client in (ben, sign_in(southgate.ada), ada)]

    assert (made.status_code, twin.json(), again.json()["field"]) == (201, made.json(), "name")
    assert (ways, [who["person"]["name"] for who in line["contacts"]], line["is_mine"]) == (
        [204, 204], ["Mira Tester"], True
    )  # fmt: skip
    assert dropped == [403, 404, 204]
    with northlight.open():
        assert not OtherNetwork.objects.exists()
