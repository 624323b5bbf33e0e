"""A changed plan becomes a program's plan: coming days follow it, what people did stays (docs/decisions/0016)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import current_organization_id
from programs.calendar import After, local_moment
from programs.enums import EventForm, LearningKind, LinkKind, PersonStepState
from programs.event_designs import blocks_of
from programs.models import (
    Event,
    Module,
    Occurrence,
    PersonStep,
    Phase,
    PlanDraft,
    PlannedPromise,
    Program,
    Promise,
    Reply,
    Resource,
    Skill,
    Step,
    StepLink,
    StepResource,
    StepSkill,
    Template,
    Thread,
    Worksheet,
)
from programs.plan_files import Plan, write_plan
from programs.plan_looks import COMPARED, Difference, differences
from programs.selectors.plan_changes import (
    coming_turns,
    planned_from,
    publishing_of,
    turns_from,
    unkept_promises,
)
from programs.selectors.plans import lay_all_paths, newest_version
from programs.services.events import WORDS, EventWords, cancel_event, edit_event, wall
from programs.services.letters import lay_out_letters
from programs.services.paths import plus_days
from programs.services.plan_drafts import DraftRefused, drop_draft, program_key
from programs.services.plans import WEEK, keep_template, lay_out_phases, question_values, read, tell_of_move

BARE = ("title", "text", "kind", "minutes", "audience", "is_optional")


@transaction.atomic
def publish_draft(*, actor: Membership, program: Program, draft: PlanDraft, now: datetime) -> Template:
    """
    This will make a draft the plan of its program, under a key of the program's own, and change its coming days.

    Raises DraftRefused when a step that people have done would be told otherwise.
    """
    plan = read(draft.content)
    key = program_key(program)
    newest = newest_version(key)
    plan = dataclasses.replace(plan, key=key, version=1 if newest is None else newest.version + 1)
    kept = keep_template(actor=actor, content=write_plan(plan), now=now, copied_from=draft.template)
    follow_plan(actor=actor, program=program, template=kept, now=now)
    drop_draft(actor=actor, draft=draft, now=now)
    return kept


@transaction.atomic
def follow_plan(*, actor: Membership, program: Program, template: Template, now: datetime) -> int:
    """
    This will let a program follow another version of a plan from its first free day on, and answer how many things
    changed: of a program that runs only what opens from tomorrow on.

    Raises DraftRefused when a step that people have done would be told otherwise.
    """
    held: Program = Program.objects.select_for_update(of=("self",)).get(pk=program.pk)
    old, new = read(held.template.content) if held.template else None, read(template.content)
    nothing: dict[str, Any] = dict.fromkeys(COMPARED, ())
    old = old or dataclasses.replace(new, **nothing)
    preview = publishing_of(held, old, new, now)
    if refused := [change.title for change in preview.changes if change.is_refused]:
        text = _("“%(title)s” has been done as it was. Leave it, and add a copy for what comes.")
        raise DraftRefused(text % {"title": refused[0]})
    work = _Work(held, new, preview.since, now, actor)
    found = differences(old, new)
    for difference in found:
        work.take(difference)
    work.link_steps({one.key for one in found if one.collection == "steps"})
    Program.objects.filter(pk=held.pk).update(template=template)
    program.template = template
    if held.started_at is not None:
        lay_all_paths(current_organization_id(), held.pk)
    words = {"template": template.key, "version": template.version, "changes": len(found)}
    record(actor=actor, verb="program.plan_changed", target=held, now=now, since=preview.since.isoformat(), **words)
    tell_of_move(held)
    return len(found)


class _Work:
    """What the parts of one publication share."""

    def __init__(self, program: Program, plan: Plan, since: date, now: datetime, actor: Membership) -> None:
        self.program, self.plan, self.since, self.now, self.actor = program, plan, since, now, actor
        self.phases_done = self.letters_done = False

    def take(self, difference: Difference) -> None:
        """This will bring one difference about."""
        getattr(self, f"_{difference.collection}")(difference)

    def _days(self, when: Any) -> list[date]:
        return [day for day in self.program.span.days(when) if day >= self.since]

    def _phases(self, difference: Difference) -> None:
        if not self.phases_done:
            Phase.objects.filter(program=self.program).delete()
            lay_out_phases(self.program, self.plan)
            self.phases_done = True

    def _messages(self, difference: Difference) -> None:
        if not self.letters_done:
            lay_out_letters(self.program, self.plan.messages, self.since)
            self.letters_done = True

    def _modules(self, difference: Difference) -> None:
        one: Any = difference.after
        if one is not None:
            words = {"number": one.number, "name": one.name, "about": one.about}
            months = {"first_month": min(one.months), "last_month": max(one.months)}
            Module.objects.update_or_create(program=self.program, key=one.key, defaults=words | months)

    def _skills(self, difference: Difference) -> None:
        one: Any = difference.after
        if one is not None:
            words = {"name": one.name, "about": one.about}
            Skill.objects.update_or_create(program=self.program, key=one.key, defaults=words)

    def _worksheets(self, difference: Difference) -> None:
        one: Any = difference.after
        if one is not None:
            words = {"title": one.title, "about": one.about, "outcome": one.outcome}
            words["questions"] = [question_values(question) for question in one.questions]
            Worksheet.objects.update_or_create(program=self.program, key=one.key, defaults=words)

    def _resources(self, difference: Difference) -> None:
        one: Any = difference.after
        if one is not None:
            words = {name: getattr(one, name) for name in ("title", "category", "form", "minutes")}
            words |= {"text": one.text or "", "module": self._module(one.module), "worksheet": self._sheet(one)}
            words["chapters"] = [{"title": chapter.title, "text": chapter.text} for chapter in one.chapters]
            Resource.objects.update_or_create(program=self.program, key=one.key, defaults=words)

    def _module(self, key: str) -> Module | None:
        return Module.objects.filter(program=self.program, key=key).first() if key else None

    def _sheet(self, one: Any) -> Worksheet | None:
        return Worksheet.objects.filter(program=self.program, key=one.worksheet).first() if one.worksheet else None

    def _steps(self, difference: Difference) -> None:
        one: Any = difference.after
        if one is None:
            self._forget_step(difference.key)
            return
        words = {name: getattr(one, name) for name in BARE}
        words |= {"when": one.when.mapping(), "due": one.due.mapping() if one.due else None, "asks": one.asks or ""}
        words |= {"module": self._module(one.module), "worksheet": self._sheet(one)}
        step, _made = Step.objects.update_or_create(program=self.program, key=one.key, defaults=words)
        _move_turns(step, self._days(one.when), one.due, self.since)

    def _forget_step(self, key: str) -> None:
        step = Step.objects.filter(program=self.program, key=key).first()
        if step is None:
            return
        _move_turns(step, [], None, self.since)
        if Occurrence.objects.filter(step=step).exists() or Thread.objects.filter(step=step).exists():
            return  # it had its turns: they stay readable
        StepLink.objects.filter(step=step).delete()
        StepLink.objects.filter(other=step).delete()
        StepSkill.objects.filter(step=step).delete()
        StepResource.objects.filter(step=step).delete()
        Step.objects.filter(revisits=step).update(revisits=None)
        step.delete()

    def link_steps(self, keys: set[str]) -> None:
        """This will tie changed steps to what they build on, practise, point at and bring back."""
        steps = {one.key: one for one in Step.objects.filter(program=self.program)}
        skills = {one.key: one for one in Skill.objects.filter(program=self.program)}
        resources = {one.key: one for one in Resource.objects.filter(program=self.program)}
        for one in self.plan.steps:
            if one.key not in keys:
                continue
            step = steps[one.key]
            for table in (StepLink, StepSkill, StepResource):
                table.objects.filter(step=step).delete()
            pairs = ((LinkKind.BUILDS_ON, one.builds_on), (LinkKind.UNLOCK_AFTER, one.unlock_after))
            StepLink.objects.bulk_create(
                StepLink(step=step, other=steps[key], kind=kind) for kind, names in pairs for key in names
            )
            StepSkill.objects.bulk_create(StepSkill(step=step, skill=skills[key]) for key in one.skills)
            StepResource.objects.bulk_create(StepResource(step=step, resource=resources[key]) for key in one.resources)
            Step.objects.filter(pk=step.pk).update(revisits=steps.get(one.revisits))

    def _commitments(self, difference: Difference) -> None:
        one: Any = difference.after
        rows = planned_from(self.program, difference.key, self.since)
        days = self._days(one.when) if one is not None else []
        for row, day in _paired(rows, days, "opens_on"):
            if day is None:
                assert row is not None
                unkept_promises([row]).filter(wrote={}).delete()  # what somebody noted down already stays theirs
                if not Promise.objects.filter(planned=row).exists():
                    row.delete()
                continue
            words = {"text": one.text, "hint": one.hint or "", "kind": one.kind, "asks": list(one.asks)}
            words["opens_on"] = day
            words["due_on"] = self.program.span.after(one.due, day) if one.due else day + WEEK
            module = Module.objects.get(program=self.program, key=one.module)
            if row is None:
                PlannedPromise.objects.create(program=self.program, key=one.key, module=module, **words)
            else:
                PlannedPromise.objects.filter(pk=row.pk).update(module=module, **words)
                unkept_promises([row]).update(**words)

    def _events(self, difference: Difference) -> None:
        one: Any = difference.after
        rows = coming_turns(self.program, difference.key, self.now)
        days = self._days(one.when) if one is not None else []
        for event, day in _paired(rows, days, "starts_at", self.program.time_zone):
            if day is None:
                assert event is not None
                self._call_off(event)
            elif event is None:
                begins = local_moment(day, one.when.hour, self.program.time_zone)
                if begins > self.now:
                    self._plan_event(one, begins)
            else:
                self._change_event(event, one, day, difference)

    def _call_off(self, event: Event) -> None:
        if Reply.objects.filter(event=event).exists():
            cancel_event(actor=self.actor, event=event, reason=_("The plan of the year changed."), now=self.now)
        else:
            event.delete()

    def _plan_event(self, one: Any, begins: datetime) -> None:
        Event.objects.create(
            program=self.program, key=one.key, title=one.title, text=one.text, kind=one.kind, form=one.form,
            capacity=one.capacity, starts_at=begins, ends_at=begins + timedelta(minutes=one.minutes),
        )  # fmt: skip

    def _change_event(self, event: Event, one: Any, day: date, difference: Difference) -> None:
        # Only what the plan says differently: a place or a time somebody set by hand stays.
        before: Any = difference.before
        starts, ends = (wall(at, self.program.time_zone) for at in (event.starts_at, event.ends_at))
        if day != starts.date():
            starts, ends = (datetime.combine(day, at.time()) + (at.date() - starts.date()) for at in (starts, ends))
        if before.when.hour != one.when.hour:
            starts = starts.replace(hour=one.when.hour, minute=0)
        if (before.when.hour, before.minutes) != (one.when.hour, one.minutes):
            ends = starts + timedelta(minutes=one.minutes)
        kept: dict[str, Any] = {name: getattr(event, name) for name in WORDS}
        kept["agenda"] = tuple(blocks_of(event.agenda))
        for name in ("title", "text", "kind", "form", "capacity"):
            kept[name] = getattr(one if getattr(before, name) != getattr(one, name) else event, name)
        kept |= {"kind": LearningKind(kept["kind"]), "form": EventForm(kept["form"])}
        edit_event(actor=self.actor, event=event, words=EventWords(starts=starts, ends=ends, **kept), now=self.now)


def _paired(rows: Sequence[Any], days: Iterable[date], field: str, zone: str = "") -> list[tuple[Any, date | None]]:
    """
    Rows with the days they move to: same days stay together, the rest in their order.

    A row without a day goes, a day without a row (None) is new.
    """
    wanted = list(days)
    found: list[tuple[Any, date | None]] = []
    left = []
    for row in rows:
        at = getattr(row, field)
        day = clock.today(zone, at) if zone else at
        if day in wanted:
            wanted.remove(day)
            found.append((row, day))
        else:
            left.append(row)
    found += list(zip(left, wanted, strict=False))
    found += [(row, None) for row in left[len(wanted) :]]
    return found + [(None, day) for day in wanted[len(left) :]]


def _move_turns(step: Step, days: list[date], due: After | None, since: date) -> None:
    for turn, day in _paired(turns_from(step, since), days, "opens_on"):
        if turn is not None and day is not None:
            _move_turn(turn, day, step.program.span.after(due, day) if due else None, step.program)
        elif turn is not None:
            # Nobody's words are in a step that has not opened.
            PersonStep.objects.filter(occurrence=turn, state=PersonStepState.WAITING).delete()
            if not PersonStep.objects.filter(occurrence=turn).exists():
                turn.delete()
        elif day is not None:
            month = clock.program_month(step.program.starts_on, day)
            due_on = step.program.span.after(due, day) if due else None
            Occurrence.objects.create(program=step.program, step=step, opens_on=day, due_on=due_on, month=month)


def _move_turn(turn: Occurrence, day: date, due_on: date | None, program: Program) -> None:
    by = day - turn.opens_on
    if not by and due_on == turn.due_on:
        return
    # One statement for everybody's copy. Whoever's path was moved keeps the distance to the plan.
    waiting = PersonStep.objects.filter(occurrence=turn, state=PersonStepState.WAITING)
    if due_on is None or turn.due_on is None:
        waiting.update(opens_on=plus_days("opens_on", by), due_on=due_on)
    else:
        later = due_on - turn.due_on
        waiting.update(opens_on=plus_days("opens_on", by), due_on=plus_days("due_on", later))
    turn.opens_on, turn.due_on = day, due_on
    turn.month = clock.program_month(program.starts_on, day)
    turn.save(update_fields=["opens_on", "due_on", "month"])
