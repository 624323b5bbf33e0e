"""Tasks of facilitators, and "I am stuck": who hears of it, and who reads it."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import DjangoCaptureOnCommitCallbacks

from belonging.tenancy.enums import Role
from belonging.tenancy.models import AuditEntry
from programs.models import Task, Thread, ThreadMessage
from programs.selectors.threads import facilitators_of, open_tasks, open_threads
from programs.services import threads as writes
from tests.cast import NOON, TODAY, House, make_person
from tests.programs.walk import make_module, make_step


def stuck(house: House, text: str = "canary words of Ben") -> Thread:
    """Ben is stuck at a step."""
    step = make_step(make_module(house.program), "listen") if not Thread.objects.exists() else Thread.objects.get().step
    return writes.open_thread(participant=house.ben.place, step=step, text=text, on=TODAY, now=NOON)


def test_a_participants_event_gives_a_facilitator_a_task(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.11
    with django_capture_on_commit_callbacks(execute=True):
        task = writes.ask_facilitator(
            program=inside.program, about=inside.ben.place, title="Call Ben", text="secret", due_on=TODAY, now=NOON
        )

    assert task is not None
    assert open_tasks(inside.program, inside.ada.membership) == [task]
    (message,) = mail.outbox
    assert message.to == [inside.ada.membership.email]
    assert "/tasks/" in message.body
    assert "secret" not in message.body
    assert "Call Ben" not in message.body


def test_task_goes_to_the_named_member_or_the_least_busy(inside: House) -> None:  # peers 1.11
    eve = make_person("Eve", "northlight", inside.program, Role.FACILITATOR)
    words = {"program": inside.program, "about": inside.ben.place, "title": "Call", "due_on": TODAY, "now": NOON}

    buddy = writes.ask_facilitator(assignee=inside.mira.membership, **words)
    others = [writes.ask_facilitator(**words) for _ in range(2)]

    assert buddy is not None
    assert buddy.assignee == inside.mira.membership
    assert {task.assignee for task in others if task} == {inside.ada.membership, eve.membership}


def test_task_is_done_and_undone_once(inside: House) -> None:  # peers 1.11
    task = Task.objects.create(
        program=inside.program, assignee=inside.ada.membership, title="Call", due_on=TODAY, about=inside.ben.place
    )

    for is_done in (True, True, False):
        writes.finish_task(task=task, actor=inside.ada.membership, is_done=is_done, now=NOON)

    assert Task.objects.get().done_at is None
    assert AuditEntry.objects.filter(verb="task.done").count() == 1


def test_admins_stand_in_where_nobody_facilitates(inside: House) -> None:
    type(inside.ada.membership).objects.filter(pk=inside.ada.membership.pk).update(role=Role.PARTICIPANT)

    assert facilitators_of(inside.program) == [inside.una.membership]


def test_stuck_tells_facilitators_without_the_words(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.19
    with django_capture_on_commit_callbacks(execute=True):
        thread = stuck(inside)

    (message,) = mail.outbox
    assert message.to == [inside.ada.membership.email]
    assert str(thread.public_id) in message.body
    assert "canary" not in message.subject + message.body
    task = Task.objects.get()
    assert (task.thread, task.assignee, task.due_on) == (thread, inside.ada.membership, TODAY + timedelta(days=3))
    assert "canary" not in str(list(AuditEntry.objects.values("detail", "verb")))


def test_stuck_twice_is_one_thread(inside: House) -> None:  # peers 1.19
    first, second = stuck(inside), stuck(inside, "more")

    assert first == second
    assert (Thread.objects.count(), ThreadMessage.objects.count(), Task.objects.count()) == (1, 2, 1)


def test_answer_tells_the_person_and_closing_settles_the_task(
    inside: House, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:  # peers 1.19
    thread, ada = stuck(inside), inside.ada.membership
    with django_capture_on_commit_callbacks(execute=True):
        writes.answer_thread(thread=thread, author=ada, text="canary of Ada", now=NOON)
    writes.close_thread(thread=thread, actor=ada, is_closed=True, now=NOON)
    closed = (open_threads(inside.program, segments=None), Task.objects.get().done_at)

    writes.answer_thread(thread=thread, author=inside.ben.membership, text="Still stuck", now=NOON)

    assert mail.outbox[-1].to == [inside.ben.membership.email]
    assert "canary" not in mail.outbox[-1].body
    assert closed == ([], NOON)
    assert open_threads(inside.program, segments=None) == [thread]


def test_no_words_no_thread(inside: House) -> None:
    with pytest.raises(writes.ThreadRefused, match="Write a few words first"):
        stuck(inside, "  ")

    assert not Thread.objects.exists()
