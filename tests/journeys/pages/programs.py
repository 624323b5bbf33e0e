"""The twelve months: this month, office hours, questions afterwards, small groups, templates and plans."""

from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Page

from belonging.core import clock
from belonging.tenancy.enums import Role
from programs.enums import Attendance, EntrancePolicy, ProgramState, ReplyState
from programs.models import Entrance, Event, OfficeHour, Participant, PersonStep, Program, Registration, Reply, Template
from programs.services.office_hours import take_hour
from programs.services.plans import create_program_from_template
from tests.journeys.pages.states import Grown, State, Step, Visit, open_summary, press, see


def visits(grown: Grown) -> list[Visit]:
    past, coming = gatherings(grown)
    draft = next_round(grown)
    waiting_at_the_door(grown)
    return [
        Visit(Role.PARTICIPANT, own_year(grown, past, coming)),
        Visit(Role.FACILITATOR, running_it(grown, past, coming)),
        Visit(Role.ADMIN, setting_up(grown, draft)),
        Visit(None, [State("registration page", f"/join/northlight/{grown.program.slug}/")]),
    ]


def own_year(grown: Grown, past: UUID, coming: UUID) -> list[State]:
    """What somebody sees of their year."""
    at = grown.at
    with grown.open():
        mine = PersonStep.objects.filter(participant__membership__user=grown.somebody(Role.PARTICIPANT))
        step = f"{at}steps/{mine.order_by('-opens_on', 'id')[0].public_id}/"
    return [
        State("this month", f"{at}roadmap/3/"),
        State("a step", step, (open_summary("I am stuck"),)),
        State("a promise with nothing in it", f"{at}promises/new/", (press("^Promise"), see(".error"))),
        State("office hours", f"{at}office-hours/", (open_summary("Say what it is about"),)),
        State("office hour taken", f"{at}office-hours/", (press("Take it"),)),
        State("two questions afterwards", f"{at}events/{past}/"),
        State("what we agreed on", f"{at}agreements/"),
        State("what I said yes to", f"{at}consents/", (press("Take it back"), open_summary("Earlier"))),
        State("tasks", f"{at}tasks/"),
    ]


def running_it(grown: Grown, past: UUID, coming: UUID) -> list[State]:
    """What somebody sees who runs the program."""
    at = grown.at
    return [
        State("office hours offered", f"{at}office-hours/"),
        State("hours that cannot be", f"{at}office-hours/new/", (press("Offer them"), see(".error"))),
        State("plan an event", f"{at}events/new/?design=open-space"),
        State("small groups", f"{at}events/{coming}/groups/"),
        State("everybody's path", f"{at}paths/"),
        State("who is stuck", f"{at}threads/"),
        State("tasks of a facilitator", f"{at}tasks/"),
    ]


def setting_up(grown: Grown, draft: str) -> list[State]:
    """What an admin sees: templates, a new program, its plan, the builder."""
    return [
        State("templates", "/o/northlight/templates/"),
        State("a file that is none", "/o/northlight/templates/", (press("Keep it"), see(".error"))),
        State("a new program", "/o/northlight/programs/new/"),
        State("plan of an archived program", f"{draft}plan/", before=lambda: _put(grown, draft, ProgramState.ARCHIVED)),
        State(
            "no change of an archived program",
            f"{draft}paths/remits/",
            (_send_from("plan/start/"),),
        ),
        State("plan of a finished program", f"{draft}plan/", before=lambda: _put(grown, draft, ProgramState.FINISHED)),
        State("plan of a draft", f"{draft}plan/", before=lambda: _put(grown, draft, ProgramState.DRAFT)),
        State("preview", f"{draft}plan/build/preview/"),
        State("how we count", f"{grown.at}definitions/"),
        State("who looks after which groups", f"{grown.at}paths/remits/"),
    ]


def _put(grown: Grown, at: str, state: ProgramState) -> None:
    """A program into a state."""
    moment = clock.now() if state == ProgramState.ARCHIVED else None
    with grown.open():
        Program.objects.filter(slug=at.strip("/").split("/")[-1]).update(state=state, archived_at=moment)


def _send_from(rest: str) -> Step:
    """Sends what no page of an archived program offers: the form of the menu, to another address."""
    script = (
        "(rest) => { const f = document.querySelector('form'); f.action = location.pathname.replace(/paths.*/, rest); }"
    )

    def send(page: Page) -> None:
        page.evaluate(script, rest)
        page.evaluate("() => document.querySelector('form').submit()")
        page.wait_for_url("**/plan/start/")

    return send


def gatherings(grown: Grown) -> tuple[UUID, UUID]:
    """An event that ended this morning with people who were there, one to come, and office hours, one of them taken."""
    now, program = clock.now(), grown.program
    with grown.open():
        people = list(Participant.objects.filter(program=program, state="active").order_by("id"))
        me = Participant.objects.get(membership__user=grown.somebody(Role.PARTICIPANT))
        host = Participant.objects.get(membership__user=grown.somebody(Role.FACILITATOR))
        made = [
            Event.objects.create(
                program=program, title=title, text="Bring a story.", place="Courtyard", kind="experiential",
                form="roundtable", starts_at=now + timedelta(hours=hours), ends_at=now + timedelta(hours=hours + 2),
            )
            for title, hours in (("Supper", -5), ("Long table", 70))
        ]  # fmt: skip
        for event, there in zip(made, (Attendance.PRESENT, ""), strict=True):
            Reply.objects.bulk_create(
                Reply(event=event, participant=one, state=ReplyState.GOING, asked_at=now, attendance=there)
                for one in {one.pk: one for one in (*people[:16], me)}.values()
            )
        hours = [
            OfficeHour.objects.create(
                program=program, facilitator=host.membership, place="Room 4",
                starts_at=now + timedelta(days=2, minutes=30 * number),
                ends_at=now + timedelta(days=2, minutes=30 * number + 30),
            )
            for number in range(3)
        ]  # fmt: skip
        take_hour(hour=hours[0], participant=me, about="How to begin with a group", now=now)
        return made[0].public_id, made[1].public_id


def next_round(grown: Grown) -> str:
    """A draft of the next year, and where its addresses begin."""
    with grown.open():
        draft = create_program_from_template(
            actor=grown.admin(), template=Template.objects.order_by("id")[0], name="Autumn round",
            starts_on=(clock.now() + timedelta(days=60)).date(), now=clock.now(),
        )  # fmt: skip
    return f"/o/northlight/p/{draft.slug}/"


def waiting_at_the_door(grown: Grown) -> None:
    """A published page; somebody to be read, and somebody in line."""
    now = clock.now()
    with grown.open():
        page = {"policy": EntrancePolicy.APPROVAL, "text": "Come along.", "is_published": True, "capacity": 60}
        Entrance.objects.update_or_create(program=grown.program, defaults=page)
        for name, state in (("Nadia Byrne", "asked"), ("Olu Sato", "waiting")):
            Registration.objects.create(
                program=grown.program, email=f"{name[:4].lower()}@people.example", name=name, state=state,
                why="To know somebody in the kitchen.", asked_at=now, lined_up_at=now,
            )  # fmt: skip
