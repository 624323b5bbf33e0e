"""What the page frame shows on every page: names, places to go, and the log within reach."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from belonging.accounts.models import User
from belonging.core import clock
from belonging.home import home_cards
from belonging.navigation import PLACES, Place, more_of, nav_of, thumbs_of
from belonging.rights.selectors import kept_until
from belonging.tenancy.access import owes_second_step
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_own_memberships
from belonging.tenancy.selectors import own_memberships_without_mail
from network.selectors.home import LOG_CHOICES, LogChoices, log_choices
from programs.access import Here, today_in
from programs.models import Participant, Program
from programs.rules import is_open_for_logging, may_facilitate

THEMES = {"light", "dark"}


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
    duties: frozenset[str] = frozenset()
    here: str = ""
    nav: list[Place] = field(default_factory=list)
    thumbs: list[Place] = field(default_factory=list)
    more: list[Place] = field(default_factory=list)
    log_form: Any = None
    home_cards: Any = None
    owes_second_step: bool = False
    kept_until: Any = None
    whose: Any = ""
    returned: Any = None


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The context processor: `frame` and `theme`."""
    theme = request.COOKIES.get("theme", "")
    frame = replace(_frame(request), whose=_whose(request), returned=_returned(request))
    return {"frame": frame, "theme": theme if theme in THEMES else ""}


def _frame(request: HttpRequest) -> Frame:
    match = request.resolver_match
    place = PLACES.get(match.view_name, "") if match else ""
    membership: Membership | None = getattr(request, "membership", None)
    here: Here | None = getattr(request, "here", None)
    if here is None:
        return Frame(
            getattr(request, "organization", None),
            membership,
            role=membership.role if membership else "",
            duties=_duties(membership),
            here=place,
            owes_second_step=membership is not None and owes_second_step(membership),
        )
    nav = nav_of(here)
    return Frame(
        organization=here.organization,
        membership=here.membership,
        program=here.program,
        participant=here.participant,
        role=here.membership.role,
        duties=_duties(here.membership),
        here=place,
        nav=[one for one in nav if one.key != "log"],
        thumbs=thumbs_of(nav) if here.participant else [],
        more=more_of(here),
        log_form=_log_sheet(request, here) if here.participant and is_open_for_logging(here.program) else None,
        home_cards=_home_cards(here),
        owes_second_step=owes_second_step(here.membership),
        kept_until=kept_until(here.program) if here.program.is_archived else None,
    )


def _duties(membership: Membership | None) -> frozenset[str]:
    return frozenset(duty for duty in Duty if membership and may_facilitate(membership, duty))


def _whose(request: HttpRequest) -> Any:
    # Asked for only by pages that draw the frame: a page for anyone needs no session.
    def build() -> str:
        user = getattr(request, "user", None)
        return user.mark_on_devices() if isinstance(user, User) else ""

    return SimpleLazyObject(build)


def _returned(request: HttpRequest) -> Any:
    # Asked for by the pages of one's account alone, which stand outside every organization.
    def build() -> list[Membership]:
        user = getattr(request, "user", None)
        if not isinstance(user, User):
            return []
        with open_own_memberships(user.pk):
            return own_memberships_without_mail(user)

    return SimpleLazyObject(build)


def _home_cards(here: Here) -> Any:
    # Asked for by home alone.
    return SimpleLazyObject(lambda: home_cards(here.program, here.me, here.segment_sizes, clock.now()))


def _log_sheet(request: HttpRequest, here: Here) -> Any:
    # Asked for only by pages that draw the sheet.
    def build() -> LogSheet:
        known: LogChoices | None = getattr(request, LOG_CHOICES, None)
        if known is None:
            known = log_choices(here.program, here.me, here.segment_sizes, today_in(here))
        return LogSheet(known, str(uuid4()))

    return SimpleLazyObject(build)
