"""Writes of stories: tell, change, set who reads, take back; and the editors' part."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from belonging.tenancy.scope import open_scope
from community.enums import STORY_STEPS, Reach, StoryState
from community.models import Story, StoryQuestion
from community.rules import LONGEST_WORD, MOST_WAITING, is_wider, quarter_of
from community.selectors.stories import current_quarter, locked_story, own_stories, public_story, question_of
from programs.enums import Purpose
from programs.services.consents import keep_yes

if TYPE_CHECKING:
    from belonging.tenancy.models import Membership
    from programs.models import Participant, Program


WRITTEN = ("title", "text", "ease", "reach", "is_named", "placings")


class StoryRefused(BelongingError):
    """A story that cannot be told, changed or approved like that."""

    code = "story_refused"


@dataclass(frozen=True)
class StoryWords:
    """What a teller writes and chooses."""

    title: str
    text: str
    reach: Reach
    is_named: bool = False
    ease: str = ""
    placings: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def tell_story(*, teller: Participant, words: StoryWords, on: date, now: datetime) -> Story:
    """This will keep a story for the question of the quarter; raises StoryRefused."""
    if not teller.may_act:
        raise StoryRefused(_("Your place in this program is paused. Come back first, then tell."))
    if own_stories(teller).filter(state=StoryState.WAITING).count() >= MOST_WAITING:
        raise StoryRefused(_("Some of your stories still wait to be read. Tell the next one after that."))
    quarter = current_quarter(teller.program, on)
    story = Story(program=teller.program, teller=teller, quarter=quarter, told_at=now)
    story.question = question_of(teller.program, quarter)
    _write(story, words)
    story.save()
    _keep_yes(story, now)
    record(actor=teller.membership, verb="story.told", target=story, now=now, reach=words.reach)
    return story


def _write(story: Story, words: StoryWords) -> None:
    for name in WRITTEN:
        setattr(story, name, getattr(words, name))


@transaction.atomic
def change_story(*, story: Story, words: StoryWords, now: datetime) -> Story:
    """This will change a story; with other words, or for more readers, it waits for the editors anew."""
    story = locked_story(story.pk)
    has_other_words = (story.title, story.text) != (words.title, words.text)
    if has_other_words or is_wider(words.reach, story.reach):
        story.state = StoryState.WAITING
    _write(story, words)
    story.revision += 1
    story.save(update_fields=[*WRITTEN, "state", "revision"])
    _keep_yes(story, now)
    record(actor=_teller(story), verb="story.changed", target=story, now=now, reach=words.reach)
    return story


def _keep_yes(story: Story, now: datetime) -> None:
    """A story that others read is read by their teller's yes; its words are kept beside the story."""
    if story.teller is not None:
        reach = Reach(story.reach)
        keep_yes(
            participant=story.teller, purpose=Purpose.STORY_READ, agrees=reach != Reach.FACILITATORS, now=now,
            about=story.public_id, to=str(reach.label),
        )  # fmt: skip


def _teller(story: Story) -> Membership | None:
    return story.teller.membership if story.teller else None


@transaction.atomic
def set_reach(*, story: Story, reach: Reach, now: datetime) -> Story:
    """This will let fewer people read a story at once, or more once the editors agree."""
    story = locked_story(story.pk)
    if is_wider(reach, story.reach):
        story.state = StoryState.WAITING
    story.reach = reach
    story.revision += 1
    story.save(update_fields=["reach", "state", "revision"])
    _keep_yes(story, now)
    record(actor=_teller(story), verb="story.reach_set", target=story, now=now, reach=reach)
    return story


@transaction.atomic
def erase_story(*, story: Story, now: datetime) -> None:
    """This will erase a story for good; nothing of its words is kept."""
    story.reach = Reach.FACILITATORS
    _keep_yes(story, now)
    record(actor=_teller(story), verb="story.erased", target=story, now=now)
    story.delete()


@transaction.atomic
def approve_story(*, actor: Membership, story: Story, revision: int, now: datetime) -> Story:
    """This will open a story to those its teller chose; raises StoryRefused when it was changed meanwhile."""
    story = _read(story, revision)
    _step(story, StoryState.APPROVED)
    story.editors_word = ""
    story.save(update_fields=["state", "editors_word"])
    record(actor=actor, verb="story.approved", target=story, now=now)
    return story


@transaction.atomic
def return_story(*, actor: Membership, story: Story, revision: int, word: str, now: datetime) -> Story:
    """This will give a story back to its teller with a word; raises StoryRefused without one."""
    word = word.strip()[:LONGEST_WORD]
    if not word:
        raise StoryRefused(_("Say in a sentence what would help. The teller reads it."), field="word")
    story = _read(story, revision)
    _step(story, StoryState.RETURNED)
    story.editors_word = word
    story.save(update_fields=["state", "editors_word"])
    record(actor=actor, verb="story.returned", target=story, now=now)
    return story


def _read(story: Story, revision: int) -> Story:
    # Held, so that the teller cannot change the words between the reading and the yes.
    story = locked_story(story.pk)
    if story.revision != revision:
        raise StoryRefused(_("The teller changed this story meanwhile. Read it once more."))
    return story


def _step(story: Story, state: StoryState) -> None:
    if state not in STORY_STEPS[StoryState(story.state)]:
        raise StoryRefused(_("Somebody else has done that already."))
    story.state = state


@transaction.atomic
def set_question(*, actor: Membership, program: Program, quarter: int, text: str, now: datetime) -> None:
    """This will ask a quarter's question in other words, or with none in the built-in ones; stories keep theirs."""
    if not 1 <= quarter <= quarter_of(program.month_count):
        raise StoryRefused(_("This program has no such quarter."))
    text = " ".join(text.split())[:300]
    if text:
        StoryQuestion.objects.update_or_create(program=program, quarter=quarter, defaults={"text": text})
    else:
        StoryQuestion.objects.filter(program=program, quarter=quarter).delete()
    record(actor=actor, verb="story.question_set", target=program, now=now, quarter=quarter)


def story_for(*, token: str) -> Story:
    """This will find the story that a public address shows; raises StoryRefused for anything that shows none."""
    nothing = StoryRefused(_("There is no story here."))
    organization, _dot, story = token.partition(".")
    try:
        organization_id, public_id = UUID(organization), UUID(story)
    except ValueError:
        raise nothing from None
    with open_scope(organization_id):
        found = public_story(public_id)
    if found is None:
        raise nothing
    return found
