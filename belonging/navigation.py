"""Where one can go from every page: the bar, a phone's thumbs, the menu, and which place an address belongs to."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from belonging.core.addresses import address
from belonging.tenancy.duties import duty_of
from belonging.tenancy.enums import Duty
from programs.access import Here
from programs.rules import may_facilitate

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


def nav_of(here: Here) -> list[Place]:
    """The bar: six places at most, by what somebody is and does here."""

    def to(name: str) -> str:
        return address(name, here.organization.slug, here.program.slug)

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


def more_of(here: Here) -> list[Place]:
    """Needed now and then: in the menu under the face, so that the bar stays short, above all a phone's."""
    slugs = [here.organization.slug, here.program.slug]
    reading = [
        Place("community", _("Community"), address("community:hub", *slugs), "chat"),
        Place("library", _("Library"), address("programs:resource-list", *slugs), "book"),
        Place("letters", _("Messages"), address("programs:letter-list", *slugs), "mail"),
        Place("agreed", _("What we agreed on"), address("programs:agreement-list", *slugs), "pair"),
        Place("welcome", _("Welcome notes"), address("programs:welcome-list", *slugs), "chat"),
        Place("worksheets", _("Worksheets"), address("programs:worksheet-list", *slugs), "pencil"),
        Place("surveys", _("Surveys"), address("surveys:wave-list", *slugs), "lock"),
    ]
    if here.participant:  # a phone's bar has no room for events
        reading.insert(0, Place("events", _("Events"), address("programs:event-list", *slugs), "calendar"))
        reading.append(Place("pair", _("Mentoring"), address("mentoring:home", *slugs), "pair"))
        about = address("network:mention-list", *slugs)
        reading.append(Place("about", _("What is said about me"), about, "info"))
        reading.append(
            Place("intros", _("People worth meeting"), address("network:introduction-list", *slugs), "intro")
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
        Place(key, label, address(name, *(slugs[:1] if name in OF_THE_HOUSE else slugs)), icon)
        for key, label, name, icon in places
        if duty_of(name) not in here.membership.withheld
    ]


def thumbs_of(nav: list[Place]) -> list[Place]:
    """Those of the bar that a phone keeps within a thumb's reach, in their order."""
    order = {"home": 0, "road": 1, "log": 2, "map": 3, "people": 4, "dash": 5}
    return sorted((one for one in nav if one.key in order), key=lambda one: order[one.key])
