"""Tasks of plans; programs/tasks.py names them for Celery."""

from celery import shared_task

from belonging.core import clock


@shared_task(name="programs.release_due_days")
def release_due_days() -> None:
    """Releases every program's local day whose hour has come; reads all organizations, for a reason written down."""
    from programs.services.days import release_due_days as release  # noqa: PLC0415 -- as in tasks.py

    release(now=clock.now())
