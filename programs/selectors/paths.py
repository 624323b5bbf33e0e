"""Reads of a person's way through a plan: steps, months, how far they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from belonging.core.clock import month_begins_on, program_month
from belonging.core.clock import today as local_day
from belonging.core.prepared import Slot
from belonging.tenancy.scope import PreparedHere
from programs.enums import Audience, LearningKind, LinkKind, ParticipantState, PersonStepState
from programs.models import Event, Module, Occurrence, Participant, PersonStep, Phase, Program, Promise, Step, StepLink
from programs.rules import shown_month
from programs.selectors.promises import every_promise, promises_of_month

BEFORE = 0  # the number of everything before the launch
SETTLED = (PersonStepState.DONE, PersonStepState.SKIPPED)
UNSETTLED = (PersonStepState.WAITING, PersonStepState.OPEN)


_LINES = PreparedHere(
    lambda: (
        PersonStep.objects.filter(participant_id=Slot("me"))
        .order_by("opens_on", "id")
        .values_list(
            "public_id", "step__title", "step__kind", "step__minutes", "opens_on", "due_on", "state", "done_at",
            "step__is_optional",
        )
    )
)  # fmt: skip
_MODULES = PreparedHere(lambda: Module.objects.filter(program_id=Slot("program")).order_by("number", "id"))
_PHASE = PreparedHere(
    lambda: Phase.objects.filter(program_id=Slot("program"), begins_on__lt=Slot("before")).order_by("begins_on", "id")
)
_EVENTS = PreparedHere(
    lambda: Event.objects.filter(program_id=Slot("program"), cancelled_at=None).order_by("starts_at", "id")
)


@dataclass(frozen=True)
class StepLine:
    """A step as lists show it; without `public_id` it is the plan's own, nobody's copy."""

    public_id: UUID | None
    title: str
    kind: str
    minutes: int
    opens_on: date
    due_on: date | None
    state: str = ""
    done_at: datetime | None = None
    is_optional: bool = False

    @property
    def kind_label(self) -> str:
        """What kind of step it is, in words."""
        return str(LearningKind(self.kind).label)

    @property
    def state_label(self) -> str:
        """How far a person is with it, in words; nothing for the plan's own."""
        return str(PersonStepState(self.state).label) if self.state else ""


@dataclass(frozen=True)
class Progress:
    """How many of a person's steps are done. What was left out counts for nothing."""

    done: int
    total: int

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Month:
    """What one month asks: its steps, small promises and events. Number 0 is the time before the launch."""

    number: int
    begins_on: date
    state: str  # past, now or next
    module: Module | None
    about: str
    steps: list[StepLine] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """True when nothing of it is still to do."""
        return bool(self.steps) and all(line.state in SETTLED for line in self.steps)

    @property
    def done_count(self) -> int:
        """How many of its steps are done."""
        return sum(line.state == PersonStepState.DONE for line in self.steps)

    @property
    def open_steps(self) -> list[StepLine]:
        """What can be done now."""
        return [line for line in self.steps if line.state == PersonStepState.OPEN]

    @property
    def is_empty(self) -> bool:
        """True when the plan has nothing for it."""
        return not (self.steps or self.promises or self.events)


@dataclass(frozen=True)
class Stretch:
    """A module and its months, in the order of the year."""

    module: Module | None
    months: list[Month]


@dataclass(frozen=True)
class Roadmap:
    """The year as months."""

    months: list[Month]
    before: Month | None
    now: int
    progress: Progress

    @property
    def stretches(self) -> list[Stretch]:
        """The months under the module they belong to."""
        found: list[Stretch] = []
        for month in self.months:
            if not found or found[-1].module != month.module:
                found.append(Stretch(month.module, []))
            found[-1].months.append(month)
        return found

    def month(self, number: int) -> Month | None:
        """One month, or nothing when the year does not have it."""
        if number == BEFORE:
            return self.before
        return self.months[number - 1] if 1 <= number <= len(self.months) else None

    @property
    def lines(self) -> list[StepLine]:
        """All its steps."""
        return [line for month in self._every_month for line in month.steps]

    @property
    def promises(self) -> list[Promise]:
        """All its small promises."""
        return [promise for month in self._every_month for promise in month.promises]

    @property
    def _every_month(self) -> list[Month]:
        return [*([self.before] if self.before else []), *self.months]

    @property
    def current(self) -> Month | None:
        """The month that runs; before the launch the time before it, or the first month; afterwards the last."""
        if self.now < 1:
            return self.before or self.month(1)
        return self.month(min(self.now, len(self.months)))


def roadmap_of(program: Program, participant: Participant | None, today: date) -> Roadmap:
    """The year of a person, or for those who only run the program the plan's own; five queries, however long it is."""
    lines = person_lines(participant) if participant else plan_lines(program)
    promises = every_promise(participant) if participant else []
    months = _months(program, _MODULES.rows(program=program.pk), today)
    before = _before(program, today)
    for line in lines:
        _at(program, months, before, line.opens_on).steps.append(line)
    for promise in promises:
        _at(program, months, before, promise.due_on).promises.append(promise)
    for event in _EVENTS.rows(program=program.pk):
        _at(program, months, before, local_day(program.time_zone, event.starts_at)).events.append(event)
    now = program_month(program.starts_on, today)
    return Roadmap(months, None if before.is_empty else before, now, _progress(participant, lines))


def _months(program: Program, modules: list[Module], today: date) -> list[Month]:
    now = program_month(program.starts_on, today)
    found = []
    for number in range(1, program.month_count + 1):
        # Where two modules share a month it belongs to the later one.
        module = next((one for one in reversed(modules) if one.first_month <= number <= one.last_month), None)
        state = "past" if number < now else "now" if number == now else "next"
        begins_on = month_begins_on(program.starts_on, number)
        found.append(Month(number, begins_on, state, module, module.about if module else ""))
    return found


def _before(program: Program, today: date) -> Month:
    phase = _PHASE.first(program=program.pk, before=program.starts_on)
    about = phase.about if phase else ""
    state = "now" if today < program.starts_on else "past"
    return Month(BEFORE, program.starts_on - timedelta(days=28), state, None, about)


def _at(program: Program, months: list[Month], before: Month, day: date) -> Month:
    number = program_month(program.starts_on, day)
    return before if number < 1 else months[min(number, len(months)) - 1]


def person_lines(participant: Participant) -> list[StepLine]:
    """A person's steps in the order of their days, each with what it is."""
    return [StepLine(*row) for row in _LINES.tuples(me=participant.pk)]


def line_of(row: PersonStep) -> StepLine:
    """A person's step as lists show it; the row comes with its step."""
    step = row.step
    return StepLine(
        public_id=row.public_id,
        title=step.title,
        kind=step.kind,
        minutes=step.minutes,
        opens_on=row.opens_on,
        due_on=row.due_on,
        state=row.state,
        done_at=row.done_at,
        is_optional=step.is_optional,
    )


def plan_lines(program: Program) -> list[StepLine]:
    """What the plan asks of everybody who takes part, in the order of its days."""
    rows = Occurrence.objects.filter(program=program, step__audience=Audience.PARTICIPANT)
    return [
        StepLine(None, row.step.title, row.step.kind, row.step.minutes, row.opens_on, row.due_on)
        for row in rows.select_related("step").order_by("opens_on", "id")
    ]


@dataclass(frozen=True)
class ThisMonth:
    """What home says of the month that runs."""

    module: Module | None
    promises: list[Promise]
    steps: list[StepLine]  # that can be done now, the most urgent first
    has_plan: bool


_MODULE = PreparedHere(
    lambda: Module.objects.filter(
        program_id=Slot("program"), first_month__lte=Slot("month"), last_month__gte=Slot("month")
    ).order_by("-number", "-id")
)
_OPEN_STEPS = PreparedHere(
    lambda: (
        PersonStep.objects.filter(participant_id=Slot("me"), state=PersonStepState.OPEN)
        .select_related("step")
        .order_by(F("due_on").asc(nulls_last=True), "opens_on", "id")
    )
)


def this_month(program: Program, participant: Participant, today: date) -> ThisMonth:
    """The month's theme, small promises and open steps of a person; three queries."""
    module = _MODULE.first(program=program.pk, month=shown_month(program, today))
    steps = [line_of(row) for row in _OPEN_STEPS.rows(me=participant.pk)]
    promises = promises_of_month(program, participant, today)
    return ThisMonth(module, promises, steps, has_plan=module is not None or bool(promises or steps))


def _progress(participant: Participant | None, lines: Iterable[StepLine]) -> Progress:
    states = [line.state for line in lines]
    done = states.count(PersonStepState.DONE)
    if participant is not None and participant.state == ParticipantState.COMPLETED:
        return Progress(done, done)  # a finished journey stays whole, whatever the plan gains afterwards
    return Progress(done, len(states) - states.count(PersonStepState.SKIPPED) if participant else 0)


def progress_of(participant: Participant) -> Progress:
    """How far a person is."""
    return _progress(participant, person_lines(participant))


def person_step_by_public_id(participant: Participant, public_id: UUID) -> PersonStep | None:
    """A step of this person, with what the plan says of it, or nothing."""
    rows = PersonStep.objects.filter(participant=participant, public_id=public_id)
    beside = ("step__module", "step__worksheet", "participant__membership", "participant__program")
    return rows.select_related(*beside).first()


def open_person_steps(participant: Participant) -> QuerySet[PersonStep]:
    """What is open on a person's path, oldest first."""
    rows = PersonStep.objects.filter(participant=participant, state=PersonStepState.OPEN)
    return rows.select_related("step", "participant__program", "participant__membership").order_by("opens_on", "id")


def openable_steps(on: date) -> QuerySet[PersonStep]:
    """
    Waiting steps whose day has come and that wait for no other step.

    A step stands in the way while it has a turn still to do and none done: what was left out, by the person or by a
    facilitator, holds nobody back. What a late joiner missed waits for a facilitator's word.
    """
    same = PersonStep.objects.filter(participant=OuterRef(OuterRef("participant")), step=OuterRef("other"))
    in_the_way = StepLink.objects.filter(
        Exists(same.filter(state__in=UNSETTLED)),
        ~Exists(same.filter(state=PersonStepState.DONE)),
        step=OuterRef("step"),
        kind=LinkKind.UNLOCK_AFTER,
    )
    waiting = PersonStep.objects.filter(state=PersonStepState.WAITING, opens_on__lte=on)
    return waiting.filter(~Exists(in_the_way), ~_before_they_joined())


def _before_they_joined() -> Exists:
    # Who came before the launch has missed nothing: their first steps simply open.
    late = Participant.objects.filter(joined_on__gt=F("program__starts_on"))
    return Exists(late.filter(pk=OuterRef("participant"), joined_on__gt=OuterRef("opens_on")))


def missed_steps(participant: Participant) -> QuerySet[PersonStep]:
    """What the plan asked before this person joined and nobody has settled yet, oldest first."""
    rows = PersonStep.objects.filter(_before_they_joined(), participant=participant, state=PersonStepState.WAITING)
    return rows.select_related("step", "participant__program").order_by("opens_on", "id")


@dataclass(frozen=True)
class Beside:
    """Another step that this one builds on or waits for, and how far the person is with it."""

    title: str
    public_id: UUID | None
    is_done: bool


@dataclass(frozen=True)
class StepPage:
    """One step, in one piece."""

    row: PersonStep
    builds_on: list[Beside]
    waits_for: list[Beside]
    skills: list[str]
    resources: list[tuple[UUID, str, str]]  # public id, title, what it is
    first_words: PersonStep | None  # what the person wrote the first time
    earlier: list[PersonStep]  # what they wrote in earlier turns of this very step


def step_page(row: PersonStep) -> StepPage:
    """All a step's page shows; the row comes from person_step_by_public_id. Four queries, however much there is."""
    step = row.step
    links = list(step.links.select_related("other").order_by("other__key", "id"))
    wanted = {link.other_id for link in links} | {step.pk, step.revisits_id}
    rows = PersonStep.objects.filter(participant=row.participant, step__in=wanted - {None})
    mine: dict[int, list[PersonStep]] = {}
    for one in rows.select_related("step").order_by("opens_on", "id"):
        mine.setdefault(one.step_id, []).append(one)
    first = [one for one in mine.get(step.revisits_id or 0, []) if one.wrote]
    return StepPage(
        row=row,
        builds_on=[_beside(link.other, mine) for link in links if link.kind == LinkKind.BUILDS_ON],
        waits_for=[
            one
            for one in (_beside(link.other, mine) for link in links if link.kind == LinkKind.UNLOCK_AFTER)
            if not one.is_done
        ],
        skills=list(step.skill_rows.order_by("skill__name", "id").values_list("skill__name", flat=True)),
        resources=[
            (link.resource.public_id, link.resource.title, link.resource.get_form_display())
            for link in step.resource_rows.select_related("resource").order_by("id")
        ],
        first_words=first[0] if first else None,
        earlier=[one for one in mine.get(step.pk, []) if one.wrote and one.opens_on < row.opens_on],
    )


def _beside(step: Step, mine: dict[int, list[PersonStep]]) -> Beside:
    rows = mine.get(step.pk, [])
    done = [one for one in rows if one.state == PersonStepState.DONE]
    shown = (done or rows)[:1]
    return Beside(step.title, shown[0].public_id if shown else None, bool(done))
