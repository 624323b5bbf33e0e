"""Tasks that belong to one organization, and the runner of jobs."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any
from uuid import UUID

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.enums import JobKind
from belonging.tenancy.jobs import Progress, handles, publish
from belonging.tenancy.models import Job
from belonging.tenancy.scope import open_scope, unscoped

ORG_TASKS: dict[str, Callable[..., Any]] = {}


def org_task(*, name: str) -> Callable[[Callable[..., None]], Any]:
    """
    A Celery task of one organization: called with `organization_id` and further ids, all by keyword.

    The organization's scope is open around the body; without `organization_id` the call is refused.
    """

    def decorate(body: Callable[..., None]) -> Any:
        @wraps(body)
        def run(*, organization_id: str, **arguments: Any) -> None:
            with open_scope(UUID(organization_id)):
                body(**arguments)

        ORG_TASKS[name] = body
        return shared_task(name=name)(run)

    return decorate


def hand_out(task: Any, *, reason: str, find: Callable[[], Iterable[UUID]]) -> None:
    """
    Publishes an organization's task for each organization that `find` names.

    `find` runs with every organization open; nothing but ids of organizations comes out of it.
    """
    with unscoped(reason):
        found = [UUID(str(organization_id)) for organization_id in find()]
    for organization_id in found:
        publish(task, organization_id=str(organization_id))


@shared_task(name="tenancy.run_job")
def run_job(*, organization_id: str, job_id: str) -> None:
    """Runs one job; opens the scope itself, once to take the lease and once for the work."""
    from belonging.tenancy.jobs import perform

    perform(organization_id=UUID(organization_id), job_id=UUID(job_id), now=clock.now())


@shared_task(name="tenancy.sweep_jobs")
def sweep_jobs() -> None:
    """Offers again what is waiting or was held by a worker that died."""
    from belonging.tenancy.jobs import offer_unfinished

    offer_unfinished(now=clock.now())


@shared_task(name="tenancy.find_post")
def find_post() -> None:
    """Hands each organization that owes mail its own task, once the mail server answers."""
    from belonging.core.outbox import is_reachable
    from belonging.tenancy.selectors import organizations_owing_mail

    if is_reachable():
        hand_out(send_post, reason="find mail that waits", find=lambda: organizations_owing_mail(clock.now()))


@shared_task(name="tenancy.send_post")
def send_post(*, organization_id: str) -> None:
    """Sends the mail of one organization; opens the scope itself, once for each mail."""
    from belonging.tenancy.post import send_post as send

    send(organization_id=UUID(organization_id), now=clock.now())


@handles(JobKind.SEND_INVITATION)
def send_invitation(job: Job, progress: Progress) -> dict[str, Any]:
    """Writes an invitation's mail, outside the request."""
    from belonging.tenancy.services import send_invitation as send

    send(job=job, now=clock.now())
    return {}
