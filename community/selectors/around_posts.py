"""Reads of what gathers around a post: who is named, what holds it, how a group is doing."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from re import compile as pattern
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from community.enums import Entry, SeatState
from community.models import GroupSeat, HeldWord, NamedIn, Nod, Picture, Post, Report
from network.selectors.interactions import kept_apart_from
from network.selectors.people import plain
from programs.selectors.programs import people_in
from surveys.selectors.matching import terms_in

if TYPE_CHECKING:
    from community.models import Group
    from programs.models import Participant, Program

NAMES = pattern(r"(?<![\w@])@(\w+)")
MOST_NAMES_READ = 30  # more than that is nobody's question
HEALTH_DAYS = timedelta(days=30)
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class GroupHealth:
    """How a group is doing, for who manages it: of the group, never of a person."""

    post_count: int  # in thirty days, without answers
    answered_count: int  # of these
    voice_count: int  # different people who wrote
    days: int


def held_words(program_id: int) -> list[str]:
    """The words that have a post looked at first, by the alphabet."""
    return list(HeldWord.objects.filter(program=program_id).order_by("term", "id").values_list("term", flat=True))


def holds(program_id: int, text: str) -> bool:
    """True when one of the program's words stands in a text, by its stem; invisible letters hide nothing."""
    words = held_words(program_id)
    bare = "".join(letter for letter in unicodedata.normalize("NFKC", text) if unicodedata.category(letter) != "Cf")
    return bool(words) and bool(terms_in([bare], words)[0])


def people_named(author: Participant, group: Group, text: str) -> list[Participant] | None:
    """
    Whom a text names as @Name, whole or by a first name that only one here has; None for more names than anybody asks.

    Only people who may read the group, and nobody who keeps the author out or whom the author keeps out.
    """
    places = [found.start() + 1 for found in NAMES.finditer(text)]
    if not places:
        return []
    if len(places) > MOST_NAMES_READ:
        return None
    rows = people_in(group.program).exclude(pk__in=kept_apart_from(author.pk)).exclude(pk=author.pk)
    if group.entry != Entry.OPEN:
        inside = GroupSeat.objects.filter(group=group, state=SeatState.IN)
        rows = rows.filter(pk__in=inside.values("participant"))
    begins = Q()
    for word in set(NAMES.findall(text)):
        begins |= Q(membership__name__istartswith=word)
    people = list(rows.filter(begins))
    found = (_named_at(plain(text[place : place + 130]), people) for place in places)
    return list({one.pk: one for one in found if one is not None}.values())


def _named_at(text: str, people: list[Participant]) -> Participant | None:
    whole = [one for one in people if _stands(text, plain(one.membership.name))]
    if whole:
        longest = max(whole, key=lambda one: len(one.membership.name))
        return longest if sum(one.membership.name == longest.membership.name for one in whole) == 1 else None
    first = [one for one in people if _stands(text, plain(one.first_name))]
    return first[0] if len(first) == 1 else None


def _stands(text: str, name: str) -> bool:
    return bool(name) and text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def named_count(author: Participant, since: datetime) -> int:
    """How many people somebody has named since then."""
    return NamedIn.objects.filter(named_by=author, named_at__gt=since).count()


def named_for(me: Participant, now: datetime) -> QuerySet[NamedIn]:
    """Where somebody is named lately and has neither answered nor nodded since; newest first."""
    thread = Q(parent=OuterRef("post__parent")) | Q(parent=OuterRef("post"))
    answered = Post.objects.filter(thread, author=me, written_at__gte=OuterRef("named_at"))
    nodded = Nod.objects.filter(post=OuterRef("post"), participant=me)
    rows = NamedIn.objects.filter(participant=me, named_at__gt=now - LATELY, post__group__closed_at=None)
    rows = rows.filter(post__removed_at=None, post__held_at=None).exclude(Exists(answered)).exclude(Exists(nodded))
    wanted = rows.select_related("post__group", "post__parent", "post__author__membership", "named_by__membership")
    return wanted.order_by("-named_at", "-id")


def pictures(to: str = "pictures") -> Prefetch[Any, Any, Any]:
    """What a list says of posts' pictures; their points are asked for one by one."""
    return Prefetch(to, Picture.objects.defer("content").order_by("id"))


def post_to_look_at(program: Program, public_id: UUID) -> Post | None:
    """A post that waits for a look, or that somebody asked to look at, for those who run the program; or nothing."""
    asked = Report.objects.filter(post=OuterRef("pk"), settled_at=None)
    rows = Post.objects.filter(group__program=program, removed_at=None, public_id=public_id)
    return rows.filter(Q(held_at__isnull=False) | Exists(asked)).first()


def held_posts(program: Program) -> list[Post]:
    """What waits for a look, oldest first."""
    rows = Post.objects.filter(group__program=program, removed_at=None).exclude(held_at=None)
    rows = rows.select_related("group", "author__membership", "parent").prefetch_related(pictures())
    return list(rows.order_by("held_at", "id"))


def held_post_by_public_id(program: Program, public_id: UUID) -> Post | None:
    """One post that waits for a look, or nothing."""
    rows = Post.objects.filter(group__program=program, removed_at=None, public_id=public_id)
    return rows.exclude(held_at=None).select_related("group").first()


def group_health(group: Group, now: datetime) -> GroupHealth:
    """How a group did in the last thirty days; one query."""
    rows = Post.objects.filter(group=group, written_at__gt=now - HEALTH_DAYS, removed_at=None, held_at=None)
    answers = Post.objects.filter(parent=OuterRef("pk"), removed_at=None, held_at=None).exclude(
        author=OuterRef("author")
    )
    first = Q(parent=None)
    counts = rows.annotate(is_answered=Exists(answers)).aggregate(
        posts=Count("pk", filter=first),
        answered=Count("pk", filter=first & Q(is_answered=True)),
        voices=Count(F("author"), distinct=True),
    )
    return GroupHealth(counts["posts"], counts["answered"], counts["voices"], HEALTH_DAYS.days)
