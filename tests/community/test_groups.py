"""Groups and what is written there: who comes in, who reads, races, leaving, and that no script gets through."""

from datetime import timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from belonging.core.markup import ATTRIBUTES, ELEMENTS, SCHEMES, to_short_html
from community.enums import Entry, SeatState
from community.models import Group, GroupSeat, Post, Report
from community.selectors.groups import found_posts, group_lines, open_reports, posts_of, seat_of
from community.services.groups import GroupRefused, answer_asking, ask_into_group, found_group, join_group, leave_group
from community.services.leaving import detach_names
from community.services.posts import PostRefused, change_post, remove_post, report_post, settle_report, write_post
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person
from tests.community.payloads import PAYLOADS
from tests.conftest import SignIn
from tests.effort import effort


def group_by(person: Person, entry: Entry = Entry.OPEN, name: str = "Walkers") -> Group:
    return found_group(founder=person.place, name=name, about="Round the lake", entry=entry, now=NOON)


def state(group: Group, person: Person) -> str:
    seat = seat_of(group, person.place)
    return seat.state if seat else ""


def say(group: Group, person: Person, text: str = "Who walks?", answers: Post | None = None) -> Post:
    return write_post(author=person.place, group=group, text=text, now=NOON, answers=answers)


# peers 5.1
@pytest.mark.parametrize(
    ("entry", "after_joining"), [(Entry.OPEN, SeatState.IN), (Entry.REQUEST, SeatState.ASKS), (Entry.INVITATION, "")]
)
def test_people_come_in_as_the_group_says(entry: Entry, after_joining: str, inside: House) -> None:
    group = group_by(inside.mira, entry)
    if entry == Entry.INVITATION:
        with pytest.raises(GroupRefused, match="One is asked"):
            join_group(group=group, participant=inside.ben.place, now=NOON)
    else:
        join_group(group=group, participant=inside.ben.place, now=NOON)
        join_group(group=group, participant=inside.ben.place, now=NOON)

    assert state(group, inside.ben) == after_joining


def test_who_is_asked_comes_in_and_who_asks_is_let_in(inside: House) -> None:
    group = group_by(inside.mira, Entry.INVITATION)
    ask_into_group(manager=inside.mira.place, group=group, person=inside.ben.place, now=NOON)
    asked = state(group, inside.ben)
    join_group(group=group, participant=inside.ben.place, now=NOON)
    other = group_by(inside.mira, Entry.REQUEST, "Cooks")
    seat = join_group(group=other, participant=inside.ben.place, now=NOON)
    answer_asking(manager=inside.mira.place, seat=seat, lets_in=True, now=NOON)

    assert (asked, state(group, inside.ben), state(other, inside.ben)) == ("invited", "in", "in")
    with pytest.raises(GroupRefused, match="Only who manages"):
        ask_into_group(manager=inside.ben.place, group=group, person=inside.ada.place, now=NOON)
    with pytest.raises(GroupRefused, match="takes part in this program"):
        ask_into_group(manager=inside.mira.place, group=group, person=inside.sam.place, now=NOON)


def test_no_is_quiet(inside: House) -> None:
    group = group_by(inside.mira, Entry.REQUEST)
    seat = join_group(group=group, participant=inside.ben.place, now=NOON)

    answer_asking(manager=inside.mira.place, seat=seat, lets_in=False, now=NOON)

    assert state(group, inside.ben) == ""


def test_last_manager_hands_on_and_the_last_person_closes(inside: House) -> None:
    group = group_by(inside.mira)
    join_group(group=group, participant=inside.ben.place, now=NOON)

    leave_group(group=group, participant=inside.mira.place, now=NOON)
    managers = [row.participant_id for row in GroupSeat.objects.filter(group=group, is_manager=True)]
    leave_group(group=group, participant=inside.ben.place, now=NOON)

    group.refresh_from_db()
    assert managers == [inside.ben.place.pk]
    assert group.closed_at == NOON


# peers 5.1
def test_group_by_invitation_is_known_to_who_is_asked(inside: House, sign_in: SignIn) -> None:
    group = group_by(inside.mira, Entry.INVITATION)
    page = inside.address(f"community/groups/{group.public_id}/")

    seen = [sign_in(one).get(page).status_code for one in (inside.mira, inside.ben, inside.ada)]
    listed = len(group_lines(inside.program, inside.ben.membership, inside.ben.place, TODAY))
    ask_into_group(manager=inside.mira.place, group=group, person=inside.ben.place, now=NOON)

    assert (seen, listed) == ([200, 404, 200], 0)
    assert sign_in(inside.ben).get(page).status_code == 200
    assert len(group_lines(inside.program, inside.ben.membership, inside.ben.place, TODAY)) == 1


# peers 5.2
@pytest.mark.parametrize("entry", Entry)
def test_words_are_read_by_whom_the_group_is_open_to(entry: Entry, inside: House, sign_in: SignIn) -> None:
    group = group_by(inside.mira, entry)
    post = say(group, inside.mira, "The marmalade is ready")
    reads = entry == Entry.OPEN
    ben = sign_in(inside.ben)

    page = ben.get(inside.address(f"community/posts/{post.public_id}/"))
    in_group = "marmalade" in ben.get(inside.address(f"community/groups/{group.public_id}/")).content.decode()
    found = found_posts(inside.program, inside.ben.membership, inside.ben.place, "Marma").posts

    assert (page.status_code == 200, in_group, found.exists()) == (reads, reads, reads)
    assert found_posts(inside.program, inside.mira.membership, inside.mira.place, "marm ready").posts.exists()
    assert not found_posts(inside.program, inside.mira.membership, inside.mira.place, "marmalade jam").posts.exists()


def test_only_who_is_in_writes(inside: House) -> None:
    group = group_by(inside.mira)

    with pytest.raises(PostRefused, match="Come into the group"):
        say(group, inside.ben)


@pytest.mark.parametrize("query", ["", "'; --", "& | !", "a:*", "\x00", "x" * 5000, "(((("])
def test_search_takes_any_words(query: str, inside: House) -> None:
    assert list(found_posts(inside.program, inside.ben.membership, inside.ben.place, query).posts) == []


# peers 5.2: of a great many places the newest are shown, and the page says so
def test_search_says_that_there_are_more(northlight: House, sign_in: SignIn) -> None:
    ben, page = sign_in(northlight.ben), northlight.address("community/groups/?q=lamp")
    with northlight.open():
        group = group_by(northlight.mira)
        written = {"group": group, "author": northlight.mira.place, "text": "A lamp"}
        Post.objects.bulk_create(Post(written_at=NOON + timedelta(seconds=number), **written) for number in range(1000))
        whole = ben.get(page).content.decode()
        Post.objects.create(written_at=NOON - timedelta(days=1), **(written | {"text": "The first lamp"}))

    cut = ben.get(page).content.decode()

    assert (">1000 places<" in whole, "There are older ones" in whole) == (True, False)
    assert (">The newest 1000 places<" in cut, "There are older ones" in cut) == (True, True)
    assert "The first lamp" not in ben.get(page + "&page=50").content.decode()


# peers 5.2: edit and delete races
def test_answer_to_what_was_taken_away_is_refused_and_other_answers_stay(inside: House) -> None:
    group = group_by(inside.mira)
    join_group(group=group, participant=inside.ben.place, now=NOON)
    post = say(group, inside.mira)
    answer = say(group, inside.ben, "I do", post)
    below = say(group, inside.mira, "Good", answer)
    remove_post(actor=inside.mira.membership, post=post, now=NOON)
    remove_post(actor=inside.mira.membership, post=post, now=NOON)

    with pytest.raises(PostRefused, match="taken away meanwhile"):
        say(group, inside.ben, "Late", post)
    with pytest.raises(PostRefused, match="taken away meanwhile"):
        change_post(post=post, author=inside.mira.place, text="Again", revision=0, now=NOON)

    post.refresh_from_db()
    assert (post.text, below.parent_id, list(posts_of(group))) == ("", post.pk, [post])


def test_change_from_an_older_window_is_refused(inside: House) -> None:
    post = say(group_by(inside.mira), inside.mira)
    change_post(post=post, author=inside.mira.place, text="Second", revision=0, now=NOON)

    with pytest.raises(PostRefused, match="another window"):
        change_post(post=post, author=inside.mira.place, text="Third", revision=0, now=NOON)
    with pytest.raises(PostRefused):
        change_post(post=post, author=inside.ben.place, text="Mine", revision=1, now=NOON)

    post.refresh_from_db()
    assert post.text == "Second"


def test_what_is_reported_is_looked_at_once(inside: House) -> None:
    post = say(group_by(inside.mira), inside.mira, "Something unkind")
    report = report_post(post=post, reporter=inside.ben.place, reason="Unkind", now=NOON)
    report_post(post=post, reporter=inside.ben.place, reason="Again", now=NOON)
    with pytest.raises(PostRefused, match="Say in a sentence"):
        report_post(post=post, reporter=inside.ada.place, reason=" ", now=NOON)

    before = len(open_reports(inside.program))
    settle_report(actor=inside.ada.membership, report=report, removes=True, now=NOON)

    post.refresh_from_db()
    assert (before, open_reports(inside.program), post.text, Report.objects.count()) == (1, [], "", 1)


def test_who_left_is_named_nowhere_and_threads_stay(inside: House) -> None:
    group = group_by(inside.mira)
    join_group(group=group, participant=inside.ben.place, now=NOON)
    post = say(group, inside.mira)
    say(group, inside.ben, "I do", post)
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON, participant_id=inside.mira.place.public_id)

    post.refresh_from_db()
    assert (post.author_id, post.text, post.answers.count()) == (None, "Who walks?", 1)
    assert [(row.participant_id, row.is_manager) for row in GroupSeat.objects.all()] == [(inside.ben.place.pk, True)]


# --- pages


# peers D62
def test_group_is_founded_written_in_and_answered_by_its_pages(northlight: House, sign_in: SignIn) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    mira.post(northlight.address("community/groups/new/"), {"name": "Walkers", "entry": "open"})
    with northlight.open():
        group = Group.objects.get()
    page = northlight.address(f"community/groups/{group.public_id}/")
    ben.post(page + "join/")
    mira.post(page, {"text": "# Friday\n\nWho *walks*?"})
    with northlight.open():
        post = Post.objects.get()

    thread = northlight.address(f"community/posts/{post.public_id}/")
    answered = ben.post(thread, {"text": "I do"}, follow=True).content.decode()

    assert "<p>Friday</p>" in answered
    assert "<em>walks</em>" in answered
    # Answering is offered as time together, never silently a tie.
    assert f"log/?with={northlight.mira.place.public_id}" in answered
    with northlight.open():
        assert northlight.ben.place.pk
        assert Post.objects.count() == 2


@pytest.mark.parametrize(("text", "said"), [(" ", "Write a few words first"), ("x" * 1_000_000, "at most 10000")])
def test_words_that_do_not_fit_are_said(text: str, said: str, northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        group = group_by(northlight.ben)

    response = sign_in(northlight.ben).post(northlight.address(f"community/groups/{group.public_id}/"), {"text": text})

    assert (response.status_code, said in response.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 10])
def test_wall_asks_the_same_number_of_queries(
    count: int, northlight: House, sign_in: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with northlight.open():
        group = group_by(northlight.mira)
        for person in (northlight.ben, northlight.ada):
            join_group(group=group, participant=person.place, now=NOON)
        for number in range(count):
            post = say(group, (northlight.mira, northlight.ada)[number % 2])
            say(group, northlight.ben, "I do", post)
    ben = sign_in(northlight.ben)

    with django_assert_num_queries(WALL_QUERIES):
        ben.get(northlight.address(f"community/groups/{group.public_id}/"))


WALL_QUERIES = 23


# --- security X1, X2: nothing that is written runs


class Elements(HTMLParser):
    """Which elements and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


ALLOWED = {("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start")}


def unfit(html: str) -> list[object]:
    """What should not be in what is shown."""
    found = Elements(html)
    links = [value for _tag, name, value in found.attributes if name == "href"]
    schemes = [link for link in links if ":" in link and link.split(":")[0].lower() not in SCHEMES]
    extra = [one for one in found.attributes if one[:2] not in ALLOWED]
    return [*(found.seen - ELEMENTS), *extra, *schemes]


# security X1
def test_no_payload_gets_through() -> None:
    assert len(PAYLOADS) == 200
    assert [payload for payload in PAYLOADS if unfit(to_short_html(payload))] == []


# security X2
@settings(max_examples=effort(500), deadline=None)
@given(
    st.lists(st.sampled_from([*"<>\"'&`*_[]()#!\n :/=-", "script", "a", "href", "on", "javascript", "é"])).map("".join)
)
def test_whatever_is_written_shows_allowed_elements_only(text: str) -> None:
    assert unfit(to_short_html(text)) == []
    assert set(ATTRIBUTES) <= ELEMENTS


def test_script_that_a_page_does_hold_is_seen() -> None:
    """So that the tests above are not blind."""
    assert unfit("<script>x</script><a href='javascript:x' onclick='y'>z</a>")
