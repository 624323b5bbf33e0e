"""What the files beside this one are written with: states of pages, who visits them, and the steps that lead there."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from belonging.accounts.models import User
from belonging.demo.planting import Demo
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_scope
from programs.models import Program

Step = Callable[[Page], object]


@dataclass(frozen=True)
class State:
    """
    One page, perhaps with something opened on it.

    `prepare` leads there from the address, as a person would; `before` changes what is stored first.
    """

    name: str
    address: str
    prepare: tuple[Step, ...] = ()
    before: Callable[[], object] | None = None


@dataclass(frozen=True)
class Visit:
    """Somebody who looks at some states, one after the other; without a role nobody has signed in."""

    role: Role | None
    states: list[State]


@dataclass(frozen=True)
class Grown:
    """The program all files look at: forty people in their third month, drawn by name. Leave it as you found it."""

    demo: Demo

    @property
    def program(self) -> Program:
        """The demo's program."""
        return self.demo.program

    @property
    def at(self) -> str:
        """Where its addresses begin."""
        return f"/o/northlight/p/{self.program.slug}/"

    def somebody(self, role: Role) -> User:
        """Who signs in with this role."""
        return User.objects.get(email=next(one.email for one in self.demo.sign_ins if one.role == role))

    def admin(self) -> Membership:
        """Who may change the program; call it with the scope open."""
        return Membership.objects.get(role=Role.ADMIN)

    def open(self) -> AbstractContextManager[None]:
        """Opens the organization for selectors and services."""
        return open_scope(self.program.organization_id)


def press(name: str, role: str = "button") -> Step:
    """Presses the first button (or link) of that name."""
    return lambda page: page.get_by_role(role, name=re.compile(name)).first.click()  # type: ignore[arg-type]


def open_summary(words: str) -> Step:
    """Opens what folds."""
    return lambda page: page.locator("summary", has_text=words).first.click()


def write(label: str, text: str) -> Step:
    """Fills a field."""
    return lambda page: page.get_by_label(label).first.fill(text)


def tick(label: str) -> Step:
    """Ticks what has this label."""
    return lambda page: page.get_by_label(label).check()


def see(selector: str) -> Step:
    """Waits for something to be there."""
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def open_everything(page: Page) -> None:
    """Opens all that folds: every table and every "how it's counted"."""
    page.evaluate("() => document.querySelectorAll('main details').forEach((d) => { d.open = true; })")
