"""The community: its first page, groups and what is written there, welcome buddies, what is to be looked at."""

from datetime import timedelta

from belonging.core import clock
from belonging.core.pictures import redrawn
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from community.enums import BenefitKind, Entry, StepAct, WallSide
from community.models import Group, Post, Welcome
from community.services.benefits import BenefitWords, add_network, tell_benefit
from community.services.buddies import make_welcome_round, offer_to_welcome, say_hello
from community.services.groups import found_group, join_group
from community.services.posts import report_post, write_post
from community.services.projects import (
    ProjectWords,
    add_step,
    change_step,
    end_project,
    seek_people,
    start_project,
    work_with,
)
from community.services.requests import ask_for_help, ask_person
from community.services.walls import open_wall, sort_wall_note, write_wall_note
from programs.models import Participant
from tests.core.test_pictures import picture
from tests.journeys.pages.states import Grown, State, Visit, open_everything, press, tick, write


def visits(grown: Grown) -> list[Visit]:
    group, post = plant(grown)
    return [Visit(Role.PARTICIPANT, taking_part(grown, group, post)), Visit(Role.FACILITATOR, running_it(grown))]


def plant(grown: Grown) -> tuple[Group, Post]:
    """A group with a thread and a report; the participant has a newcomer to greet, another one waits for somebody."""
    now = clock.now()
    with grown.open():
        me = Participant.objects.get(membership__user=grown.somebody(Role.PARTICIPANT))
        one, other, new, late = Participant.objects.filter(
            membership__user=None, program=grown.program, state="active"
        ).order_by("-pk")[:4]
        group = found_group(founder=one, name="Repair café", about="Lamps and a kettle.", entry=Entry.OPEN, now=now)
        for person in (me, other):
            join_group(group=group, participant=person, now=now)
        post = write_post(author=one, group=group, text="Who has a **small** screwdriver?", now=now)
        lamp = redrawn(picture("JPEG", size=(300, 200)))
        said = {"text": "This one.", "topic": "Lamps", "picture": lamp, "shows": "A lamp"}
        write_post(author=me, group=group, now=now, **said)  # type: ignore[arg-type]
        write_post(author=me, group=group, text="I do, and tea.", now=now, answers=post)
        report_post(post=post, reporter=other, reason="It names a brand", now=now)
        Participant.objects.filter(pk__in=(new.pk, late.pk)).update(joined_on=now.date() - timedelta(days=2))
        offer_to_welcome(participant=me, most=1, now=now)
        make_welcome_round(now=now - timedelta(days=2))
    return group, post


def wall_of(grown: Grown) -> str:
    """A wall with sorted notes; the participant is named in something that came of it, and asked for help."""
    now = clock.now()
    with grown.open():
        me = Participant.objects.get(membership__user=grown.somebody(Role.PARTICIPANT))
        other = Participant.objects.filter(membership__user=None, program=grown.program, state="active").latest("pk")
        leader = Membership.objects.get(user=grown.somebody(Role.FACILITATOR))
        said = {"title": "Workshop in May", "left": "What emerged?", "right": "What do I take home?"}
        wall = open_wall(actor=leader, program=grown.program, now=now, **said)
        for text in ("We all wait for each other", "Nobody asks first"):
            note = write_wall_note(wall=wall, author=other, side=WallSide.LEFT, text=text, now=now)
        sort_wall_note(note=note, participant=me, heading="Waiting", now=now)
        write_wall_note(wall=wall, author=me, side=WallSide.RIGHT, text="A list of names", now=now)
        words = BenefitWords(BenefitKind.MICRO, "We mended the rota", now.date(), [me], is_for_all=True)
        tell_benefit(teller=other, words=words, today=now.date(), now=now)
        words = BenefitWords(BenefitKind.OWN, "A form less to fill in", now.date(), is_for_all=True)
        tell_benefit(teller=me, words=words, today=now.date(), now=now)
        add_network(actor=other, program=grown.program, name="Harbour guild", about="Boat people.", now=now)
        asked = ask_for_help(asker=other, topic="spreadsheets", text="An hour on Friday would help.", now=now)
        ask_person(wanted=asked, person=me, now=now)
        mine = ask_for_help(asker=me, topic="bread", text="How long does it rise?", now=now)
        ask_person(wanted=mine, person=other, now=now)
    return str(wall.public_id)


def projects_of(grown: Grown) -> list[str]:
    """A project of the participant that looks for people, one in which nothing is said yet, and one that has ended."""
    now = clock.now()
    with grown.open():
        me = Participant.objects.get(membership__user=grown.somebody(Role.PARTICIPANT))
        other = Participant.objects.filter(membership__user=None, program=grown.program, state="active").latest("pk")
        until = now.date() + timedelta(days=40)
        begun = [
            start_project(
                founder=me, words=ProjectWords(name, "A list of who lends what.", until, topics=topics), now=now
            )
            for name, topics in (("Tool library", ["Mending", "Lending"]), ("Quiet room", []), ("Open doors", []))
        ]
        running, _fresh, ended = begun
        for group in (running, ended):
            join_group(group=group, participant=other, now=now)
        seek_people(manager=me, group=running, seeks=True, now=now)
        for text in ("Ask the caretaker for a cupboard", "Paint a sign", "Count the drills"):
            step = add_step(person=other, group=running, text=text, now=now)
        change_step(person=other, step=step, change=StepAct.TAKE, now=now)
        change_step(person=other, step=step, change=StepAct.DONE, now=now)
        guild = add_network(actor=other, program=grown.program, name="Lenders of the town", about="", now=now)
        add_network(actor=other, program=grown.program, name="Menders of the valley", about="", now=now)
        work_with(person=me, group=running, network=guild, works=True, now=now)
        words = BenefitWords(
            BenefitKind.JOINT, "Forty tools in one cupboard", now.date(), project=ended, is_for_all=True
        )
        tell_benefit(teller=me, words=words, today=now.date(), now=now)
        end_project(manager=me, group=ended, ends=True, now=now)
    return [str(one.public_id) for one in begun]


def greet(grown: Grown) -> None:
    """The participant has said hello."""
    with grown.open():
        welcome = Welcome.objects.select_related("buddy").exclude(buddy=None).get()
        assert welcome.buddy is not None
        say_hello(welcome=welcome, buddy=welcome.buddy, text="Soup on Friday?", now=clock.now())


def taking_part(grown: Grown, group: Group, post: Post) -> list[State]:
    """What somebody sees who takes part."""
    at = f"{grown.at}community/"
    here, thread = f"{at}groups/{group.public_id}/", f"{at}posts/{post.public_id}/"
    running, fresh, ended = projects_of(grown)
    return [
        State("community", at),
        State("home with a newcomer to greet", grown.at),
        State("welcome buddies", f"{at}welcome/", (open_everything,)),
        State("welcome buddies, said hello", f"{at}welcome/", before=lambda: greet(grown)),
        State("your card, three questions", f"{at}people/me/"),
        State("your card, nothing said", f"{at}people/me/", (press("Make my card"),)),
        State(
            "your card, made",
            f"{at}people/me/",
            (write("What do people come to you for", "Bread, radios"), press("Make")),
        ),
        State("who can help with what", f"{at}people/"),
        State("nobody can help with that", f"{at}people/?field=help&q=zzzz"),
        State("summaries by mail", f"{at}summaries/"),
        State("groups", f"{at}groups/"),
        State("found in groups", f"{at}groups/?q=screwdriver"),
        State("found nowhere in groups", f"{at}groups/?q=zzzz"),
        State("found a group, no name", f"{at}groups/new/", (press("Found it"),)),
        State("groups about something", f"{at}groups/?topic=Mending"),
        State("no group about that", f"{at}groups/?topic=zzzz"),
        State("start a project, no words", f"{at}projects/new/", (press("Start it"),)),
        State("project", f"{at}groups/{running}/", (open_everything,)),
        State("project, nothing yet", f"{at}groups/{fresh}/", (open_everything,)),
        State("project, ended", f"{at}groups/{ended}/", (open_everything,)),
        State("telling what came of a project", f"{at}benefits/tell/?project={ended}"),
        State("group", here, (open_everything,)),
        State("group, one topic", f"{here}?topic=Lamps"),
        State("group, no words", here, (press("Write it"),)),
        State("thread", thread, (open_everything,)),
        State("own words", thread, (press("^Change$", "link"),)),
        State("alone, two, four, all, nothing yet", f"{at}together/"),
        State("thanks", f"{at}thanks/", (open_everything,)),
        State("somebody to thank", f"{at}thanks/?q=a"),
        State("thank the group, no words", f"{at}thanks/group/{group.public_id}/", (press("Say it"),)),
        State("what came of it", f"{at}benefits/", (open_everything,)),
        State("telling a small thing, no words", f"{at}benefits/tell/?kind=micro", (press("Keep it"),)),
        State("networks beyond", f"{at}beyond/"),
        State("a wall", f"{at}walls/{wall_of(grown)}/", (open_everything,)),
        State("a first look around, not begun", f"{at}tour/"),
        State("a first look around", f"{at}tour/", (tick("come easily to me"), press("Begin"))),
        State("could you help", f"{at}help/"),
        State("stories", f"{at}stories/"),
        State("tell a story, no words", f"{at}stories/tell/", (write("Title", ""), press("Tell it"))),
    ]


def running_it(grown: Grown) -> list[State]:
    """What somebody sees who runs the program."""
    at = f"{grown.at}community/"
    return [
        State("community, leading", at),
        State("to look at", f"{at}reports/", (open_everything,)),
        State("words that wait", f"{at}held/words/"),
        State("open alone, two, four, all", f"{at}together/", (press("Open it"),)),
        State("newsletter", f"{at}newsletter/"),
        State("put up a wall, no words", f"{at}walls/", (press("Put it up"),)),
        State("prompts", f"{at}prompts/"),
        State("not greeted yet", f"{at}welcome/unmet/?q=a"),
        State("stories to read", f"{at}stories/waiting/"),
        State("rounds of stories", f"{at}stories/rounds/"),
        State("what came of a round", f"{at}stories/rounds/1/"),
        State("no award yet", f"{at}award/"),
        State("plan an award", f"{at}award/plan/"),
    ]
