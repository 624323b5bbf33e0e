"""What gathers around a post: nods, people named, words that wait, words without a name, a group's health."""

from datetime import timedelta

import pytest

from belonging.tenancy.models import AuditEntry
from community.enums import Entry, NodKind
from community.models import Group, NamedIn, Nod, Post
from community.selectors.around_posts import group_health, held_posts, named_for
from community.selectors.groups import found_posts, newest_posts, posts_of
from community.selectors.summaries import news_for
from community.services.groups import found_group, join_group
from community.services.leaving import detach_names
from community.services.posts import (
    PostRefused,
    change_post,
    choose_held_words,
    nod,
    release_post,
    remove_post,
    write_post,
)
from community.services.summaries import choose_summaries
from network.services.interactions import block_person
from programs.services.programs import enrol_participant, withdraw_participant
from tests.cast import NOON, STARTS_ON, TODAY, House, Person, add_member
from tests.conftest import SignIn
from tests.guards.tables import tables_holding

HOUR = timedelta(hours=1)


def a_group(house: House, *, allows_unsigned: bool = False, entry: Entry = Entry.OPEN) -> Group:
    """Mira's, with Ben in it."""
    founded = {"name": "Walkers", "about": "", "entry": entry, "now": NOON, "allows_unsigned": allows_unsigned}
    group = found_group(founder=house.mira.place, **founded)
    if entry == Entry.OPEN:
        join_group(group=group, participant=house.ben.place, now=NOON)
    return group


def say(person: Person, group: Group, text: str, **more: object) -> Post:
    return write_post(author=person.place, group=group, text=text, now=NOON, **more)  # type: ignore[arg-type]


def hold(house: House, *terms: str) -> None:
    choose_held_words(actor=house.ada.membership, program=house.program, terms=terms, now=NOON)


# peers 5.21
@pytest.mark.parametrize(
    ("text", "waits"),
    [
        ("What an insult", True), ("I feel INSULTED", True), ("in\u200bsult", True), ("a consulting hour", False),
        ("a lazy day", False), ("that lazy  cow", True),
    ],
)  # fmt: skip
def test_word_of_the_list_has_a_post_looked_at_first(text: str, waits: bool, inside: House) -> None:
    hold(inside, "insult", "Lazy cow", " ", "insult")
    group = a_group(inside)

    post = say(inside.mira, group, text)

    assert (post.held_at is not None, [one.pk for one in held_posts(inside.program)]) == (waits, [post.pk] * waits)


# peers 5.21: nowhere to be read but by its author and in the queue, then everywhere
def test_what_waits_is_seen_by_its_author_alone_until_it_is_released(inside: House, sign_in: SignIn) -> None:
    group = a_group(inside)
    hold(inside, "insult")
    thread = say(inside.ben, group, "How was it?")
    post = say(inside.mira, group, "marmalade insult @Ben")
    answer = say(inside.mira, group, "marmalade insult again", answers=thread)
    wish = choose_summaries(participant=inside.ben.place, rhythm="daily", quiet_from=0, quiet_until=0, now=NOON - HOUR)

    def seen_by(person: Person) -> list[bool]:
        client = sign_in(person)
        pages = [f"community/groups/{group.public_id}/", f"community/posts/{thread.public_id}/"]
        pages += [f"community/posts/{post.public_id}/", "community/", "community/groups/?q=marmal", ""]
        return ["marmalade" in client.get(inside.address(page)).content.decode() for page in pages]

    before = seen_by(inside.ben), seen_by(inside.mira)[:3]
    asked = (inside.program, inside.ben.membership, inside.ben.place)
    read = [
        len(newest_posts(*asked, 3)),
        found_posts(*asked, "marmalade").posts.count(),
        len(named_for(inside.ben.place, NOON)),
    ]
    with pytest.raises(PostRefused, match="taken away"):
        nod(post=post, participant=inside.ben.place, kind=NodKind.HELPS, now=NOON)
    news = [one.pk for one in news_for([wish], NOON + HOUR).get(wish.pk, [])]
    release_post(actor=inside.ada.membership, post=post, now=NOON + HOUR)
    release_post(actor=inside.ada.membership, post=post, now=NOON + 2 * HOUR)
    remove_post(actor=inside.ada.membership, post=answer, now=NOON)

    assert before == ([False] * 6, [True, True, True])
    assert (read, news) == ([1, 0, 0], [])
    assert seen_by(inside.ben)[:1] == [True]
    assert [one.pk for one in news_for([wish], NOON + HOUR)[wish.pk]] == [post.pk]
    assert ([one.post_id for one in named_for(inside.ben.place, NOON)], held_posts(inside.program)) == ([post.pk], [])


def test_change_that_brings_in_a_held_word_waits_as_well(inside: House) -> None:
    group = a_group(inside)
    hold(inside, "insult")
    post = say(inside.mira, group, "Kind")

    changed = change_post(post=post, author=inside.mira.place, text="An insult", revision=0, now=NOON)

    assert changed.held_at == NOON


# peers 5.14
def test_without_a_name_no_row_tells_who_wrote_it(inside: House) -> None:
    group, named = a_group(inside, allows_unsigned=True), a_group(inside)
    audited = AuditEntry.objects.filter(actor=inside.ben.membership).count()

    post = say(inside.ben, group, "lantern-33 @Mira", unsigned=True)

    with pytest.raises(PostRefused, match="write with their names"):
        say(inside.ben, named, "Also here", unsigned=True)
    post.refresh_from_db()
    assert (post.author_id, post.is_unsigned, post.held_at) == (None, True, NOON)
    assert list(tables_holding("lantern-33")) == ["community_post"]
    assert AuditEntry.objects.filter(actor=inside.ben.membership).count() == audited
    assert not NamedIn.objects.exists()
    with pytest.raises(PostRefused, match="taken away"):
        change_post(post=post, author=inside.ben.place, text="Other", revision=0, now=NOON)


# peers 5.14, 5.21: by the pages
def test_unsigned_words_wait_in_the_queue_and_appear_without_a_name(northlight: House, sign_in: SignIn) -> None:
    ben, ada, mira = (sign_in(one) for one in (northlight.ben, northlight.ada, northlight.mira))
    founded = mira.post(
        northlight.address("community/groups/new/"), {"name": "Open heart", "entry": "open", "allows_unsigned": "on"}
    )
    ben.post(founded["Location"] + "join/")
    ben.post(founded["Location"], {"text": "I feel left out", "unsigned": "on"})
    queue = northlight.address("community/reports/")
    waiting = ada.get(queue).content.decode().split('id="held-title"')[1].split("</section>")[0]
    hub = ada.get(northlight.address("community/")).content.decode()
    with northlight.open():
        post = Post.objects.get()
    for address in (queue, northlight.address("community/held/words/")):
        assert ben.get(address).status_code == 403
    kept = ada.post(northlight.address("community/held/words/"), {"terms": "Insult\n\nlazy cow"})

    ada.post(northlight.address(f"community/held/{post.public_id}/release/"))
    seen = mira.get(founded["Location"]).content.decode()

    assert ("I feel left out" in waiting, "Without a name" in waiting, "Ben Tester" in waiting) == (True, True, False)
    assert "Something written waits" in hub
    assert "I feel left out" in seen
    assert kept["Location"] == queue
    assert ada.get(queue).content.decode().count("Nothing to look at") == 1


# peers 5.2: who is named
def test_whoever_is_named_finds_it_until_they_answer_or_nod(inside: House) -> None:
    group = a_group(inside)
    post = say(inside.mira, group, "@Ben Tester, @ben and @Nobody: write to mira@ben.example. @Mira knows.")
    other = say(inside.mira, group, "Once more, @Ben?")

    named = [one.post_id for one in named_for(inside.ben.place, NOON)]
    nod(post=post, participant=inside.ben.place, kind=NodKind.TOO, now=NOON)
    say(inside.ben, group, "Yes", answers=other)

    assert (named, list(named_for(inside.ben.place, NOON))) == ([other.pk, post.pk], [])
    assert NamedIn.objects.exclude(participant=inside.ben.place).count() == 0


def test_nobody_is_named_who_cannot_read_it_or_keeps_out_the_writer(inside: House) -> None:
    closed = a_group(inside, entry=Entry.INVITATION)
    say(inside.mira, closed, "@Ben")
    block_person(blocker=inside.ben.place, blocked=inside.mira.place, now=NOON)
    say(inside.mira, a_group(inside), "@Ben and @Sam")

    assert not NamedIn.objects.exists()


# peers 5.2: mention bombs
def test_names_have_a_limit_in_one_post_and_in_a_day(inside: House) -> None:
    group = a_group(inside)
    for number in range(24):
        member = add_member(actor=None, name=f"Kit{number} Ash", email="", role="participant", attributes={}, now=NOON)
        enrol_participant(actor=None, program=inside.program, membership=member, on=STARTS_ON, now=NOON)

    def names(first: int, count: int) -> str:
        return " ".join(f"@Kit{number}" for number in range(first, first + count))

    for bomb in (names(0, 6), names(0, 24), "@x " * 3000):
        with pytest.raises(PostRefused, match="Up to 5 people"):
            say(inside.mira, group, bomb)
    for first in range(0, 20, 5):
        post = say(inside.mira, group, names(first, 5))
    with pytest.raises(PostRefused, match="20 people within a day"):
        say(inside.mira, group, names(20, 1))
    change_post(post=post, author=inside.mira.place, text=names(15, 2), revision=0, now=NOON)

    assert (NamedIn.objects.count(), Post.objects.count()) == (17, 4)


# peers 5.2: reactions
def test_nod_is_given_changed_and_taken_back(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        group = a_group(northlight)
        post = say(northlight.mira, group, "The kettle works")
    ben, page = sign_in(northlight.ben), northlight.address(f"community/posts/{post.public_id}/")

    counts, seen = [], ""
    for kind in ("helps", "glad", "glad", "helps", "applause"):
        status = ben.post(page + "nod/", {"kind": kind}).status_code
        with northlight.open():
            counts.append((status, [one.kind for one in Nod.objects.all()]))
        seen = ben.get(page).content.decode()

    assert counts == [(302, ["helps"]), (302, ["glad"]), (302, []), (302, ["helps"]), (404, ["helps"])]
    assert "Ben: that helps" in seen
    with northlight.open():
        withdraw_participant(actor=None, participant=northlight.ben.place, on=TODAY, reason="", now=NOON)
        detach_names(now=NOON)
        assert not Nod.objects.exists()


# peers 5.18
def test_health_is_of_the_group_and_shown_to_who_manages_it(inside: House, sign_in: SignIn) -> None:
    group = a_group(inside)
    first = say(inside.mira, group, "Who walks?")
    say(inside.mira, group, "And who sings?")
    say(inside.ben, group, "I do", answers=first)
    Post.objects.create(group=group, author=inside.ben.place, text="Old", written_at=NOON - timedelta(days=31))
    page = inside.address(f"community/groups/{group.public_id}/")

    health = group_health(group, NOON)

    assert (health.post_count, health.answered_count, health.voice_count) == (2, 1, 2)
    seen = ["How the group is doing" in sign_in(one).get(page).content.decode() for one in (inside.mira, inside.ben)]
    assert seen == [True, False]
    assert posts_of(group).count() == 3
