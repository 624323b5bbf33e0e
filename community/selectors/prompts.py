"""Reads of prompts: what is planned and asked, who answers first, and what was done with the answers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from belonging.core import clock
from community.enums import SeatState, SeedState
from community.models import FollowUp, Group, GroupSeat, Post, Prompt, Seed
from community.rules import PROMPT_HOUR
from programs.enums import ProgramState

if TYPE_CHECKING:
    from programs.models import Participant, Program

ANSWER_FIRST_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class DeskAnswer:
    """An answer to a prompt, and what was done with it."""

    post: Post
    moves: list[str]


@dataclass(frozen=True)
class Desk:
    """A prompt with its answers, those nobody has done anything with first."""

    prompt: Prompt
    answers: list[DeskAnswer]
    move_count: int


def prompts_of(program: Program) -> QuerySet[Prompt]:
    """The prompts of a program that were not dropped, newest first, with who answers first and how many answered."""
    seeds = Seed.objects.select_related("participant__membership").order_by("id")
    rows = Prompt.objects.filter(group__program=program, dropped_at=None).select_related("group", "post")
    counted = Count(
        "post__answers", filter=Q(post__answers__removed_at=None, post__answers__held_at=None), distinct=True
    )
    made = Count("post__answers__follow_ups", distinct=True)
    rows = rows.annotate(answer_count=counted, move_count=made).prefetch_related(Prefetch("seeds", seeds))
    return rows.order_by("-goes_on", "-id")


def prompt_by_public_id(program: Program, public_id: UUID) -> Prompt | None:
    """A prompt of a program, or nothing."""
    return prompts_of(program).filter(public_id=public_id).first()


def desk_of(prompt: Prompt) -> Desk:
    """What came of a prompt; two queries."""
    rows = Post.objects.exclude(parent=None).filter(parent=prompt.post, removed_at=None, held_at=None)
    posts = list(rows.select_related("author__membership").order_by("written_at", "id"))
    moves: dict[int, list[str]] = defaultdict(list)
    for answer, move in FollowUp.objects.filter(answer__in=posts).order_by("id").values_list("answer", "move"):
        moves[answer].append(move)
    answers = [DeskAnswer(post, moves[post.pk]) for post in posts]
    return Desk(prompt, sorted(answers, key=lambda one: bool(one.moves)), sum(map(len, moves.values())))


def answer_to(prompt: Prompt, public_id: UUID) -> Post | None:
    """An answer to a prompt that is there, or nothing."""
    if prompt.post_id is None:
        return None
    return Post.objects.filter(parent=prompt.post_id, public_id=public_id, removed_at=None, held_at=None).first()


def groups_for_prompts(me: Participant, on: date) -> QuerySet[Group]:
    """The groups somebody may ask in on a day: those they sit in, without projects that have ended, by name."""
    seats = GroupSeat.objects.filter(participant=me, state=SeatState.IN).values("group")
    goes_on = Q(ends_on=None) | Q(ended_at=None, ends_on__gte=on)  # as Group.is_over
    return Group.objects.filter(goes_on, pk__in=seats, closed_at=None).order_by("name", "id")


def possible_seeds(group: Group, me: Participant) -> list[Participant]:
    """Who may be asked to answer first: everybody who sits in the group and takes part now, by name."""
    rows = GroupSeat.objects.filter(group=group, state=SeatState.IN).exclude(participant=me)
    rows = rows.select_related("participant__membership").order_by("participant__membership__name", "id")
    return [row.participant for row in rows if row.participant.may_act]


def seeds_for(me: Participant, now: datetime) -> list[Seed]:
    """What somebody is asked to answer first, and what they said they would and have not yet; soonest first."""
    answered = Post.objects.filter(parent=OuterRef("prompt__post"), author=me)
    rows = Seed.objects.filter(participant=me, prompt__dropped_at=None).exclude(state=SeedState.DECLINED)
    since = clock.today(me.program.time_zone, now) - ANSWER_FIRST_WITHIN
    waiting = Q(state=SeedState.ASKED, prompt__post=None) | Q(state=SeedState.AGREED, prompt__post__isnull=False)
    rows = rows.filter(waiting, prompt__goes_on__gte=since).exclude(Exists(answered))
    return list(rows.select_related("prompt__group", "prompt__post").order_by("prompt__goes_on", "id")[:3])


def seed_by_public_id(me: Participant, public_id: UUID) -> Seed | None:
    """One's own seed, or nothing."""
    return Seed.objects.filter(participant=me, public_id=public_id).select_related("prompt").first()


def _to_ask(now: datetime) -> QuerySet[Prompt]:
    last = now.date() + timedelta(days=1)  # no zone is further ahead
    rows = Prompt.objects.filter(post=None, dropped_at=None, goes_on__lte=last)
    return rows.filter(group__program__state=ProgramState.RUNNING)


def due_prompts(now: datetime) -> list[Prompt]:
    """Prompts whose day and hour have come in their program's zone, oldest first, held."""
    rows = _to_ask(now).select_related("group__program", "asker__membership").order_by("goes_on", "id")
    held = rows.select_for_update(of=("self",), skip_locked=True)
    return [one for one in held if _has_come(one, now)]


def _has_come(prompt: Prompt, now: datetime) -> bool:
    local = now.astimezone(ZoneInfo(prompt.group.program.time_zone))
    return (prompt.goes_on, PROMPT_HOUR) <= (local.date(), local.hour)


def organizations_with_prompts(now: datetime) -> list[UUID]:
    """Organizations in which a prompt may be due; needs unscoped()."""
    return list(_to_ask(now).order_by("organization_id").values_list("organization_id", flat=True).distinct())
