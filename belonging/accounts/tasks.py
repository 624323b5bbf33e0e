"""Work that belongs to accounts, not to an organization."""

from celery import shared_task

from belonging.core import clock


@shared_task(name="accounts.send_post")
def send_post() -> None:
    """Sends what the mail server did not take at once."""
    from belonging.accounts.services import send_post as send

    send(now=clock.now())
