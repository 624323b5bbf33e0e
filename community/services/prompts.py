"""Writes of prompts: plan a series, agree to answer first, ask on the day, follow up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from community.enums import Move, SeedState
from community.models import FollowUp, Prompt, Seed
from community.rules import LATE_PROMPT, LONGEST_PROMPT, MOST_SEEDS, MOST_WEEKS
from community.selectors.prompts import due_prompts, groups_for_prompts, possible_seeds
from community.services.posts import PostRefused, write_post

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from community.models import Group, Post
    from programs.models import Participant

WEEK = timedelta(days=7)


class PromptRefused(BelongingError):
    """A prompt that cannot be planned or asked like that."""

    code = "prompt_refused"


@dataclass(frozen=True)
class PromptWords:
    """What is planned: questions, one a week from a day on, and who answers each first."""

    questions: Sequence[str]
    first_on: date
    seeds: Sequence[Participant] = ()


@transaction.atomic
def plan_prompts(*, asker: Participant, group: Group, words: PromptWords, now: datetime) -> list[Prompt]:
    """This will plan one question a week from a day on, and ask the same people to answer each first."""
    asked = [question for question in (" ".join(one.split()) for one in words.questions) if question]
    _check(asker, group, words, asked, now)
    prompts = Prompt.objects.bulk_create(
        Prompt(group=group, asker=asker, question=question, goes_on=words.first_on + week * WEEK)
        for week, question in enumerate(asked)
    )
    Seed.objects.bulk_create(Seed(prompt=prompt, participant=person) for prompt in prompts for person in words.seeds)
    record(actor=asker.membership, verb="prompts.planned", target=group, now=now, count=len(prompts))
    return prompts


def _check(asker: Participant, group: Group, words: PromptWords, asked: Sequence[str], now: datetime) -> None:
    if not 1 <= len(asked) <= MOST_WEEKS or any(len(question) > LONGEST_PROMPT for question in asked):
        said = _("Between one and %(most)s questions, each of at most 300 letters.") % {"most": MOST_WEEKS}
        raise PromptRefused(said, field="questions")
    today = clock.today(asker.program.time_zone, now)
    if words.first_on < today:
        raise PromptRefused(_("Choose today or a later day."), field="first_on")
    if not groups_for_prompts(asker, today).filter(pk=group.pk).exists():
        said = _("This project has ended. It can still be read.")
        raise PromptRefused(said if group.is_over(today) else _("Come into the group first."), field="group")
    if group.is_over(words.first_on + (len(asked) - 1) * WEEK):
        raise PromptRefused(_("The project ends before the last of these questions is asked."), field="first_on")
    allowed = {person.pk for person in possible_seeds(group, asker)}
    if len(words.seeds) > MOST_SEEDS or any(person.pk not in allowed for person in words.seeds):
        said = _("Up to %(most)s people of the group may answer first.") % {"most": MOST_SEEDS}
        raise PromptRefused(said, field="seeds")


@transaction.atomic
def answer_seed(*, seed: Seed, agrees: bool, now: datetime) -> None:
    """This will keep whether somebody answers a prompt first; no needs no reason."""
    seed.state = SeedState.AGREED if agrees else SeedState.DECLINED
    seed.save(update_fields=["state"])
    record(actor=seed.participant.membership, verb="prompt.seed_answered", target=seed, now=now, agrees=agrees)


@transaction.atomic
def drop_prompt(*, actor: Membership, prompt: Prompt, now: datetime) -> None:
    """This will drop a prompt that has not been asked; raises PromptRefused once it has."""
    changed = Prompt.objects.filter(pk=prompt.pk, post=None, dropped_at=None).update(dropped_at=now)
    if not changed:
        raise PromptRefused(_("This has been asked already."))
    record(actor=actor, verb="prompt.dropped", target=prompt, now=now)


@transaction.atomic
def ask_due_prompts(*, now: datetime) -> int:
    """This will ask what is due in the open organization, each once, and count; what nobody can ask is dropped."""
    count = 0
    for prompt in due_prompts(now):
        if prompt.goes_on >= clock.today(prompt.group.program.time_zone, now) - LATE_PROMPT:
            prompt.post = _asked(prompt, now)
        if prompt.post is None:
            prompt.dropped_at = now
        else:
            count += 1
        prompt.save(update_fields=["post", "dropped_at"])
    return count


def _asked(prompt: Prompt, now: datetime) -> Post | None:
    try:
        with transaction.atomic():  # a savepoint: a refusal leaves nothing half-written behind
            return write_post(author=prompt.asker, group=prompt.group, text=prompt.question, now=now)
    except PostRefused:  # the group closed, or who asks has left it
        return None


@transaction.atomic
def follow_up(*, actor: Membership, answer: Post, move: Move, made: bool, now: datetime) -> None:
    """This will note that something was done with an answer, or take the note back; twice is once."""
    if made:
        said = {"made_by": actor, "made_at": now}
        FollowUp.objects.get_or_create(answer=answer, move=move, defaults=said)
    else:
        FollowUp.objects.filter(answer=answer, move=move).delete()
    record(actor=actor, verb="prompt.followed_up", target=answer, now=now, move=str(move), made=made)
