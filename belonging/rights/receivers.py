"""What a process does with the news that an organization, or a person of it, is gone for good."""

from typing import Any

from celery.signals import task_prerun
from django.core.signals import request_started
from django.dispatch import receiver

from belonging.rights.services.leaving import forget_the_departed


@receiver(request_started, dispatch_uid="rights.forget_the_departed")
def before_a_request(**_news: Any) -> None:
    """The next thing a web process does."""
    forget_the_departed()


@task_prerun.connect(dispatch_uid="rights.forget_the_departed")
def before_a_task(**_news: Any) -> None:
    """The next thing a worker does."""
    forget_the_departed()
