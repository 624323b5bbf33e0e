"""Prompts: planned with people who answer first, asked once on their day, and something done with the answers."""

from datetime import timedelta

import pytest

from community.enums import Entry
from community.models import FollowUp, Group, Post, Prompt, Seed
from community.selectors.prompts import groups_for_prompts, seeds_for
from community.services.groups import found_group, join_group, leave_group
from community.services.posts import write_post
from community.services.projects import ProjectWords, start_project
from community.services.prompts import PromptRefused, PromptWords, answer_seed, ask_due_prompts, plan_prompts
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn

DAY = timedelta(days=1)


@pytest.fixture
def group(northlight: House) -> Group:
    """A group in which Ada, who facilitates, sits with Ben and Mira."""
    with northlight.open():
        made = found_group(founder=northlight.mira.place, name="Out loud", about="", entry=Entry.OPEN, now=NOON)
        for person in (northlight.ada, northlight.ben):
            join_group(group=made, participant=person.place, now=NOON)
    return made


def plan(house: House, group: Group, *questions: str) -> list[Prompt]:
    words = PromptWords(questions, TODAY + DAY, [house.ben.place])
    return plan_prompts(asker=house.ada.place, group=group, words=words, now=NOON)


# peers 5.3, C9: one a week, once each, in the asker's name
def test_series_is_asked_once_a_week_and_those_who_agreed_answer_first(inside: House, group: Group) -> None:
    plan(inside, group, "What are you working on?", " ", "What went well?")

    asked = [seed.prompt.question for seed in seeds_for(inside.ben.place, NOON)]
    answer_seed(seed=seeds_for(inside.ben.place, NOON)[0], agrees=True, now=NOON)
    counts = [ask_due_prompts(now=NOON + days * DAY) for days in (0, 1, 1, 7, 8)]
    first = Prompt.objects.select_related("post").order_by("goes_on")[0]
    mine = [seed.state for seed in seeds_for(inside.ben.place, NOON + DAY)]
    write_post(author=inside.ben.place, group=group, text="A lamp", now=NOON, answers=first.post)

    assert asked == ["What are you working on?", "What went well?"]
    assert counts == [0, 1, 0, 0, 1]
    assert (mine, seeds_for(inside.ben.place, NOON + DAY)) == (["agreed"], [])
    assert [(post.author_id, post.text) for post in Post.objects.filter(parent=None).order_by("id")] == [
        (inside.ada.place.pk, "What are you working on?"), (inside.ada.place.pk, "What went well?"),
    ]  # fmt: skip


def test_prompt_nobody_can_ask_any_more_is_dropped(inside: House, group: Group) -> None:
    plan(inside, group, "What are you working on?", "What went well?")
    late = ask_due_prompts(now=NOON + 6 * DAY)
    leave_group(group=group, participant=inside.ada.place, now=NOON)

    assert (late, ask_due_prompts(now=NOON + 8 * DAY)) == (0, 0)
    assert Prompt.objects.filter(dropped_at=None).count() == 0
    assert not Post.objects.exists()


def test_seeds_sit_in_the_group_and_days_lie_ahead(inside: House, group: Group) -> None:
    leave_group(group=group, participant=inside.ben.place, now=NOON)

    with pytest.raises(PromptRefused, match="people of the group"):
        plan(inside, group, "What?")
    with pytest.raises(PromptRefused, match="Choose today"):
        plan_prompts(asker=inside.ada.place, group=group, words=PromptWords(["A?"], TODAY - DAY), now=NOON)
    with pytest.raises(PromptRefused, match="Between one and"):
        plan_prompts(asker=inside.ada.place, group=group, words=PromptWords(["a" * 301], TODAY), now=NOON)


def test_project_is_asked_until_its_last_day_and_not_offered_after_it(inside: House, group: Group) -> None:
    words = ProjectWords("Lamp day", "Ten lamps that work again", TODAY + 8 * DAY)
    project = start_project(founder=inside.ada.place, words=words, now=NOON)

    with pytest.raises(PromptRefused, match="ends before the last"):
        plan_prompts(asker=inside.ada.place, group=project, words=PromptWords(["A?", "B?"], TODAY + 2 * DAY), now=NOON)
    with pytest.raises(PromptRefused, match="This project has ended"):
        plan_prompts(asker=inside.ada.place, group=project, words=PromptWords(["A?"], TODAY + 9 * DAY),
                     now=NOON + 9 * DAY)  # fmt: skip
    offered = [list(groups_for_prompts(inside.ada.place, TODAY + days * DAY)) for days in (8, 9)]

    assert offered == [[project, group], [group]]


# peers 5.3, D56
def test_prompt_is_planned_seeded_asked_and_followed_up_by_the_pages(
    northlight: House, sign_in: SignIn, group: Group
) -> None:
    ada, ben = sign_in(northlight.ada), sign_in(northlight.ben)
    page = northlight.address(f"community/groups/{group.public_id}/prompts/")
    empty = ada.post(page, {"questions": "", "first_on": ""})
    words = {"questions": "What <b>now</b>?", "first_on": str(TODAY), "seeds": [str(northlight.ben.place.public_id)]}
    ada.post(page, words)
    home = ben.get(northlight.address()).content.decode()
    with northlight.open():
        seed = Seed.objects.get()
    ben.post(northlight.address(f"community/seeds/{seed.public_id}/"), {"agrees": "1"})
    with northlight.open():
        ask_due_prompts(now=NOON)
        prompt = Prompt.objects.select_related("post").get()
        assert prompt.post is not None
        answer = write_post(author=northlight.ben.place, group=group, text="A lamp", now=NOON, answers=prompt.post)
    desk = northlight.address(f"community/prompts/{prompt.public_id}/")
    move = {"answer": str(answer.public_id), "move": "linked"}

    ada.post(f"{desk}follow/", move)
    ada.post(f"{desk}follow/", move)
    seen = ada.get(desk).content.decode()
    listed = ada.get(northlight.address("community/prompts/")).content.decode()
    with northlight.open():
        kept = FollowUp.objects.count()
    ada.post(f"{desk}follow/", move | {"undo": "1"})

    assert empty.status_code == 422
    assert "What &lt;b&gt;now&lt;/b&gt;?" in home
    assert ('aria-pressed="true"' in seen, "1 thing done with it" in listed, kept) == (True, True, 1)
    assert ben.get(desk).status_code == 403
    with northlight.open():
        assert not FollowUp.objects.exists()
