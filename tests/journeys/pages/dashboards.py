"""The dashboard, and the network in every way it may be drawn."""

from collections.abc import Callable

from playwright.sync_api import Page

from belonging.core import clock
from belonging.tenancy.enums import Role
from dashboards.models import Signal
from dashboards.rules import ACTS_FOR
from dashboards.selectors.goals import quarter_now
from dashboards.services.goals import add_key_result, write_goal
from dashboards.services.looks import look_at
from dashboards.services.moves import open_move
from dashboards.services.packs import make_pack
from dashboards.services.personas import draw_persona
from network.enums import Occasion
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode
from programs.models import Program
from tests.journeys.pages.states import Grown, State, Visit, open_everything, press, see


def visits(grown: Grown) -> list[Visit]:
    dashboard = f"{grown.at}dashboard/"
    states = [
        State("dashboard", dashboard),
        State("dashboard, tables open", dashboard, (open_everything,)),
        State("months side by side", f"{dashboard}months/"),
        State("programs side by side", f"{grown.at.split('/p/')[0]}/programs/side-by-side/"),
        State("network over time", f"{dashboard}network/time/", (open_everything,)),
        State("moves", f"{grown.at}moves/", (open_everything,), before=look(grown)),
        State("goals", f"{grown.at}goals/", (open_everything,), before=goals(grown)),
        State("personas", f"{grown.at}personas/"),
        State("persona", f"{grown.at}personas/", (open_first_persona, see("#tags-title"))),
        State("evidence", f"{grown.at}evidence/"),
        State("circle", f"{grown.at.split('/p/')[0]}/circle/", (open_everything,)),
        State("evidence asked for", f"{grown.at}evidence/", (press("Make one now"), see("#progress-title"))),
        State("evidence, read", f"{grown.at}evidence/", (open_first_pack, see("#pack-1")), before=pack(grown)),
        drawn(grown, ConsentMode.DOTS),
        drawn(grown, ConsentMode.SEGMENTS),
        drawn(grown, ConsentMode.NAMED),
    ]
    return [Visit(Role.FACILITATOR, states)]


def open_first_persona(page: Page) -> None:
    """Opens the first persona of the chart."""
    page.locator("main li a").first.click()


def goals(grown: Grown) -> Callable[[], None]:
    """A goal of the quarter with two key results, and three personas."""

    def written() -> None:
        with grown.open():
            program, now = Program.objects.get(pk=grown.program.pk), clock.now()
            on = clock.today(program.time_zone, now)
            words = {"actor": grown.admin(), "now": now}
            title = "People of both houses know each other"
            goal = write_goal(program=program, quarter=quarter_now(program, on), place=1, title=title, **words)
            for measure, target in (("degree", 6), ("dropout", 5)):
                add_key_result(goal=goal, measure=measure, target=target, due_on=on, **words)
            for name in ("Nadja of the night shift", "Tom who has just come", "Aunt Vera who knows everybody"):
                text, needs = "Works when others sleep.", "Short texts, and meetings before noon."
                draw_persona(program=program, name=name, text=text, needs=needs, **words)

    return written


def open_first_pack(page: Page) -> None:
    """Opens the newest evidence."""
    page.locator("main li a").first.click()


def pack(grown: Grown) -> Callable[[], None]:
    """Evidence as a worker makes it."""

    def made() -> None:
        with grown.open():
            program = Program.objects.get(pk=grown.program.pk)
            make_pack(program=program, actor=grown.admin(), now=clock.now())

    return made


def look(grown: Grown) -> Callable[[], None]:
    """What a morning notices, and one of it taken on."""

    def noticed() -> None:
        with grown.open():
            look_at(program=Program.objects.get(pk=grown.program.pk), now=clock.now())
            free = Signal.objects.filter(gone_on=None, moves=None).order_by("id").first()
            if free is not None:
                me, today = grown.admin(), clock.today(grown.program.time_zone, clock.now())
                act = ACTS_FOR[free.kind][0]
                open_move(signal=free, act=act, owner=me, due_on=today, actor=me, on=today, now=clock.now())

    return noticed


def drawn(grown: Grown, mode: ConsentMode) -> State:
    """The network in detail, counted once more with another promise about the picture."""

    def count() -> None:
        with grown.open():
            program = Program.objects.get(pk=grown.program.pk)
            program.consent_mode = mode
            program.save()
            today = clock.today(program.time_zone, clock.now())
            take_snapshot(program=program, on=today, now=clock.now(), occasion=Occasion.ASKED)

    return State(f"network as {mode}", f"{grown.at}dashboard/network/", (open_everything,), before=count)
