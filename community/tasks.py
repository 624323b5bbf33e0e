"""Tasks of the community."""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from belonging.core import clock
from belonging.tenancy.jobs import publish
from belonging.tenancy.scope import current_organization_id
from belonging.tenancy.tasks import hand_out, org_task


@shared_task(name="community.find_names_to_detach")
def find_names_to_detach() -> None:
    """Hands each organization in which words of people who left still carry their names its own task."""
    from community.selectors.leaving import organizations_with_names_to_detach

    hand_out(detach_names, reason="find words of people who left", find=organizations_with_names_to_detach)


@org_task(name="community.detach_names")
def detach_names() -> None:
    """Takes the names of people who left off what they wrote, in one organization."""
    from community.services.leaving import detach_names as detach

    detach(now=clock.now())


@shared_task(name="community.find_nominees_to_tell")
def find_nominees_to_tell() -> None:
    """Hands each organization in which somebody is to be told of kind words its own task."""
    from community.selectors.award import organizations_with_nominees_to_tell

    hand_out(tell_nominees, reason="find who is to be told of kind words", find=organizations_with_nominees_to_tell)


@org_task(name="community.tell_nominees")
def tell_nominees() -> None:
    """Writes to the nominees of one organization that kind words wait."""
    from community.services.award_mail import tell_nominees_of_kind_words

    tell_nominees_of_kind_words()


@shared_task(name="community.find_newcomers")
def find_newcomers() -> None:
    """Hands each organization in which somebody came lately or is looked after its own task."""
    from community.selectors.buddies import organizations_with_newcomers

    hand_out(
        tend_newcomers, reason="find newcomers and who looks after them",
        find=lambda: organizations_with_newcomers(clock.now()),
    )  # fmt: skip


@org_task(name="community.tend_newcomers")
def tend_newcomers() -> None:
    """Gives newcomers of one organization their buddies, and ends welcomes that have run."""
    from community.services.buddies import make_welcome_round

    make_welcome_round(now=clock.now())


@org_task(name="community.send_welcome_mail")
def send_welcome_mail() -> None:
    """Tells buddies and newcomers of one organization what they are still to hear."""
    from community.services.buddy_mail import send_welcome_mail as send

    send(now=clock.now())


@shared_task(name="community.find_summaries")
def find_summaries() -> None:
    """Hands each organization in which something was written lately its two tasks: writing summaries, sending them."""
    from community.selectors.summaries import organizations_with_summaries

    hand_out(
        write_summaries, reason="find whose summaries are due",
        find=lambda: organizations_with_summaries(clock.now()),
    )  # fmt: skip


@org_task(name="community.write_summaries")
def write_summaries() -> None:
    """Writes the summaries that are due in one organization; they are sent once that is safe."""
    from community.services.summaries import write_summaries as write

    write(now=clock.now())
    organization_id = str(current_organization_id())
    transaction.on_commit(lambda: publish(send_summaries, organization_id=organization_id))


@shared_task(name="community.send_summaries")
def send_summaries(*, organization_id: str) -> None:
    """Sends what is written for one organization; opens the scope itself, once for each mail."""
    from community.services.summaries import send_summaries as send

    send(organization_id=UUID(organization_id), now=clock.now())


@shared_task(name="community.find_prompts")
def find_prompts() -> None:
    """Hands each organization in which a prompt may be due its own task."""
    from community.selectors.prompts import organizations_with_prompts

    hand_out(ask_prompts, reason="find prompts that are due", find=lambda: organizations_with_prompts(clock.now()))


@org_task(name="community.ask_prompts")
def ask_prompts() -> None:
    """Asks the prompts of one organization that are due."""
    from community.services.prompts import ask_due_prompts

    ask_due_prompts(now=clock.now())


@shared_task(name="community.find_sharings")
def find_sharings() -> None:
    """Hands each organization in which people think over days and a stage has had its days its own task."""
    from community.selectors.sharings import organizations_with_due_sharings

    hand_out(
        move_sharings, reason="find runs whose stage is over", find=lambda: organizations_with_due_sharings(clock.now())
    )


@org_task(name="community.move_sharings")
def move_sharings() -> None:
    """Begins the next stage of runs over days in one organization."""
    from community.services.sharings import move_due_sharings

    move_due_sharings(now=clock.now())
