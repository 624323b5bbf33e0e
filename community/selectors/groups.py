"""Reads of groups and what is written there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from re import findall
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from belonging.core.prepared import Several
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import PreparedHere, current_organization_id
from belonging.tenancy.statements import rows_of
from community.enums import Entry, SeatState
from community.models import Group, GroupSeat, Nod, Picture, Post, Report
from community.rules import TOPICS_SHOWN, may_read_group
from community.selectors.around_posts import pictures
from programs.rules import may_facilitate

if TYPE_CHECKING:
    from programs.models import Participant, Program

MOST_WORDS, MOST_FOUND = 8, 1_000  # of a search


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
    return rows.filter(~Q(entry=Entry.INVITATION) | Exists(mine)) if me else rows.exclude(entry=Entry.INVITATION)


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


# The groups are found before the posts, as an array: see found_posts. Which groups and posts, says _readable_posts.
_NEWEST_POSTS = """
    SELECT post.id
      FROM community_post post
     WHERE post.organization_id = %(organization)s
       AND post.group_id = ANY (ARRAY(
           SELECT place.id
             FROM community_group place
            WHERE place.organization_id = %(organization)s AND place.program_id = %(program)s
              AND place.closed_at IS NULL
              AND (%(all)s OR place.entry = %(open)s
                   OR place.id IN (SELECT seat.group_id FROM community_groupseat seat
                                    WHERE seat.organization_id = %(organization)s
                                      AND seat.participant_id = %(me)s AND seat.state = %(in)s))))
       AND post.removed_at IS NULL AND post.held_at IS NULL AND post.parent_id IS NULL
       AND (%(since)s::timestamptz IS NULL OR post.written_at > %(since)s)
       AND (%(besides)s::bigint IS NULL OR post.author_id IS DISTINCT FROM %(besides)s)
     ORDER BY post.written_at DESC, post.id DESC
     LIMIT %(most)s
"""
_POSTS = PreparedHere(
    lambda: (
        Post.objects.filter(pk__in=Several("posts"))
        .select_related("group", "author__membership", "parent")
        .order_by("-written_at", "-id")
    )
)


def newest_posts(
    program: Program,
    membership: Membership,
    me: Participant | None,
    most: int,
    *,
    since: datetime | None = None,
    by_others: bool = False,
) -> list[Post]:
    """What was written lately in groups a person may read, without answers; newest first."""
    values: dict[str, Any] = {"organization": current_organization_id(), "program": program.pk, "since": since}
    values |= {"me": me.pk if me else None, "besides": me.pk if me and by_others else None, "most": most}
    values |= {"open": str(Entry.OPEN), "in": str(SeatState.IN), "all": may_facilitate(membership, Duty.COMMUNITY)}
    # Found first and joined then, as in found_posts.
    found = [pk for (pk,) in rows_of(_NEWEST_POSTS, values)]
    return _POSTS.rows(posts=found) if found else []


def _readable_posts(program: Program, membership: Membership, me: Participant | None) -> QuerySet[Post]:
    groups = Group.objects.filter(program=program, closed_at=None)
    if not may_facilitate(membership, Duty.COMMUNITY):
        mine = GroupSeat.objects.filter(participant=me, state=SeatState.IN).values("group")
        groups = groups.filter(Q(entry=Entry.OPEN) | Q(pk__in=mine))
    rows = Post.objects.filter(group__in=list(groups.values_list("pk", flat=True)), removed_at=None, held_at=None)
    return rows.select_related("group", "author__membership", "parent").order_by("-written_at", "-id")


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
