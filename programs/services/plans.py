"""Writes of plans: templates in, programs laid out from them, paths laid for everybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import current_organization_id
from programs.calendar import local_moment
from programs.enums import LinkKind, ProgramState
from programs.models import (
    Event,
    Module,
    Occurrence,
    Phase,
    PlannedPromise,
    Program,
    Resource,
    Skill,
    SkillLink,
    Step,
    StepLink,
    StepResource,
    StepSkill,
    Template,
    Worksheet,
)
from programs.plan_files import Plan, PlanInvalid, read_plan
from programs.selectors.plans import lay_all_paths, newest_version
from programs.services.agreements import check_ready, write_first_agreements
from programs.services.letters import lay_out_letters
from programs.services.programs import ProgramRefused, check_start, checked_week, create_program, start_program
from programs.signals import plan_moved

MOST_FAULTS_SHOWN = 20
LONGEST_SLUG = 60
WEEK = timedelta(days=7)  # a promise without a day is for a week


class TemplateRefused(BelongingError):
    """A template's file cannot be used; the message names lines."""

    code = "template_refused"


@transaction.atomic
def keep_template(
    *, actor: Membership | None, content: str, now: datetime, copied_from: Template | None = None
) -> Template:
    """
    This will keep a plan's file as the next version of its key, or give back the version it already is.

    Raises TemplateRefused with every fault of the file by line, or when a locked template is meant and the actor may
    not change it.
    """
    plan = read(content)
    newest = newest_version(plan.key)
    if newest is not None and newest.content == content:
        return newest
    if newest is not None and newest.is_locked:
        raise TemplateRefused(_("This template is locked. Copy it under another key first."))
    template = Template.objects.create(
        key=plan.key,
        version=1 if newest is None else newest.version + 1,
        name=plan.name,
        content=content,
        copied_from=copied_from,
    )
    record(actor=actor, verb="template.kept", target=template, now=now, version=template.version)
    return template


def read(content: str) -> Plan:
    """This will read a plan's file; raises TemplateRefused with its faults by line."""
    try:
        return read_plan(content)
    except PlanInvalid as invalid:
        shown = [
            _("Line %(line)s, column %(column)s: %(words)s")
            % {"line": fault.line, "column": fault.column, "words": fault.words}
            for fault in invalid.faults[:MOST_FAULTS_SHOWN]
        ]
        raise TemplateRefused("\n".join(shown), field="content") from None


@transaction.atomic
def lock_template(*, actor: Membership, template: Template, is_locked: bool, now: datetime) -> Template:
    """This will lock or unlock a template: locked ones are used, not replaced."""
    template.is_locked = is_locked
    template.save(update_fields=["is_locked"])
    record(actor=actor, verb="template.locked" if is_locked else "template.unlocked", target=template, now=now)
    return template


@transaction.atomic
def create_program_from_template(
    *, actor: Membership | None, template: Template, name: str, starts_on: date, now: datetime, **words: Any
) -> Program:
    """This will make a draft program with all the plan's days laid out; raises what create_program raises."""
    plan = read(template.content)
    program = create_program(
        actor=actor, name=name, starts_on=starts_on, now=now, targets=dataclasses.asdict(plan.targets), **words
    )
    program.template, program.month_count = template, plan.months
    program.save(update_fields=["template", "month_count"])
    _lay_out(program, plan)
    write_first_agreements(program, plan.agreements, now)
    record(
        actor=actor, verb="program.laid_out", target=program, now=now, template=template.key, version=template.version
    )
    return program


@transaction.atomic
def start_with_paths(*, actor: Membership | None, program: Program, now: datetime, because: str = "") -> int:
    """This will start a program and lay everybody's path in one statement; it answers how many steps were laid."""
    check_ready(actor=actor, program=program, because=because, now=now)
    start_program(actor=actor, program=program, now=now)
    return lay_all_paths(current_organization_id(), program.pk)


@transaction.atomic
def move_start(
    *, actor: Membership | None, program: Program, starts_on: date, now: datetime,
    working_days: Collection[int] | None = None,
) -> Program:  # fmt: skip
    """
    This will move the start day of a draft, or its working week, and with it every date that has not passed.

    Raises ProgramRefused once the program runs, since its months are what people live by, and for a week without work.
    """
    if program.state != ProgramState.DRAFT:
        raise ProgramRefused(_("The start day is fixed once the program runs."), field="starts_on")
    check_start(starts_on)
    today = clock.today(program.time_zone, now)
    plan = read(program.template.content) if program.template else None
    program.starts_on = starts_on
    program.working_days = program.working_days if working_days is None else checked_week(working_days)
    program.save(update_fields=["starts_on", "working_days"])
    if plan is not None:
        for table in (Occurrence, PlannedPromise):
            table.objects.filter(program=program, opens_on__gte=today).delete()
        Event.objects.filter(program=program, starts_at__gte=now).exclude(key="").delete()
        Phase.objects.filter(program=program).delete()
        _lay_out_days(program, plan, since=today)
    record(actor=actor, verb="program.start_moved", target=program, now=now, starts_on=starts_on.isoformat())
    tell_of_move(program)
    return program


def tell_of_move(program: Program) -> None:
    """This will let others hear after commit that a program's days are not what they were (plan_moved)."""
    arguments = {"organization_id": program.organization_id, "program_id": program.public_id}
    transaction.on_commit(lambda: plan_moved.send(sender=Program, **arguments))


@transaction.atomic
def copy_program(*, actor: Membership | None, program: Program, now: datetime) -> Program:
    """
    This will make the draft of the next run: the same template and settings, from the day after this one ends.

    Raises ProgramRefused for a program that was not made from a template, or when the next run is there already.
    """
    if program.template is None:
        raise ProgramRefused(_("This program was not made from a template, so there is no plan to copy."))
    starts_on = program.ends_before
    return create_program_from_template(
        actor=actor,
        template=program.template,
        name=_("%(name)s, from %(month)s") % {"name": program.name.split(", ")[0], "month": f"{starts_on:%Y-%m}"},
        starts_on=starts_on,
        now=now,
        time_zone=program.time_zone,
        working_days=program.working_days,
        segment_attribute=program.segment_attribute,
        tie_rule=program.tie_rule,
        tie_window=program.tie_window,
        consent_mode=program.consent_mode,
    )


Row = TypeVar("Row")


def _by_key(rows: Iterable[Row]) -> dict[str, Row]:
    return {row.key: row for row in rows}  # type: ignore[attr-defined]  # every row of a plan has a key


def _lay_out(program: Program, plan: Plan) -> None:
    # Bulk statements throughout: none of these tables has save hooks beyond the organization check, which they repeat.
    modules = _by_key(Module.objects.bulk_create(
        Module(program=program, key=one.key, number=one.number, name=one.name, about=one.about,
               first_month=min(one.months), last_month=max(one.months))
        for one in plan.modules
    ))  # fmt: skip
    skills = _by_key(Skill.objects.bulk_create(
        Skill(program=program, key=one.key, name=one.name, about=one.about) for one in plan.skills
    ))  # fmt: skip
    SkillLink.objects.bulk_create(
        SkillLink(skill=skills[one.key], builds_on=skills[key]) for one in plan.skills for key in one.builds_on
    )
    worksheets = _by_key(Worksheet.objects.bulk_create(
        Worksheet(program=program, key=one.key, title=one.title, about=one.about, outcome=one.outcome,
                  questions=[question_values(question) for question in one.questions])
        for one in plan.worksheets
    ))  # fmt: skip
    resources = _by_key(Resource.objects.bulk_create(
        Resource(program=program, key=one.key, title=one.title, category=one.category, form=one.form,
                 minutes=one.minutes, text=one.text or "", module=modules.get(one.module or ""),
                 worksheet=worksheets.get(one.worksheet or ""),
                 chapters=[{"title": chapter.title, "text": chapter.text} for chapter in one.chapters])
        for one in plan.resources
    ))  # fmt: skip
    _lay_out_steps(program, plan, modules, skills, worksheets, resources)
    _lay_out_days(program, plan, since=date.min)


def question_values(question: Any) -> dict[str, Any]:
    """A worksheet's question as it is stored."""
    found = dataclasses.asdict(question)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items() if value}


def _lay_out_steps(
    program: Program,
    plan: Plan,
    modules: Mapping[str, Module],
    skills: Mapping[str, Skill],
    worksheets: Mapping[str, Worksheet],
    resources: Mapping[str, Resource],
) -> None:
    steps = _by_key(Step.objects.bulk_create(
        Step(program=program, module=modules[one.module], key=one.key, title=one.title, text=one.text, kind=one.kind,
             minutes=one.minutes, audience=one.audience, when=one.when.mapping(),
             due=one.due.mapping() if one.due else None, asks=one.asks or "", is_optional=one.is_optional,
             worksheet=worksheets.get(one.worksheet or ""))
        for one in plan.steps
    ))  # fmt: skip
    returning = [one for one in plan.steps if one.revisits]
    for one in returning:
        steps[one.key].revisits = steps[one.revisits or ""]
    Step.objects.bulk_update([steps[one.key] for one in returning], ["revisits"])
    links = [
        StepLink(step=steps[one.key], other=steps[key], kind=kind)
        for one in plan.steps
        for kind, keys in ((LinkKind.BUILDS_ON, one.builds_on), (LinkKind.UNLOCK_AFTER, one.unlock_after))
        for key in keys
    ]
    StepLink.objects.bulk_create(links)
    StepSkill.objects.bulk_create(
        StepSkill(step=steps[one.key], skill=skills[key]) for one in plan.steps for key in one.skills
    )
    StepResource.objects.bulk_create(
        StepResource(step=steps[one.key], resource=resources[key]) for one in plan.steps for key in one.resources
    )


def _lay_out_days(program: Program, plan: Plan, *, since: date) -> None:
    """Everything with a date, from a day on."""
    span = program.span
    lay_out_phases(program, plan)
    steps = _by_key(Step.objects.filter(program=program))
    modules = _by_key(Module.objects.filter(program=program))
    Occurrence.objects.bulk_create(
        Occurrence(program=program, step=steps[one.key], opens_on=day, month=clock.program_month(span.starts_on, day),
                   due_on=span.after(one.due, day) if one.due else None)
        for one in plan.steps
        for day in span.days(one.when)
        if day >= since
    )  # fmt: skip
    PlannedPromise.objects.bulk_create(
        PlannedPromise(program=program, module=modules[one.module], key=one.key, text=one.text, hint=one.hint or "",
                       kind=one.kind, opens_on=day, due_on=span.after(one.due, day) if one.due else day + WEEK,
                       asks=list(one.asks))
        for one in plan.commitments
        for day in span.days(one.when)
        if day >= since
    )  # fmt: skip
    lay_out_letters(program, plan.messages, since)
    _lay_out_events(program, plan, since)


def lay_out_phases(program: Program, plan: Plan) -> None:
    """This will write a plan's phases with their days."""
    span = program.span
    Phase.objects.bulk_create(
        Phase(program=program, key=one.key, name=one.name, about=one.about,
              begins_on=span.days(one.begins)[0], ends_on=span.days(one.ends)[-1])
        for one in plan.phases
    )  # fmt: skip


def _lay_out_events(program: Program, plan: Plan, since: date) -> None:
    rows = []
    for one in plan.events:
        for day in program.span.days(one.when):
            if day >= since:
                begins = local_moment(day, one.when.hour, program.time_zone)
                rows.append(Event(
                    program=program, key=one.key, title=one.title, text=one.text, kind=one.kind, form=one.form,
                    capacity=one.capacity, starts_at=begins, ends_at=begins + timedelta(minutes=one.minutes),
                ))  # fmt: skip
    Event.objects.bulk_create(rows)
