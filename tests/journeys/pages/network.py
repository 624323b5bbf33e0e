"""Times together, people, what waits, and files brought in."""

from playwright.sync_api import Page

from belonging.core import clock
from belonging.tenancy import jobs
from belonging.tenancy.enums import JobKind, JobState, Role
from belonging.tenancy.models import Job
from programs.models import Participant
from tests.journeys.pages.states import Grown, State, Step, Visit, open_summary, press, see


def visits(grown: Grown) -> list[Visit]:
    return [Visit(Role.PARTICIPANT, taking_part(grown)), Visit(Role.FACILITATOR, running_it(grown))]


def taking_part(grown: Grown) -> list[State]:
    """What somebody sees who takes part."""
    at, sheet, search = grown.at, press("^Someone else", "link"), "[role=option]"
    with grown.open():
        person = f"{at}people/{Participant.objects.filter(membership__user=None).order_by('pk')[0].public_id}/"
    return [
        State("home", at),
        State("menu open", at, (open_summary("Your menu"),)),
        State("log sheet", at, (sheet,)),
        State("log sheet, note and other day", at, (sheet, open_summary("Add a note"), other_day)),
        State("log sheet, nobody chosen", at, (sheet, press("^Save"), see("#log-errors .error"))),
        State("picker open", at, (sheet, lambda page: page.get_by_role("combobox").fill("an"), see(search))),
        State("log page", f"{at}log/"),
        State("log page, nobody chosen", f"{at}log/", (press("^Save"), see("#page-log-errors .error"))),
        State("times together", f"{at}interactions/"),
        State("people", f"{at}people/"),
        State("nobody by that name", f"{at}people/?q=zzzzzz"),
        State("person", person, (open_summary("Keep"),)),
        State("person kept out", person, (open_summary("Keep"), press("Keep out"))),
        State("person let in", person, (press("Let them in again"),)),
        State("who sees what", f"{at}privacy/"),
        State("people worth meeting", f"{at}introductions/"),
        State("confirmed, toast", at, (press("Yes, we did"), see(".toast"))),
        State("not for this role", f"{at}dashboard/"),
    ]


def running_it(grown: Grown) -> list[State]:
    """What somebody sees who runs the program."""
    at, (done, waiting) = grown.at, work_asked(grown)
    times, good = (
        f"{at}imports/interactions/",
        f"person,with,date\nAmara Okafor,Leila Haddad,{grown.program.starts_on}\n",
    )
    return [
        State("rounds of introductions", f"{at}introductions/offers/"),
        State("people to reach out to", f"{at}outreach/"),
        State("work that waits", f"{at}jobs/{waiting}/"),
        State("work that is done", f"{at}jobs/{done}/"),
        State("files, none yet", f"{at}imports/"),
        State("choose people", f"{at}imports/people/"),
        State("choose nothing", times, (press("Look at it first"),)),
        State("file with errors", times, (choose("met.csv", "person,with,date\nNobody,Else,2001-01-01\n"),)),
        State("file to look at", times, (choose("met.csv", good),)),
        State("file brought in", times, (choose("met.csv", good), press("^Bring in$"), see("#done-title"))),
        State("files", f"{at}imports/"),
    ]


def other_day(page: Page) -> None:
    """Chooses another day."""
    page.get_by_role("dialog").get_by_role("radio", name="Another day").check(force=True)


def choose(name: str, content: str) -> Step:
    """Chooses a file and sends it."""

    def step(page: Page) -> None:
        file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Look at it first").click()

    return step


def work_asked(grown: Grown) -> tuple[str, str]:
    """One piece of work that is done, and one that waits."""
    arguments = {"program": str(grown.program.public_id)}
    with grown.open():
        done, waiting = (
            jobs.ask(kind=JobKind.TAKE_SNAPSHOT, arguments=arguments, asked_by=None, now=clock.now()) for _ in range(2)
        )
        Job.objects.filter(pk=done.pk).update(state=JobState.DONE, finished_at=clock.now())
    return str(done.public_id), str(waiting.public_id)
