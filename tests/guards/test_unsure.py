"""
What asks whether something may be shown, said or sent is broken, one by one: wherever it is asked, the answer is no.

A first walk writes down which page asks which of them; a second breaks each where it was asked. Nothing is listed by
hand but the functions themselves, so a page that asks one of them tomorrow is walked tomorrow.
"""

import importlib
import random
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.effort import drawn
from tests.guards.actors import Caller, fresh_caller
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS
from tests.guards.test_refusing import answer

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

# What decides whether words or people are shown, who is kept away from whom, and who may be written to.
ASKED_ON_PAGES = (
    "programs.rules.may_facilitate", "programs.rules.may_change_event", "programs.rules.may_read_thread",
    "programs.selectors.agreements.said_by", "programs.selectors.agreements.unsaid_count",
    "programs.selectors.events.may_get_mail", "surveys.rules.may_run_surveys", "surveys.disclosure.may_show_words",
    "network.selectors.interactions.is_blocked_by", "network.selectors.interactions.keeps_out",
    "network.selectors.agreed.kept_out_pairs", "network.services.maps.may_be_told",
    "mentoring.selectors.asks.may_be_asked", "community.rules.may_read_story", "community.rules.may_read_group",
    "community.selectors.summaries.may_be_told", "dashboards.selectors.parts.measured_parts",
    "dashboards.selectors.pack_content.packable_snapshot",
    "dashboards.selectors.detail.network_detail_view",
)  # fmt: skip

LATE = ("belonging.urls", "belonging.frame")  # what is imported with the first page would keep a stand-in for ever


def instead(patch: pytest.MonkeyPatch, name: str, stands_in: Callable[..., Any]) -> None:
    """Puts something in a function's place, wherever it was imported to."""
    module, _, short = name.rpartition(".")
    usual = getattr(importlib.import_module(module), short)
    for late in LATE:
        importlib.import_module(late)
    for place in [one for one in sys.modules.values() if vars(one).get(short) is usual]:
        patch.setattr(place, short, stands_in)


def refuse(*args: Any, **kwargs: Any) -> Any:
    """What stands in a check's place."""
    raise ImproperlyConfigured("this check is broken")


class Listener:
    """Does what a check does, and remembers that it was asked."""

    def __init__(self, name: str) -> None:
        module, _, short = name.rpartition(".")
        self.usual, self.was_asked = getattr(importlib.import_module(module), short), False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.was_asked = True
        return self.usual(*args, **kwargs)


def asking(
    callers: dict[str, Caller], houses: Houses, routes: list[str], patch: pytest.MonkeyPatch
) -> set[tuple[str, str, str, str]]:
    """Which check is asked where, for whom: check, person, address, method."""
    listeners = {name: Listener(name) for name in ASKED_ON_PAGES}
    for name, listener in listeners.items():
        instead(patch, name, listener)
    found = set()
    for who, caller in callers.items():
        for route in routes:
            for method in ("GET", "POST"):
                for listener in listeners.values():
                    listener.was_asked = False
                answer(caller, houses, route, method)
                found |= {(name, who, route, method) for name, one in listeners.items() if one.was_asked}
    return found


# security O5
def test_broken_check_shows_and_sends_nothing(houses: Houses, dice: random.Random) -> None:
    house, wrong = houses[0].house, []
    callers = {"participant": fresh_caller(house.ben.user), "facilitator": fresh_caller(house.ada.user)}
    with pytest.MonkeyPatch.context() as patch:
        asked = asking(callers, houses, drawn(ARGUMENTS, dice), patch)
    for name in ASKED_ON_PAGES:
        with pytest.MonkeyPatch.context() as patch:
            instead(patch, name, refuse)
            for _, who, route, method in sorted(one for one in asked if one[0] == name):
                status = answer(callers[who], houses, route, method).status_code
                wrong += [f"{name}: {who}: {method} {route} → {status}"] * (status < 400)

    told = f"{len(ASKED_ON_PAGES)} that decide what is shown and sent"
    print(f"O5: {told}, broken one by one, {len(asked)} requests that ask one, {len(wrong)} answered all the same")
    assert asked
    assert wrong == []
