"""The daily look at every program, and evidence that somebody asked for."""

from typing import Any

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import Progress, handles
from belonging.tenancy.models import Job
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="dashboards.find_programs_to_look_at")
def find_programs_to_look_at() -> None:
    """Hands each organization with a program that was not looked at today its own task."""
    from dashboards.selectors.moves import programs_to_look_at

    hand_out(
        look_at_programs,
        reason="find programs that nobody looked at today",
        find=lambda: sorted({program.organization_id for program in programs_to_look_at(clock.now())}),
    )


@org_task(name="dashboards.look_at_programs")
def look_at_programs() -> None:
    """Looks at one organization's programs: what is noticed, what helped, and once a week the brief."""
    from dashboards.selectors.moves import programs_to_look_at
    from dashboards.services.looks import look_at

    now = clock.now()
    for program in programs_to_look_at(now):
        look_at(program=program, now=now)


@handles(JobKind.MAKE_PACK)
def make_asked_pack(job: Job, progress: Progress) -> dict[str, Any]:
    """Makes an evidence pack because somebody asked."""
    from dashboards.services.packs import make_asked_pack as make

    def tell(done: int, total: int, message: str) -> None:
        progress(done, total, message, clock.now())

    return {"pack": str(make(job=job, now=clock.now(), tell=tell).public_id)}
