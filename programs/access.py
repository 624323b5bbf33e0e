"""The door of everything inside a program, and how a view does one thing and goes back to a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belonging.core import clock
from belonging.core.editions import check_edition, comes_back
from belonging.core.errors import BelongingError
from belonging.core.htmx import page_or_part
from belonging.tenancy.access import ROLES, View, membership_of, require_role
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership, Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import organization_by_slug
from belonging.tenancy.services import hashed
from programs.models import Participant, Program
from programs.rules import ONLY_READ, may_facilitate
from programs.selectors.programs import Segments, participant_of, program_by_slug, segment_sizes
from programs.selectors.registrations import link_by_hash, published_entrance
from programs.selectors.remits import segments_seen
from programs.services.editing import stand_in_line

HERE = "here"
LASTING = "lasting"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class NotTakingPart(BelongingError):
    """A facilitator or admin without a place of their own asked for something participants do."""

    code = "not_taking_part"


class ProgramArchived(BelongingError):
    """Something was to change in a program that is only read."""

    code = "program_archived"


@dataclass(frozen=True)
class Here:
    """Where a request stands: found once, handed to the view."""

    organization: Organization
    membership: Membership
    program: Program
    participant: Participant | None

    @property
    def me(self) -> Participant:
        """The person's own place; raises NotTakingPart for those who only run the program."""
        if self.participant is None:
            raise NotTakingPart(_("You run this program without taking part in it."))
        return self.participant

    @cached_property
    def segments(self) -> Segments:
        """The groups that this person was given to look after, or nothing for everybody; asked once a request."""
        return segments_seen(self.program, self.membership)

    @cached_property
    def segment_sizes(self) -> dict[str, int]:
        """How many people have each segment: faces are coloured by it, wherever they stand on a page."""
        return segment_sizes(self.program)


def find_here(
    request: HttpRequest, program: str, roles: tuple[Role, ...], *, whole: bool = False, lasting: bool = False
) -> Here:
    """
    This will find the program an address names, for those who may enter it.

    Raises Http404 for strangers, unknown programs and participants of other programs alike, and where it is about the
    `whole` program for those who look after some groups only; PermissionDenied when the role does not fit; and
    ProgramArchived when something is to change in an archived program, but for what is `lasting`.
    """
    membership = membership_of(request)
    found = program_by_slug(program)
    if found is None:
        raise Http404
    participant = participant_of(found, membership)
    if participant is None and not may_facilitate(membership):
        raise Http404
    require_role(request, membership, roles)
    if participant is not None:
        participant.program = found  # nobody has to fetch it again
    if comes_back(request):  # what is read from here on is what a change of it is compared with
        found = stand_in_line(program=found)
    here = Here(membership.organization, membership, found, participant)
    if whole and here.segments is not None:
        raise Http404
    setattr(request, HERE, here)  # the page frame reads it
    timezone.activate(found.time_zone)
    if found.is_archived and not lasting and request.method not in SAFE_METHODS:
        raise ProgramArchived(ONLY_READ)
    return here


def program_view(*roles: Role, whole: bool = False, lasting: bool = False) -> Callable[[View], View]:
    """
    The view is called with (request, here, …) for people of the program with one of the roles (none: any role).

    What is about the whole program is not there for those who look after some groups only. An archived program takes
    only what is `lasting`: coming out of the archive, and what people have a right to at any time.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, program: str, **kwargs: Any) -> HttpResponse:
            try:
                here = find_here(request, program, roles, whole=whole, lasting=lasting)
                return view(request, here, **kwargs)
            except NotTakingPart:
                raise Http404 from None
            except ProgramArchived as refusal:
                words = {"why": refusal}
                return page_or_part(
                    request, "programs/archived.html", "why", words, status=HTTPStatus.UNPROCESSABLE_ENTITY
                )

        setattr(guarded, ROLES, roles)  # the access table in the tests reads it
        setattr(guarded, LASTING, lasting)
        return guarded

    return decorate


def entrance_view(view: View) -> View:
    """
    A page for anyone about a program with a published registration page; the view is called with (request, entrance).

    Unknown organizations, unknown programs and pages that are not published are the same 404.
    """

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, organization: str, program: str, **kwargs: Any) -> HttpResponse:
        house = organization_by_slug(organization)
        if house is None:
            raise Http404
        with open_scope(house.id):
            entrance = published_entrance(program)
            if entrance is None:
                raise Http404
            timezone.activate(entrance.program.time_zone)
            return view(request, entrance, **kwargs)

    return opened


def personal_view(view: View) -> View:
    """
    A page that a personal link opens before there is an account; the view is called with (request, registration).

    Whatever opens nothing (unknown, closed, too old, of an erased registration) gets the same page.
    """

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        try:
            organization_id = UUID(token.partition(".")[0])
        except ValueError:
            return _opens_nothing(request)
        with open_scope(organization_id):
            link = link_by_hash(hashed(token), clock.now())
            if link is None:
                return _opens_nothing(request)
            timezone.activate(link.registration.program.time_zone)
            return view(request, link.registration, token=token, **kwargs)

    return opened


def today_in(here: Here) -> date:
    """The calendar day in the program's own zone."""
    return clock.today(here.program.time_zone, clock.now())


def back(here: Here, page: str, *more: object) -> HttpResponse:
    """A redirect to a page of this program."""
    return redirect(page, here.organization.slug, here.program.slug, *more)


def done(
    request: HttpRequest, act: Callable[..., Any], said: str, after: HttpResponse, *, over: object = None, **words: Any
) -> HttpResponse:
    """
    Calls one service now; its refusal, or what it did, is said on the page that follows.

    `over` is what stands there now, of a form that carries the edition it was opened on.
    """
    try:
        if over is not None:
            check_edition(request, over)
        act(now=clock.now(), **words)
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return after


def _opens_nothing(request: HttpRequest) -> HttpResponse:
    return render(request, "programs/arrival_spent.html", status=HTTPStatus.GONE)
