"""Writes of tasks for facilitators, and of the private words of somebody who is stuck."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.enums import PostKind
from belonging.tenancy.models import Membership
from belonging.tenancy.post import post_after_commit
from programs.models import Participant, Program, Step, Task, Thread, ThreadMessage
from programs.rules import TASK_WITHIN
from programs.selectors.remits import facilitators_for
from programs.selectors.threads import least_busy, open_thread_about

LONGEST = 2000


class ThreadRefused(BelongingError):
    """A word cannot be sent like that."""

    code = "thread_refused"


@transaction.atomic
def ask_facilitator(
    *,
    program: Program,
    about: Participant,
    title: str,
    due_on: date,
    now: datetime,
    text: str = "",
    assignee: Membership | None = None,
    thread: Thread | None = None,
) -> Task | None:
    """
    This will ask a named member, or the facilitator with the fewest open tasks, to do something, and tell them by mail.

    Nothing comes of it where nobody runs the program.
    """
    task = _asked(program, about, title, due_on, text, assignee, thread)
    if task is not None:
        record(actor=about.membership, verb="task.asked", target=task, now=now)
        _tell([task.assignee], program, "task", reverse("programs:task-list", args=_slugs(program)))
    return task


def _asked(
    program: Program, about: Participant, title: str, due_on: date, text: str, assignee: Membership | None,
    thread: Thread | None,
) -> Task | None:  # fmt: skip
    chosen = assignee or least_busy(facilitators_for(about), program)
    if chosen is None:
        return None
    return Task.objects.create(
        program=program, assignee=chosen, about=about, title=title[:160], text=text, due_on=due_on, thread=thread
    )


@transaction.atomic
def finish_task(*, task: Task, actor: Membership, is_done: bool, now: datetime) -> Task:
    """This will note that a task is done, or that it is not; twice is the same as once."""
    if (task.done_at is not None) != is_done:
        task.done_at = now if is_done else None
        task.save(update_fields=["done_at"])
        record(actor=actor, verb="task.done" if is_done else "task.reopened", target=task, now=now)
    return task


@transaction.atomic
def open_thread(*, participant: Participant, step: Step | None, text: str, on: date, now: datetime) -> Thread:
    """
    This will begin a private word with the facilitators, or go on with the open one about the same step.

    Facilitators hear by mail that there is one, not what it says; one of them gets a task. Raises ThreadRefused for no
    words.
    """
    words = _words(text)
    # The person's row is held: of two taps the second finds the thread that the first one began.
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    thread = open_thread_about(participant, step)
    if thread is None:
        program = participant.program
        thread = Thread.objects.create(program=program, participant=participant, step=step)
        title = _("%(name)s is stuck: %(step)s") % {"name": participant.first_name, "step": step.title if step else ""}
        _asked(program, participant, title.rstrip(": "), on + TASK_WITHIN, "", None, thread)
        record(actor=participant.membership, verb="thread.opened", target=thread, now=now)
    _say(thread, participant.membership, words, now)
    return thread


@transaction.atomic
def answer_thread(*, thread: Thread, author: Membership, text: str, now: datetime) -> ThreadMessage:
    """This will add a word to a thread, open it again if it was closed, and tell the other side without the words."""
    words = _words(text)
    if thread.closed_at is not None:
        thread.closed_at = None
        thread.save(update_fields=["closed_at"])
    return _say(thread, author, words, now)


@transaction.atomic
def close_thread(*, thread: Thread, actor: Membership, is_closed: bool, now: datetime) -> Thread:
    """This will close a thread, or open it again; with it the task that came of it is done, or not."""
    if (thread.closed_at is not None) != is_closed:
        thread.closed_at = now if is_closed else None
        thread.save(update_fields=["closed_at"])
        # One statement; Task has no save hooks that this could skip.
        Task.objects.filter(thread=thread).update(done_at=thread.closed_at)
        record(actor=actor, verb="thread.closed" if is_closed else "thread.reopened", target=thread, now=now)
    return thread


def _words(text: str) -> str:
    words = text.strip()
    if not words:
        raise ThreadRefused(_("Write a few words first."), field="text")
    return words[:LONGEST]


def _say(thread: Thread, author: Membership, text: str, now: datetime) -> ThreadMessage:
    message = ThreadMessage.objects.create(thread=thread, author=author, text=text, written_at=now)
    person = thread.participant.membership
    others = facilitators_for(thread.participant) if author.pk == person.pk else [person]
    page = reverse("programs:thread-detail", args=[*_slugs(thread.program), thread.public_id])
    _tell([one for one in others if one.pk != author.pk], thread.program, "thread", page)
    return message


def _slugs(program: Program) -> list[str]:
    return [program.organization.slug, program.slug]


def _tell(members: Collection[Membership], program: Program, kind: str, page: str) -> None:
    mails = [_written(member, program, kind, page) for member in members if member.email]
    post_after_commit(PostKind.WORDS, mails)


def _written(member: Membership, program: Program, kind: str, page: str) -> EmailMessage:
    with translation.override(member.user.language if member.user else settings.LANGUAGE_CODE):
        words = {"name": member.first_name, "program": program, "link": settings.SITE_URL + page}
        subject = " ".join(render_to_string(f"emails/programs/{kind}_subject.txt", words).split())
        text = render_to_string(f"emails/programs/{kind}.txt", words).lstrip()
    return EmailMessage(subject, text, None, [member.email])
