"""Writes of posts: write, answer, change, remove, have looked at."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import SeatState
from community.models import Group, Post, Report
from community.selectors.groups import locked_post, seat_of

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant


class PostRefused(BelongingError):
    """Something that cannot be written or changed like that."""

    code = "post_refused"


@transaction.atomic
def write_post(*, author: Participant, group: Group, text: str, now: datetime, answers: Post | None = None) -> Post:
    """This will keep what somebody writes in their group, or answers there; raises PostRefused."""
    seat = seat_of(group, author)
    if seat is None or seat.state != SeatState.IN or group.closed_at:
        raise PostRefused(_("Come into the group first, then write."))
    if not author.may_act:
        raise PostRefused(_("Your place in this program is paused. Come back first."))
    parent = None
    if answers is not None:
        # Held, so that nobody answers what is removed in the same moment. Answers stand below the first post.
        parent = locked_post(answers.parent_id or answers.pk)
        if parent.removed_at:
            raise PostRefused(_("This was taken away meanwhile. What you wrote is still in the field."), field="text")
    post = Post.objects.create(group=group, parent=parent, author=author, text=text, written_at=now)
    record(actor=author.membership, verb="post.written", target=post, now=now, is_answer=parent is not None)
    return post


@transaction.atomic
def change_post(*, post: Post, author: Participant, text: str, revision: int, now: datetime) -> Post:
    """This will change one's own post; raises PostRefused when it changed or went meanwhile."""
    post = locked_post(post.pk)
    if post.author_id != author.pk or post.removed_at:
        raise PostRefused(_("This was taken away meanwhile. What you wrote is still in the field."), field="text")
    if post.revision != revision:
        raise PostRefused(_("You changed this in another window. Look at it, then send again."), field="text")
    post.text, post.edited_at, post.revision = text, now, revision + 1
    post.save(update_fields=["text", "edited_at", "revision"])
    return post


@transaction.atomic
def remove_post(*, actor: Membership, post: Post, now: datetime) -> None:
    """This will take a post's words away for good; its place stays, so that answers make sense. Twice is once."""
    post = locked_post(post.pk)
    if post.removed_at is None:
        post.text, post.removed_at, post.revision = "", now, post.revision + 1
        post.save(update_fields=["text", "removed_at", "revision"])
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
