"""A small plan on the cast's program, made row by row, so that each test sees what stands on which day."""

from datetime import date, timedelta

from programs.enums import LearningKind, LinkKind, PersonStepState, PromiseSource
from programs.models import (
    Module,
    Occurrence,
    Participant,
    PersonStep,
    Program,
    Promise,
    Step,
    StepLink,
)


def make_module(program: Program, number: int = 3, first: int = 5, last: int = 7) -> Module:
    """A module over some months."""
    return Module.objects.create(
        program=program, key=f"m{number}", number=number, name="In good company", about="Small tables, shared effort.",
        first_month=first, last_month=last,
    )  # fmt: skip


def make_step(module: Module, key: str, after: list[Step] | None = None, **words: object) -> Step:
    """A step of the plan; `after` unlock it."""
    words = {"title": key.title(), "kind": LearningKind.EXPERIENTIAL, "minutes": 30, "when": {"month": 6}} | words
    step = Step.objects.create(program=module.program, module=module, key=key, **words)
    for other in after or []:
        StepLink.objects.create(step=step, other=other, kind=LinkKind.UNLOCK_AFTER)
    return step


def give(
    participant: Participant,
    step: Step,
    opens_on: date,
    state: PersonStepState = PersonStepState.OPEN,
    due: int | None = 7,
    **words: object,
) -> PersonStep:
    """A person's copy of a step on a day."""
    due_on = None if due is None else opens_on + timedelta(days=due)
    occurrence, _ = Occurrence.objects.get_or_create(
        program=step.program, step=step, opens_on=opens_on, defaults={"due_on": due_on, "month": 6}
    )
    return PersonStep.objects.create(
        participant=participant, occurrence=occurrence, step=step, state=state, opens_on=opens_on, due_on=due_on,
        **words,
    )  # fmt: skip


def promise(participant: Participant, due_on: date, text: str = "Say hello", **words: object) -> Promise:
    """A small promise that opened a week before it is due."""
    words = {"source": PromiseSource.PLAN, "opens_on": due_on - timedelta(days=7)} | words
    return Promise.objects.create(participant=participant, text=text, due_on=due_on, **words)
