"""What the page frame shows on every page: names, places to go, and the log within reach."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from belonging.accounts.models import User
from belonging.core import clock
from belonging.home import home_cards
from belonging.rights.selectors import kept_until
from belonging.tenancy.access import owes_second_step
from belonging.tenancy.duties import duty_of
from belonging.tenancy.enums import Duty
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_own_memberships
from belonging.tenancy.selectors import own_memberships_without_mail
from network.selectors.home import LOG_CHOICES, LogChoices, log_choices
from programs.access import Here, today_in
from programs.models import Participant, Program
from programs.rules import is_open_for_logging, may_facilitate

THEMES = {"light", "dark"}
OF_THE_HOUSE = {"tenancy:mail-list", "programs:template-list"}  # the others are of a program
# Which place of the navigation an address belongs to.
PLACES = {
    "network:home": "home",
    "mentoring:home": "pair",
    "mentoring:profile-edit": "pair",
    "mentoring:pair-detail": "pair",
    "mentoring:pair-leave": "pair",
    "mentoring:help-ask": "pair",
    "mentoring:check-in": "pair",
    "mentoring:next-plan": "pair",
    "mentoring:feedback-send": "pair",
    "mentoring:ask-list": "pair",
    "mentoring:track-detail": "track",
    "mentoring:track-edit": "track",
    "mentoring:round-detail": "track",
    "network:interaction-log": "log",
    "network:interaction-list": "home",
    "network:calendar-import": "home",
    "network:map-detail": "map",
    "network:map-add": "map",
    "network:map-update": "map",
    "network:map-know": "map",
    "network:map-give": "map",
    "network:map-connect": "map",
    "network:mention-list": "about",
    "network:person-list": "people",
    "network:person-detail": "people",
    "programs:roadmap": "road",
    "programs:month-detail": "road",
    "programs:skill-map": "road",
    "programs:step-detail": "road",
    "programs:promise-detail": "road",
    "programs:promise-make": "road",
    "programs:thread-list": "road",
    "programs:thread-detail": "road",
    "programs:task-list": "tasks",
    "programs:path-list": "tasks",
    "programs:path-detail": "tasks",
    "programs:promise-assign": "tasks",
    "programs:remit-list": "tasks",
    "programs:resource-list": "library",
    "programs:resource-detail": "library",
    "programs:resource-draw": "library",
    "programs:resource-resolve": "library",
    "programs:worksheet-list": "library",
    "programs:worksheet-detail": "library",
    "programs:worksheet-fill": "library",
    "surveys:wave-list": "surveys",
    "surveys:wave-detail": "surveys",
    "surveys:wave-create": "surveys",
    "surveys:wave-move": "surveys",
    "surveys:wave-rules": "surveys",
    "surveys:wave-promise": "surveys",
    "surveys:wave-sent": "surveys",
    "surveys:remark-folder": "surveys",
    "surveys:event-ask": "surveys",
    "surveys:reply-read": "surveys",
    "surveys:reply-send": "surveys",
    "surveys:talk-list": "surveys",
    "surveys:talk-detail": "surveys",
    "surveys:removal-ask": "surveys",
    "surveys:removal-asked": "surveys",
    "surveys:instrument-list": "surveys",
    "surveys:instrument-create": "surveys",
    "surveys:instrument-detail": "surveys",
    "surveys:instrument-edit": "surveys",
    "dashboards:dashboard": "dash",
    "dashboards:network-detail": "net",
    "network:introduction-list": "intros",
    "network:introduction-wish": "intros",
    "network:outreach-list": "reach",
    "network:round-list": "rounds",
    "network:round-detail": "rounds",
    "dashboards:network-time": "net",
    "dashboards:move-list": "moves",
    "dashboards:month-compare": "dash",
    "dashboards:goal-list": "goals",
    "dashboards:persona-list": "goals",
    "dashboards:persona-detail": "goals",
    "dashboards:pack-list": "evidence",
    "dashboards:pack-detail": "evidence",
    "programs:definitions-edit": "dash",
    "network:import-list": "files",
    "network:import-people": "files",
    "network:import-interactions": "files",
    "network:import-detail": "files",
    "programs:plan-detail": "plan",
    "programs:registration-list": "joining",
    "programs:agreement-list": "agreed",
    "programs:letter-list": "letters",
    "programs:letter-plan": "letters",
    "programs:letter-write": "letters",
    "programs:letter-edit": "letters",
    "programs:letter-detail": "letters",
    "programs:role-edit": "tasks",
    "programs:agreement-detail": "agreed",
    "programs:consent-list": "agreed",
    "programs:setup-list": "plan",
    "programs:welcome-list": "welcome",
    "programs:registration-invite": "joining",
    "programs:entrance-edit": "joining",
    "programs:plan-build": "plan",
    "programs:plan-preview": "plan",
    "programs:plan-publish": "plan",
    "programs:event-list": "events",
    "programs:event-detail": "events",
    "programs:event-create": "events",
    "programs:event-host": "events",
    "programs:event-edit": "events",
    "programs:event-cancel": "events",
    "programs:event-attendance": "events",
    "programs:feed-make": "events",
    "programs:event-tags": "events",
    "programs:event-answer": "events",
    "programs:hour-list": "events",
    "programs:hour-offer": "events",
    "network:event-groups": "events",
    "community:hub": "community",
    "community:tour-detail": "community",
    "community:tour-found": "community",
    "community:help-list": "community",
    "community:sharing-list": "community",
    "community:sharing-detail": "community",
    "community:thanks-list": "community",
    "community:thanks-give": "community",
    "community:thanks-give-group": "community",
    "community:newsletter": "community",
    "community:held-words": "community",
    "community:wall-list": "community",
    "community:wall-detail": "community",
    "community:benefit-list": "community",
    "community:benefit-tell": "community",
    "community:other-network-list": "community",
    "community:theme-list": "community",
    "community:theme-create": "community",
    "community:theme-detail": "community",
    "community:text-read": "community",
    "community:award-detail": "community",
    "community:award-plan": "community",
    "community:award-nominate": "community",
    "community:award-jury": "community",
    "community:award-vote": "community",
    "community:award-words": "community",
    "community:award-certificate": "community",
    "community:buddy-detail": "community",
    "community:unmet-list": "community",
    "community:directory": "people",
    "community:profile-detail": "people",
    "community:profile-edit": "people",
    "community:summary-edit": "community",
    "community:prompt-list": "community",
    "community:prompt-detail": "community",
    "community:group-prompts": "community",
    "community:group-list": "community",
    "community:group-create": "community",
    "community:group-detail": "community",
    "community:post-detail": "community",
    "community:post-edit": "community",
    "community:report-list": "community",
    "community:story-list": "community",
    "community:story-tell": "community",
    "community:story-detail": "community",
    "community:story-edit": "community",
    "community:story-queue": "community",
    "community:story-patterns": "community",
    "community:round-list": "community",
    "community:round-write": "community",
    "community:question-edit": "community",
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
    nav = _nav(here)
    return Frame(
        organization=here.organization,
        membership=here.membership,
        program=here.program,
        participant=here.participant,
        role=here.membership.role,
        duties=_duties(here.membership),
        here=place,
        nav=[one for one in nav if one.key != "log"],
        thumbs=_thumbs(nav) if here.participant else [],
        more=_more(here),
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


def _nav(here: Here) -> list[Place]:
    def to(name: str) -> str:
        return reverse(name, args=[here.organization.slug, here.program.slug])

    mine = [
        Place("home", _("Home"), to("network:home"), "home"),
        Place("log", _("Log"), to("network:interaction-log"), "plus"),
    ]
    own_map = Place("map", _("My map"), to("network:map-detail"), "rings")
    shared = [
        Place("road", _("Roadmap"), to("programs:roadmap"), "path"),
        Place("events", _("Events"), to("programs:event-list"), "calendar"),
        Place("people", _("People"), to("network:person-list"), "people"),
        Place("community", _("Community"), to("community:hub"), "chat"),
        Place("library", _("Library"), to("programs:resource-list"), "book"),
    ]
    leading = [
        Place("dash", _("How we’re doing"), to("dashboards:dashboard"), "chart"),
        Place("net", _("Network"), to("dashboards:network-detail"), "rings"),
    ]
    if may_facilitate(here.membership):  # their community and library are in the menu
        shared = [*shared[:-2], *leading] if may_facilitate(here.membership, Duty.FIGURES) else shared
    if here.participant:  # what is left out is in the menu: six places fit
        shared = [one for one in shared if one.key not in {"events", "library"}]
        shared.insert(1, own_map)
    if here.participant and not may_facilitate(here.membership):
        shared.append(Place("pair", _("Mentoring"), to("mentoring:home"), "pair"))
    return [*(mine if here.participant else []), *shared]


def _more(here: Here) -> list[Place]:
    """Needed now and then: in the menu under the face, so that the bar stays short, above all a phone's."""
    slugs = [here.organization.slug, here.program.slug]
    reading = [
        Place("community", _("Community"), reverse("community:hub", args=slugs), "chat"),
        Place("library", _("Library"), reverse("programs:resource-list", args=slugs), "book"),
        Place("letters", _("Messages"), reverse("programs:letter-list", args=slugs), "mail"),
        Place("agreed", _("What we agreed on"), reverse("programs:agreement-list", args=slugs), "pair"),
        Place("welcome", _("Welcome notes"), reverse("programs:welcome-list", args=slugs), "chat"),
        Place("worksheets", _("Worksheets"), reverse("programs:worksheet-list", args=slugs), "pencil"),
        Place("surveys", _("Surveys"), reverse("surveys:wave-list", args=slugs), "lock"),
    ]
    if here.participant:  # a phone's bar has no room for events
        reading.insert(0, Place("events", _("Events"), reverse("programs:event-list", args=slugs), "calendar"))
        reading.append(Place("pair", _("Mentoring"), reverse("mentoring:home", args=slugs), "pair"))
        about = reverse("network:mention-list", args=slugs)
        reading.append(Place("about", _("What is said about me"), about, "info"))
        reading.append(
            Place("intros", _("People worth meeting"), reverse("network:introduction-list", args=slugs), "intro")
        )
    if not may_facilitate(here.membership):
        return reading
    return [*reading, *_running(here)]


def _running(here: Here) -> list[Place]:
    # What somebody does here of running programs.
    slugs = [here.organization.slug, here.program.slug]
    places = [
        ("moves", _("This week’s moves"), "dashboards:move-list", "check"),
        ("goals", _("Goals and personas"), "dashboards:goal-list", "flag"),
        ("evidence", _("Evidence"), "dashboards:pack-list", "download"),
        ("mails", _("What became of our mails"), "tenancy:mail-list", "mail"),
        ("reach", _("People to reach out to"), "network:outreach-list", "people"),
        ("rounds", _("Introductions"), "network:round-list", "intro"),
        ("track", _("Mentoring pairs"), "mentoring:track-detail", "pair"),
        ("tasks", _("Your tasks"), "programs:task-list", "flag"),
        ("threads", _("Who is stuck"), "programs:thread-list", "chat"),
        ("paths", _("Everybody’s path"), "programs:path-list", "path"),
        ("joining", _("Who comes in"), "programs:registration-list", "plus"),
        ("plan", _("Plan"), "programs:plan-detail", "sliders"),
        ("files", _("Bring in"), "network:import-list", "upload"),
        ("templates", _("Templates"), "programs:template-list", "list"),
    ]
    return [
        Place(key, label, reverse(name, args=slugs[:1] if name in OF_THE_HOUSE else slugs), icon)
        for key, label, name, icon in places
        if duty_of(name) not in here.membership.withheld
    ]


def _thumbs(nav: list[Place]) -> list[Place]:
    order = {"home": 0, "road": 1, "log": 2, "map": 3, "people": 4, "dash": 5}
    return sorted((one for one in nav if one.key in order), key=lambda one: order[one.key])


def _home_cards(here: Here) -> Any:
    # Asked for by home alone.
    return SimpleLazyObject(lambda: home_cards(here.program, here.me, clock.now()))


def _log_sheet(request: HttpRequest, here: Here) -> Any:
    # Asked for only by pages that draw the sheet.
    def build() -> LogSheet:
        known: LogChoices | None = getattr(request, LOG_CHOICES, None)
        if known is None:
            known = log_choices(here.program, here.me, today_in(here))
        return LogSheet(known, str(uuid4()))

    return SimpleLazyObject(build)
