"""An organization, its members, and a program that has just begun."""

from belonging.core import clock
from belonging.tenancy.enums import Role
from programs.services.programs import create_program, start_program
from tests.journeys.pages.states import Grown, State, Visit, press, write


def visits(grown: Grown) -> list[Visit]:
    settings, empty = "/o/northlight/settings/", empty_program(grown)
    members = f"{settings}members/"
    invite = (write("Name", "Nadia Byrne"), write("E-mail", "nadia@byrne.example"), press("Send the invitation"))
    states = [
        State("programs", "/o/northlight/"),
        State("members", members),
        State("members, invited", members, invite),
        State("members, address missing", members, (press("Send the invitation"),)),
        State("signing in", "/o/northlight/settings/sign-in/"),
        State("connected tools, none", f"{settings}tokens/"),
        State("make a token", f"{settings}tokens/new/"),
        State(
            "make a token, nothing chosen", f"{settings}tokens/new/", (write("What it is for", "x"), press("Make it"))
        ),
        State("dashboard before the first count", f"{empty}dashboard/"),
        State("network before the first count", f"{empty}dashboard/network/"),
        State("people, nobody yet", f"{empty}people/"),
        State("home of somebody without a place", grown.at),
    ]
    return [Visit(Role.ADMIN, states)]


def empty_program(grown: Grown) -> str:
    """The address of a program that has just begun, without people."""
    with grown.open():
        starts_on, admin = grown.program.starts_on, grown.admin()
        program = create_program(actor=admin, name="Second Table", starts_on=starts_on, now=clock.now())
        start_program(actor=admin, program=program, now=clock.now())
    return f"/o/northlight/p/{program.slug}/"
