"""Writes of posts: write, answer, nod, change, remove, have looked at, hold and release."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.statements import hold
from community.enums import NodKind, SeatState
from community.models import Group, HeldWord, NamedIn, Nod, Picture, Post, Report
from community.rules import LONGEST_SHOWS, LONGEST_TOPIC, MOST_HELD_WORDS, MOST_NAMED, MOST_NAMED_A_DAY
from community.selectors.around_posts import holds, named_count, people_named
from community.selectors.groups import locked_post, seat_of
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from belonging.core.pictures import Drawn
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program

DAY = timedelta(days=1)


class PostRefused(BelongingError):
    """Something that cannot be written or changed like that."""

    code = "post_refused"


@transaction.atomic
def write_post(
    *,
    author: Participant,
    group: Group,
    text: str,
    now: datetime,
    answers: Post | None = None,
    unsigned: bool = False,
    topic: str = "",
    picture: Drawn | None = None,
    shows: str = "",
) -> Post:
    """
    This will keep what somebody writes in their group, or answers there, with a picture; raises PostRefused.

    With a word the program holds, or without a name, it waits for a look. Nothing says who wrote what is unsigned: no
    row, no audit entry, nobody is named in it.
    """
    _check_writes(author, group, now, unsigned=unsigned)
    parent = _answered(answers)
    topic = "" if parent else " ".join(topic.split())[:LONGEST_TOPIC]
    held_at = now if unsigned or holds(group.program_id, f"{text}\n{topic}\n{shows}") else None
    if unsigned and (same := _pressed_before(group, parent, text, topic)):
        return same
    post = Post.objects.create(
        group=group, parent=parent, author=None if unsigned else author, is_unsigned=unsigned, text=text, topic=topic,
        written_at=now, held_at=held_at,
    )  # fmt: skip
    if picture is not None:
        _hang(post, picture, shows)
    if not unsigned:
        _name(post, author, now)
    actor = None if unsigned else author.membership
    record(actor=actor, verb="post.written", target=post, now=now, is_answer=parent is not None)
    return post


def _pressed_before(group: Group, parent: Post | None, text: str, topic: str) -> Post | None:
    """
    The same words without a name that wait in the same place: one press too many.

    Whose they are is kept nowhere, so no press is known again by its sender; they stand in line by their place.
    """
    hold(f"unsigned {group.pk}")
    same = {"group": group, "parent": parent, "text": text, "topic": topic, "is_unsigned": True, "removed_at": None}
    return Post.objects.filter(**same).exclude(held_at=None).order_by("pk").first()


def _check_writes(author: Participant, group: Group, now: datetime, *, unsigned: bool) -> None:
    seat = seat_of(group, author)
    if seat is None or seat.state != SeatState.IN or group.closed_at:
        raise PostRefused(_("Come into the group first, then write."))
    if group.is_project and group.is_over(clock.today(author.program.time_zone, now)):
        raise PostRefused(_("This project has ended. It can still be read."))
    if not author.may_act:
        raise PostRefused(_("Your place in this program is paused. Come back first."))
    if unsigned and not group.allows_unsigned:
        raise PostRefused(_("In this group people write with their names."))


def _answered(answers: Post | None) -> Post | None:
    """The first post of a thread, held, so that nobody answers what is removed in the same moment."""
    if answers is None:
        return None
    parent = locked_post(answers.parent_id or answers.pk)
    if parent.removed_at or parent.held_at:
        raise PostRefused(_("This was taken away meanwhile. What you wrote is still in the field."), field="text")
    return parent


def _hang(post: Post, picture: Drawn, shows: str) -> None:
    words = " ".join(shows.split())[:LONGEST_SHOWS]
    if not words:
        raise PostRefused(_("Say in a few words what the picture shows."), field="shows")
    Picture.objects.create(
        post=post, content=picture.content, media_type=picture.media_type, width=picture.width, height=picture.height,
        shows=words,
    )  # fmt: skip


def _name(post: Post, author: Participant, now: datetime) -> None:
    """Keeps who is named in a post: so many in one, so many a day, that nobody can be shouted at."""
    people = people_named(author, post.group, post.text)
    if people is None or len(people) > MOST_NAMED:
        said = _("Up to %(most)s people can be named in one go. Name those you ask.") % {"most": MOST_NAMED}
        raise PostRefused(said, field="text")
    NamedIn.objects.filter(post=post).exclude(participant__in=people).delete()
    known = set(NamedIn.objects.filter(post=post).values_list("participant_id", flat=True))
    new = [one for one in people if one.pk not in known]
    if not new:
        return
    locked_participant(author.pk)  # two posts of one author count to the same day
    if named_count(author, now - DAY) + len(new) > MOST_NAMED_A_DAY:
        said = _("You have named %(most)s people within a day. Write without @ today.") % {"most": MOST_NAMED_A_DAY}
        raise PostRefused(said, field="text")
    NamedIn.objects.bulk_create(NamedIn(post=post, participant=one, named_by=author, named_at=now) for one in new)


@transaction.atomic
def change_post(*, post: Post, author: Participant, text: str, revision: int, now: datetime) -> Post:
    """This will change one's own post; raises PostRefused when it changed or went meanwhile."""
    post = locked_post(post.pk)
    if post.author_id != author.pk or post.removed_at:
        raise PostRefused(_("This was taken away meanwhile. What you wrote is still in the field."), field="text")
    if post.revision != revision:
        raise PostRefused(_("You changed this in another window. Look at it, then send again."), field="text")
    post.text, post.edited_at, post.revision = text, now, revision + 1
    post.held_at = post.held_at or (now if holds(post.group.program_id, text) else None)
    post.save(update_fields=["text", "edited_at", "held_at", "revision"])
    _name(post, author, now)
    return post


@transaction.atomic
def remove_post(*, actor: Membership, post: Post, now: datetime) -> None:
    """This will take a post's words and picture away for good; its place stays, for the answers. Twice is once."""
    post = locked_post(post.pk)
    if post.removed_at is None:
        post.text, post.topic, post.removed_at, post.held_at = "", "", now, None
        post.revision += 1
        post.save(update_fields=["text", "topic", "removed_at", "held_at", "revision"])
        Picture.objects.filter(post=post).delete()
        record(actor=actor, verb="post.removed", target=post, now=now)


@transaction.atomic
def report_post(*, post: Post, reporter: Participant, reason: str, now: datetime) -> Report:
    """This will ask those who run the program to look at a post; raises PostRefused without a reason."""
    reason = reason.strip()[:300]
    if not reason:
        raise PostRefused(_("Say in a sentence what they should look at."))
    report, is_new = Report.objects.get_or_create(
        post=post, reporter=reporter, defaults={"reason": reason, "reported_at": now}
    )
    if is_new:
        record(actor=reporter.membership, verb="post.reported", target=post, now=now)
    return report


@transaction.atomic
def settle_report(*, actor: Membership, report: Report, removes: bool, now: datetime) -> None:
    """This will settle what was reported of a post: its words are taken away, or they stay."""
    if removes:
        remove_post(actor=actor, post=report.post, now=now)
    # One statement; Report has no save hooks that this could skip.
    Report.objects.filter(post=report.post_id, settled_at=None).update(settled_at=now)
    record(actor=actor, verb="post.report_settled", target=report.post, now=now, removes=removes)


@transaction.atomic
def release_post(*, actor: Membership, post: Post, now: datetime) -> None:
    """This will let a post appear that waited for a look, as if it were written now; twice is once."""
    post = locked_post(post.pk)
    if post.held_at and not post.removed_at:
        # From now on, so that summaries tell of it and its hour does not tell who wrote it.
        post.held_at, post.written_at = None, now
        post.save(update_fields=["held_at", "written_at"])
        record(actor=actor, verb="post.released", target=post, now=now)


@transaction.atomic
def choose_held_words(*, actor: Membership, program: Program, terms: Sequence[str], now: datetime) -> None:
    """This will keep which words have a post looked at first; raises PostRefused for too many, or too long ones."""
    wanted = dict.fromkeys(" ".join(term.casefold().split()) for term in terms if term.strip())
    longest = HeldWord._meta.get_field("term").max_length or 0  # noqa: SLF001 -- Django's public-in-practice Options
    if len(wanted) > MOST_HELD_WORDS or any(len(term) > longest for term in wanted):
        said = _("Up to %(most)s lines, each of at most %(longest)s letters.")
        raise PostRefused(said % {"most": MOST_HELD_WORDS, "longest": longest}, field="terms")
    rows = HeldWord.objects.filter(program=program)
    rows.exclude(term__in=wanted).delete()
    # One statement; HeldWord has no save hooks beyond the organization check, which it repeats.
    HeldWord.objects.bulk_create([HeldWord(program=program, term=term) for term in wanted], ignore_conflicts=True)
    record(actor=actor, verb="held_words.chosen", target=program, now=now, count=len(wanted))


@transaction.atomic
def nod(*, post: Post, participant: Participant, kind: NodKind, now: datetime) -> None:
    """This will answer a post without words; the same once more takes it back, another one replaces it."""
    if not participant.may_act:
        raise PostRefused(_("Your place in this program is paused. Come back first."))
    post = locked_post(post.pk)
    if post.removed_at or post.held_at:
        raise PostRefused(_("This was taken away meanwhile."))
    taken_back = Nod.objects.filter(post=post, participant=participant, kind=kind).delete()[0]
    if not taken_back:
        Nod.objects.update_or_create(post=post, participant=participant, defaults={"kind": kind})
