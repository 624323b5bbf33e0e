"""One person's way in each table of it, for the guards."""

from dataclasses import dataclass

from programs.models import Participant, PersonStep, Program, Promise, StepLink, Task, Thread
from programs.services.threads import open_thread
from tests.cast import NOON, TODAY
from tests.programs.walk import give, make_module, make_step, promise

MONTH = 6


@dataclass(frozen=True)
class PathRows:
    """What stands on a person's way."""

    step: PersonStep
    promise: Promise
    thread: Thread
    task: Task  # of whoever helps


def plant_path(program: Program, walker: Participant, helper: Participant) -> PathRows:
    """A step, a small promise, a private word and the task that came of it."""
    module = make_module(program)
    first, later = make_step(module, "first"), make_step(module, "later")
    StepLink.objects.create(step=later, other=first, kind="builds_on")
    row = give(walker, first, TODAY, wrote="a word")
    mine = promise(walker, TODAY, "A small promise", source="own", reminded_at=NOON, asks=["How?"])
    thread = open_thread(participant=walker, step=first, text="a private word", on=TODAY, now=NOON)
    task = Task.objects.get(thread=thread)
    task.assignee = helper.membership
    task.save(update_fields=["assignee"])
    return PathRows(row, mine, thread, task)
