"""
The pictures of docs/screenshots, drawn anew: `make shots`.

A grown demo whose clock stands still, so that they change only when the look changes. Six pages, phone and desk, light
and dark.
"""

import os
import secrets
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import django

from belonging.core import clock
from belonging.runtime.places import ROOT
from belonging.runtime.temporary import temporary_servers

if TYPE_CHECKING:
    from playwright.sync_api import Page

STANDS_AT = datetime(2026, 7, 16, 10, 30, tzinfo=UTC)
FOLDER = ROOT / "docs" / "screenshots"
MOST_BYTES = 300_000
MONTH, PEOPLE, SEED = 7, 80, 1


@dataclass(frozen=True)
class Shot:
    """One page as one person sees it; `height` where more is shown than a screen holds."""

    name: str
    role: str
    address: str
    opens_sheet: bool = False
    height: int = 0


def shots(at: str) -> list[Shot]:
    """The six main pages."""
    return [
        Shot("sign-in", "", "/accounts/login/"),
        Shot("home", "participant", at),
        Shot("log", "participant", at, opens_sheet=True),
        Shot("times", "participant", f"{at}interactions/"),
        Shot("dashboard", "facilitator", f"{at}dashboard/", height=1500),
        Shot("network", "facilitator", f"{at}dashboard/network/"),
    ]


def main() -> int:
    """Draws every picture and names those that are too large."""
    with temporary_servers() as environ:
        os.environ |= environ
        subprocess.run([sys.executable, "manage.py", "migrate", "--database", "owner", "-v0"], cwd=ROOT, check=True)
        os.environ |= {"DJANGO_SETTINGS_MODULE": "belonging.settings_test", "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        clock.now = lambda: STANDS_AT  # the one place that pages ask, told before any of them is imported
        django.setup()
        files = draw_all()
    large = [file for file in files if file.stat().st_size > MOST_BYTES]
    sys.stdout.write(f"{len(files)} pictures, {sum(file.stat().st_size for file in files) // 1000} KB together.\n")
    sys.stderr.writelines(f"{file.name} is larger than {MOST_BYTES // 1000} KB.\n" for file in large)
    return 1 if large else 0


def draw_all() -> list[Path]:
    """Grows the demo, serves it and draws its pages."""
    from django.db import connections
    from pytest_django.live_server_helper import LiveServer

    from tests.journeys import eyes

    at, people = grown()
    cookies = {role: session_of(email) for role, email in people.items()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    server, files = LiveServer("127.0.0.1"), []
    try:
        with eyes.browser() as browser:
            for size in eyes.SIZES:
                for theme in eyes.THEMES:
                    for shot in shots(at):
                        with eyes.page_at(browser, size, theme, base_url=server.url) as page:
                            if shot.role:
                                page.context.add_cookies([cookies[shot.role] | {"url": server.url}])
                            files.append(draw(page, shot, f"{shot.name}-{size}-{theme}.png"))
    finally:
        server.stop()
        connections.close_all()
    return files


def grown() -> tuple[str, dict[str, str]]:
    """The address of the demo's program, and who signs in by role."""
    from belonging.demo.planting import Wish, plant
    from programs.enums import ConsentMode

    wish = Wish("northlight", "Northlight Community Trust", MONTH, PEOPLE, SEED, ConsentMode.SEGMENTS, STANDS_AT)
    demo = plant(wish=wish, password=secrets.token_urlsafe())
    return f"/o/{wish.slug}/p/{demo.program.slug}/", {str(one.role.value): one.email for one in demo.sign_ins}


def session_of(email: str) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    from django.conf import settings
    from django.test import Client

    from belonging.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


def draw(page: "Page", shot: Shot, name: str) -> Path:
    """One picture."""
    if shot.height and page.viewport_size:
        page.set_viewport_size(page.viewport_size | {"height": shot.height})  # type: ignore[arg-type]
    page.goto(shot.address)
    if shot.opens_sheet:
        page.locator("#quick .face-link").first.click()
        page.locator("#log .face input").nth(1).check(force=True)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    file = FOLDER / name
    page.screenshot(path=file, animations="disabled")
    return file


if __name__ == "__main__":
    sys.exit(main())
