"""The dashboard, and the network in every way it may be drawn."""

from belonging.core import clock
from belonging.tenancy.enums import Role
from network.enums import Occasion
from network.services.snapshots import take_snapshot
from programs.enums import ConsentMode
from programs.models import Program
from tests.journeys.pages.states import Grown, State, Visit, open_everything


def visits(grown: Grown) -> list[Visit]:
    dashboard = f"{grown.at}dashboard/"
    states = [
        State("dashboard", dashboard),
        State("dashboard, tables open", dashboard, (open_everything,)),
        drawn(grown, ConsentMode.DOTS),
        drawn(grown, ConsentMode.SEGMENTS),
        drawn(grown, ConsentMode.NAMED),
    ]
    return [Visit(Role.FACILITATOR, states)]


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
