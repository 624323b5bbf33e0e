"""What the page frame shows on every page: names, places to go, and the log within reach."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from belonging.core import clock
from belonging.tenancy.models import Membership, Organization
from network.selectors.home import LOG_CHOICES, LogChoices, log_choices
from programs.access import Here
from programs.models import Participant, Program
from programs.rules import is_open_for_logging, may_facilitate

THEMES = {"light", "dark"}
# Which place of the navigation an address belongs to.
PLACES = {
    "network:home": "home",
    "network:interaction-log": "log",
    "network:interaction-list": "times",
    "network:person-list": "people",
    "network:person-detail": "people",
    "dashboards:dashboard": "dash",
    "dashboards:network-detail": "net",
    "network:import-list": "files",
    "network:import-people": "files",
    "network:import-interactions": "files",
    "network:import-detail": "files",
    "account_login": "sign-in",
}


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    key: str
    label: str
    href: str
    icon: str


@dataclass(frozen=True)
class LogSheet:
    """What the log sheet needs."""

    choices: LogChoices
    token: str


@dataclass(frozen=True)
class Frame:
    """Everything around the page itself."""

    organization: Organization | None = None
    membership: Membership | None = None
    program: Program | None = None
    participant: Participant | None = None
    role: str = ""
    here: str = ""
    nav: list[Place] = field(default_factory=list)
    thumbs: list[Place] = field(default_factory=list)
    log_form: Any = None


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `frame` and `theme`."""
    theme = request.COOKIES.get("theme", "")
    return {"frame": _frame(request), "theme": theme if theme in THEMES else ""}


def _frame(request: HttpRequest) -> Frame:
    match = request.resolver_match
    place = PLACES.get(match.view_name, "") if match else ""
    membership: Membership | None = getattr(request, "membership", None)
    here: Here | None = getattr(request, "here", None)
    if here is None:
        return Frame(
            getattr(request, "organization", None), membership, role=membership.role if membership else "", here=place
        )
    nav = _nav(here)
    return Frame(
        organization=here.organization,
        membership=here.membership,
        program=here.program,
        participant=here.participant,
        role=here.membership.role,
        here=place,
        nav=[one for one in nav if one.key != "log"],
        thumbs=_thumbs(nav) if here.participant else [],
        log_form=_log_sheet(request, here) if here.participant and is_open_for_logging(here.program) else None,
    )


def _nav(here: Here) -> list[Place]:
    def to(name: str) -> str:
        return reverse(name, args=[here.organization.slug, here.program.slug])

    mine = [
        Place("home", _("Home"), to("network:home"), "home"),
        Place("times", _("Times together"), to("network:interaction-list"), "list"),
        Place("log", _("Log"), to("network:interaction-log"), "plus"),
    ]
    shared = [Place("people", _("People"), to("network:person-list"), "people")]
    leading = [
        Place("dash", _("How we’re doing"), to("dashboards:dashboard"), "chart"),
        Place("net", _("Network"), to("dashboards:network-detail"), "rings"),
        Place("files", _("Bring in"), to("network:import-list"), "upload"),
    ]
    return [*(mine if here.participant else []), *shared, *(leading if may_facilitate(here.membership) else [])]


def _thumbs(nav: list[Place]) -> list[Place]:
    order = {"home": 0, "times": 1, "log": 2, "people": 3, "dash": 4}
    return sorted((one for one in nav if one.key in order), key=lambda one: order[one.key])


def _log_sheet(request: HttpRequest, here: Here) -> Any:
    # Asked for only by pages that draw the sheet.
    def build() -> LogSheet:
        known: LogChoices | None = getattr(request, LOG_CHOICES, None)
        if known is None:
            known = log_choices(here.program, here.me, clock.today(here.program.time_zone, clock.now()))
        return LogSheet(known, str(uuid4()))

    return SimpleLazyObject(build)
