"""Writes of welcome buddies: offer, be given somebody, say hello, hand on, end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import WelcomeNews, WelcomeStep
from community.models import BuddyOffer, Welcome
from community.rules import MOST_WELCOMED
from community.selectors.buddies import (
    free_offers,
    is_over,
    locked_welcome,
    needs_another,
    newcomers_without_welcome,
    welcomes_to_tend,
)
from community.services.buddy_mail import tell_of_welcomes
from community.services.groups import seat_newcomer
from community.services.tours import pair_tours
from programs.enums import Audience
from programs.selectors.letters import roles_of
from programs.selectors.programs import locked_program, running_programs
from programs.services.letters import set_roles

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


class WelcomeRefused(BelongingError):
    """Something that welcoming does not allow."""

    code = "welcome_refused"


@transaction.atomic
def offer_to_welcome(*, participant: Participant, most: int, now: datetime) -> BuddyOffer:
    """This will note that somebody welcomes newcomers, so many at a time, and gives them the role; or change it."""
    if not participant.may_act:
        raise WelcomeRefused(_("Your place in this program is paused. Come back first."))
    most = max(1, min(most, MOST_WELCOMED))
    offer, _is_new = BuddyOffer.objects.update_or_create(
        participant=participant, defaults={"most": most}, create_defaults={"most": most, "offered_at": now}
    )
    roles = {*roles_of(participant), Audience.BUDDY}
    set_roles(actor=participant.membership, participant=participant, roles=roles, now=now)
    return offer


@transaction.atomic
def stop_welcoming(*, participant: Participant, now: datetime) -> None:
    """This will end an offer; whom they look after now stays with them until they hand them on. Twice is once."""
    if BuddyOffer.objects.filter(participant=participant).delete()[0]:
        roles = set(roles_of(participant)) - {Audience.BUDDY}
        set_roles(actor=participant.membership, participant=participant, roles=roles, now=now)


@transaction.atomic
def make_welcome_round(*, now: datetime) -> None:
    """
    This will give every newcomer a buddy and a seat, another buddy where nobody said hello within a day, end what has
    run, and put those beside each other who look around alone.

    One program after the other is held, so that two rounds never give one buddy more than they offered.
    """
    for program in running_programs():
        locked_program(program.pk)
        for person in newcomers_without_welcome(program, now):
            Welcome.objects.create(program=program, newcomer=person, began_at=now)
            seat_newcomer(participant=person, now=now)
        for welcome in welcomes_to_tend(program):
            if is_over(welcome, now):
                _end(welcome, None, now)
            elif needs_another(welcome, now):
                _find_another(program, welcome, now)
        pair_tours(program=program, now=now)
        tell_of_welcomes(program.organization_id)


def _find_another(program: Program, welcome: Welcome, now: datetime) -> None:
    passed = [*welcome.passed, *([str(welcome.buddy.public_id)] if welcome.buddy else [])]
    offer = free_offers(program, welcome.newcomer, passed).first()
    if offer is None:  # who has them keeps them; those who run the program see it until somebody says hello
        if welcome.buddy and not welcome.buddy.may_act:
            welcome.buddy, welcome.passed = None, passed
            welcome.save(update_fields=["buddy", "passed"])
        return
    _give(welcome, offer.participant, passed, None, now)


def _give(
    welcome: Welcome, buddy: Participant, passed: list[str], actor: Membership | None, now: datetime
) -> None:  # fmt: skip
    welcome.buddy, welcome.passed, welcome.buddy_since, welcome.news = buddy, passed, now, WelcomeNews.BUDDY
    welcome.save(update_fields=["buddy", "passed", "buddy_since", "news"])
    record(actor=actor, verb="welcome.given", target=welcome, now=now)


def _end(welcome: Welcome, actor: Membership | None, now: datetime) -> None:
    welcome.ended_at, welcome.news = now, ""
    welcome.save(update_fields=["ended_at", "news"])
    record(actor=actor, verb="welcome.ended", target=welcome, now=now)


@transaction.atomic
def say_hello(*, welcome: Welcome, buddy: Participant, text: str, now: datetime) -> Welcome:
    """This will put a buddy's hello on the newcomer's first page and mail it, once; raises WelcomeRefused."""
    welcome = _held_by(welcome, buddy)
    text = " ".join(text.split())[:500]
    if not text:
        raise WelcomeRefused(_("A sentence is enough, but it needs one."))
    if welcome.greeted_at is None:
        welcome.news = WelcomeNews.HELLO
        tell_of_welcomes(welcome.organization_id)
    welcome.hello, welcome.greeted_at = text, welcome.greeted_at or now
    welcome.save(update_fields=["hello", "greeted_at", "news"])
    record(actor=buddy.membership, verb="welcome.greeted", target=welcome, now=now)
    return welcome


def _held_by(welcome: Welcome, buddy: Participant) -> Welcome:
    held = locked_welcome(welcome.pk)
    if held.buddy_id != buddy.pk or held.ended_at:
        raise WelcomeRefused(_("Somebody else looks after them now."))
    return held


@transaction.atomic
def tick_welcome(*, welcome: Welcome, buddy: Participant, steps: Collection[str], now: datetime) -> None:
    """This will keep what a buddy has ticked; raises WelcomeRefused for who looks after somebody else."""
    held = _held_by(welcome, buddy)
    held.steps = [step for step in WelcomeStep.values if step in steps]
    held.save(update_fields=["steps"])
    record(actor=buddy.membership, verb="welcome.ticked", target=held, now=now, steps=held.steps)


@transaction.atomic
def pass_welcome_on(*, welcome: Welcome, buddy: Participant, now: datetime) -> None:
    """This will find another buddy for a newcomer, who is told nothing of it; raises WelcomeRefused."""
    locked_program(welcome.program_id)
    held = _held_by(welcome, buddy)
    passed = [*held.passed, str(buddy.public_id)]
    offer = free_offers(held.program, held.newcomer, passed).first()
    if offer is not None:
        held.hello, held.greeted_at = "", None
        held.save(update_fields=["hello", "greeted_at"])
        _give(held, offer.participant, passed, buddy.membership, now)
        tell_of_welcomes(held.organization_id)
        return
    held.buddy, held.passed, held.buddy_since, held.news = None, passed, None, ""
    held.hello, held.greeted_at = "", None
    held.save(update_fields=["buddy", "passed", "buddy_since", "news", "hello", "greeted_at"])


@transaction.atomic
def give_buddy(*, actor: Membership, welcome: Welcome, person: Participant, now: datetime) -> None:
    """This will give a newcomer the buddy that somebody who runs the program chose, over any limit."""
    held = locked_welcome(welcome.pk)
    if held.ended_at or held.greeted_at:
        raise WelcomeRefused(_("Somebody has said hello meanwhile."))
    if person.pk == held.newcomer_id or not person.may_act:
        raise WelcomeRefused(_("Choose somebody else who takes part now."))
    _give(held, person, held.passed, actor, now)
    tell_of_welcomes(held.organization_id)


@transaction.atomic
def end_welcome(*, welcome: Welcome, participant: Participant, now: datetime) -> None:
    """This will end a welcome, when the newcomer or their buddy says so; twice is once."""
    held = locked_welcome(welcome.pk)
    if participant.pk not in {held.newcomer_id, held.buddy_id}:
        raise WelcomeRefused(_("Somebody else looks after them now."))
    if held.ended_at is None:
        _end(held, participant.membership, now)
