"""Reads of groups and what is written there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from re import findall
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)  # fmt: skip
from django.db.models.functions import JSONObject

from belonging.core.prepared import Among, Slot
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere
from community.enums import Entry, SeatState
from community.models import Group, GroupSeat, Nod, Picture, Post, Report
from community.rules import TOPICS_SHOWN, may_read_group
from community.selectors.around_posts import pictures
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from programs.models import Participant, Program

MOST_WORDS, MOST_FOUND = 8, 1_000  # of a search
NEWEST = 3  # posts, at most
LEADS = Slot("leads", output_field=BooleanField())  # whether somebody runs the program, where the question is prepared
NOBODY, EVER = 0, datetime(1970, 1, 1, tzinfo=UTC)  # for what takes a person or a moment and has none


@dataclass(frozen=True)
class GroupLine:
    """A group in the list, and how this person stands to it."""

    group: Group
    member_count: int
    seat: GroupSeat | None
    is_over: bool  # a project whose last day has passed


@dataclass(frozen=True)
class GroupsPage:
    """The groups a person may know of, or those about a topic, and what there are topics for."""

    lines: list[GroupLine]
    ended: list[GroupLine]  # projects that can still be read, the latest first
    topics: list[str]  # most groups first, at most a dozen


@dataclass(frozen=True)
class FoundPosts:
    """What was found, newest first; of a great many the newest."""

    posts: QuerySet[Post]
    is_cut: bool


def _groups(program: Program, membership: Membership, me: Participant | None) -> QuerySet[Group]:
    rows = Group.objects.filter(program=program, closed_at=None)
    if may_facilitate(membership, Duty.COMMUNITY):
        return rows
    mine = GroupSeat.objects.filter(participant=me, group=OuterRef("pk"))
    return rows.filter(_may_be_known(Exists(mine))) if me else rows.exclude(entry=Entry.INVITATION)


def _may_be_known(has_seat: Exists, leads: Q | None = None) -> Q:
    """Groups by invitation only are for who is asked, and for those who run the program."""
    known = ~Q(entry=Entry.INVITATION) | Q(has_seat)
    return leads | known if leads else known


def group_lines(program: Program, membership: Membership, me: Participant | None, on: date) -> list[GroupLine]:
    """
    The groups a person may know of, their own first, by name; those by invitation only for who is asked.

    Projects that have ended come last.
    """
    counted = Count("seats", filter=Q(seats__state=SeatState.IN))
    rows = list(_groups(program, membership, me).annotate(members=counted).order_by("name", "id"))
    seats = {row.group_id: row for row in GroupSeat.objects.filter(participant=me).order_by("id")} if me else {}
    lines = [GroupLine(row, row.members, seats.get(row.pk), row.is_over(on)) for row in rows]
    return sorted(lines, key=lambda line: (line.is_over, line.seat is None))


@dataclass(frozen=True)
class GroupName:
    """A group by its name, and how this person stands to it in a word."""

    public_id: str
    name: str
    seat: str


def group_names(most: int) -> ArraySubquery:
    """
    The first groups a person may know of that go on, as part of a prepared question about their program.

    Their own come first, by name, as in `group_lines`. Slots are `me`, `leads` and `today`; `named` makes names of it.
    """
    seat = GroupSeat.objects.filter(participant_id=Slot("me"), group=OuterRef("pk"))
    goes_on = Q(ends_on=None) | Q(ended_at=None, ends_on__gte=Slot("today"))  # as Group.is_over
    rows = Group.objects.filter(goes_on, _may_be_known(Exists(seat), Q(LEADS)), program=OuterRef("pk"), closed_at=None)
    own_first = Case(When(Exists(seat), then=Value(0)), default=Value(1))
    found = rows.order_by(own_first, "name", "id")[:most]
    return ArraySubquery(
        found.values(line=JSONObject(id="public_id", name="name", seat=Subquery(seat.values("state")[:1])))
    )


def named(lines: list[dict[str, str | None]]) -> list[GroupName]:
    """What `group_names` found."""
    return [
        GroupName(str(line["id"]), str(line["name"]), str(SeatState(line["seat"]).label) if line["seat"] else "")
        for line in lines
    ]


def groups_page(
    program: Program, membership: Membership, me: Participant | None, on: date, topic: str = ""
) -> GroupsPage:
    """The list of groups, of one topic if it is named; as many queries as the lines take."""
    lines = group_lines(program, membership, me, on)
    counted = Counter(one for line in lines if not line.is_over for one in line.group.topics)
    shown = [line for line in lines if not topic or topic in line.group.topics]
    ended = [line for line in shown if line.is_over]
    ended.sort(key=lambda line: line.group.ends_on or on, reverse=True)
    topics = sorted(counted, key=lambda one: (-counted[one], one))[:TOPICS_SHOWN]
    return GroupsPage([line for line in shown if not line.is_over], ended, topics)


def topics_in(program: Program) -> list[str]:
    """The topics of groups that everybody may know of, in the order in which they came up."""
    rows = Group.objects.filter(program=program, closed_at=None).exclude(entry=Entry.INVITATION).order_by("id")
    return list(dict.fromkeys(topic for topics in rows.values_list("topics", flat=True) for topic in topics))


def managed_count(founder: Participant, on: date) -> int:
    """How many groups somebody manages; projects that have ended are none any more."""
    rows = Group.objects.filter(seats__participant=founder, seats__is_manager=True, closed_at=None)
    return sum(not row.is_over(on) for row in rows.order_by("id"))


def group_by_public_id(
    program: Program, membership: Membership, me: Participant | None, public_id: UUID
) -> Group | None:
    """A group somebody may know of, or nothing."""
    return _groups(program, membership, me).filter(public_id=public_id).first()


def seat_of(group: Group, me: Participant | None) -> GroupSeat | None:
    """How a person stands to a group, or nothing."""
    return GroupSeat.objects.filter(group=group, participant=me).first() if me else None


def seats_of(group: Group) -> QuerySet[GroupSeat]:
    """Everybody who is in a group, asks or is asked, by name."""
    rows = GroupSeat.objects.filter(group=group).select_related("participant__membership")
    return rows.order_by("participant__membership__name", "id")


def seat_by_public_id(program: Program, public_id: UUID) -> GroupSeat | None:
    """One seat of a program's groups, or nothing."""
    rows = GroupSeat.objects.filter(group__program=program, public_id=public_id)
    return rows.select_related("group", "participant__membership").first()


def asking_seat(manager: Participant, public_id: UUID) -> GroupSeat | None:
    """Somebody who asks to come into a group that this person manages, or nothing."""
    found = seat_by_public_id(manager.program, public_id)
    own = seat_of(found.group, manager) if found else None
    return found if found and found.state == SeatState.ASKS and own and own.is_manager else None


def locked_group(pk: int) -> Group:
    """A group, held until the transaction ends: who comes, goes and manages is decided one after the other."""
    group: Group = Group.objects.select_for_update(no_key=True).get(pk=pk)
    return group


def _standing(me: Participant | None) -> Q:
    """What has been looked at, or needs no look; and one's own words while they wait."""
    return Q(held_at=None) | Q(author=me) if me else Q(held_at=None)


def _nods() -> Prefetch[Any, Any, Any]:
    return Prefetch("nods", Nod.objects.select_related("participant__membership").order_by("kind", "id"))


def posts_of(group: Group, me: Participant | None = None, topic: str = "") -> QuerySet[Post]:
    """What was written in a group, or about a topic there, as one person sees it, newest first, with what is around."""
    rows = Post.objects.filter(_standing(me), group=group, parent=None)
    rows = rows.filter(topic=topic) if topic else rows
    rows = rows.select_related("author__membership").prefetch_related(_nods(), pictures())
    counted = Count("answers", filter=Q(answers__removed_at=None, answers__held_at=None))
    return rows.annotate(answer_count=counted).exclude(removed_at__isnull=False, answer_count=0).order_by(
        "-written_at", "-id"
    )  # fmt: skip


def topics_of(group: Group) -> list[str]:
    """What is written about in a group most, at most a dozen topics."""
    rows = Post.objects.filter(group=group, removed_at=None, held_at=None).exclude(topic="")
    counted = rows.order_by().values("topic").annotate(count=Count("pk")).order_by("-count", "topic")
    return [row["topic"] for row in counted[:TOPICS_SHOWN]]


def picture_of(post: Post) -> Picture | None:
    """A post's picture with its points, or nothing; who may read the post, its group says."""
    return Picture.objects.filter(post=post, post__removed_at=None).first()


def post_by_public_id(program: Program, me: Participant | None, public_id: UUID) -> Post | None:
    """
    One post or answer of a program as one person sees it, with nods and its answers in order, or nothing.

    Who may read it, its group says.
    """
    around = (_nods(), pictures())
    answers = Post.objects.filter(_standing(me)).select_related("author__membership").prefetch_related(*around)
    rows = Post.objects.filter(_standing(me), group__program=program, group__closed_at=None, public_id=public_id)
    rows = rows.select_related("group", "author__membership", "parent")
    ordered = answers.order_by("written_at", "id")
    return rows.prefetch_related(*around, Prefetch("answers", ordered)).first()


def readable_post(program: Program, membership: Membership, me: Participant | None, public_id: UUID) -> Post | None:
    """One post or answer as above, for those who may read its group, or nothing."""
    found = post_by_public_id(program, me, public_id)
    return found if found and may_read_group(found.group, membership, seat_of(found.group, me)) else None


def locked_post(pk: int) -> Post:
    """A post as it is now, held until the transaction ends: edits, removals and answers race."""
    post: Post = Post.objects.select_for_update(of=("self",)).select_related("author__membership", "group").get(pk=pk)
    return post


def found_posts(program: Program, membership: Membership, me: Participant | None, query: str) -> FoundPosts:
    """
    Posts and answers with all the words, or beginnings of them, in groups a person may read; newest first, at most
    the newest thousand.
    """
    words: list[str] = findall(r"\w+", query.casefold())[:MOST_WORDS]
    if not words:
        return FoundPosts(Post.objects.none(), is_cut=False)
    asked = SearchQuery(" & ".join(f"{word}:*" for word in words), search_type="raw", config="simple")
    rows = _readable_posts(program, membership, me)
    # Found first and joined then: under row security the planner takes few rows for granted, and joined at once it read
    # all posts anew for each group, 1 to 50 s of 20,000 posts.
    ids = list(rows.select_related(None).filter(words=asked).values_list("pk", flat=True)[: MOST_FOUND + 1])
    return FoundPosts(rows.filter(pk__in=ids[:MOST_FOUND]), is_cut=len(ids) > MOST_FOUND)


def _newest_posts() -> QuerySet[Post]:
    groups = _readable_groups(Group.objects.filter(program_id=Slot("program"), closed_at=None), Slot("me"), Q(LEADS))
    found = Post.objects.filter(Among(F("group_id"), ArraySubquery(groups.values("pk"))))
    found = found.filter(removed_at=None, held_at=None, parent=None, written_at__gt=Slot("since"))
    found = found.exclude(author_id=Slot("besides")).order_by("-written_at", "-id")
    # Found first and joined then, as in found_posts.
    rows = Post.objects.filter(Among(F("pk"), ArraySubquery(found.values("pk")[:NEWEST])))
    return rows.select_related("group", "author__membership", "parent").order_by("-written_at", "-id")


_NEWEST_POSTS = PreparedHere(_newest_posts)


def newest_posts(
    program: Program,
    membership: Membership,
    me: Participant | None,
    most: int = NEWEST,
    *,
    since: datetime | None = None,
    by_others: bool = False,
) -> list[Post]:
    """What was written lately in groups a person may read, without answers; newest first."""
    mine, leads = me.pk if me else NOBODY, may_facilitate(membership, Duty.COMMUNITY)
    rows = _NEWEST_POSTS.rows(
        program=program.pk, me=mine, leads=leads, since=since or EVER, besides=mine if by_others else NOBODY
    )
    return rows[:most]


def _readable_posts(program: Program, membership: Membership, me: Participant | None) -> QuerySet[Post]:
    groups = Group.objects.filter(program=program, closed_at=None)
    if not may_facilitate(membership, Duty.COMMUNITY):
        groups = _readable_groups(groups, me)
    rows = Post.objects.filter(group__in=list(groups.values_list("pk", flat=True)), removed_at=None, held_at=None)
    return rows.select_related("group", "author__membership", "parent").order_by("-written_at", "-id")


def _readable_groups(groups: QuerySet[Group], me: Participant | Slot | None, leads: Q | None = None) -> QuerySet[Group]:
    """The groups in which somebody may read what is written: the open ones and their own, or all where they lead."""
    mine = GroupSeat.objects.filter(participant=me, state=SeatState.IN).values("group")
    readable = Q(entry=Entry.OPEN) | Q(pk__in=mine)
    return groups.filter(leads | readable if leads else readable)


def open_reports(program: Program) -> list[Report]:
    """What is to be looked at, oldest first."""
    rows = Report.objects.filter(post__group__program=program, settled_at=None)
    wanted = rows.select_related("post__group", "post__author__membership", "post__parent")
    wanted = wanted.prefetch_related(pictures("post__pictures"))
    return list(wanted.order_by("reported_at", "id"))


def report_by_public_id(program: Program, public_id: UUID) -> Report | None:
    """One report of a program, or nothing."""
    rows = Report.objects.filter(post__group__program=program, public_id=public_id)
    return rows.select_related("post").first()
