"""Projects: a goal and a last day, people from elsewhere, next steps, other networks, and what came of them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from community.enums import BenefitKind, Entry, SeatState, StepAct
from community.models import Benefit, Group, GroupSeat, OtherNetwork, ProjectNetwork, ProjectStep
from community.rules import MOST_IN_A_PROJECT
from community.selectors.benefits import benefit_picture
from community.selectors.groups import found_posts, group_lines, groups_page
from community.selectors.projects import networks_page, project_page, proposed_people
from community.services.benefits import BenefitWords, add_network, tell_benefit
from community.services.groups import GroupRefused, ask_into_group, choose_topics, found_group, join_group, leave_group
from community.services.leaving import detach_names
from community.services.posts import PostRefused, write_post
from community.services.projects import (
    ProjectRefused,
    ProjectWords,
    add_step,
    change_step,
    end_project,
    prolong_project,
    seek_people,
    start_project,
    work_with,
)
from network.models import IntroductionWish
from network.services.interactions import block_person
from programs.models import Participant
from programs.services.programs import withdraw_participant
from tests.cast import NOON, TODAY, House, Person, make_person
from tests.conftest import SignIn

DAY = timedelta(days=1)
MONTH = 30 * DAY


def begun(person: Person, entry: Entry = Entry.OPEN, ends_on: date = TODAY + MONTH, name: str = "Tools") -> Group:
    words = ProjectWords(name, "A cupboard of tools to lend", ends_on, entry)
    return start_project(founder=person.place, words=words, now=NOON)


def seat(group: Group, person: Person) -> GroupSeat:
    return GroupSeat.objects.get(group=group, participant=person.place)


# peers D64: with an end date; it ends by itself, stays to be read, and can be prolonged
def test_project_ends_by_itself_on_its_day_and_stays_to_be_read(inside: House, sign_in: SignIn) -> None:
    group = begun(inside.mira, ends_on=TODAY + DAY)
    join_group(group=group, participant=inside.ben.place, now=NOON)
    post = write_post(author=inside.ben.place, group=group, text="Two drills", now=NOON + DAY)
    later = NOON + 2 * DAY

    with pytest.raises(PostRefused, match="has ended"):
        write_post(author=inside.ben.place, group=group, text="A saw", now=later, answers=post)
    with pytest.raises(ProjectRefused, match="has ended"):
        add_step(person=inside.ben.place, group=group, text="Paint", now=later)
    with pytest.raises(GroupRefused, match="has ended"):
        join_group(group=group, participant=inside.ada.place, now=later)
    listed = groups_page(inside.program, inside.ada.membership, inside.ada.place, later.date())
    found = found_posts(inside.program, inside.ada.membership, inside.ada.place, "drills").posts
    assert ([line.group for line in listed.ended], listed.lines, list(found)) == ([group], [], [post])
    prolong_project(manager=inside.mira.place, group=group, ends_on=TODAY + MONTH, now=later)
    group.refresh_from_db()
    write_post(author=inside.ben.place, group=group, text="A saw", now=later, answers=post)
    assert sign_in(inside.ada).get(inside.address(f"community/groups/{group.public_id}/")).status_code == 200


def test_what_is_done_before_its_day_goes_on_after_all(inside: House) -> None:
    group = begun(inside.mira)
    end_project(manager=inside.mira.place, group=group, ends=True, now=NOON)
    group.refresh_from_db()
    was_over = group.is_over(TODAY)

    end_project(manager=inside.mira.place, group=group, ends=False, now=NOON)

    group.refresh_from_db()
    assert (was_over, group.is_over(TODAY), group.is_over(TODAY + 2 * MONTH)) == (True, False, True)
    with pytest.raises(ProjectRefused, match="last day has passed"):
        end_project(manager=inside.mira.place, group=group, ends=False, now=NOON + 2 * MONTH)
    with pytest.raises(GroupRefused, match="Only who manages"):
        end_project(manager=inside.ben.place, group=group, ends=True, now=NOON)


def test_project_that_ended_stays_when_its_last_person_leaves(inside: House) -> None:
    ended, running = begun(inside.mira), begun(inside.mira, name="Doors")
    end_project(manager=inside.mira.place, group=ended, ends=True, now=NOON)

    for group in (ended, running):
        leave_group(group=group, participant=inside.mira.place, now=NOON)

    assert list(Group.objects.order_by("id").values_list("closed_at", flat=True)) == [None, NOON]


@pytest.mark.parametrize("days", [-1, 184])
def test_last_day_that_does_not_fit_is_refused(days: int, inside: House) -> None:
    with pytest.raises(ProjectRefused, match="within the next six months"):
        begun(inside.mira, ends_on=TODAY + days * DAY)


def test_project_has_a_goal(inside: House) -> None:
    group = begun(inside.mira)
    group.goal = ""

    with pytest.raises(IntegrityError), transaction.atomic():
        group.save(update_fields=["goal"])


# peers D64: mixed by rule, from other segments than those in it, by lot, never who rests or keeps out of the way
def test_people_of_other_segments_are_proposed_one_of_each(inside: House) -> None:
    group = begun(inside.ben)  # of Care, as is Ada; Mira is of Digital
    kitchen = [
        make_person(name, "northlight", inside.program, department="Kitchen") for name in ("Noor", "Omar", "Pia")
    ]
    rests, apart, asked = (
        make_person(name, "northlight", inside.program, department=name) for name in ("Rest", "Apart", "Asked")
    )
    IntroductionWish.objects.create(program=inside.program, participant=rests.place, stopped_on=TODAY)
    block_person(blocker=apart.place, blocked=inside.ben.place, now=NOON)
    ask_into_group(manager=inside.ben.place, group=group, person=asked.place, now=NOON)

    proposed = proposed_people(group, TODAY)

    assert {one.segment for one in proposed} == {"Digital", "Kitchen"}
    assert len(proposed) == 2
    assert [one.pk for one in proposed] == [one.pk for one in proposed_people(group, TODAY)]
    drawn = {one.pk for week in range(30) for one in proposed_people(group, TODAY + 7 * week * DAY)}
    assert drawn == {inside.mira.place.pk, *(one.place.pk for one in kitchen)}
    join_group(group=group, participant=kitchen[0].place, now=NOON)
    assert [one.pk for one in proposed_people(group, TODAY)] == [inside.mira.place.pk]


def test_people_are_proposed_to_who_manages_while_it_looks(inside: House) -> None:
    group = begun(inside.ben)
    join_group(group=group, participant=inside.ada.place, now=NOON)

    def proposed(person: Person) -> int:
        group.refresh_from_db()
        return len(project_page(group, seat(group, person), TODAY).proposed)

    before = proposed(inside.ben)
    seek_people(manager=inside.ben.place, group=group, seeks=True, now=NOON)

    assert (before, proposed(inside.ben), proposed(inside.ada)) == (0, 1, 0)


def test_project_stays_small(inside: House) -> None:
    group = begun(inside.ben)
    asked = ask_into_group(manager=inside.ben.place, group=group, person=inside.mira.place, now=NOON)
    for number in range(MOST_IN_A_PROJECT - 1):
        place = make_person(f"P{number}", "northlight", inside.program).place
        GroupSeat.objects.create(group=group, participant=place, state=SeatState.IN)

    for person in (inside.ada, inside.mira):
        with pytest.raises(GroupRefused, match="at most 12 people"):
            join_group(group=group, participant=person.place, now=NOON)
    asked.refresh_from_db()
    assert asked.state == SeatState.INVITED


def test_step_is_taken_by_the_first_and_ticked_by_anybody_in_it(inside: House) -> None:
    group = begun(inside.ben)
    join_group(group=group, participant=inside.mira.place, now=NOON)
    step = add_step(person=inside.ben.place, group=group, text="  Paint a  sign ", now=NOON)

    def act(person: Person, act: StepAct) -> tuple[Participant | None, bool]:
        change_step(person=person.place, step=step, change=act, now=NOON)
        step.refresh_from_db()
        return step.taken_by, step.done_at is not None

    mira = inside.mira.place
    assert step.text == "Paint a sign"
    assert [act(inside.mira, StepAct.TAKE), act(inside.ben, StepAct.TAKE)] == [(mira, False), (mira, False)]
    assert [act(inside.ben, StepAct.LEAVE), act(inside.ben, StepAct.DONE)] == [(mira, False), (mira, True)]
    assert [act(inside.ben, StepAct.OPEN), act(inside.mira, StepAct.LEAVE)] == [(mira, False), (None, False)]
    with pytest.raises(ProjectRefused, match="Come into the project"):
        change_step(person=inside.ada.place, step=step, change=StepAct.STRIKE, now=NOON)
    change_step(person=inside.ben.place, step=step, change=StepAct.STRIKE, now=NOON)
    assert not ProjectStep.objects.exists()


def test_step_of_who_left_stays_without_their_name(inside: House) -> None:
    group = begun(inside.ben)
    join_group(group=group, participant=inside.mira.place, now=NOON)
    step = add_step(person=inside.mira.place, group=group, text="Paint", now=NOON)
    change_step(person=inside.mira.place, step=step, change=StepAct.TAKE, now=NOON)
    withdraw_participant(actor=None, participant=inside.mira.place, on=TODAY, reason="", now=NOON)

    detach_names(now=NOON, participant_id=inside.mira.place.public_id)

    step.refresh_from_db()
    assert (step.text, step.taken_by) == ("Paint", None)


# peers D82: the other network as a node, with who knows the way and the projects that work with it
def test_network_shows_who_knows_the_way_and_the_projects_with_it(inside: House) -> None:
    network = add_network(actor=inside.mira.place, program=inside.program, name="Guild", about="", now=NOON)
    for name, entry in (("Tools", Entry.OPEN), ("Secret", Entry.INVITATION)):
        group = begun(inside.ben, entry, name=name)
        for _twice in range(2):
            work_with(person=inside.ben.place, group=group, network=network, works=True, now=NOON)

    node = networks_page(inside.program, None)[0]

    assert [one.participant for one in node.contacts.all()] == [inside.mira.place]
    assert [one.group.name for one in node.projects.all()] == ["Tools"]
    work_with(person=inside.ben.place, group=group, network=network, works=False, now=NOON)
    assert ProjectNetwork.objects.count() == 1
    with pytest.raises(ProjectRefused, match="Come into the project"):
        work_with(person=inside.ada.place, group=group, network=network, works=True, now=NOON)


def test_name_of_a_project_by_invitation_is_not_told_by_what_came_of_it(inside: House, sign_in: SignIn) -> None:
    for name, entry in (("Tools", Entry.OPEN), ("Secret", Entry.INVITATION)):
        words = BenefitWords(
            BenefitKind.JOINT, f"Done, {entry}", TODAY, project=begun(inside.ben, entry, name=name), is_for_all=True
        )
        tell_benefit(teller=inside.ben.place, words=words, today=TODAY, now=NOON)

    page = sign_in(inside.mira).get(inside.address("community/benefits/?from=project")).content.decode()

    assert ("Done, open" in page, "Done, invitation" in page) == (True, True)
    assert ("the project “Tools”" in page, "Secret" in page) == (True, False)
    assert benefit_picture(inside.program).from_projects == 2


# peers D64, D82: a whole project by its pages, from its beginning to what came of it
def test_project_is_led_by_its_pages(northlight: House, sign_in: SignIn) -> None:
    ben, mira = sign_in(northlight.ben), sign_in(northlight.mira)
    said = {"name": "Tools", "goal": "A cupboard of tools", "entry": "open", "topics": "Mending, lending, mending"}
    late = ben.post(northlight.address("community/projects/new/"), said | {"ends_on": str(TODAY - DAY)})
    ben.post(northlight.address("community/projects/new/"), said | {"ends_on": str(TODAY + MONTH)})
    with northlight.open():
        group = Group.objects.get()
        network = OtherNetwork.objects.create(program=northlight.program, name="Guild")
    page, at = (northlight.address(f"community/{rest}/{group.public_id}/") for rest in ("groups", "projects"))

    empty = ben.get(page).content.decode()
    ben.post(at + "people/", {"seeks": "1"})
    looking = ben.get(page).content.decode()
    listed = mira.get(northlight.address("community/groups/?topic=Mending")).content.decode()
    ben.post(page + "ask/", {"person": str(northlight.mira.place.public_id)})
    mira.post(page + "join/")
    mira.post(at + "steps/", {"text": "Find a cupboard"})
    with northlight.open():
        step = ProjectStep.objects.get()
    mira.post(northlight.address(f"community/projects/steps/{step.public_id}/"), {"act": "done"})
    mira.post(at + "beyond/", {"network": str(network.public_id), "works": "1"})
    ben.post(at + "until/", {"ends_on": str(TODAY + 2 * MONTH)})
    ben.post(at + "end/", {"ends": "1"})
    telling = northlight.address("community/benefits/tell/")
    form = mira.get(f"{telling}?project={group.public_id}").content.decode()
    told = {"text": "Forty tools", "kind": "joint", "happened_on": str(TODAY), "is_for_all": "on"}
    mira.post(telling, told | {"source": f"project-{group.public_id}"})
    seen = mira.get(page).content.decode()

    assert (late.status_code, group.topics) == (422, ["Mending", "lending"])
    assert "One small step is enough" in empty
    assert ("Mira Tester" in looking, "Digital: nobody from there is in it yet" in looking) == (True, True)
    assert ("looks for people" in listed, "A cupboard of tools" in listed) == (True, True)
    assert f'value="project-{group.public_id}" selected' in form
    assert "Ben Tester" in form
    for words in ("has ended", "done on", "Guild", "Forty tools", "Tell what came of it"):
        assert words in seen
    with northlight.open():
        group.refresh_from_db()
        assert (group.ends_on, group.ended_at, Benefit.objects.get().project) == (TODAY + 2 * MONTH, NOON, group)


def test_pages_of_projects_refuse_what_is_none(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        group = found_group(founder=northlight.ben.place, name="Walkers", about="", entry=Entry.OPEN, now=NOON)
        project = begun(northlight.ben)
    ben = sign_in(northlight.ben)
    wrong = {"until/": {"ends_on": "soon"}, "beyond/": {"network": "x"}, "steps/": {"text": " "}}

    none = [ben.post(northlight.address(f"community/projects/{group.public_id}/{rest}"), {}) for rest in wrong]
    refused = [
        ben.post(northlight.address(f"community/projects/{project.public_id}/{rest}"), body, follow=True)
        for rest, body in wrong.items()
    ]

    assert [one.status_code for one in none] == [404, 404, 404]
    said = ("Choose a day.", "Choose a network.", "Say in a few words what comes next.")
    assert [words in one.content.decode() for words, one in zip(said, refused, strict=True)] == [True] * 3


# peers 5.1: topics of groups, in the spelling used here first, and groups by topic
def test_groups_are_found_by_topic(inside: House) -> None:
    words = {"about": "", "entry": Entry.OPEN, "now": NOON}
    one = found_group(founder=inside.mira.place, name="Cooks", topics=["Soup", " Slow  food"], **words)  # type: ignore[arg-type]
    other = found_group(founder=inside.mira.place, name="Bakers", topics=["soup"], **words)  # type: ignore[arg-type]
    found_group(founder=inside.mira.place, name="Walkers", **words)  # type: ignore[arg-type]

    def page(topic: str = "") -> tuple[list[str], list[str]]:
        found = groups_page(inside.program, inside.ben.membership, inside.ben.place, TODAY, topic)
        return [line.group.name for line in found.lines], found.topics

    assert (one.topics, other.topics) == (["Soup", "Slow food"], ["Soup"])
    assert page() == (["Bakers", "Cooks", "Walkers"], ["Soup", "Slow food"])
    assert (page("Soup")[0], page("Mending")[0]) == (["Bakers", "Cooks"], [])
    choose_topics(manager=inside.mira.place, group=one, topics=[], now=NOON)
    assert page() == (["Bakers", "Cooks", "Walkers"], ["Soup"])
    with pytest.raises(GroupRefused, match="Up to 5 topics"):
        choose_topics(manager=inside.mira.place, group=one, topics=list("abcdef"), now=NOON)
    with pytest.raises(GroupRefused, match="Only who manages"):
        choose_topics(manager=inside.ben.place, group=one, topics=["Tea"], now=NOON)


def test_group_list_names_topics_and_who_manages_changes_them(northlight: House, sign_in: SignIn) -> None:
    ben = sign_in(northlight.ben)
    said = {"name": "Cooks", "entry": "open", "topics": "Soup, Bread"}
    ben.post(northlight.address("community/groups/new/"), said)
    with northlight.open():
        group = Group.objects.get()

    many = ben.post(northlight.address("community/groups/new/"), said | {"topics": "a,b,c,d,e,f"})
    ben.post(northlight.address(f"community/groups/{group.public_id}/topics/"), {"topics": "Soup, Tea"})
    listed = ben.get(northlight.address("community/groups/")).content.decode()
    none = ben.get(northlight.address("community/groups/?topic=Bread")).content.decode()

    assert (many.status_code, "Up to 5 topics" in many.content.decode()) == (422, True)
    assert ('href="?topic=Tea"' in listed, 'href="?topic=Bread"' in listed) == (True, False)
    assert "No group is about this just now" in none


def test_ended_projects_are_not_managed_any_more(inside: House) -> None:
    for number in range(5):
        group = begun(inside.ben, name=f"P{number}")

    with pytest.raises(GroupRefused, match="already manage"):
        begun(inside.ben)
    end_project(manager=inside.ben.place, group=group, ends=True, now=NOON)
    begun(inside.ben, name="One more")

    lines = group_lines(inside.program, inside.ben.membership, inside.ben.place, TODAY)
    assert [line.is_over for line in lines] == [False] * 5 + [True]
