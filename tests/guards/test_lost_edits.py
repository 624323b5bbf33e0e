"""
Two people change the same thing: whoever comes second is told, and nothing of the first is lost unseen.

The forms are read off the pages of the walk: a form that shows what stands there, and shows something else after it was
sent, changes it; then it has to carry along the edition it was opened on. Each of these is opened and sent by several
in turn, in orders that the seed draws; tests/guards/test_at_once.py sends them at the same moment.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import ERROR
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from belonging.core.editions import CHANGED, EDITION
from tests.effort import is_whole
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.forms import Field, Form, opened, pages
from tests.guards.routes import body
from tests.guards.test_access_table import EXPECTED
from tests.guards.test_pressed_twice import DONE, people

pytestmark = [pytest.mark.authz, pytest.mark.usefixtures("quiet")]

LED_ON = 302
MARKS = {EDITION, "revision"}
TABS, STEPS = 3, 8  # of one order: tabs that are open, and what is done in them one after the other
ORDERS, FEW_ORDERS = 1000, 4
FEW_PAGES = 16  # whose forms are looked at where not the whole is tried
SURE = {"programs:event-edit"}  # always among them, so that there is something to lose
WORDS = ("textarea", "text")
# Nobody else's words can be lost: one's own choice or words, of which the last counts, or each sending is kept apart.
ONES_OWN = {
    "community:buddy-detail", "community:story-reach", "community:summary-edit", "network:consent-edit",
    "network:introduction-wish", "network:map-give", "network:map-place", "network:map-rhythm", "network:map-update",
    "programs:event-reply", "programs:step-complete", "programs:worksheet-fill", "dashboards:brief-wish",
    "mentoring:round-remake",
}  # fmt: skip
# What was asked once stays at its address, and the next version stands at another; a provider has to answer first.
STILL = {
    "surveys:instrument-create", "surveys:instrument-edit", "surveys:instrument-translate", "tools:provider-edit",
}  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """A form that changes what it shows: where it is, and who may."""

    route: str
    page: str
    role: int
    action: str
    names: tuple[str, ...]  # of the fields that can be changed


def found_forms(houses: Houses, callers: tuple[Caller, ...], routes: set[str]) -> dict[str, tuple[str, int, Form]]:
    """Each form of these pages by the route it goes to: the page it is on, and the first role that sees it there."""
    found: dict[str, tuple[str, int, Form]] = {}
    for route, page in pages(houses):
        answers = EXPECTED.get((route, "GET"), [])
        for role, status in enumerate(answers):
            if route not in routes or status != 200:
                continue
            for form in opened(callers[role], page):
                may = EXPECTED.get((form.route, "POST"))
                if may and may[role] in DONE and form.shown:
                    found.setdefault(form.route, (page, role, form))
    return found


def the_form(caller: Caller, edit: Edit) -> Form | None:
    """The form as its page shows it now; of several to the same address the first."""
    return next((one for one in opened(caller, edit.page) if one.action == edit.action), None)


def other(one: Field, dice: random.Random) -> list[str] | None:
    """Something else that might be sent in a field, or nothing."""
    if one.kind in WORDS:
        return [f"Word {dice.randrange(10**6)}"]
    if one.kind == "date" and one.values and one.values[0]:
        return [str(date.fromisoformat(one.values[0]) + timedelta(days=dice.choice((1, 2, 3))))]
    if one.kind == "number" and one.values and one.values[0].isdigit():
        return [str(int(one.values[0]) + dice.choice((1, 2)))]
    rest = [choice for choice in one.choices if choice not in one.values]
    if one.kind == "checkbox":
        return [*one.values, rest[0]] if rest else one.values[1:]
    return [dice.choice(rest)] if rest and one.kind in {"select", "radio"} else None


def send(caller: Caller, form: Form, changed: dict[str, Any]) -> HttpResponse:
    """One press; what came of it."""
    return caller.ask("POST", form.action, form.sent | changed, form=True)


def changing(houses: Houses, callers: tuple[Caller, ...], dice: random.Random) -> tuple[list[Edit], list[str], int]:
    """The forms that change what they show and say so, those that do not say so, and how many were looked at."""
    routes = sorted(route for route, _page in pages(houses))
    every = found_forms(houses, callers, set(routes if is_whole() else dice.sample(routes, FEW_PAGES)) | SURE)
    edits, silent = [], []
    for route, (page, role, form) in sorted(every.items()):
        with transaction.atomic():
            before = form.shown
            sent = {one.name: change for one in form.fields.values() if (change := other(one, dice))}
            send(callers[role], form, sent)
            send(callers[role], form, body(route, houses[0], houses[0].house.program))
            again = the_form(callers[role], Edit(route, page, role, form.action, ()))
            transaction.set_rollback(True)
        if MARKS & set(form.fields):
            names = tuple(one.name for one in form.fields.values() if other(one, dice))
            edits.append(Edit(route, page, role, form.action, names))
        elif again is not None and again.shown != before and route not in ONES_OWN:
            silent.append(f"{route}: {before} → {again.shown}"[:300])
    return edits, silent, len(every)


def told(answer: HttpResponse) -> bool:
    """Whether somebody is told that it was not done: on the page itself, or on the one they are led to."""
    if answer.status_code != LED_ON:
        return True
    kept = answer.cookies.get("messages")
    said = CookieStorage(HttpRequest())._decode(kept.value) if kept else []
    return any(one.level >= ERROR for one in said)


def tried(caller: Caller, edit: Edit, dice: random.Random) -> str:
    """The first field that can be changed alone, or nothing."""
    for name in edit.names:
        with transaction.atomic():
            form = the_form(caller, edit)
            change = other(form.fields[name], dice) if form and name in form.fields else None
            is_done = form is not None and change is not None and not told(send(caller, form, {name: change}))
            again = the_form(caller, edit)
            is_done &= again is not None and form is not None and again.shown != form.shown
            transaction.set_rollback(True)
        if is_done:
            return name
    return ""


def interleaved(caller: Caller, edit: Edit, name: str, dice: random.Random) -> list[str]:
    """Tabs are opened and sent in some order; what went wrong. It is taken back."""
    wrong: list[str] = []
    tabs: dict[int, Form] = {}
    with transaction.atomic():
        for _step in range(STEPS):
            tab, now = dice.randrange(TABS), the_form(caller, edit)
            assert now is not None, edit.route
            if tab not in tabs:
                tabs[tab] = now
                continue
            mine = tabs.pop(tab)
            change = other(mine.fields[name], dice)
            if change is None:
                continue
            is_fresh = mine.shown == now.shown
            answer = send(caller, mine, {name: change})
            is_told = told(answer)
            after = the_form(caller, edit)
            assert after is not None, edit.route
            if not is_fresh and (not is_told or after.shown != now.shown):
                wrong.append(f"{edit.route}: {now.shown.get(name)} was lost to {change}")
            if is_fresh and str(CHANGED) in answer.content.decode():
                wrong.append(f"{edit.route}: {change} was refused, and nobody was quicker")
        transaction.set_rollback(True)
    return wrong


# security R7
def test_nobodys_change_is_lost_in_whatever_order(houses: Houses, dice: random.Random) -> None:
    callers = people(houses[0].house)

    edits, silent, count = changing(houses, callers, dice)
    names = {edit: tried(callers[edit.role], edit, dice) for edit in edits}
    still = {edit.route for edit, name in names.items() if not name}
    moving = [edit for edit, name in names.items() if name]
    wrong = []
    total = ORDERS if is_whole() else FEW_ORDERS
    for number in range(total):
        edit = moving[number % len(moving)]
        wrong += interleaved(callers[edit.role], edit, names[edit], dice)

    print(f"R7: {count} forms that show what stands there, {len(edits)} with their edition, {len(silent)} without")
    print(f"R7: {total} orders of opening and sending {len(moving)} of them, {len(wrong)} changes lost")
    assert (silent, still - STILL, wrong) == ([], set(), [])
