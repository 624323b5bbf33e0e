"""The door of everything inside a program."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from belonging.core.errors import BelongingError
from belonging.tenancy.access import ROLES, View, membership_of, require_role
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership, Organization
from programs.models import Participant, Program
from programs.rules import may_facilitate
from programs.selectors.programs import participant_of, program_by_slug

HERE = "here"


class NotTakingPart(BelongingError):
    """A facilitator or admin without a place of their own asked for something participants do."""

    code = "not_taking_part"


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


def find_here(request: HttpRequest, program: str, roles: tuple[Role, ...]) -> Here:
    """
    This will find the program an address names, for those who may enter it.

    Raises Http404 for strangers, unknown programs and participants of other programs alike; PermissionDenied when the
    role does not fit.
    """
    membership = membership_of(request)
    found = program_by_slug(program)
    if found is None:
        raise Http404
    participant = participant_of(found, membership)
    if participant is None and not may_facilitate(membership):
        raise Http404
    require_role(membership, roles)
    if participant is not None:
        participant.program = found  # nobody has to fetch it again
    here = Here(membership.organization, membership, found, participant)
    setattr(request, HERE, here)  # the page frame reads it
    timezone.activate(found.time_zone)
    return here


def program_view(*roles: Role) -> Callable[[View], View]:
    """The view is called with (request, here, …) for people of the program with one of the roles (none: any role)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, organization: str, program: str, **kwargs: Any) -> HttpResponse:
            here = find_here(request, program, roles)
            try:
                return view(request, here, **kwargs)
            except NotTakingPart:
                raise Http404 from None

        setattr(guarded, ROLES, roles)  # the access table in the tests reads it
        return guarded

    return decorate
