"""Groups and what is written there by API: the same people come in, and the same people read, as on the pages."""

from typing import Any

import pytest
from django.test import Client

from belonging.tenancy.models import IdempotencyKey
from belonging.tools.enums import TokenLife, TokenScope
from belonging.tools.services.tokens import make_token
from community.enums import Entry
from community.models import Group, HeldWord, Post, Report
from community.services.groups import found_group
from community.services.posts import write_post
from tests.cast import NOON, House, Person
from tests.conftest import SignIn
from tests.sending import send


def group_by(house: House, person: Person, entry: Entry = Entry.OPEN) -> Group:
    with house.open():
        return found_group(founder=person.place, name="Walkers", about="Round the lake", entry=entry, now=NOON)


def say(house: House, group: Group, person: Person, text: str = "Who walks?", **more: Any) -> Post:
    with house.open():
        return write_post(author=person.place, group=group, text=text, now=NOON, **more)


@pytest.fixture
def ben(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.ben)


@pytest.fixture
def mira(northlight: House, sign_in: SignIn) -> Client:
    return sign_in(northlight.mira)


# peers 5.1
def test_group_is_founded_once_and_people_come_and_go(northlight: House, mira: Client, ben: Client) -> None:
    groups, words = northlight.api("community/groups/"), {"name": "Cooks", "entry": "request", "topics": ["bread"]}
    made, twin = (send(mira, "post", groups, words, Idempotency_Key="one") for _ in range(2))
    group = f"{groups}{made.json()['id']}/"

    asked = send(ben, "post", f"{group}seat/").json()
    outside = ben.get(group).json()
    (seat,) = [one for one in mira.get(group).json()["seats"] if one["state"] == "asks"]
    answers = [send(one, "post", northlight.api(f"community/seats/{seat['id']}/")).status_code for one in (ben, mira)]
    inside = ben.get(group).json()
    line = ben.get(groups).json()[0]
    left = ben.delete(f"{group}seat/").status_code

    assert (made.status_code, twin.json()) == (201, made.json())
    assert (asked, outside["is_open"], outside["seats"]) == ({"state": "asks"}, False, [])
    assert (seat["person"]["name"], answers) == ("Ben Tester", [404, 204])
    assert [one["person"]["name"] for one in inside["seats"]] == ["Ben Tester", "Mira Tester"]
    assert (line["group"]["name"], line["member_count"], line["state"]) == ("Cooks", 2, "in")
    assert (left, ben.get(groups).json()[0]["state"]) == (204, None)


# peers 5.1
def test_closed_group_is_not_there_for_people_outside(
    northlight: House, southgate: House, mira: Client, ben: Client, sign_in: SignIn
) -> None:
    asking, invited = (group_by(northlight, northlight.mira, one) for one in (Entry.REQUEST, Entry.INVITATION))
    found = []
    for group in (asking, invited):
        post = say(northlight, group, northlight.mira)
        rest = [f"groups/{group.public_id}/", f"groups/{group.public_id}/posts/", f"posts/{post.public_id}/"]
        reads = [northlight.api(f"community/{one}") for one in rest]
        writes = [reads[1], f"{reads[2]}answers/", f"{reads[2]}report/", f"{reads[2]}nod/"]
        found.append([ben.get(one).status_code for one in reads])
        said = {"text": "Me", "reason": "Why?", "kind": "helps"}
        assert [send(ben, "post", one, said).status_code for one in writes] == [404] * 4
        assert [mira.get(one).status_code for one in reads] == [200] * 3
        assert [sign_in(southgate.ben).get(one.replace("northlight", "southgate")).status_code for one in reads] == [
            404
        ] * 3

    listed = [one["group"]["entry"] for one in ben.get(northlight.api("community/groups/")).json()]
    assert (found, listed) == ([[200, 404, 404], [404, 404, 404]], ["request"])


# peers 5.1
def test_posts_are_written_answered_nodded_at_and_taken_away(northlight: House, mira: Client, ben: Client) -> None:
    group = group_by(northlight, northlight.mira)
    posts = northlight.api(f"community/groups/{group.public_id}/posts/")
    refused = send(ben, "post", posts, {"text": "Me"})
    send(ben, "post", northlight.api(f"community/groups/{group.public_id}/seat/"))

    written, twin = (send(mira, "post", posts, {"text": "Who walks?"}, Idempotency_Key="one") for _ in range(2))
    post = northlight.api(f"community/posts/{written.json()['id']}/")
    send(ben, "post", f"{post}answers/", {"text": "I do."})
    send(ben, "post", f"{post}nod/", {"kind": "too"})
    send(ben, "post", f"{post}report/", {"reason": "Look"})
    thread, (line,) = ben.get(post).json(), ben.get(posts).json()["results"]
    taken = [client.delete(post).status_code for client in (ben, mira)]
    after = ben.get(post).json()

    assert (refused.status_code, written.status_code, twin.json()) == (422, 201, written.json())
    assert (thread["author"]["name"], thread["nods"]) == ("Mira Tester", [{"name": "Ben", "kind": "too"}])
    assert [(one["author"]["name"], one["text"]) for one in thread["answers"]] == [("Ben Tester", "I do.")]
    assert (line["text"], line["answer_count"]) == ("Who walks?", 1)
    assert (taken, after["text"], len(after["answers"])) == ([403, 204], "", 1)
    with northlight.open():
        assert Report.objects.get().reason == "Look"
        assert "walks" not in str(list(IdempotencyKey.objects.values_list("body")))


# security R7
def test_words_are_changed_on_top_of_what_was_read(northlight: House, mira: Client, ben: Client) -> None:
    post = say(northlight, group_by(northlight, northlight.mira), northlight.mira)
    words = northlight.api(f"community/posts/{post.public_id}/words/")
    old = mira.get(words).headers["ETag"]

    answers = [send(mira, "put", words, {"text": one}, If_Match=old).status_code for one in ("Who runs?", "Who swims?")]

    assert (answers, mira.get(words).json()) == ([200, 412], {"text": "Who runs?"})
    assert [ben.get(words).status_code, send(ben, "put", words, {"text": "No"}, If_Match="*").status_code] == [403, 403]


def test_held_post_and_unsigned_author_are_shown_to_nobody(northlight: House, mira: Client, ben: Client) -> None:
    with northlight.open():
        HeldWord.objects.create(program=northlight.program, term="hedge")
        group = found_group(
            founder=northlight.mira.place, name="Quiet", about="", entry=Entry.OPEN, now=NOON, allows_unsigned=True
        )
    posts = northlight.api(f"community/groups/{group.public_id}/posts/")
    held = send(mira, "post", posts, {"text": "That hedge!"}).json()
    unsigned = say(northlight, group, northlight.mira, "Quietly", unsigned=True)
    sent_unsigned = send(mira, "post", posts, {"text": "By program", "unsigned": True}).json()

    addresses = [northlight.api(f"community/posts/{one}/") for one in (held["id"], unsigned.public_id)]
    assert held["held_at"] is not None
    assert [one["text"] for one in ben.get(posts).json()["results"]] == ["By program"]
    assert [one["text"] for one in mira.get(posts).json()["results"]] == ["By program", "That hedge!"]
    assert [[client.get(one).status_code for one in addresses] for client in (ben, mira)] == [[404, 404], [200, 404]]
    with northlight.open():
        assert Post.objects.get(public_id=sent_unsigned["id"]).author_id == northlight.mira.place.pk


def test_token_reads_groups_with_the_scope_of_the_community_alone(northlight: House) -> None:
    found = []
    for scope in (TokenScope.NETWORK_READ, TokenScope.COMMUNITY_WRITE, TokenScope.COMMUNITY_READ):
        with northlight.open():
            ada = northlight.ada.membership
            secret = make_token(actor=ada, name="T", scopes=[scope], life=TokenLife.MONTH, now=NOON)[1]
        said = {"Authorization": f"Bearer {secret}"}
        found.append(Client().get(northlight.api("community/groups/"), headers=said).status_code)

    assert found == [403, 403, 200]
