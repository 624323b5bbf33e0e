"""Looking after pairs, every hour: what is due is due once."""

from celery import shared_task

from belonging.core import clock
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="mentoring.find_pairs_to_look_after")
def find_pairs_to_look_after() -> None:
    """Hands each organization in which pairs run or wait for a word its own task."""
    from mentoring.selectors.care import organizations_with_pairs_to_look_after

    hand_out(
        look_after_pairs, reason="find pairs to look after",
        find=lambda: organizations_with_pairs_to_look_after(clock.now()),
    )  # fmt: skip


@org_task(name="mentoring.look_after_pairs")
def look_after_pairs() -> None:
    """Looks after one organization's pairs."""
    from mentoring.services.looking_after import look_after_pairs as look_after

    look_after(now=clock.now())
