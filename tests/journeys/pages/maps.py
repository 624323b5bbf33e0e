"""A person's own map: drawn, looked through, given to, connected; and what others say of them."""

from playwright.sync_api import Page

from belonging.tenancy.enums import Role
from network.models import Map, MapEntry
from programs.models import Participant
from tests.journeys.pages.states import Grown, State, Visit, open_summary, press, see


def visits(grown: Grown) -> list[Visit]:
    return [
        Visit(Role.PARTICIPANT, own_map(grown)),
        Visit(Role.FACILITATOR, [State("first map", f"{grown.at}map/add/", before=lambda: forget(grown))]),
    ]


def own_map(grown: Grown) -> list[State]:
    """What somebody sees of their own map."""
    at = grown.at
    return [
        State("my map", f"{at}map/"),
        State("my map, card opened", f"{at}map/", (open_summary("Keep in touch"), open_summary("Who knows whom"))),
        State("my map, drawing lines", f"{at}map/", (press("Draw who knows whom"),)),
        State("my map, somebody else", f"{at}map/", (next_person, see("#card"))),
        State("my map as a list", f"{at}map/?view=list"),
        State("add somebody", f"{at}map/add/", (open_summary("Somebody outside"),)),
        State("add nobody", f"{at}map/add/", (press("Put on my map"), see(".error"))),
        State("look it through", f"{at}map/update/"),
        State("know", f"{at}map/know/"),
        State("give to", f"{at}map/give/"),
        State("connect", f"{at}map/connect/"),
        State("what is said about me", f"{at}about-me/"),
        State("blank sheet", f"{at}map/sheet/"),
    ]


def next_person(page: Page) -> None:
    """Walks to another person and opens their card by keyboard."""
    page.locator(".alter[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    page.evaluate("() => scrollTo(0, 0)")  # or the bar at the top half covers what has scrolled under it


def forget(grown: Grown) -> None:
    """The facilitator has not drawn a map yet."""
    with grown.open():
        place = Participant.objects.get(membership__user=grown.somebody(Role.FACILITATOR))
        MapEntry.objects.filter(map__participant=place).delete()
        Map.objects.filter(participant=place).delete()
