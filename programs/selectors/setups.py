"""Reads of what is still to be set up before a program starts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core import clock
from belonging.tenancy.enums import MembershipState, Role
from belonging.tenancy.models import Membership
from programs.enums import IN_THE_NETWORK, AgreementKind, SetupKey
from programs.models import Event, Participant, Program, SetupTick
from programs.selectors.agreements import missing_kinds
from programs.selectors.registrations import entrance_of

ENOUGH_PEOPLE = 10  # fewer give no figures of the network
BY_HAND = (SetupKey.NAME, SetupKey.SIGN_IN, SetupKey.GROUPS, SetupKey.SURVEYS, SetupKey.MAIL)


@dataclass(frozen=True)
class Line:
    """One line of the list: seen by the product itself, or ticked by hand."""

    key: str
    label: str
    about: str
    is_done: bool
    href: str
    is_by_hand: bool


def setup_of(program: Program) -> list[Line]:
    """What a program needs before it starts, in the order in which it is best done; six queries."""
    ticked = set(SetupTick.objects.filter(program=program).values_list("key", flat=True))
    return [*_seen(program), *(_by_hand(key, key.value in ticked) for key in BY_HAND)]


def _seen(program: Program) -> list[Line]:
    members = Membership.objects.filter(state=MembershipState.ACTIVE, user__isnull=False)
    roles = set(members.order_by("role").values_list("role", flat=True).distinct())
    people = Participant.objects.filter(program=program, state__in=IN_THE_NETWORK).count()
    missing = missing_kinds(program)
    entrance = entrance_of(program)
    until = clock.month_begins_on(program.starts_on, 2)
    events = Event.objects.filter(program=program, cancelled_at=None, starts_at__date__lt=until).count()
    names = ", ".join(str(AgreementKind(kind).label) for kind in missing) or _("Everything is written.")

    def line(key: str, label: str, about: str, is_done: bool, page: str) -> Line:
        return Line(key, label, about, is_done, reverse(page, args=_slugs(program, page)), is_by_hand=False)

    needs_people = _("%(count)s so far; figures of the network begin at %(enough)s.")
    first_events = _("%(count)s in the first month; the launch is one of them.")
    asked = {"count": people, "enough": ENOUGH_PEOPLE}
    return [
        line("texts", _("What we agree on"), names, not missing, "programs:agreement-list"),
        line("plan", _("A plan"), _("Laid out from a template, every day with a date."), bool(program.template_id),
             "programs:plan-detail"),
        line("page", _("Registration page"), _("Published, with places and a last day."),
             entrance is not None and entrance.is_published, "programs:registration-list"),
        line("people", _("People"), needs_people % asked, people >= ENOUGH_PEOPLE, "network:import-list"),
        line("roles", _("Roles"), _("An admin and a facilitator who can sign in."),
             {Role.ADMIN.value, Role.FACILITATOR.value} <= roles, "tenancy:member-list"),
        line("events", _("First events"), first_events % {"count": events}, events > 0, "programs:event-list"),
    ]  # fmt: skip


def _slugs(program: Program, page: str) -> list[str]:
    organization = program.organization.slug
    return [organization] if page == "tenancy:member-list" else [organization, program.slug]


ABOUT = {
    SetupKey.NAME: gettext_lazy("Name and look: the organization and the program are called as people call them."),
    SetupKey.SIGN_IN: gettext_lazy("Somebody who is not an admin has signed in from their own phone."),
    SetupKey.GROUPS: gettext_lazy("Where people talk between the tables: groups, or the place that is used instead."),
    SetupKey.SURVEYS: gettext_lazy("The first survey has its days, and somebody knows what becomes of its answers."),
    SetupKey.MAIL: gettext_lazy("A test mail has reached you, and not among the unwanted ones."),
}


def _by_hand(key: SetupKey, is_done: bool) -> Line:
    return Line(key.value, str(key.label), str(ABOUT[key]), is_done, "", is_by_hand=True)
