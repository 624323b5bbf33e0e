"""What a grown demo's community is asked in tests: is it full, is all of it past, and what does it say?"""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from belonging.home import home_cards
from belonging.tenancy.models import Membership
from community.enums import Entry, Reach, StoryState
from community.models import (
    Benefit,
    Group,
    GroupSeat,
    HelpAsk,
    Nod,
    Post,
    ProfileLine,
    Prompt,
    Seed,
    SharingNote,
    Story,
    Thanks,
    WallNote,
)
from community.selectors.groups import group_lines
from community.selectors.home import home_card
from community.selectors.hub import hub_page
from community.selectors.prompts import desk_of, prompts_of
from community.services.buddy_mail import send_welcome_mail
from community.services.summaries import write_summaries
from network.models import InteractionPartner
from programs.enums import Purpose
from programs.models import Participant, Program, PurposeConsent

AT = datetime(2026, 7, 20, 12, tzinfo=UTC)
# What the rows of a community say, in the order in which they came about.
SAID: dict[type[Model], tuple[str, ...]] = {
    Benefit: ("told_at", "text", "teller__membership__name"),
    GroupSeat: ("group__name", "participant__membership__name", "state", "is_manager"),
    HelpAsk: ("asked_at", "request__topic", "participant__membership__name", "answer"),
    Nod: ("post__text", "participant__membership__name", "kind"),
    Post: ("written_at", "group__name", "author__membership__name", "text", "parent__text"),
    ProfileLine: ("participant__membership__name", "field", "text"),
    Prompt: ("goes_on", "question", "post__written_at"),
    Seed: ("prompt__question", "participant__membership__name", "state"),
    SharingNote: ("written_at", "text"),
    Story: ("told_at", "title", "teller__membership__name", "state"),
    Thanks: ("given_at", "act", "giver__membership__name", "participant__membership__name", "is_agreed"),
    WallNote: ("written_at", "text", "author__membership__name", "heading"),
}


def said() -> dict[str, list[Any]]:
    """Everything the community of the open organization holds, without the ids."""
    return {model.__name__: list(model.objects.order_by("id").values_list(*SAID[model])) for model in SAID}  # type: ignore[attr-defined]


def assert_hub_is_full(program: Program, *, main: str, leader: str) -> None:
    """Whoever signs in finds a community that has lived, and nobody gets mail about it."""
    people = Participant.objects.select_related("membership", "program")
    me = people.get(membership__email=main)
    assert_everybody_finds_something(program, me)
    assert_there_is_something_to_do(program, me, Membership.objects.get(email=leader))
    assert_nothing_was_said_without_asking()
    assert write_summaries(now=AT) == send_welcome_mail(now=AT) == 0


def assert_everybody_finds_something(program: Program, me: Participant) -> None:
    """What the community's first page shows."""
    page = hub_page(program, me.membership, me, AT)
    assert (len(page.groups), len(page.posts), len(page.thanks), page.benefit_count > 5) == (5, 3, 2, True)
    assert len(page.stories) == 3
    assert {line.group.entry for line in group_lines(program, me.membership, me, AT.date())} == set(Entry)
    asked = [one for one in prompts_of(program) if one.post_id]
    assert [len(desk_of(one).answers) for one in asked][1:] == [3] * 5  # today's has only just been asked
    assert all(one.post and one.post.written_at.weekday() == 0 for one in asked)


def assert_there_is_something_to_do(program: Program, me: Participant, leader: Membership) -> None:
    """Whoever looks at the demo is asked things: at home, and as somebody who runs it."""
    (card,) = home_cards(program, me, {}, AT, [home_card])
    assert len(card.data.thanks) == len(card.data.seeds) == 1
    assert hub_page(program, leader, None, AT).waiting_count == 1


def assert_nothing_was_said_without_asking() -> None:
    """Thanks are for a day on which both met; others read a story because its teller said yes; all of it is past."""
    met = InteractionPartner.objects.filter(state="mutual")
    days = set(met.values_list("interaction__author", "participant", "interaction__happened_on"))
    days |= {(other, one, day) for one, other, day in days}
    assert {(one.giver_id, one.participant_id, one.happened_on) for one in Thanks.objects.filter(group=None)} <= days
    open_stories = Story.objects.filter(state=StoryState.APPROVED).exclude(reach=Reach.FACILITATORS)
    yes = PurposeConsent.objects.filter(purpose=Purpose.STORY_READ, ended_at=None).values_list("about", flat=True)
    assert set(open_stories.values_list("public_id", flat=True)) < set(yes)
    assert Post.objects.filter(written_at__lt=AT).count() == Post.objects.count() > 40
    assert len(set(Post.objects.values_list("text", flat=True))) == Post.objects.count()
    assert Group.objects.count() == 6
