"""
Every page and every opened state under careful eyes, on phone and desk, in light and dark.

axe-core finds nothing (U1), every run of text stands out (U2), nothing scrolls sideways at 320 (U3), and the policy and
the scripts are quiet (U4); the words are calm (U12). One grown program serves all; what is wrong is told at once.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from belonging.accounts.models import User
from belonging.core import clock
from belonging.demo.planting import Demo
from belonging.tenancy import jobs
from belonging.tenancy.enums import JobKind, JobState, Role
from belonging.tenancy.models import Job, Membership
from belonging.tenancy.scope import open_scope
from network.enums import Occasion
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode
from programs.models import Participant, Program
from programs.services.programs import create_program, start_program
from tests.journeys import eyes
from tests.journeys.conftest import PATIENCE, OpenPage, session_of

Step = Callable[[Page], object]
MIRROR = "() => { document.documentElement.dir = 'rtl'; }"
SPILL = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNCALM = re.compile(r"[^\n]*(?:!|\b[Pp]lease\b|\b[Oo]ops\b)[^\n]*")
LOST = re.compile(r"status of (403|404|410)")  # what the console says of a page that is not there


@dataclass(frozen=True)
class State:
    """One page, perhaps with something opened on it; `prepare` leads there from the address."""

    name: str
    address: str
    prepare: tuple[Step, ...] = ()


@dataclass
class Findings:
    """What the eyes saw."""

    states: int = 0
    axe_runs: int = 0
    text_runs: int = 0
    worst: float = 21.0
    wrong: list[str] = field(default_factory=list)

    def see(self, state: str, page: Page) -> None:
        """Looks at what the page shows now, in all four pictures, and leaves it as it was."""
        self.states += 1
        self.wrong += [f"{state}: not calm: {words}" for words in UNCALM.findall(page.locator("body").inner_text())]
        for size, (width, height) in eyes.SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for theme in eyes.THEMES:
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                self.axe_runs += 1
                self.wrong += [f"{state} {size} {theme}: {line}" for line in eyes.axe(page)]
        page.set_viewport_size({"width": 390, "height": 844})
        for theme in eyes.THEMES:
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            runs = eyes.runs_of_text(page)
            self.text_runs += len(runs)
            self.worst = min([self.worst, *(run.ratio for run in runs if run.needed > 3)])
            self.wrong += [f"{state} {theme}: too faint {run}" for run in runs if run.ratio < run.needed]
        for spaced in (False, True):
            if (spill := eyes.sideways(page, spaced=spaced)) > 0:
                self.wrong.append(f"{state}: {spill} px sideways at 320{' with text spacing' if spaced else ''}")


def press(name: str, role: str = "button") -> Step:
    """Presses the first button (or link) of that name."""
    return lambda page: page.get_by_role(role, name=re.compile(name)).first.click()  # type: ignore[arg-type]


def open_summary(words: str) -> Step:
    """Opens what folds."""
    return lambda page: page.locator("summary", has_text=words).first.click()


def write(label: str, text: str) -> Step:
    """Fills a field."""
    return lambda page: page.get_by_label(label).first.fill(text)


def see(selector: str) -> Step:
    """Waits for something to be there."""
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def choose(name: str, content: str) -> Step:
    """Chooses a file and sends it."""

    def step(page: Page) -> None:
        file = {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
        page.get_by_role("button", name="Look at it first").click()

    return step


def open_tables(page: Page) -> None:
    """Opens every table and every "how it's counted"."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((d) => { d.open = true; })")


def public_states() -> list[State]:
    """Who has not signed in."""
    stranger = (write("Email", "a@b.example"), write("Password", "x"), press("Sign in"))
    return [
        State("welcome", "/"),
        State("sign in", "/accounts/login/"),
        State("sign in, wrong", "/accounts/login/", stranger),
        State("sign up, closed", "/accounts/signup/"),
        State("password forgotten", "/accounts/password/reset/"),
        State("link that opens nothing", "/invitations/nothing/"),
        State("not found", "/nowhere/"),
    ]  # fmt: skip


def participant_states(at: str, person: str) -> list[State]:
    """Who takes part."""
    sheet = press("^Someone else", "link")
    search = "[role=option]"
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
        State("person", f"{at}people/{person}/", (open_summary("Keep"),)),
        State("person kept out", f"{at}people/{person}/", (open_summary("Keep"), press("Keep out"))),
        State("person let in", f"{at}people/{person}/", (press("Let them in again"),)),
        State("who sees what", f"{at}privacy/"),
        State("confirmed, toast", at, (press("Yes, we did"), see(".toast"))),
        State("not for this role", f"{at}dashboard/"),
        State("own e-mail addresses", "/accounts/email/"),
        State("own password", "/accounts/password/change/"),
        State("second step", "/accounts/2fa/"),
        State("where I am signed in", "/accounts/sessions/"),
    ]


def other_day(page: Page) -> None:
    """Chooses another day."""
    page.get_by_role("dialog").get_by_role("radio", name="Another day").check(force=True)


def facilitator_states(at: str, done: str, running: str, day: str) -> list[State]:
    """Who runs the program."""
    good = f"person,with,date\nAmara Okafor,Leila Haddad,{day}\n"
    times = f"{at}imports/interactions/"
    return [
        State("dashboard", f"{at}dashboard/"),
        State("dashboard, tables open", f"{at}dashboard/", (open_tables,)),
        State("network by name", f"{at}dashboard/network/", (open_tables,)),
        State("work that waits", f"{at}jobs/{running}/"),
        State("work that is done", f"{at}jobs/{done}/"),
        State("files, none yet", f"{at}imports/"),
        State("choose people", f"{at}imports/people/"),
        State("choose nothing", times, (press("Look at it first"),)),
        State("file with errors", times, (choose("met.csv", "person,with,date\nNobody,Else,2001-01-01\n"),)),
        State("file to look at", times, (choose("met.csv", good),)),
        State("file brought in", times, (choose("met.csv", good), press("^Bring in$"), see("#done-title"))),
        State("files", f"{at}imports/"),
    ]


def admin_states(at: str, empty: str) -> list[State]:
    """Who runs the organization."""
    members = "/o/northlight/settings/members/"
    invite = (write("Name", "Nadia Byrne"), write("E-mail", "nadia@byrne.example"), press("Send the invitation"))
    return [
        State("programs", "/o/northlight/"),
        State("members", members),
        State("members, invited", members, invite),
        State("members, address missing", members, (press("Send the invitation"),)),
        State("dashboard before the first count", f"{empty}dashboard/"),
        State("network before the first count", f"{empty}dashboard/network/"),
        State("people, nobody yet", f"{empty}people/"),
        State("home of somebody without a place", at),
    ]


def work_asked(demo: Demo) -> tuple[str, str]:
    """One piece of work that is done, and one that waits."""
    arguments = {"program": str(demo.program.public_id)}
    with open_scope(demo.program.organization_id):
        done, waiting = (
            jobs.ask(kind=JobKind.TAKE_SNAPSHOT, arguments=arguments, asked_by=None, now=clock.now()) for _ in range(2)
        )
        Job.objects.filter(pk=done.pk).update(state=JobState.DONE, finished_at=clock.now())
    return str(done.public_id), str(waiting.public_id)


def empty_program(demo: Demo) -> Program:
    """A program that has just begun, without people."""
    with open_scope(demo.program.organization_id):
        admin = Membership.objects.get(role=Role.ADMIN)
        program = create_program(actor=admin, name="Second Table", starts_on=demo.program.starts_on, now=clock.now())
        return start_program(actor=admin, program=program, now=clock.now())


def drawn_as(demo: Demo, mode: ConsentMode) -> None:
    """Counts once more with another promise about the picture."""
    with open_scope(demo.program.organization_id):
        program = Program.objects.get(pk=demo.program.pk)
        program.consent_mode = mode
        program.save()
        today = clock.today(program.time_zone, clock.now())
        take_snapshot(program=program, on=today, now=clock.now(), occasion=Occasion.ASKED)


def walk(page: Page, states: list[State], findings: Findings) -> None:
    """Goes through the states."""
    page.set_default_timeout(PATIENCE)
    for state in states:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(state.address)
        for step in state.prepare:
            step(page)
        page.wait_for_load_state()
        findings.see(state.name, page)


def test_every_page_and_opened_state(demo: Demo, chromium: Browser, live_server: LiveServer) -> None:
    program, findings = demo.program, Findings()
    at = f"/o/northlight/p/{program.slug}/"
    empty = f"/o/northlight/p/{empty_program(demo).slug}/"
    done, waiting = work_asked(demo)
    with open_scope(program.organization_id):
        person = Participant.objects.filter(membership__user=None).order_by("pk")[0].public_id
    emails = {one.role: one.email for one in demo.sign_ins}
    network = f"{at}dashboard/network/"

    def look(role: Role | None, states: list[State]) -> None:
        with eyes.page_at(chromium, "phone", base_url=live_server.url) as page:
            if role is not None:
                cookie = session_of(User.objects.get(email=emails[role])) | {"url": live_server.url}
                page.context.add_cookies([cookie])  # type: ignore[list-item]
            heard = eyes.policy(page)
            walk(page, states, findings)
            findings.wrong += [f"{role}: {line}" for line in heard if not LOST.search(line)]

    look(None, public_states())
    look(Role.PARTICIPANT, participant_states(at, str(person)))
    look(Role.FACILITATOR, facilitator_states(at, done, waiting, program.starts_on.isoformat()))
    look(Role.ADMIN, admin_states(at, empty))
    for mode in (ConsentMode.DOTS, ConsentMode.SEGMENTS):
        drawn_as(demo, mode)
        look(Role.FACILITATOR, [State(f"network as {mode}", network, (open_tables,))])

    print(  # for whoever reads along: pytest -s
        f"{findings.states} states, {findings.axe_runs} axe runs, {findings.text_runs} runs of text, "
        f"worst small text {findings.worst}:1"
    )
    assert findings.wrong == [], "\n".join(findings.wrong)


def facilitator(demo: Demo) -> User:
    """Who reads the dashboard."""
    email = next(one.email for one in demo.sign_ins if one.role == Role.FACILITATOR)
    return User.objects.get(email=email)


def test_dashboard_in_contrast_colours_mirrored_and_on_paper(demo: Demo, open_page: OpenPage) -> None:
    page = open_page(facilitator(demo), size="desktop")
    page.goto(f"/o/northlight/p/{demo.program.slug}/dashboard/")
    paper = {"width": 718, "height": 1047}  # A4 within its margins
    ways: dict[str, Callable[[], object]] = {
        "contrast colours": lambda: page.emulate_media(forced_colors="active"),
        "mirrored": lambda: (page.emulate_media(forced_colors="none"), page.evaluate(MIRROR)),
        "mirrored, small": lambda: page.set_viewport_size({"width": 320, "height": 640}),
        "on paper": lambda: (page.reload(), page.set_viewport_size(paper), page.emulate_media(media="print")),  # type: ignore[arg-type]
    }
    for name, change in ways.items():
        change()
        assert page.evaluate(SPILL) <= 0, name
    assert page.locator("#kpi-title ~ * .how p").first.is_visible()  # paper opens what folds
    assert page.locator(".as-table table").first.is_visible()
